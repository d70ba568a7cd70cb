"""Lists the objects of a resource in a region, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from appflow_provider.declarations import RESOURCES, Listing
from appflow_provider.errors import AppFlowError
from appflow_provider.paging import PAGE_MAX, pages
from appflow_provider.resources.connector import is_of_aws
from appflow_provider.resources.context import Service


@dataclass(frozen=True)
class Listed:
    """One object: its name, which is its id, and its ARN, empty if the reply has none."""

    name: str
    arn: str


@dataclass(frozen=True)
class Page:
    """Some objects, and the token of the next page, empty on the last."""

    found: tuple[Listed, ...]
    token: str = ""


def list_page(kind: str, service: Service, size: int = PAGE_MAX, token: str = "") -> Page:
    """
    One page of the objects of a kind.

    Args:
        kind: The resource's name in the schema.
        service: AppFlow in a region.
        size: The maximum number of objects.
        token: The token of the page; empty for the first.

    Raises:
        AppFlowError: AppFlow refused; the message is written for the user.
    """
    declared = RESOURCES[kind]
    listing = _listing(kind)
    request: dict[str, Any] = {"maxResults": min(size, PAGE_MAX)}
    if token:
        request["nextToken"] = token
    try:
        reply = service.call(listing.operation, request)
    except AppFlowError as refused:
        doing = f"listing {declared.listed_noun}s in {service.region}"
        raise refused.because(doing=doing) from refused
    found = [
        Listed(each[listing.name], each.get(listing.arn, ""))
        for each in reply.get(listing.found, [])
        if each.get(listing.name) and not (kind == "Connector" and is_of_aws(each))
    ]
    return Page(tuple(found), reply.get("nextToken") or "")


def list_all(kind: str, service: Service) -> Iterator[Listed]:
    """
    All objects of a kind. A page is read when it is needed.

    Raises:
        AppFlowError: AppFlow refused; the message is written for the user.
    """

    def call(_operation: str, *, maxResults: int, nextToken: str = "") -> dict[str, Any]:  # noqa: N803
        page = list_page(kind, service, maxResults, nextToken)
        return {"found": page.found, "nextToken": page.token}

    for page in pages(call, _listing(kind).operation):
        yield from page["found"]


def _listing(kind: str) -> Listing:
    listing = RESOURCES[kind].listing
    if listing is None:
        raise LookupError(f"AppFlow has no list of {kind}")
    return listing
