"""
Broken answers: what proxies, login pages and failing services make of an answer of AppFlow's, by name.

Each takes the right answer (its status, headers and body) with the model of the operation, and gives another. Those of `HARMLESS`
are answers that a newer service may give, which nothing may fall over; all others are no answers at all.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["BROKEN", "HARMLESS", "MISSHAPEN", "Answer", "Break"]


@dataclass(frozen=True)
class Answer:
    """A response of HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Break = Callable[[Answer, Any], Answer]

_JSON, _HTML = {"content-type": "application/json"}, {"content-type": "text/html; charset=utf-8"}
_PAGE = b"<!DOCTYPE html><html><head><title>Sign in &amp; go on</title></head><body><p>Who are you?</p></body></html>"
_NOT_FOUND = "ResourceNotFoundException"


def _always(status: int, headers: Mapping[str, str], body: bytes) -> Break:
    return lambda _right, _model: Answer(status, headers, body)


def _json(value: Any, status: int = 200, **headers: str) -> Break:
    return _always(status, {**_JSON, **headers}, json.dumps(value).encode())


def _body(change: Callable[[bytes], bytes]) -> Break:
    return lambda right, _model: Answer(right.status, right.headers, change(right.body))


def _each(change: Callable[[Any, Any], Any], *, whole: bool = False) -> Break:
    """Change each value that the model knows, with its shape; also the whole answer."""

    def broken(right: Answer, model: Any) -> Answer:
        value = json.loads(right.body or b"{}")
        changed = _changed(model.output_shape, value, change)
        changed = change(model.output_shape, changed) if whole else changed
        return Answer(right.status, right.headers, json.dumps(changed).encode())

    return broken


def _changed(shape: Any, value: Any, change: Callable[[Any, Any], Any]) -> Any:
    def inner(shape: Any, item: Any) -> Any:
        return change(shape, _changed(shape, item, change))

    if shape.type_name == "structure" and isinstance(value, dict):
        known = shape.members
        return {
            key: inner(known[key], item) if key in known else item for key, item in value.items()
        }
    if shape.type_name == "list" and isinstance(value, list):
        return [inner(shape.member, item) for item in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: inner(shape.value, item) for key, item in value.items()}
    return value


def _swap(kind: str, other: Any) -> Callable[[Any, Any], Any]:
    return lambda shape, value: value if value is None or shape.type_name != kind else other


def _without(ends: str) -> Callable[[Any, Any], Any]:
    def without(shape: Any, value: Any) -> Any:
        if shape.type_name != "structure" or not isinstance(value, dict):
            return value
        return {key: item for key, item in value.items() if not key.endswith(ends)}

    return without


def _more(shape: Any, value: Any) -> Any:
    is_one = shape.type_name == "structure" and isinstance(value, dict)
    return {**value, "memberOfTomorrow": {"a": [1, None]}} if is_one else value


def _unknown_enum(shape: Any, value: Any) -> Any:
    is_one = isinstance(value, str) and shape.metadata.get("enum")
    return "ValueOfTomorrow" if is_one else value


def _upper_enum(shape: Any, value: Any) -> Any:
    is_one = isinstance(value, str) and shape.metadata.get("enum")
    return value.upper() if is_one else value


def _nulls(_shape: Any, _value: Any) -> Any:
    return None


