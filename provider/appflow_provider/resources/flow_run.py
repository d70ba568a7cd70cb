"""Runs of on-demand flows, as a resource: creating one starts a run."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from appflow_provider import rules
from appflow_provider.declarations.flow_run import FLOW_RUN
from appflow_provider.diff import Change
from appflow_provider.errors import Advice, AppFlowError, Cancelled, NotFound, PartlyDone
from appflow_provider.progress import Progress
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.backfill import Backfill, Window, copy_name, remove_copy
from appflow_provider.resources.client_tokens import fresh_token
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import (
    NOTHING_CONFIGURED,
    ApiReply,
    Configured,
    Inputs,
    Note,
    ResourceState,
    State,
)
from appflow_provider.resources.executions import (
    FAILED,
    LOOK_MAX,
    OVER,
    RUN_MAX,
    STATUS,
    flow_of,
    ill,
    not_canceled,
    record_of,
    run_progress,
    until_in_use,
)
from appflow_provider.resources.flow import Flow
from appflow_provider.resources.resource import Resource
from appflow_provider.rules import Verdict
from appflow_provider.values import Path, has_unknown, path_text, unwrap

_RUN_AGAIN = FAILED | {"CancelStarted"}  # in these states the next update runs the flow again
_WAIT, _WINDOW, _COPY, _DONE = "wait", "window", "temporaryFlowName", "slicesDone"

_ON_DEMAND = Advice(
    "StartFlow would activate such a flow, not run it once",
    "Set the flow's triggerType to OnDemand; or, to activate the flow, set flowStatus on the Flow and remove the FlowRun",
)
_OR_NOT_YET = "has ended, or has not begun yet"  # such runs cannot be canceled; model 2020-08-23
_LOOK_FOR_RUN = Advice(
    step="Look for it (aws appflow describe-flow-execution-records --flow-name NAME) before you run pulumi up again, which starts "
    "another run"
)
_AGAIN = Advice(step="Fix the cause and run pulumi up again, which starts another run")


class FlowRun(Resource):
    """`appflow:index:FlowRun`. Its id is `FLOW_NAME/EXECUTION_ID`; for a backfill, `FLOW_NAME/NAME_OF_THE_COPY`."""

    declaration = FLOW_RUN

    def __init__(self, configured: Configured = NOTHING_CONFIGURED) -> None:
        super().__init__(configured)
        self._flows = Flow(configured)  # its copies

    @property
    def replaced(self) -> Mapping[str, str]:
        """As for all resources. A run that failed or was canceled is replaced too."""
        return {**super().replaced, STATUS: "its last run did not end well"}

    @property
    def addressed_by(self) -> tuple[str, ...]:
        """The flow's ARN, and the id of the run."""
        return (*super().addressed_by, "executionId")

    def usable(self, state: Mapping[str, Any]) -> State:
        """The readable state. The id alone tells what a backfill goes on with: it may have begun no run."""
        return self.readable(state) if state.get(_WINDOW) else super().usable(state)

    def validate(self, inputs: Inputs, olds: Inputs, now: datetime | None) -> Verdict:
        """The rules for runs."""
        return rules.flow_run(inputs, now=now, before=olds)

    def announcement(self, inputs: Inputs, olds: Inputs, urn: str) -> str:
        """The temporary copy of a backfill, before it is made."""
        plain = unwrap(inputs)
        told = {key: plain.get(key) for key in ("flowName", _WINDOW, "triggers")}
        if not told[_WINDOW] or has_unknown(told) or told == {key: olds.get(key) for key in told}:
            return ""
        name, window = str(told["flowName"]), Window.of(told[_WINDOW])
        copy = copy_name(name, told[_WINDOW], told["triggers"], urn)
        runs = "1 run" if window.slices == 1 else f"{window.slices} runs"
        return (
            f"Flow {name} is read again in {runs} of a temporary copy, {copy}. The copy counts towards the quota of flows while it is "
            f"there, and AppFlow bills each run and the data. An S3 destination gets the objects under the copy's name."
        )

    def adjusted(
        self, changes: tuple[Change, ...], olds: State, news: Inputs
    ) -> tuple[Change, ...]:
        """Replace a run that failed or was canceled, unless the program sets `wait` to false."""
        if olds.get(_WINDOW):
            goes_on = Change((_DONE,), "update")
            return (*changes, goes_on) if olds.get(_COPY) else changes
        if unwrap(olds.get(STATUS)) in _RUN_AGAIN and unwrap(news.get(_WAIT)) is not False:
            return (*changes, Change((STATUS,), "update", replaces=True))
        return changes

    def replacement_note(self, causes: Sequence[Path], *, keeps_name: bool) -> Note:
        """The flow runs again, and why. Only information, because the program intends it."""
        why = [
            self.replaced[STATUS] if path == (STATUS,) else f"{path_text(path)} changed"
            for path in causes
        ]
        return Note(f"The flow will run again: {'; '.join(why)}.", warns=False)

    def create(self, inputs: Inputs, context: OperationContext) -> ResourceState:
        """StartFlow for an on-demand flow, once its last update is in use. Then wait until the run ends. Or a backfill."""
        name = str(unwrap(inputs["flowName"]))
        if inputs.get(_WINDOW):
            plain = unwrap(inputs)
            copy = copy_name(name, plain[_WINDOW], plain.get("triggers"), context.urn)
            return self._backfilled(f"{name}/{copy}", State({}), inputs, context)
        api = ApiCall(context.service(unwrap(inputs.get("region"))), f"running flow {name}")
        flow = flow_of(api, name, context)
        trigger = (flow.get("triggerConfig") or {}).get("triggerType")
        if trigger != "OnDemand":
            words = f"its trigger is {trigger}, and a FlowRun needs an on-demand flow"
            raise _refused(words, api, name, _ON_DEMAND)
        what = f"waiting until runs of {name} use its last update"
        for _ in waits(api.service, until_in_use(flow, api.service.now()), context.say, what):
            pass
        started = api("StartFlow", flowName=name, clientToken=fresh_token())
        if not started.get("executionId"):
            unknown = _refused("the reply has no id of the run", api, name, _LOOK_FOR_RUN)
            raise unknown.because(outcome_unknown=True)
        run = ApiReply(
            {
                "flowArn": started.get("flowArn") or flow["flowArn"],
                "executionId": started["executionId"],
                STATUS: "InProgress",
            }
        )
        id_ = f"{name}/{run['executionId']}"
        if unwrap(inputs.get(_WAIT)) is False:
            return self.to_state(id_, inputs, run)
        ended = _ended(api, id_, lambda: self.to_state(id_, inputs, run), context)
        if ended.get(STATUS) in FAILED:
            raise ill(ended, _running(api, name), _AGAIN)
        return self.to_state(id_, inputs, ApiReply({**run, **ended}))

    def read(self, id_: str, state: State, context: OperationContext) -> ResourceState | None:
        """
        Read a run in progress. A run that has ended keeps its state, because AppFlow deletes old records. So does a backfill:
        its copy is looked at when it goes on.
        """
        if unwrap(state.get(STATUS)) in OVER or state.get(_WINDOW):
            return ResourceState(id_, self.marked(self.inputs_in(state)), State(dict(state)))
        name, _, execution = id_.rpartition("/")
        if not name:
            raise AppFlowError(f"the id of a run is FLOW_NAME/EXECUTION_ID, not {id_}", ours=True)
        api = self._api_call("reading a run of", name, state, context)
        try:
            record = record_of(api, name, execution)
            arn = unwrap(state.get("flowArn")) or api("DescribeFlow", flowName=name)["flowArn"]
        except NotFound:
            return None
        if not state and record is None:
            return None
        inputs = self.inputs_in(state) or Inputs({"flowName": name})
        reply = ApiReply({"flowArn": arn, "executionId": execution, **(record or {})})
        return self.to_state(id_, inputs, reply, state)

    def update(
        self, id_: str, olds: State, news: Inputs, context: OperationContext
    ) -> ResourceState:
        """
        Wait until the run ends. If it has ended already, or if `wait` is false, only store the new inputs.

        Raises:
            PartlyDone: the run failed or was canceled, or could not be read. A wait that the user stops, or that takes too long,
                cancels the run. Unless the run goes on, the next update runs the flow again.
        """
        name, _, execution = id_.rpartition("/")
        if olds.get(_WINDOW):
            return self._backfilled(id_, olds, news, context)
        state = partial(self.to_state, id_, news, before=olds)
        if unwrap(olds.get(STATUS)) in OVER or unwrap(news.get(_WAIT)) is False:
            return state(ApiReply({}))
        api = self._api_call("waiting for a run of", name, olds, context)
        try:
            ended = _ended(api, id_, lambda: state(ApiReply({})), context)
        except AppFlowError as stopped:
            left = state(_left(api, name, execution))
            raise PartlyDone(stopped, id_=id_, state=left.state) from stopped
        updated = state(ended)
        if ended.get(STATUS) in FAILED:
            failed = ill(ended, _running(api, name), _AGAIN)
            raise PartlyDone(failed, id_=id_, state=updated.state)
        return updated

    def delete(self, id_: str, state: State, context: OperationContext) -> None:
        """CancelFlowExecutions for a run in progress. Of a backfill that is not finished, the copy is deleted too."""
        if copy := unwrap(state.get(_COPY)):
            api = self._api_call(
                "removing the temporary copy of", str(unwrap(state["flowName"])), state, context
            )
            remove_copy(api, copy, cancels=True)
            return
        if unwrap(state.get(STATUS)) in OVER:
            return
        name, _, execution = id_.rpartition("/")
        api = self._api_call("canceling a run of", name, state, context)
        try:
            reply = api("CancelFlowExecutions", flowName=name, executionIds=[execution])
        except NotFound:
            return
        if execution not in not_canceled(reply):
            return
        record = record_of(api, name, execution)
        if record and record.get(STATUS) not in OVER:
            context.warn(f"run {execution} of flow {name} goes on: AppFlow could not cancel it")

    def _backfilled(
        self, id_: str, olds: State, news: Inputs, context: OperationContext
    ) -> ResourceState:
        """
        Begin a backfill, or go on with it.

        Raises:
            AppFlowError: it could not begin, and there is no copy.
            PartlyDone: a part has been read, and the copy is there.
        """
        if olds and not olds.get(_COPY):
            return self.to_state(id_, news, ApiReply({}), olds)
        flow, _, copy = id_.partition("/")
        region = unwrap(olds.get("region")) or self.region(olds) or unwrap(news.get("region"))
        api = ApiCall(context.service(region), f"backfilling flow {flow}")
        backfill = Backfill(
            api,
            flow=flow,
            copy=copy,
            window=Window.of(unwrap(news)[_WINDOW]),
            flows=self._flows,
            context=context,
            done=int(unwrap(olds.get(_DONE)) or 0),
        )

        def state(record: ApiReply, **left: Any) -> ResourceState:
            made = self.to_state(id_, news, record, olds)
            kept = {key: item for key, item in made.state.items() if key != _COPY}
            return ResourceState(
                made.id_, made.inputs, State({**kept, _DONE: backfill.done, **left})
            )

        try:
            return state(backfill())
        except AppFlowError as failed:
            if not backfill.exists and not backfill.done:
                raise
            left = state(backfill.last, **{_COPY: copy})
            if copy not in str(failed):
                failed = failed.because(after=backfill.left)
            raise PartlyDone(failed, id_=id_, state=left.state) from failed

    def _api_call(self, doing: str, name: str, state: State, context: OperationContext) -> ApiCall:
        region = unwrap(state.get("region")) or self.region(state)
        return ApiCall(context.service(region), f"{doing} flow {name}")


