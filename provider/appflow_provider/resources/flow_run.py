"""Runs of flows on demand, as something that a program can ask for."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from appflow_provider.declarations.flow_run import FLOW_RUN
from appflow_provider.diff import Change, Comparison
from appflow_provider.errors import Advice, AppFlowError, Cancelled, NotFound, PartlyDone
from appflow_provider.paging import pages
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.client_tokens import fresh_token
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.resource import Note, Resource, ResourceState
from appflow_provider.rules import Verdict
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import path_text, unwrap

__all__ = ["FlowRun"]

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

Record = dict[str, Any]


class FlowRun(Resource):
    """`appflow:index:FlowRun`. Its id is `FLOW_NAME/EXECUTION_ID`."""

    declaration = FLOW_RUN
    lost_on_replace = ""

    @property
    def replaced(self) -> Mapping[str, str]:
        """A run that did not end well is replaced, too."""
        return {**super().replaced, _STATUS: "its last run did not end well"}

    def validate(
        self, _inputs: Mapping[str, Any], _olds: Mapping[str, Any], _now: datetime | None
    ) -> Verdict:
        """Nothing beyond single members; what kind of flow it is only the service knows."""
        return Verdict()

    @property
    def addressed_by(self) -> tuple[str, ...]:
        """A run has an id of its own beside the flow's ARN."""
        return (*super().addressed_by, "executionId")

    def diff(
        self,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        region: Callable[[], str | None] = lambda: None,
    ) -> Comparison:
        """The same as for all resources; a run that was to end well and did not is run again."""
        changes = super().diff(olds, news, region=region).changes
        if unwrap(olds.get(_STATUS)) in _RUN_AGAIN and unwrap(news.get(_WAIT)) is not False:
            changes = (*changes, Change((_STATUS,), "update", replaces=True))
        return Comparison(changes)

    def change_notes(self, found: Comparison, *, keeps_name: bool = False) -> tuple[Note, ...]:  # noqa: ARG002
        """That a replacement runs the flow again, and why: what a program asks for with it."""
        if found.action != "replace":
            return ()
        causes = [
            f"{path_text(change.path)} changed"
            if change.path[0] != _STATUS
            else self.replaced[_STATUS]
            for change in found.changes
            if change.replaces
        ]
        return (Note(f"The flow will run again: {'; '.join(causes)}.", warns=False),)

    def create(self, inputs: Mapping[str, Any], context: OperationContext) -> ResourceState:
        """StartFlow of an on-demand flow, once its last update is in use, and a wait until the run has ended."""
        name = str(unwrap(inputs["flowName"]))
        ask = ApiCall(context.service(unwrap(inputs.get("region"))), f"running flow {name}")
        flow = _flow(ask, name, context)
        trigger = (flow.get("triggerConfig") or {}).get("triggerType")
        if trigger != "OnDemand":
            words = f"its trigger is {trigger}, and only a flow on demand can be run"
            raise _refused(words, ask, name, _ON_DEMAND)
        what = f"waiting until runs of {name} use its last update"
        for _ in waits(ask.service, _too_early(flow, ask.service.now()), context.say, what):
            pass
        started = ask("StartFlow", flowName=name, clientToken=fresh_token())
        if not started.get("executionId"):
            unknown = _refused("AppFlow did not say which run it started", ask, name, _LOOK_FOR_RUN)
            unknown.outcome_unknown = True
            raise unknown
        run = {
            "flowArn": started.get("flowArn") or flow["flowArn"],
            "executionId": started["executionId"],
            _STATUS: "InProgress",
        }
        held = self._held(name, inputs, run)
        if unwrap(inputs.get(_WAIT)) is False:
            return held
        ended = self._ended(ask, name, held, context)
        if ended.get(_STATUS) in _FAILED:
            raise _ill(ended, ask, name)
        return self._held(name, inputs, {**run, **ended})

    def read(
        self, id_: str, state: Mapping[str, Any], context: OperationContext
    ) -> ResourceState | None:
        """A run in progress is looked up. One that is over stays as it was: the service forgets records after a while."""
        if unwrap(state.get(_STATUS)) in _OVER:
            return ResourceState(id_, self.marked(self.inputs_in(state)), dict(state))
        name, _, execution = id_.rpartition("/")
        if not name:
            raise AppFlowError(f"the id of a run is FLOW_NAME/EXECUTION_ID, not {id_}", ours=True)
        ask = self._asking("reading a run of", name, state, context)
        try:
            record = _record(ask, name, execution)
            arn = unwrap(state.get("flowArn")) or ask("DescribeFlow", flowName=name)["flowArn"]
        except NotFound:
            return None
        if not state and record is None:
            return None
        inputs = self.inputs_in(state) or {"flowName": name}
        was = {key: state[key] for key in state.keys() - inputs.keys()}
        return self._held(
            name, inputs, {**was, "flowArn": arn, "executionId": execution, **(record or {})}
        )

    def update(
        self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], context: OperationContext
    ) -> ResourceState:
        """
        Nothing to change on AWS. A run that is to be waited for after all is.

        Raises:
            PartlyDone: it did not end well, or was not waited for to its end; the next update runs the flow again.
        """
        name, _, _ = id_.rpartition("/")
        was = {key: item for key, item in olds.items() if key not in self.inputs_in(olds)}
        held = self._held(name, news, was)
        over = unwrap(olds.get(_STATUS)) in _OVER
        if over or unwrap(news.get(_WAIT)) is False:
            return held
        ask = self._asking("waiting for a run of", name, olds, context)
        try:
            ended = self._ended(ask, name, held, context)
        except AppFlowError as stopped:
            left = self._held(name, news, {**was, **_left(ask, id_)})
            raise PartlyDone(stopped, id_=id_, state=left.state) from stopped
        held = self._held(name, news, {**was, **ended})
        if ended.get(_STATUS) in _FAILED:
            raise PartlyDone(_ill(ended, ask, name), id_=id_, state=held.state)
        return held

    def delete(self, id_: str, state: Mapping[str, Any], context: OperationContext) -> None:
        """CancelFlowExecutions of a run in progress; nothing else is there to delete."""
        if unwrap(state.get(_STATUS)) in _OVER:
            return
        name, _, execution = id_.rpartition("/")
        ask = self._asking("canceling a run of", name, state, context)
        try:
            reply = ask("CancelFlowExecutions", flowName=name, executionIds=[execution])
        except NotFound:
            return
        if execution not in _not_canceled(reply):
            return
        record = _record(ask, name, execution)
        if record and record.get(_STATUS) not in _OVER:
            context.warn(f"run {execution} of flow {name} goes on: AppFlow could not cancel it")

    def _asking(
        self, doing: str, name: str, state: Mapping[str, Any], context: OperationContext
    ) -> ApiCall:
        region = unwrap(state.get("region")) or self.region(state)
        return ApiCall(context.service(region), f"{doing} flow {name}")

    def _held(self, name: str, inputs: Mapping[str, Any], run: Mapping[str, Any]) -> ResourceState:
        marked = self.marked(inputs)
        id_ = f"{name}/{unwrap(run['executionId'])}"
        return ResourceState(id_, marked, {**marked, **from_api(self.outputs, run)})

    def _ended(
        self, ask: ApiCall, name: str, held: ResourceState, context: OperationContext
    ) -> Record:
        """
        The record of a run that is over.

        Raises:
            AppFlowError: it took too long, or the user cancelled; it is canceled.
            PartlyDone: it could not be looked at; it goes on.
        """
        execution = str(unwrap(held.state["executionId"]))
        timeout = context.timeout or _RUN_MAX
        shown = _Shown(context, name)
        try:
            for _ in waits(ask.service, timeout, shown.line, "", longest=_LOOK_MAX):
                shown.record = _record(ask, name, execution) or {}
                if shown.record.get(_STATUS) in _OVER:
                    shown.line("")
                    return shown.record
        except Cancelled as stopped:
            stopped.doing = f"{_running(ask, name)}, whose run {_canceled(ask, name, execution)}"
            raise
        except AppFlowError as failed:
            raise PartlyDone(failed, id_=held.id_, state=held.state) from failed
        end = _canceled(ask, name, execution)
        raise _refused(f"the run took longer than {timeout:.0f} seconds and {end}", ask, name)