BROKEN: Mapping[str, Break] = {
    "html-200": _always(200, _HTML, _PAGE),
    "html-200-as-json": _always(200, _JSON, _PAGE),
    "html-301": _always(301, {**_HTML, "location": "https://login.example.com"}, _PAGE),
    "html-302": _always(302, {**_HTML, "location": "https://login.example.com"}, _PAGE),
    "html-401": _always(401, _HTML, _PAGE),
    "html-403": _always(403, _HTML, _PAGE),
    "html-404": _always(404, _HTML, _PAGE),
    "html-407": _always(407, _HTML, _PAGE),
    "html-429": _always(429, _HTML, _PAGE),
    "html-500": _always(500, _HTML, _PAGE),
    "html-502": _always(502, _HTML, b"<html><body>" + b"Bad gateway. " * 100 + b"</body></html>"),
    "html-503": _always(503, _HTML, _PAGE),
    "text-404": _always(404, {"content-type": "text/plain"}, b"404 page not found"),
    "text-200": _always(200, {"content-type": "text/plain"}, b"ok"),
    "xml-404": _always(
        404, {"content-type": "application/xml"}, b"<Error><Code>NoSuchKey</Code></Error>"
    ),
    "cut-short": _body(lambda body: body[: max(1, len(body) - 1)] if body else b"{"),
    "cut-in-half": _body(lambda body: body[: len(body) // 2] or b"{"),
    "undecodable": _body(lambda body: b'{"\xff\xfe": ' + body + b"}"),
    "compressed": _body(lambda body: zlib.compress(body or b"{}")),
    "nested-deep": _always(200, _JSON, b"[" * 100_000),
    "empty-html": _always(200, _HTML, b""),
    "null": _json(None),
    "list": _json([]),
    "text": _json("x"),
    "number": _json(7),
    "boolean": _json(True),
    "called-html": lambda right, _model: Answer(right.status, _HTML, right.body or b"{}"),
    "called-text": lambda right, _model: Answer(
        right.status, {"content-type": "text/plain"}, right.body or b"{}"
    ),
    "refusal-list": _json([], 400),
    "refusal-null": _json(None, 500),
    "refusal-empty": _json({}, 404),
    "refusal-without-code": _json({"message": "Not Found"}, 404),
    "refusal-code-number": _json({"__type": 7, "message": "x"}, 404),
    "refusal-code-list": _json({"code": [_NOT_FOUND]}, 404),
    "refusal-words-list": _json({"message": ["x"]}, 404, **{"x-amzn-errortype": _NOT_FOUND}),
    "refusal-cut": _always(404, {**_JSON, "x-amzn-errortype": _NOT_FOUND}, b'{"message": "no'),
    "refusal-list-named": _json([_NOT_FOUND], 404, **{"x-amzn-errortype": _NOT_FOUND}),
}
"""What is no answer, whatever was asked."""

MISSHAPEN: Mapping[str, Break] = {
    "nothing": _json({}),
    "nothing-at-all": _always(200, _JSON, b""),
    "only-unknown": _json({"memberOfTomorrow": 1}),
    "all-null": _each(_nulls),
    "lists-are-objects": _each(_swap("list", {})),
    "lists-are-texts": _each(_swap("list", "x")),
    "lists-of-null": _each(_swap("list", [None])),
    "objects-are-lists": _each(_swap("structure", [])),
    "objects-are-texts": _each(_swap("structure", "x")),
    "objects-are-empty": _each(_swap("structure", {})),
    "maps-are-lists": _each(_swap("map", [])),
    "texts-are-numbers": _each(_swap("string", 7)),
    "texts-are-objects": _each(_swap("string", {})),
    "times-are-words": _each(_swap("timestamp", "yesterday")),
    "times-are-lists": _each(_swap("timestamp", [])),
    "times-are-huge": _each(_swap("timestamp", 1e300)),
    "booleans-are-texts": _each(_swap("boolean", "maybe")),
    "numbers-are-texts": _each(_swap("long", "many")),
    "without-arn": _each(_without("Arn"), whole=True),
    "without-names": _each(_without("Name"), whole=True),
    "without-status": _each(_without("Status"), whole=True),
    "without-types": _each(_without("Type"), whole=True),
}
"""What is no answer where it lacks or bends what the operation's answer has; harmless where it has none of that."""

HARMLESS: Mapping[str, Break] = {
    "unknown-members": _each(_more, whole=True),
    "unknown-enums": _each(_unknown_enum),
    "upper-enums": _each(_upper_enum),
}
"""What a newer service may answer."""
