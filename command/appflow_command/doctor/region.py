"""
Reads the fleet of a region. It sends only requests that read.

Without `deep` that is a request for each hundred flows, one for each hundred connector profiles, and one for each flow that looks ill. With
`deep` it is two more for each flow: its definition and its latest runs.
"""

import math
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any

from appflow_command.doctor.facts import (
    ACTIVE,
    DRAFT,
    Fact,
    Fleet,
    Flow,
    Listed,
    Profile,
    Run,
)
from appflow_command.doctor.reading import at, number, text
from appflow_command.pulumi_files import mappings_in
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
            if text(each, "flowName") and text(each, "flowStatus") not in _NO_SUCH
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
            yield from mappings_in(page.get(member))

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
        message = text(reply, "flowStatusMessage")
        last = _last(reply) or flow.last
        return replace(flow, definition=definition, message=message, last=last)

    def _with_runs(self, flow: Flow) -> Flow:
        # A whole page, because the order of the records is undocumented (apache/airflow#72769): a few may be old ones.
        reply = self._call("DescribeFlowExecutionRecords", flowName=flow.name, maxResults=PAGE_MAX)
        runs = [_run(each) for each in mappings_in(reply.get("flowExecutions"))]
        runs.sort(key=lambda each: each.started.timestamp() if each.started else 0.0, reverse=True)
        return replace(flow, runs=runs)


def is_suspicious(flow: Flow) -> bool:
    """Whether the list shows that something is wrong with a flow."""
    failed = flow.last is not None and flow.last.failed
    return failed or flow.status not in {ACTIVE, DRAFT}


def _unless_gone(look: Callable[[Flow], Flow | None]) -> Callable[[Flow], Flow | None]:
    def looked(flow: Flow) -> Flow | None:
        try:
            return look(flow)
        except NotFound:  # deleted since it was listed
            return None

    return looked


def _listed(found: Mapping[str, Any]) -> Flow:
    tags = at(found, "tags")
    return Flow(
        text(found, "flowName"),
        trigger=text(found, "triggerType"),
        source=text(found, "sourceConnectorType"),
        destination=text(found, "destinationConnectorType"),
        status=text(found, "flowStatus"),
        created=_time(found, "createdAt"),
        updated=_time(found, "lastUpdatedAt"),
        tags=tags if isinstance(tags, Mapping) else {},
        last=_last(found),
    )


def _last(found: Mapping[str, Any]) -> Run | None:
    last = at(found, "lastRunExecutionDetails")
    status = text(last, "mostRecentExecutionStatus")
    if not status:
        return None
    message = text(last, "mostRecentExecutionMessage")
    return Run(status, _time(last, "mostRecentExecutionTime"), message=message)


def _run(record: Mapping[str, Any]) -> Run:
    return Run(
        text(record, "executionStatus"),
        _time(record, "startedAt"),
        _time(record, "lastUpdatedAt"),
        _count(record, "executionResult.recordsProcessed"),
        _count(record, "executionResult.bytesProcessed"),
        _count(record, "executionResult.errorInfo.putFailuresCount") or 0,
        text(record, "executionResult.errorInfo.executionMessage"),
    )


def _profile(found: Mapping[str, Any]) -> Profile:
    state = at(found, "privateConnectionProvisioningState")
    failure = [text(state, key) for key in ("failureCause", "failureMessage")]
    return Profile(
        text(found, "connectorProfileName"),
        text(found, "connectorType"),
        _time(found, "createdAt"),
        _time(found, "lastUpdatedAt"),
        text(state, "status"),
        ": ".join(filter(None, failure)),
    )


def _time(found: Any, path: str) -> datetime | None:
    value = at(found, path)
    return value if isinstance(value, datetime) else None


def _count(found: Any, path: str) -> int | None:
    value = number(found, path)
    return int(value) if value is not None and math.isfinite(value) else None