class _Shown:
    """The line that shows how a run goes on."""

    def __init__(self, context: OperationContext, name: str) -> None:
        self._say, self._name = context.say, name
        self.record: Record = {}

    def line(self, waited: str) -> None:
        """Say what is known of the run so far."""
        records, read = (
            self.record.get(key) or 0 for key in ("recordsProcessed", "bytesProcessed")
        )
        status = self.record.get(_STATUS, "InProgress")
        self._say(f"run of {self._name} is {status}: {records} records, {read} bytes{waited}")


def _flow(ask: ApiCall, name: str, context: OperationContext) -> dict[str, Any]:
    """The flow, which may have been created a moment ago: reads may lag behind writes."""
    for _ in waits(ask.service, _SEEN_AFTER, context.say, f"waiting until flow {name} shows"):
        if (flow := ask.find("DescribeFlow", flowName=name)) is not None:
            return flow
    return ask("DescribeFlow", flowName=name)


def _too_early(flow: Mapping[str, Any], now: datetime) -> float:
    """Seconds until a run of a flow uses its last update for sure; 0 for a flow that was never updated."""
    created, updated = flow.get("createdAt"), flow.get("lastUpdatedAt")
    if not isinstance(updated, datetime):
        return 0.0
    if isinstance(created, datetime) and updated - created <= _NEVER_UPDATED:
        return 0.0
    age = (now - updated).total_seconds()
    return min(_UPDATE_IN_USE_AFTER, max(0.0, _UPDATE_IN_USE_AFTER - age))


