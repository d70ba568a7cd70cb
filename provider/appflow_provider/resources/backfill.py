"""
Backfills: a span of time is read again, slice by slice, by a temporary copy of a flow. The flow itself is only read.

All that a backfill has to remember, AppFlow knows: the filter of the copy names the slice, and the records of the copy say how its
runs ended. So a backfill goes on where it was even if the provider was killed and Pulumi knows nothing of it.

A slice that was started is never started again unless its run failed or was canceled. Its client token makes sure of it while
the record of a new run does not show yet.
"""

import hashlib
import json
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from appflow_provider.errors import Advice, AppFlowError, Cancelled, NotFound
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.client_tokens import lasting_token
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import ApiReply, ApiRequest, Inputs, State
from appflow_provider.resources.executions import (
    FAILED,
    LOOK_MAX,
    OVER,
    RUN_MAX,
    STATUS,
    UPDATE_IN_USE_AFTER,
    flow_of,
    ill,
    record_of,
    records,
    run_progress,
)
from appflow_provider.resources.flow import Flow
from appflow_provider.resources.flow_update import update_request
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.transforms import whole_seconds
from appflow_provider.values import unwrap

_NAME_KEPT = 230  # characters of the flow's name in the copy's, which has 256 at most
_SECOND, _DAY = 1000, 24 * 3600 * 1000  # milliseconds
_SUMS = ("recordsProcessed", "bytesProcessed", "bytesWritten")
_NEEDED = Advice(step="Read this span of time with a flow of your own")


