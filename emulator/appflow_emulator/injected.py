"""
What an injected fault answers in place of AppFlow: a refusal of AppFlow's, of AWS's in front of it, or the page of a proxy.

`CALLERS` is what AWS refuses before AppFlow is asked, under a name each. Codes are those of AWS's services, words have their form; the IAM user
guide has the codes under "Common errors" and the three ways to deny under "Troubleshoot access denied error messages".
"""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass

from appflow_emulator.exceptions import STATUS

REFUSAL = "The emulator was told to refuse this call."  # the message of a `refuse` that has none
TITLE = "Sign in"  # of a page that has no `message`
THROTTLED = "ThrottlingException"
_RATE = "Rate exceeded"
_DENIED = (
    "User: arn:aws:sts::123456789012:assumed-role/deploy/session is not authorized to perform: "
    "appflow:{operation} on resource: * "
)


@dataclass(frozen=True)
class Caller:
    """Why AWS refuses a caller: the code that is sent, and the words, with `{operation}` where they name it."""

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
    """An answer: its HTTP status, content type and body, and the exception in its header, if there is one."""

    status: int
    body: bytes
    error: str = ""
    content_type: str = "application/json"


def refusal(code: str, message: str | None, operation: str) -> Injected:
    """An exception of the API, or one of `CALLERS`, in these words or in its own."""
    if caller := CALLERS.get(code):
        words = caller.message.format(operation=operation) if message is None else message
        return _error(caller.status, caller.code, words)
    return _error(STATUS[code], code, REFUSAL if message is None else message)


def throttled(code: str | None, message: str | None) -> Injected:
    """Status 429 with a code: the API's for None, and none at all for an empty one."""
    name, words = THROTTLED if code is None else code, _RATE if message is None else message
    return _error(STATUS[THROTTLED], name, words)


def page(status: int | None, title: str | None) -> Injected:
    """What a proxy or a network's login answers: a page of HTML, with status 200 for None."""
    named = html.escape(TITLE if title is None else title)
    body = f"<!DOCTYPE html><html><head><title>{named}</title></head><body></body></html>"
    return Injected(status or 200, body.encode(), content_type="text/html; charset=utf-8")


def _error(status: int, code: str, message: str) -> Injected:
    return Injected(status, json.dumps({"message": message}).encode(), code)