def _record(ask: ApiCall, name: str, execution: str) -> Record | None:
    """What is known of a run, its results among the other members; None if the service lists none (any more)."""
    for record in _records(ask, name):
        if record.get("executionId") == execution:
            return {**record, **(record.get("executionResult") or {})}
    return None


def _left(ask: ApiCall, id_: str) -> Record:
    """What is known of a run that nobody waits for any more; nothing where the service does not say."""
    name, _, execution = id_.rpartition("/")
    try:
        return _record(ask, name, execution) or {}
    except AppFlowError:
        return {}


def _records(ask: ApiCall, name: str) -> Iterator[Record]:
    for page in pages(ask, "DescribeFlowExecutionRecords", most=_PAGES, flowName=name):
        yield from page.get("flowExecutions") or []


def _ill(record: Record, ask: ApiCall, name: str) -> AppFlowError:
    said = (record.get("errorInfo") or {}).get("executionMessage")
    run = f"the run {record['executionId']}" if record.get("executionId") else "the run"
    end = f"{run} ended as {record[_STATUS]}"
    if not said:
        return _refused(end, ask, name)
    ill = AppFlowError(str(said))
    ill.doing, ill.advice = f"{_running(ask, name)}: {end}", _AGAIN
    return ill


def _canceled(ask: ApiCall, name: str, execution: str) -> str:
    """CancelFlowExecutions of a run that nobody waits for any more; what became of it, as the end of a sentence."""
    try:
        reply = ask("CancelFlowExecutions", flowName=name, executionIds=[execution])
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


def _not_canceled(reply: Mapping[str, Any]) -> Collection[str]:
    return reply.get("invalidExecutions") or ()


def _running(ask: ApiCall, name: str) -> str:
    return f"running flow {name} in {ask.service.region}"


def _refused(words: str, ask: ApiCall, name: str, advice: Advice = _AGAIN) -> AppFlowError:
    refused = AppFlowError(words, ours=True)
    refused.doing, refused.advice = _running(ask, name), advice
    return refused
