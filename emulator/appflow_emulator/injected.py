"""
Injected responses: an exception of AppFlow, a refusal by AWS that never reaches AppFlow, or a proxy's page.

`CALLERS` names the refusals by AWS. Their codes are those of AWS's services, and their messages follow AWS's. Source: the IAM
user guide, "Common errors" for the codes and "Troubleshoot access denied error messages" for the three kinds of denial.
"""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass

from appflow_emulator.exceptions import STATUS

REFUSAL = "The call was refused (injected by the emulator)."  # the default message of a `refuse`
TITLE = "Sign in"  # the default title of a page
THROTTLED = "ThrottlingException"
_RATE = "Rate exceeded"
_DENIED = (
    "User: arn:aws:sts::123456789012:assumed-role/deploy/session is not authorized to perform: "
    "appflow:{operation} on resource: * "
)


@dataclass(frozen=True)
class Caller:
    """Why AWS refuses a caller: the code, and the message with `{operation}` in place of the operation's name."""

    code: str
    message: str
    status: int = 403


CALLERS: Mapping[str, Caller] = {
    "ExpiredToken": Caller("ExpiredToken", "The security token included in the request is expired"),
    "InvalidClientTokenId": Caller(
        "InvalidClientTokenId", "The security token included in the request is invalid"
    ),
    "RequestTimeTooSkewed": Caller(
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large",
    ),
    "SignatureDoesNotMatch": Caller(
        "SignatureDoesNotMatch",
        "The request signature does not match",
    ),
    "AccessDeniedByNoPolicy": Caller(
        "AccessDeniedException",
        _DENIED + "because no identity-based policy allows the appflow:{operation} action",
    ),
    "AccessDeniedBySession": Caller(
        "AccessDeniedException",
        _DENIED + "because no session policy allows the appflow:{operation} action",
    ),
    "AccessDeniedByOrganization": Caller(
        "AccessDeniedException",
        _DENIED + "with an explicit deny in a service control policy",
    ),
}


@dataclass(frozen=True)
class Injected:
    """A response: its HTTP status, content type and body, and the exception named in its header, if any."""

    status: int
    body: bytes
    error: str = ""
    content_type: str = "application/json"


def refusal(code: str, message: str | None, operation: str) -> Injected:
    """An exception of the API or one of `CALLERS`, with `message` or its own."""
    if caller := CALLERS.get(code):
        words = caller.message.format(operation=operation) if message is None else message
        return _error(caller.status, caller.code, words)
    return _error(STATUS[code], code, REFUSAL if message is None else message)


def throttled(code: str | None, message: str | None) -> Injected:
    """Status 429 with a code: the API's if `code` is None, no code at all if it is empty."""
    name, words = THROTTLED if code is None else code, _RATE if message is None else message
    return _error(STATUS[THROTTLED], name, words)


def page(status: int | None, title: str | None) -> Injected:
    """An HTML page as a proxy or a network's login would send it. The default status is 200."""
    named = html.escape(TITLE if title is None else title)
    body = f"<!DOCTYPE html><html><head><title>{named}</title></head><body></body></html>"
    return Injected(status or 200, body.encode(), content_type="text/html; charset=utf-8")


def _error(status: int, code: str, message: str) -> Injected:
    return Injected(status, json.dumps({"message": message}).encode(), code)
