"""
Reads the fleet of a region. It sends only requests that read.

Without `deep` that is a request for each hundred flows, one for each hundred connector profiles, and one for each flow that looks ill. With
`deep` it is two more for each flow: its definition and its latest runs.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any

from appflow_command.doctor.facts import (
    ACTIVE,
    DRAFT,
    ON_DEMAND,
    Fact,
    Fleet,
    Flow,
    Listed,
    Profile,
    Run,
)
from appflow_provider.adopt.finding import AT_ONCE
from appflow_provider.declarations import RESOURCES
from appflow_provider.errors import NotFound
from appflow_provider.paging import PAGE_MAX, pages
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.context import Service
from appflow_provider.shapes.walk import from_api

_NO_SUCH = frozenset({"Deleted"})  # seen for a moment after a deletion

KNOWN = frozenset({Fact.LISTED, Fact.PROFILES, Fact.SUSPECTS})
"""What is known of a region."""
DEEP = frozenset({Fact.DEFINITIONS, Fact.RUNS})
"""What is known too if every flow is read."""

Tell = Callable[[int, int], None]


class Reader:
    """
    The reads of one run of the command.

    Args:
        service: AppFlow in the region.
        tell: Called after each flow with how many were read of how many.
        only: The names of the flows that count; None for all.
    """

    def __init__(self, service: Service, tell: Tell, only: Collection[str] | None = None) -> None:
        self._service, self._tell, self._only = service, tell, only
        self._api = ApiCall(service, "examining flows")
        self.calls, self._counting = 0, threading.Lock()

    def fleet(self, *, deep: bool) -> Fleet:
        """
        The fleet.

        Raises:
            AppFlowError: AppFlow refused, or could not be reached.
        """
        all_ = [
            _listed(each)
            for each in self._all("ListFlows", "flows")
            if each.get("flowStatus") not in _NO_SUCH
        ]
        flows = [each for each in all_ if self._only is None or each.name in self._only]
        profiles = [
            _profile(each)
            for each in self._all("DescribeConnectorProfiles", "connectorProfileDetails")
        ]
        known = KNOWN
        if deep:
            known |= DEEP
            flows = self._read(flows, lambda flow: self._with_runs(self._described(flow)))
        else:
            ill = {each.name for each in flows if is_suspicious(each)}
            looked = {each.name: each for each in self._read(
                [each for each in flows if each.name in ill], self._looked_at
            )}  # fmt: skip
            flows = [
                looked[each.name] if each.name in ill else each
                for each in flows
                if each.name not in ill or each.name in looked
            ]
        return Fleet(
            f"region {self._service.region}",
            known,
            self._service.now(),
            flows,
            profiles,
            listed=Listed(len(all_), frozenset(each.name for each in profiles)),
            calls=self.calls,
        )

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        with self._counting:
            self.calls += 1
        return self._api(operation, **request)

    def _all(self, operation: str, member: str) -> Iterable[Mapping[str, Any]]:
        for page in pages(self._call, operation):
            yield from page.get(member) or []

    def _read(self, flows: list[Flow], look: Callable[[Flow], Flow | None]) -> list[Flow]:
        found: list[Flow] = []
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done, flow in enumerate(pool.map(_unless_gone(look), flows), start=1):
                self._tell(done, len(flows))
                found += [flow] if flow else []
        return found

    def _looked_at(self, flow: Flow) -> Flow:
        """A flow that looks ill, with what one request tells: its runs if it runs, else AppFlow's message about it."""
        return self._with_runs(flow) if flow.status == ACTIVE else self._described(flow)

    def _described(self, flow: Flow) -> Flow:
        reply = self._call("DescribeFlow", flowName=flow.name)
        definition = from_api(RESOURCES["Flow"].inputs, reply)
        message = str(reply.get("flowStatusMessage") or "")
        last = _last(reply) or flow.last
        return replace(flow, definition=definition, message=message, last=last)

    def _with_runs(self, flow: Flow) -> Flow:
        # A whole page, because the order of the records is undocumented (apache/airflow#72769): a few may be old ones.
        reply = self._call("DescribeFlowExecutionRecords", flowName=flow.name, maxResults=PAGE_MAX)
        runs = [_run(each) for each in reply.get("flowExecutions") or []]
        runs.sort(key=lambda each: each.started.timestamp() if each.started else 0.0, reverse=True)
        return replace(flow, runs=runs)


def is_suspicious(flow: Flow) -> bool:
    """Whether the list shows that something is wrong with a flow."""
    failed = flow.last is not None and flow.last.failed
    return failed or (flow.trigger != ON_DEMAND and flow.status not in {ACTIVE, DRAFT})


def _unless_gone(look: Callable[[Flow], Flow | None]) -> Callable[[Flow], Flow | None]:
    def looked(flow: Flow) -> Flow | None:
        try:
            return look(flow)
        except NotFound:  # deleted since it was listed
            return None

    return looked


def _listed(found: Mapping[str, Any]) -> Flow:
    return Flow(
        str(found.get("flowName")),
        trigger=str(found.get("triggerType") or ""),
        source=str(found.get("sourceConnectorType") or ""),
        destination=str(found.get("destinationConnectorType") or ""),
        status=str(found.get("flowStatus") or ""),
        created=_time(found.get("createdAt")),
        updated=_time(found.get("lastUpdatedAt")),
        tags=dict(found.get("tags") or {}),
        last=_last(found),
    )


def _last(found: Mapping[str, Any]) -> Run | None:
    last = found.get("lastRunExecutionDetails") or {}
    status = last.get("mostRecentExecutionStatus")
    if not status:
        return None
    return Run(
        str(status),
        _time(last.get("mostRecentExecutionTime")),
        message=str(last.get("mostRecentExecutionMessage") or ""),
    )


def _run(record: Mapping[str, Any]) -> Run:
    result = record.get("executionResult") or {}
    error = result.get("errorInfo") or {}
    return Run(
        str(record.get("executionStatus") or ""),
        _time(record.get("startedAt")),
        _time(record.get("lastUpdatedAt")),
        result.get("recordsProcessed"),
        result.get("bytesProcessed"),
        int(error.get("putFailuresCount") or 0),
        str(error.get("executionMessage") or ""),
    )


def _profile(found: Mapping[str, Any]) -> Profile:
    state = found.get("privateConnectionProvisioningState") or {}
    failure = [str(state[key]) for key in ("failureCause", "failureMessage") if state.get(key)]
    return Profile(
        str(found.get("connectorProfileName")),
        str(found.get("connectorType") or ""),
        _time(found.get("createdAt")),
        _time(found.get("lastUpdatedAt")),
        str(state.get("status") or ""),
        ": ".join(failure),
    )


def _time(value: Any) -> datetime | None:
    return value if isinstance(value, datetime) else None
