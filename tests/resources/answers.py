"""A service with prepared replies, and the advice for a refusal."""

from datetime import datetime, timezone
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.resources.advice import advice_for

__all__ = ["Lists", "told"]


class Lists:
    """A service that answers a few questions, a page at a time, and refuses those it has no answer to."""

    region = "eu-west-1"

    def __init__(self, **pages: list[dict[str, Any]]) -> None:
        self.pages, self.asked = pages, list[tuple[str, dict[str, Any]]]()

    def call(self, operation, request):
        self.asked.append((operation, dict(request)))
        pages = self.pages.get(operation)
        if pages is None:
            raise AppFlowError("not for you", code="AccessDeniedException")
        at = int(request.get("nextToken", 0))
        more = {"nextToken": str(at + 1)} if at + 1 < len(pages) else {}
        return {**pages[at], **more}

    shared = call

    def now(self):
        return datetime.now(timezone.utc)

    def pause(self, seconds):
        raise AssertionError("nothing here waits")


def told(words, code="ValidationException", operation="CreateFlow", request=None, service=None):
    refused = AppFlowError(words, code=code)
    return advice_for(refused, operation, request or {}, service or Lists())
