"""
Checks that a reply comes from AppFlow, before botocore parses it.

botocore accepts any reply. It parses a login page with status 200 as a reply without members, and an object in place of a list
as an empty list. A caller would read both as "does not exist". Text in place of an object raises AttributeError. So every reply
is checked here first: its content type, its JSON, the type of each member of the API's model, and the members that the provider
relies on. Members, enum values and statuses that the model does not have are accepted.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

APPFLOW = "AppFlow"

NEEDED: Mapping[str, tuple[str, ...]] = {
    "CancelFlowExecutions": (),
    "CreateConnectorProfile": ("connectorProfileArn",),
    "CreateFlow": ("flowArn",),
    "DeleteConnectorProfile": (),
    "DeleteFlow": (),
    "DescribeConnector": ("connectorConfiguration.connectorType",),
    "DescribeConnectorEntity": ("connectorEntityFields",),
    "DescribeConnectorProfiles": (
        "connectorProfileDetails",
        "connectorProfileDetails.*.connectorProfileName",
        "connectorProfileDetails.*.connectorProfileArn",
        "connectorProfileDetails.*.connectorType",
    ),
    "DescribeConnectors": ("connectorConfigurations|connectors",),
    "DescribeFlow": (
        "flowName",
        "flowArn",
        "flowStatus",
        "sourceFlowConfig.connectorType",
        "destinationFlowConfigList",
        "destinationFlowConfigList.*.connectorType",
        "triggerConfig.triggerType",
    ),
    "DescribeFlowExecutionRecords": ("flowExecutions",),
    "ListConnectorEntities": ("connectorEntityMap",),
    "ListConnectors": ("connectors",),
    "ListFlows": ("flows", "flows.*.flowName"),
    "ListTagsForResource": (),
    "RegisterConnector": ("connectorArn",),
    "ResetConnectorMetadataCache": (),
    "StartFlow": ("flowArn|flowStatus|executionId",),
    "StopFlow": ("flowArn|flowStatus",),
    "TagResource": (),
    "UnregisterConnector": (),
    "UntagResource": (),
    "UpdateConnectorProfile": (),
    "UpdateConnectorRegistration": (),
    "UpdateFlow": (),
}
"""
The members that each operation's reply must have. `*` is each entry of a list, and `|` separates members of which one is
enough. The model makes nearly all of them optional; that replies have them was seen in recordings and in the samples of the API
reference.
"""

_XML = {"AssumeRole": b"<AccessKeyId>", "GetCallerIdentity": b"<Account>"}
"""Operations of STS, with what their replies must have."""

# Terraform's provider has met it; its other members are not known.
_DELETED = {"flowStatus": "Deleted"}

_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "boolean": ((bool,), "a boolean"),
    "double": ((int, float), "a number"),
    "integer": ((int, float), "a whole number"),
    "list": ((list,), "a list"),
    "long": ((int, float), "a whole number"),
    "map": ((dict,), "an object"),
    "string": ((str,), "a text"),
    "structure": ((dict,), "an object"),
    "timestamp": ((int, float, str), "a time"),
}
_WHOLE = frozenset({"integer", "long"})
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<(!doctype html|html)\b", re.IGNORECASE)
_SHOWN = 80  # characters of a page's title or of a short text in a message; our choice
_ELSEWHERE, _REFUSED = 300, 400  # HTTP statuses from here on: a redirect, an error
_ERROR_TYPE = "x-amzn-errortype"  # an error response names its exception here,
_CODES = ("__type", "code", "Code")  # or in one of these
_TEXTS = ("message", "Message", *_CODES)


class NotAnAnswer(Exception):
    """
    The reply does not come from the service, or cannot be parsed.

    Attributes:
        service: Which service was asked.
        status: The HTTP status.
    """

    def __init__(self, service: str, status: int, wrong: str) -> None:
        super().__init__(f"the answer did not come from {service}: {wrong}")
        self.service, self.status = service, status


class _Wrong(Exception):
    """Why a reply is refused, as the end of a sentence."""


def watch(client: Any) -> None:
    """Make a boto3 client raise `NotAnAnswer` for such a reply, before it parses it."""
    client.meta.events.register("before-parse", _look)


def _look(operation_model: Any, response_dict: dict[str, Any], **_more: Any) -> None:
    status, headers = int(response_dict["status_code"]), response_dict["headers"]
    operation, body = operation_model.name, response_dict["body"] or b""
    try:
        if operation in _XML:
            _check_xml(_XML[operation], status, body)
        elif status >= _ELSEWHERE:
            _check_refusal(status, headers, _object(headers, body))
        else:
            value = _object(headers, body)
            if _fit(operation_model.output_shape, value):
                response_dict["body"] = json.dumps(value).encode()
            _check_needed(NEEDED.get(operation, ()), value)
    except _Wrong as wrong:
        kind = str(headers.get("content-type", "")).split(";")[0].strip() or "no content type"
        service = "STS" if operation in _XML else APPFLOW
        raise NotAnAnswer(service, status, f"{kind}, status {status}, {wrong}") from None


def _object(headers: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    """The JSON object of a reply. A reply without a body, as to TagResource, needs no content type."""
    kind, is_empty = str(headers.get("content-type", "")), not body.strip()
    if kind and "json" not in kind:
        raise _Wrong("it is empty" if is_empty else _page(body))
    if is_empty:
        return {}
    try:
        value = json.loads(body.decode())
    except UnicodeDecodeError:
        raise _Wrong("it is not text in UTF-8") from None
    except (ValueError, RecursionError):
        raise _Wrong("it is cut short or not JSON") from None
    if not isinstance(value, dict):
        raise _Wrong(f"it is {_what(value)}, not an object")
    return value


def _check_refusal(status: int, headers: Mapping[str, Any], value: Mapping[str, Any]) -> None:
    if status < _REFUSED:
        raise _Wrong("it points elsewhere")
    for name in _TEXTS:
        if not isinstance(value.get(name, ""), (str, type(None))):
            raise _Wrong(f"{name} is {_what(value[name])}, not a text")
    if not headers.get(_ERROR_TYPE) and not any(value.get(name) for name in _CODES):
        raise _Wrong("it names no error" + _quoted(value.get("message") or value.get("Message")))


def _check_xml(needed: bytes, status: int, body: bytes) -> None:
    """Check a reply of STS, which is XML."""
    if (b"<ErrorResponse" if status >= _ELSEWHERE else needed) not in body:
        raise _Wrong(_page(body) if body.strip() else "it is empty")


def _check_needed(needed: tuple[str, ...], value: Mapping[str, Any]) -> None:
    if _DELETED.items() <= value.items():
        return
    for path in needed:
        if not _has(value, path.split(".")):
            raise _Wrong(f"without {path.replace('|', ' or ')}")


def _has(value: Any, path: list[str]) -> bool:
    if not path:
        return value is not None
    step, *rest = path
    if step == "*":
        return all(_has(item, rest) for item in value)
    return isinstance(value, Mapping) and any(
        _has(value.get(name), rest) for name in step.split("|")
    )


def _fit(shape: Any, value: Any) -> bool:
    """
    Check the type of each member, and correct the capitals of enum values. Returns whether it corrected any.

    AppFlow was recorded to answer CUSTOMCONNECTOR where the model has CustomConnector.
    """
    walk = _Walk()
    if found := walk.misfit(shape, value):
        said, *steps = found
        raise _Wrong(f"{'.'.join(map(str, reversed(steps)))} is {said}")
    return walk.respelt


class _Walk:
    def __init__(self) -> None:
        self.respelt = False

    def misfit(self, shape: Any, value: Any) -> list[Any]:
        """The first value whose type differs from the model's, then the steps of its path, innermost first. Empty if all fit."""
        kind = shape.type_name
        types, words = _TYPES.get(kind, ((object,), ""))
        is_other = not isinstance(value, types) or (value.__class__ is bool and kind != "boolean")
        if is_other or not _readable(kind, value):
            return [f"{_what(value)}, not {words}"]
        for step, inner, item in _inside(kind, shape, value):
            if item.__class__ is str and (right := _spelling(inner, item)) != item:
                value[step], self.respelt = right, True
            if found := self.misfit(inner, item):
                return [*found, step]
        return []


