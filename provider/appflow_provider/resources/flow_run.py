"""Runs of on-demand flows, as a resource: creating one starts a run."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from appflow_provider.declarations.flow_run import FLOW_RUN
from appflow_provider.diff import Change
from appflow_provider.errors import Advice, AppFlowError, Cancelled, NotFound, PartlyDone
from appflow_provider.paging import pages
from appflow_provider.progress import Progress
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.client_tokens import fresh_token
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import ApiReply, Inputs, Note, ResourceState, State
from appflow_provider.resources.resource import Resource
from appflow_provider.values import Path, path_text, unwrap

_RUN_MAX = 48 * 3600.0  # seconds; the longest that AppFlow lets a run take (user guide, quotas)
# Seconds after UpdateFlow until runs of an on-demand flow use the new definition: a run that starts earlier may use the old one.
# Seen by the authors of Airflow's AppFlow operators, who wait as long (UPDATE_PROPAGATION_TIME; apache/airflow#28869).
_UPDATE_IN_USE_AFTER = 15.0
_SEEN_AFTER = 10.0  # seconds to wait until a read finds a new flow; our choice
_NEVER_UPDATED = timedelta(seconds=1)  # at most between createdAt and lastUpdatedAt; our choice
_LOOK_MAX = 30.0  # seconds between two reads of a long run; our choice
_PAGES = 10  # of 100 records, newest first, that are searched for a run; our choice
_FAILED = frozenset({"Error", "Canceled"})
_RUN_AGAIN = _FAILED | {"CancelStarted"}  # in these states the next update runs the flow again
_OVER = _FAILED | {"Successful"}
_WAIT, _STATUS = "wait", "executionStatus"

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
    """`appflow:index:FlowRun`. Its id is `FLOW_NAME/EXECUTION_ID`."""

    declaration = FLOW_RUN

    @property
    def replaced(self) -> Mapping[str, str]:
        """As for all resources. A run that failed or was canceled is replaced too."""
        return {**super().replaced, _STATUS: "its last run did not end well"}

    @property
    def addressed_by(self) -> tuple[str, ...]:
        """The flow's ARN, and the id of the run."""
        return (*super().addressed_by, "executionId")

    def adjusted(
        self, changes: tuple[Change, ...], olds: State, news: Inputs
    ) -> tuple[Change, ...]:
        """Replace a run that failed or was canceled, unless the program sets `wait` to false."""
        if unwrap(olds.get(_STATUS)) in _RUN_AGAIN and unwrap(news.get(_WAIT)) is not False:
            return (*changes, Change((_STATUS,), "update", replaces=True))
        return changes

    def replacement_note(self, causes: Sequence[Path], *, keeps_name: bool) -> Note:
        """The flow runs again, and why. Only information, because the program intends it."""
        why = [
            self.replaced[_STATUS] if path == (_STATUS,) else f"{path_text(path)} changed"
            for path in causes
        ]
        return Note(f"The flow will run again: {'; '.join(why)}.", warns=False)

    def create(self, inputs: Inputs, context: OperationContext) -> ResourceState:
        """StartFlow for an on-demand flow, once its last update is in use. Then wait until the run ends."""
        name = str(unwrap(inputs["flowName"]))
        api = ApiCall(context.service(unwrap(inputs.get("region"))), f"running flow {name}")
        flow = _flow(api, name, context)
        trigger = (flow.get("triggerConfig") or {}).get("triggerType")
        if trigger != "OnDemand":
            words = f"its trigger is {trigger}, and a FlowRun needs an on-demand flow"
            raise _refused(words, api, name, _ON_DEMAND)
        what = f"waiting until runs of {name} use its last update"
        for _ in waits(api.service, _too_early(flow, api.service.now()), context.say, what):
            pass
        started = api("StartFlow", flowName=name, clientToken=fresh_token())
        if not started.get("executionId"):
            unknown = _refused("the reply has no id of the run", api, name, _LOOK_FOR_RUN)
            raise unknown.because(outcome_unknown=True)
        run = ApiReply(
            {
                "flowArn": started.get("flowArn") or flow["flowArn"],
                "executionId": started["executionId"],
                _STATUS: "InProgress",
            }
        )
        id_ = f"{name}/{run['executionId']}"
        if unwrap(inputs.get(_WAIT)) is False:
            return self.to_state(id_, inputs, run)
        ended = _ended(api, id_, lambda: self.to_state(id_, inputs, run), context)
        if ended.get(_STATUS) in _FAILED:
            raise _ill(ended, api, name)
        return self.to_state(id_, inputs, ApiReply({**run, **ended}))

    def read(self, id_: str, state: State, context: OperationContext) -> ResourceState | None:
        """Read a run in progress. A run that has ended keeps its state, because AppFlow deletes old records."""
        if unwrap(state.get(_STATUS)) in _OVER:
            return ResourceState(id_, self.marked(self.inputs_in(state)), State(dict(state)))
        name, _, execution = id_.rpartition("/")
        if not name:
            raise AppFlowError(f"the id of a run is FLOW_NAME/EXECUTION_ID, not {id_}", ours=True)
        api = self._api_call("reading a run of", name, state, context)
        try:
            record = _record(api, name, execution)
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
        state = partial(self.to_state, id_, news, before=olds)
        if unwrap(olds.get(_STATUS)) in _OVER or unwrap(news.get(_WAIT)) is False:
            return state(ApiReply({}))
        api = self._api_call("waiting for a run of", name, olds, context)
        try:
            ended = _ended(api, id_, lambda: state(ApiReply({})), context)
        except AppFlowError as stopped:
            left = state(_left(api, name, execution))
            raise PartlyDone(stopped, id_=id_, state=left.state) from stopped
        updated = state(ended)
        if ended.get(_STATUS) in _FAILED:
            raise PartlyDone(_ill(ended, api, name), id_=id_, state=updated.state)
        return updated

    def delete(self, id_: str, state: State, context: OperationContext) -> None:
        """CancelFlowExecutions for a run in progress. There is nothing else to delete."""
        if unwrap(state.get(_STATUS)) in _OVER:
            return
        name, _, execution = id_.rpartition("/")
        api = self._api_call("canceling a run of", name, state, context)
        try:
            reply = api("CancelFlowExecutions", flowName=name, executionIds=[execution])
        except NotFound:
            return
        if execution not in _not_canceled(reply):
            return
        record = _record(api, name, execution)
        if record and record.get(_STATUS) not in _OVER:
            context.warn(f"run {execution} of flow {name} goes on: AppFlow could not cancel it")

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
    timeout = context.timeout or _RUN_MAX
    record = ApiReply({})

    def say(waited: Progress) -> None:
        context.say(_progress(name, record, waited.seconds))

    try:
        for _ in waits(api.service, timeout, say, "", longest=_LOOK_MAX):
            record = _record(api, name, execution) or ApiReply({})
            if record.get(_STATUS) in _OVER:
                context.say(_progress(name, record))
                return record
    except Cancelled as stopped:
        doing = f"{_running(api, name)}, whose run {_canceled(api, name, execution)}"
        raise stopped.because(doing=doing) from stopped
    except AppFlowError as failed:
        raise PartlyDone(failed, id_=id_, state=begun().state) from failed
    end = _canceled(api, name, execution)
    raise _refused(f"the run took longer than {timeout:.0f} seconds and {end}", api, name)