@dataclass(frozen=True)
class Window:
    """
    A span of time in slices.

    Attributes:
        field: The field of the source that tells a record's time.
        data_type: The type of the field.
        bounds: Milliseconds since 1970: the start of each slice, and the end of the last.
    """

    field: str
    data_type: str
    bounds: tuple[int, ...]

    @classmethod
    def of(cls, inputs: Mapping[str, Any]) -> "Window":
        """The window of a run's inputs."""
        start, end = (whole_seconds(inputs[name]) * _SECOND for name in ("startTime", "endTime"))
        data_type = str(inputs.get("dataType") or "datetime")
        unit, slices = (_DAY if data_type == "date" else _SECOND), int(inputs.get("slices") or 1)
        units = (end - start) // unit
        bounds = tuple(start + unit * (units * n // slices) for n in range(slices + 1))
        return cls(str(inputs["field"]), data_type, bounds)

    @property
    def slices(self) -> int:
        """The number of slices."""
        return len(self.bounds) - 1

    def filters(self, key: str, operators: Collection[str], number: int) -> list[dict[str, Any]]:
        """
        The `Filter` tasks for a slice, in property spelling; empty if the operators cannot tell times.

        The bounds are written as exclusive. That is the meaning of the two comparisons, and was seen of `BETWEEN` for Salesforce
        (Airflow's operators). If a connector includes them, a record of just that millisecond is read twice, and none is lost.
        """
        after, before = str(self.bounds[number] - 1), str(self.bounds[number + 1])
        if "GREATER_THAN" in operators and "LESS_THAN" in operators:
            conditions = [
                ("GREATER_THAN", {"VALUE": after}),
                ("LESS_THAN", {"VALUE": before}),
            ]
        elif "BETWEEN" in operators:
            conditions = [("BETWEEN", {"LOWER_BOUND": after, "UPPER_BOUND": before})]
        else:
            conditions = []
        return [
            {
                "taskType": "Filter",
                "sourceFields": [self.field],
                "connectorOperator": {key: operator},
                "taskProperties": {"DATA_TYPE": self.data_type, **values},
            }
            for operator, values in conditions
        ]


def copy_name(flow: str, window: Mapping[str, Any], triggers: Any, urn: str) -> str:
    """
    The name of the temporary copy: the same for each attempt at one backfill, and another one for any other.

    It does not depend on the stack's id, which the preview of a new stack does not know. The URN has the names of project and stack.
    """
    # Pulumi's wire keeps no order of keys, and has one kind of numbers.
    told = repr(
        (flow, Window.of(window), json.dumps(_settled(triggers or {}), sort_keys=True), urn)
    )
    return f"{flow[:_NAME_KEPT]}-backfill-{hashlib.sha256(told.encode()).hexdigest()[:10]}"


def remove_copy(api: ApiCall, copy: str, *, cancels: bool = False) -> None:
    """
    Delete the temporary copy of a backfill. It is no error if there is none.

    Args:
        api: The calls of the operation.
        copy: The copy's name.
        cancels: Whether to cancel its runs first. If not, none is in progress.
    """
    try:
        if cancels:
            api("CancelFlowExecutions", flowName=copy)
        api("DeleteFlow", flowName=copy, forceDelete=cancels)
    except NotFound:
        pass


class Backfill:
    """
    One backfill. Calling it reads all slices that have not been read, and removes the copy.

    Args:
        api: The calls of the operation.
        flow: The name of the flow.
        copy: The name of its temporary copy.
        window: What to read.
        flows: The lifecycle of flows.
        context: The operation.
        done: How many slices have been read, as far as Pulumi knows.
    """

    def __init__(
        self,
        api: ApiCall,
        *,
        flow: str,
        copy: str,
        window: Window,
        flows: Flow,
        context: OperationContext,
        done: int = 0,
    ) -> None:
        self.done, self.last, self.exists = done, ApiReply({}), done > 0
        self._api, self._flow, self._copy = api, flow, copy
        self._window, self._flows, self._context = window, flows, context
        self._born: datetime | None = None  # when the copy was created
        self._ends = time.monotonic() + context.timeout if context.timeout else None

    def __call__(self) -> ApiReply:
        """
        Read the slices that are left. Returns the record of the last run, with the sums of all.

        Raises:
            AppFlowError: a slice failed or could not be started, or the user cancelled. `exists` tells whether there is a copy,
                `done` how many slices have been read, and `last` is the record of the last run.
        """
        there = self._api.find("DescribeFlow", flowName=self._copy)
        if there is not None:
            self.done = self._number_of(there)
        self.exists = there is not None
        if there is not None:
            self._born = there["createdAt"]
            self._wait_for_begun(there)
        while self.done < self._window.slices:
            self._define()
            self._wait(self._start())
        sums = self._sums()
        remove_copy(self._api, self._copy)
        self.exists = False
        return ApiReply({**self.last, **sums, "flowArn": self._described["flowArn"]})

    # The copy

    @cached_property
    def _described(self) -> ApiReply:
        """The flow, as AppFlow has it."""
        flow = flow_of(self._api, self._flow, self._context)
        self.last = ApiReply({**self.last, "flowArn": flow["flowArn"]})
        return flow

    @cached_property
    def _original(self) -> Inputs:
        """The flow's inputs as those of the copy, in property spelling, without a filter for the slice."""
        flow = self._flows.inputs_from_reply(self._described)
        trigger = flow["triggerConfig"]["triggerType"]
        if trigger == "Event":
            words = "its trigger is Event, and events cannot be read again"
            raise self._refused(words, _NEEDED)
        source = {**flow["sourceFlowConfig"]}
        source.pop("incrementalPullConfig", None)
        left_out = {"metadataCatalogConfig", "flowStatus"}
        own = {key: tag for key, tag in (flow.get("tags") or {}).items() if key[:4] != "aws:"}
        return Inputs(
            {
                **{key: item for key, item in flow.items() if key not in left_out},
                "flowName": self._copy,
                "tags": own,
                "description": f"Temporary copy of {self._flow} for a backfill by Pulumi",
                "triggerConfig": {"triggerType": "OnDemand"},
                "sourceFlowConfig": source,
            }
        )

    def _definition(self, number: int) -> ApiRequest:
        """The copy for a slice, as a request of CreateFlow."""
        filters = self._filters(self._original, number)
        if not filters:
            source = self._original["sourceFlowConfig"]["connectorType"]
            words = f"{source} has no filters for a span of time, which takes GREATER_THAN and LESS_THAN, or BETWEEN"
            raise self._refused(words, _NEEDED)
        tasks = [*self._original["tasks"], *filters]
        return self._flows.build_create_request(Inputs({**self._original, "tasks": tasks}))

    def _filters(self, flow: Inputs, number: int) -> list[dict[str, Any]]:
        connector = CONNECTORS[flow["sourceFlowConfig"]["connectorType"]]
        return self._window.filters(connector.key, connector.operators, number)

    def _number_of(self, there: ApiReply) -> int:
        """The slice that the copy is defined for."""
        flow = self._flows.inputs_from_reply(there)
        tasks = [_essence(task) for task in flow["tasks"]]
        for number in range(self._window.slices):
            if all(_essence(task) in tasks for task in self._filters(flow, number)):
                return number
        words = f"there is a flow {self._copy} that was not made for this backfill"
        raise self._refused(words, Advice(step="Delete it, or change triggers, for another name"))

    def _define(self) -> None:
        """Create or update the copy for the next slice, and wait until runs use it."""
        request = self._definition(self.done)
        if self.exists:
            self._api("UpdateFlow", **update_request(request, State({})))
            what = f"waiting until runs of {self._copy} use its last update"
            try:
                for _ in waits(self._api.service, UPDATE_IN_USE_AFTER, self._context.say, what):
                    pass
            except Cancelled as stopped:
                raise stopped.because(doing=self._doing, advice=self._not_begun) from stopped
            return
        token = lasting_token(self._context.urn, request, stack=self._context.stack)
        try:
            self._api("CreateFlow", **{**request, "clientToken": token})
            self.exists = True
            self._born = flow_of(self._api, self._copy, self._context)["createdAt"]
        except NotFound:  # the reply was that of a copy which was deleted since
            self._api("CreateFlow", **request)
            self._born = flow_of(self._api, self._copy, self._context)["createdAt"]
        except AppFlowError as failed:
            self.exists = self.exists or failed.outcome_unknown
            raise

    # Its runs

    def _start(self) -> str:
        """Start a run of the slice, and return its id. Repeated after an interruption, it starts no second one."""
        failed = sum(
            each.get(STATUS) in FAILED for each in records(self._api, self._copy, most=None)
        )
        attempt = {"copy": self._copy, "born": self._born, "slice": self.done, "failed": failed}
        token = lasting_token(self._context.urn, attempt, stack=self._context.stack)
        started = self._api("StartFlow", flowName=self._copy, clientToken=token)
        return str(started["executionId"])

    def _wait_for_begun(self, there: ApiReply) -> None:
        """Wait for a run of the slice that an earlier attempt started, if there is one that did not fail."""
        since = there.get("lastUpdatedAt") or there["createdAt"]
        begun = [each for each in records(self._api, self._copy) if each["startedAt"] >= since]
        good = [each for each in begun if each.get(STATUS) not in FAILED]
        if good:
            self._wait(good[0]["executionId"])

    def _wait(self, execution: str) -> None:
        """Wait until a run ends. A wait that ends early leaves the run to itself."""
        arn = self._described["flowArn"]
        self.last = ApiReply({"flowArn": arn, "executionId": execution, STATUS: "InProgress"})
        timeout = RUN_MAX if self._ends is None else max(0.0, self._ends - time.monotonic())
        what = f"{self._flow}, slice {self.done + 1} of {self._window.slices},"
        try:
            for _ in waits(
                self._api.service,
                timeout,
                lambda each: self._context.say(run_progress(what, self.last, each.seconds)),
                "",
                longest=LOOK_MAX,
            ):
                self.last |= record_of(self._api, self._copy, execution) or {}
                if self.last.get(STATUS) in OVER:
                    self._context.say(run_progress(what, self.last))
                    break
            else:
                raise self._refused(
                    f"the time is over after {self._context.timeout or RUN_MAX:.0f} seconds",
                    self._goes_on,
                )
        except Cancelled as stopped:
            raise stopped.because(doing=self._doing, advice=self._goes_on) from stopped
        if self.last.get(STATUS) in FAILED:
            raise ill(self.last, f"{self._doing}, slice {self.done + 1}", self._again)
        self.done += 1

    def _sums(self) -> dict[str, int]:
        """What all runs of the copy that ended well have moved."""
        good = [
            each
            for each in records(self._api, self._copy, most=None)
            if each.get(STATUS) == "Successful"
        ]
        return {name: sum(each.get(name) or 0 for each in good) for name in _SUMS}

    # Words

    @property
    def left(self) -> str:
        """A sentence about what is left after an error that says nothing of it."""
        return (
            f"The temporary flow {self._copy} stays: run pulumi up again to read slice {min(self.done + 1, self._window.slices)} of "
            f"{self._window.slices} and what follows, or remove the FlowRun, which deletes it"
        )

    @property
    def _doing(self) -> str:
        return f"backfilling flow {self._flow} in {self._api.service.region}"

    @property
    def _goes_on(self) -> Advice:
        return Advice(
            f"The run of slice {self.done + 1} of {self._window.slices} goes on",
            f"Run pulumi up again to wait for it and to read what is left. Until then the temporary flow {self._copy} stays; removing "
            "the FlowRun deletes it",
        )

    @property
    def _not_begun(self) -> Advice:
        return Advice(
            f"Slice {self.done + 1} of {self._window.slices} has not begun",
            f"Run pulumi up again to read what is left. Until then the temporary flow {self._copy} stays; removing the FlowRun deletes it",
        )

    @property
    def _again(self) -> Advice:
        return Advice(
            step=f"Fix the cause and run pulumi up again, which repeats slice {self.done + 1} of {self._window.slices} and goes on. Until "
            f"then the temporary flow {self._copy} stays; removing the FlowRun deletes it"
        )

    def _refused(self, words: str, advice: Advice) -> AppFlowError:
        return AppFlowError(words, ours=True, doing=self._doing, advice=advice)


def _settled(value: Any) -> Any:
    """The value as it is after a way over Pulumi's wire, whichever front sends it."""
    if isinstance(value, Mapping):
        return {str(key): _settled(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_settled(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return unwrap(value)


def _essence(task: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells a task: everything but empty members."""
    return (
        task.get("taskType"),
        tuple(task.get("sourceFields") or ()),
        tuple(sorted((task.get("connectorOperator") or {}).items())),
        tuple(sorted((task.get("taskProperties") or {}).items())),
    )