def _spelling(shape: Any, text: str) -> str:
    enum = shape.metadata.get("enum")
    if not enum or text in enum:
        return text
    return next((known for known in enum if known.lower() == text.lower()), text)


def _inside(kind: str, shape: Any, value: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The step, shape and value of each member or entry. A null member counts as absent; a null entry of a list does not."""
    if kind == "structure":
        members = shape.members
        for name, item in value.items():
            if item is not None and name in members:
                yield name, members[name], item
    elif kind == "list":
        for at, item in enumerate(value):
            yield at, shape.member, item
    elif kind == "map":
        for name, item in value.items():
            if item is not None:
                yield name, shape.value, item


def _readable(kind: str, value: Any) -> bool:
    """Whether a whole number has no fraction, and a timestamp can be parsed."""
    if kind in _WHOLE:
        return isinstance(value, int) or float(value).is_integer()
    if kind != "timestamp":
        return True
    from botocore.utils import parse_timestamp

    try:
        parse_timestamp(value)
    except (ValueError, TypeError, OverflowError, RuntimeError, OSError):
        return False
    return True


def _what(value: Any) -> str:
    if value is None:
        return "null"
    kinds = {bool: "a boolean", str: "a text", list: "a list", dict: "an object"}
    return kinds.get(type(value), "a number")


def _page(body: bytes) -> str:
    """What to show of a body that is not JSON: a page's title, or a short text."""
    text = body.decode(errors="replace")
    if title := _TITLE.search(text):
        return f"page title{_quoted(html.unescape(title[1]))}"
    if "<" in text or len(text) > _SHOWN:
        return f"{len(body)} bytes without a page title"
    return f"it says{_quoted(text)}"


def shortened(words: str) -> str:
    """A message whose HTML page, quoted from an application behind AppFlow, is replaced by the page's title."""
    start = _PAGE.search(words)
    return f"{words[: start.start()]}{_page(words[start.start() :].encode())}" if start else words


def _quoted(text: str | None) -> str:
    words = " ".join((text or "").split())
    return f' "{words[:_SHOWN]}"' if words else ""