def _ended(
    api: ApiCall, id_: str, begun: Callable[[], ResourceState], context: OperationContext
) -> ApiReply:
    """
    Wait until a run ends, and return its record (API spelling).

    Raises:
        AppFlowError: the run took too long, or the user cancelled. The run is canceled.
        PartlyDone: the run could not be read. It goes on; the error carries the state of `begun`.
    """
    name, _, execution = id_.rpartition("/")
    timeout = context.timeout or RUN_MAX
    record = ApiReply({})

    def say(waited: Progress) -> None:
        context.say(run_progress(name, record, waited.seconds))

    try:
        for _ in waits(api.service, timeout, say, "", longest=LOOK_MAX):
            record = record_of(api, name, execution) or ApiReply({})
            if record.get(STATUS) in OVER:
                context.say(run_progress(name, record))
                return record
    except Cancelled as stopped:
        doing = f"{_running(api, name)}, whose run {_canceled(api, name, execution)}"
        raise stopped.because(doing=doing) from stopped
    except AppFlowError as failed:
        raise PartlyDone(failed, id_=id_, state=begun().state) from failed
    end = _canceled(api, name, execution)
    raise _refused(f"the run took longer than {timeout:.0f} seconds and {end}", api, name)


def _left(api: ApiCall, name: str, execution: str) -> ApiReply:
    """The record of a run after a wait that ended early; empty if the run cannot be read."""
    try:
        return record_of(api, name, execution) or ApiReply({})
    except AppFlowError:
        return ApiReply({})


def _canceled(api: ApiCall, name: str, execution: str) -> str:
    """CancelFlowExecutions after a wait that ended early. Returns the outcome, as the end of a sentence."""
    try:
        reply = api("CancelFlowExecutions", flowName=name, executionIds=[execution])
    except AppFlowError:
        return (
            f"goes on, as it could not be canceled: aws appflow cancel-flow-executions --flow-name {name} "
            f"--execution-ids {execution}"
        )
    return (
        f"was not canceled: it {_OR_NOT_YET}"
        if execution in not_canceled(reply)
        else "was canceled"
    )


def _running(api: ApiCall, name: str) -> str:
    return f"running flow {name} in {api.service.region}"


def _refused(words: str, api: ApiCall, name: str, advice: Advice = _AGAIN) -> AppFlowError:
    return AppFlowError(words, ours=True, doing=_running(api, name), advice=advice)