def _progress(name: str, record: ApiReply, seconds: float | None = None) -> Progress:
    """The progress of a run, from its record."""
    records, read = (record.get(key) or 0 for key in ("recordsProcessed", "bytesProcessed"))
    phase = f"run of {name} is {record.get(_STATUS, 'InProgress')}"
    return Progress(phase, seconds, f"{records} records, {read} bytes")


def _flow(api: ApiCall, name: str, context: OperationContext) -> ApiReply:
    """The flow (API spelling). Waits a few seconds for a new flow, because reads may lag behind writes."""
    for _ in waits(api.service, _SEEN_AFTER, context.say, f"waiting until flow {name} shows"):
        if (flow := api.find("DescribeFlow", flowName=name)) is not None:
            return flow
    return api("DescribeFlow", flowName=name)


def _too_early(flow: ApiReply, now: datetime) -> float:
    """Seconds until a run is certain to use the flow's last update; 0 if the flow was never updated."""
    created, updated = flow.get("createdAt"), flow.get("lastUpdatedAt")
    if not isinstance(updated, datetime):
        return 0.0
    if isinstance(created, datetime) and updated - created <= _NEVER_UPDATED:
        return 0.0
    age = (now - updated).total_seconds()
    return min(_UPDATE_IN_USE_AFTER, max(0.0, _UPDATE_IN_USE_AFTER - age))


def _record(api: ApiCall, name: str, execution: str) -> ApiReply | None:
    """The record of a run, with the members of `executionResult` merged in; None if AppFlow does not list the run."""
    for page in pages(api, "DescribeFlowExecutionRecords", most=_PAGES, flowName=name):
        for record in page.get("flowExecutions") or []:
            if record.get("executionId") == execution:
                return ApiReply({**record, **(record.get("executionResult") or {})})
    return None


def _left(api: ApiCall, name: str, execution: str) -> ApiReply:
    """The record of a run after a wait that ended early; empty if the run cannot be read."""
    try:
        return _record(api, name, execution) or ApiReply({})
    except AppFlowError:
        return ApiReply({})


def _ill(record: ApiReply, api: ApiCall, name: str) -> AppFlowError:
    message = (record.get("errorInfo") or {}).get("executionMessage")
    run = f"the run {record['executionId']}" if record.get("executionId") else "the run"
    end = f"{run} ended as {record[_STATUS]}"
    if not message:
        return _refused(end, api, name)
    return AppFlowError(str(message), doing=f"{_running(api, name)}: {end}", advice=_AGAIN)


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
        if execution in _not_canceled(reply)
        else "was canceled"
    )


def _not_canceled(reply: ApiReply) -> Collection[str]:
    return reply.get("invalidExecutions") or ()


def _running(api: ApiCall, name: str) -> str:
    return f"running flow {name} in {api.service.region}"


def _refused(words: str, api: ApiCall, name: str, advice: Advice = _AGAIN) -> AppFlowError:
    return AppFlowError(words, ours=True, doing=_running(api, name), advice=advice)
