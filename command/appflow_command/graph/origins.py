"""Where the flows of a graph come from: a preview, an exported stack, or a region. Nothing here changes anything."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

from appflow_command.changes import flows_of
from appflow_command.graph.marks import at, text_of
from appflow_command.graph.model import Flow, LastRun
from appflow_command.graph.reading import flow_of
from appflow_command.graph.versions import wanted
from appflow_command.pulumi_files import (
    inputs_of,
    kind_of,
    labels_of,
    mappings_in,
    resources_in,
)
from appflow_provider.adopt.finding import AT_ONCE
from appflow_provider.declarations import RESOURCES
from appflow_provider.errors import NotFound
from appflow_provider.paging import pages
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.context import Service
from appflow_provider.shapes.walk import from_api
from appflow_provider.wire.urns import name_of


def of_preview(content: Any) -> list[Flow]:
    """
    The flows as a preview leaves them.

    Raises:
        AnotherFile: it is not a preview, or not a whole one.
    """
    return [flow for each in flows_of(content) if (flow := wanted(each)) is not None]


def of_state(content: Any) -> list[Flow]:
    """
    The flows of an exported stack.

    Raises:
        AnotherFile: it is not an exported stack.
    """
    resources = resources_in(content)
    manifest = content["deployment"].get("manifest")
    written = text_of(manifest.get("time")) if isinstance(manifest, Mapping) else ""
    states = [(text_of(each.get("urn")), each) for each in resources]
    labels = dict(labels_of(states))
    return [
        flow_of(name_of(urn), inputs, labels, changed=_rfc3339(written))
        for urn, state in states
        if kind_of(urn) == "Flow" and (inputs := inputs_of(state))
    ]


def of_region(service: Service, tell: Callable[[int, int], None]) -> list[Flow]:
    """
    The flows of a region: a request for each hundred, and one for each flow.

    Args:
        service: AppFlow in the region.
        tell: Called after each flow with how many were read of how many.

    Raises:
        AppFlowError: AppFlow refused, or could not be reached.
    """
    call = ApiCall(service, "reading flows")
    listed = (each for page in pages(call, "ListFlows") for each in mappings_in(page.get("flows")))
    names = sorted(filter(None, (text_of(each.get("flowName")) for each in listed)))
    found: list[Flow] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = pool.map(lambda name: _described(call, name), names)
        for done, (name, reply) in enumerate(zip(names, replies, strict=True), start=1):
            tell(done, len(names))
            if reply is not None:
                found.append(_of_reply(name, reply, service.region))
    return found


def _described(call: ApiCall, name: str) -> Mapping[str, Any] | None:
    try:
        return call("DescribeFlow", flowName=name)
    except NotFound:  # deleted since it was listed
        return None


def _of_reply(name: str, reply: Mapping[str, Any], region: str) -> Flow:
    return flow_of(
        name,
        {**from_api(RESOURCES["Flow"].inputs, reply), "flowName": name},
        region=region,
        status=text_of(reply.get("flowStatus")),
        changed=_rfc3339(reply.get("lastUpdatedAt")) or _rfc3339(reply.get("createdAt")),
        last=_last_run(reply.get("lastRunExecutionDetails")),
    )


def _last_run(details: Any) -> LastRun | None:
    status = text_of(at(details, "mostRecentExecutionStatus"))
    time = _rfc3339(at(details, "mostRecentExecutionTime"))
    return LastRun(status, time) if status and time else None


def _rfc3339(time: Any) -> str:
    """A time as RFC 3339 text in UTC; empty for what is none."""
    if isinstance(time, str):
        try:
            time = datetime.fromisoformat(time.replace("Z", "+00:00"))
        except ValueError:  # of nanoseconds, which Python 3.10 does not read
            return time if time[:4].isdecimal() and "T" in time else ""
    if not isinstance(time, datetime):
        return ""
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
