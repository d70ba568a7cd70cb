"""
The likely cause of the service's refusals, and what to do about them.

Two tables: `texts` matches messages that AWS documents or that public reports show, `exceptions` the API's exceptions. A row
can also add the policy statements that a bucket needs (`statements`), or what the service reports (`lookups`), such as the
flows that still use a profile.
"""

import re
from collections.abc import Mapping
from typing import Any

from appflow_provider.errors import Advice, AppFlowError
from appflow_provider.resources.advice.exceptions import EXCEPTIONS
from appflow_provider.resources.advice.row import Row
from appflow_provider.resources.advice.statements import statements
from appflow_provider.resources.advice.texts import TEXTS
from appflow_provider.resources.context import Service

__all__ = ["TABLE", "advice_for", "row_for"]

TABLE = (*TEXTS, *EXCEPTIONS)
"""All rows. The first match wins."""


def advice_for(
    refused: AppFlowError, operation: str, request: Mapping[str, Any], service: Service
) -> Advice:
    """
    The likely cause and the next step: the refusal's own, which is about the way to AWS, or that of the first row that fits.

    Args:
        refused: The refusal, whose words hold no secret any more.
        operation: What was asked for.
        request: What was sent with it, as the API takes it.
        service: Where a row's look-up is made; what it cannot tell is left out.
    """
    if refused.advice.step:
        return refused.advice
    row = row_for(refused, operation)
    found = _fit(row, refused, operation) if row else None
    if row is None or found is None:
        return refused.advice
    more = [
        statements(request) if row.statements else "",
        row.look(service, request) if row.look else "",
    ]
    step = "\n".join(text for text in (found.expand(row.step), *more) if text)
    return Advice(found.expand(row.cause), step)


def row_for(refused: AppFlowError, operation: str) -> Row | None:
    """The first row that matches a refusal, or None."""
    return next((row for row in TABLE if _fit(row, refused, operation)), None)


def _fit(row: Row, refused: AppFlowError, operation: str) -> "re.Match[str] | None":
    if row.code in {"", refused.code} and (not row.operations or operation in row.operations):
        return row.pattern.search(refused.words)
    return None
