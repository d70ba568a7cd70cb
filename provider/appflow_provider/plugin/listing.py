"""The List call: one page of objects, and a token that says where to go on."""

from collections.abc import Iterator

from pulumi.runtime.proto.provider_pb2 import ListRequest, ListResponse

from appflow_provider.paging import PAGE_MAX
from appflow_provider.plugin.connection import Connection
from appflow_provider.resources.listing import list_page
from appflow_provider.values import has_unknown, unwrap
from appflow_provider.wire.structs import decoded

__all__ = ["listed"]


def listed(request: ListRequest, connection: Connection) -> Iterator[ListResponse]:
    """
    The results of one page; ids that an import takes, which is the ARN where the region is not the provider's own.

    Raises:
        AppFlowError: the service refused, or no region is configured.
    """
    query = decoded(request.query)
    if has_unknown(query):
        yield ListResponse(computed=ListResponse.Computed())
        return
    region = unwrap(query.get("region"))
    # The token counts what was given before, because the limit is one for all pages.
    before, _, token = request.continuation_token.partition(":")
    given = int(before or 0)
    left = request.limit - given if request.limit > 0 else PAGE_MAX
    size = max(1, min(left, request.page_size or PAGE_MAX, PAGE_MAX))
    page = list_page(request.token.rsplit(":", 1)[-1], connection.service(region), size, token)
    for each in page.found:
        id_ = each.arn if region and each.arn else each.name
        yield ListResponse(result=ListResponse.Result(id=id_, name=each.name))
    given += len(page.found)
    if page.token and not 0 < request.limit <= given:
        yield ListResponse(
            continuation=ListResponse.Continuation(continuation_token=f"{given}:{page.token}")
        )
