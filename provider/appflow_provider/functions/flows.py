"""Flows, their runs and their tags."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from appflow_provider.functions.fitting import fits
from appflow_provider.paging import pages
from appflow_provider.resources.api_call import ApiCall

__all__ = ["many", "one", "runs", "tags"]

Values = Mapping[str, Any]


def one(given: Values, ask: ApiCall) -> Values:
    """DescribeFlow."""
    return ask("DescribeFlow", flowName=given["flowName"])


def many(given: Values, ask: ApiCall) -> Values:
    """ListFlows."""
    found = (flow for page in pages(ask, "ListFlows") for flow in page.get("flows") or [])
    return {"flows": [flow for flow in found if fits(flow, given, "flowName")]}


def runs(given: Values, ask: ApiCall) -> Values:
    """DescribeFlowExecutionRecords, as far as it is needed."""
    status = given.get("executionStatus")
    found = (run for run in _runs(given, ask) if status in {None, run.get("executionStatus")})
    return {"flowExecutions": list(islice(found, given.get("maximum")))}


def _runs(given: Values, ask: ApiCall) -> Iterator[dict[str, Any]]:
    for page in pages(ask, "DescribeFlowExecutionRecords", flowName=given["flowName"]):
        yield from page.get("flowExecutions") or []


def tags(given: Values, ask: ApiCall) -> Values:
    """ListTagsForResource."""
    reply = ask("ListTagsForResource", resourceArn=given["flowArn"])
    return {"tags": reply.get("tags") or {}}
