"""Runs of flows on demand, as something that a program can ask for."""

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
_SEEN_AFTER = 10.0  # seconds until a flow is looked for in vain; our choice
_NEVER_UPDATED = timedelta(seconds=1)  # at most between createdAt and lastUpdatedAt; our choice
_LOOK_MAX = 30.0  # seconds between two looks at a long run; our choice
_PAGES = 10  # of 100 records, newest first, in which a run is looked for; our choice
_FAILED = frozenset({"Error", "Canceled"})
_RUN_AGAIN = _FAILED | {"CancelStarted"}  # how a run that was to end well may not be left
_OVER = _FAILED | {"Successful"}
_WAIT, _STATUS = "wait", "executionStatus"

_ON_DEMAND = Advice(
    "StartFlow would activate it, which is another thing than to run it once",
    "Give the flow triggerType OnDemand, or take flowStatus of the Flow instead of a FlowRun",
)
_OR_NOT_YET = "has ended, or has not begun yet"  # when AppFlow cancels no run; model 2020-08-23
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
        """A run that did not end well is replaced, too."""
        return {**super().replaced, _STATUS: "its last run did not end well"}

    @property
    def addressed_by(self) -> tuple[str, ...]:
        """A run has an id of its own beside the flow's ARN."""
        return (*super().addressed_by, "executionId")

    def adjusted(
        self, changes: tuple[Change, ...], olds: State, news: Inputs
    ) -> tuple[Change, ...]:
        """A run that was to end well and did not is run again."""
        if unwrap(olds.get(_STATUS)) in _RUN_AGAIN and unwrap(news.get(_WAIT)) is not False:
            return (*changes, Change((_STATUS,), "update", replaces=True))
        return changes

    def replacement_note(self, causes: Sequence[Path], *, keeps_name: bool) -> Note:
        """That a replacement runs the flow again, and why: what a program asks for with it."""
        why = [
            self.replaced[_STATUS] if path == (_STATUS,) else f"{path_text(path)} changed"
            for path in causes
        ]
        return Note(f"The flow will run again: {'; '.join(why)}.", warns=False)

    def create(self, inputs: Inputs, context: OperationContext) -> ResourceState:
        """StartFlow of an on-demand flow, once its last update is in use, and a wait until the run has ended."""
        name = str(unwrap(inputs["flowName"]))
        api = ApiCall(context.service(unwrap(inputs.get("region"))), f"running flow {name}")
        flow = _flow(api, name, context)
        trigger = (flow.get("triggerConfig") or {}).get("triggerType")
        if trigger != "OnDemand":
            words = f"its trigger is {trigger}, and only a flow on demand can be run"
            raise _refused(words, api, name, _ON_DEMAND)
        what = f"waiting until runs of {name} use its last update"
        for _ in waits(api.service, _too_early(flow, api.service.now()), context.say, what):
            pass
        started = api("StartFlow", flowName=name, clientToken=fresh_token())
        if not started.get("executionId"):
            unknown = _refused("AppFlow did not say which run it started", api, name, _LOOK_FOR_RUN)
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
        """A run in progress is looked up. One that is over stays as it was: the service forgets records after a while."""
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
        Nothing to change on AWS. A run that is to be waited for after all is.

        Raises:
            PartlyDone: it did not end well, or was not waited for to its end; the next update runs the flow again.
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
        """CancelFlowExecutions of a run in progress; nothing else is there to delete."""
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
    The record of a run that is over.

    Raises:
        AppFlowError: it took too long, or the user cancelled; it is canceled.
        PartlyDone: it could not be looked at; it goes on, and its state is that of `begun`.
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
    """What is known of a run so far."""
    records, read = (record.get(key) or 0 for key in ("recordsProcessed", "bytesProcessed"))
    phase = f"run of {name} is {record.get(_STATUS, 'InProgress')}"
    return Progress(phase, seconds, f"{records} records, {read} bytes")


def _flow(api: ApiCall, name: str, context: OperationContext) -> ApiReply:
    """The flow, which may have been created a moment ago: reads may lag behind writes."""
    for _ in waits(api.service, _SEEN_AFTER, context.say, f"waiting until flow {name} shows"):
        if (flow := api.find("DescribeFlow", flowName=name)) is not None:
            return flow
    return api("DescribeFlow", flowName=name)


def _too_early(flow: ApiReply, now: datetime) -> float:
    """Seconds until a run of a flow uses its last update for sure; 0 for a flow that was never updated."""
    created, updated = flow.get("createdAt"), flow.get("lastUpdatedAt")
    if not isinstance(updated, datetime):
        return 0.0
    if isinstance(created, datetime) and updated - created <= _NEVER_UPDATED:
        return 0.0
    age = (now - updated).total_seconds()
    return min(_UPDATE_IN_USE_AFTER, max(0.0, _UPDATE_IN_USE_AFTER - age))


def _record(api: ApiCall, name: str, execution: str) -> ApiReply | None:
    """What is known of a run, its results among the other members; None if the service lists none (any more)."""
    for page in pages(api, "DescribeFlowExecutionRecords", most=_PAGES, flowName=name):
        for record in page.get("flowExecutions") or []:
            if record.get("executionId") == execution:
                return ApiReply({**record, **(record.get("executionResult") or {})})
    return None


def _left(api: ApiCall, name: str, execution: str) -> ApiReply:
    """What is known of a run that nobody waits for any more; nothing where the service does not say."""
    try:
        return _record(api, name, execution) or ApiReply({})
    except AppFlowError:
        return ApiReply({})


def _ill(record: ApiReply, api: ApiCall, name: str) -> AppFlowError:
    said = (record.get("errorInfo") or {}).get("executionMessage")
    run = f"the run {record['executionId']}" if record.get("executionId") else "the run"
    end = f"{run} ended as {record[_STATUS]}"
    if not said:
        return _refused(end, api, name)
    return AppFlowError(str(said), doing=f"{_running(api, name)}: {end}", advice=_AGAIN)


def _canceled(api: ApiCall, name: str, execution: str) -> str:
    """CancelFlowExecutions of a run that nobody waits for any more; what became of it, as the end of a sentence."""
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
