"""Values on the wire, against messages in the protocol's own form and against Pulumi's own reading of it."""

import asyncio
from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc

from appflow_provider.values import UNKNOWN, Secret, secret_paths, unwrap
from appflow_provider.wire.structs import decoded, decoded_both, encoded

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

BOTH_WAYS = {
    "text": ("x", "x"),
    "empty text": ("", ""),
    "number": (1.5, 1.5),
    "whole number": (3, 3.0),
    "true": (True, True),
    "false": (False, False),
    "null": (None, None),
    "list": ([1, "a", [None]], [1.0, "a", [None]]),
    "empty list": ([], []),
    "object": ({"a": {"b": True}}, {"a": {"b": True}}),
    "empty object": ({}, {}),
    "unknown": (UNKNOWN, UNKNOWN_TEXT),
    "unknown deep": ({"a": [UNKNOWN]}, {"a": [UNKNOWN_TEXT]}),
    "secret": (Secret("s"), {SIGNATURE: SECRET, "value": "s"}),
    "secret object": (Secret({"a": [1]}), {SIGNATURE: SECRET, "value": {"a": [1.0]}}),
    "secret deep": ({"a": [Secret("s")]}, {"a": [{SIGNATURE: SECRET, "value": "s"}]}),
    "key of ours": ({"__autonamed": True}, {"__autonamed": True}),
}


def struct(message: Any) -> Struct:
    return json_format.ParseDict({"it": message}, Struct())


@pytest.mark.parametrize(("value", "message"), BOTH_WAYS.values(), ids=BOTH_WAYS)
def test_values_become_messages(value: Any, message: Any) -> None:
    assert encoded({"it": value}) == struct(message)


@pytest.mark.parametrize(("value", "message"), BOTH_WAYS.values(), ids=BOTH_WAYS)
def test_messages_become_values(value: Any, message: Any) -> None:
    assert decoded(struct(message)) == {"it": value}


@pytest.mark.parametrize(("value", "message"), BOTH_WAYS.values(), ids=BOTH_WAYS)
def test_pulumi_reads_the_same(value: Any, message: Any) -> None:
    read = rpc.deserialize_properties(encoded({"it": value}), keep_unknowns=True)
    loop = asyncio.new_event_loop()
    again = loop.run_until_complete(rpc.serialize_properties(dict(read), {}))
    loop.close()
    if value is not None:  # Pulumi's own writer leaves null out
        assert unwrap(decoded(again)) == {"it": unwrap(value)}
        assert bool([*secret_paths(decoded(again))]) == bool([*secret_paths(value)])


@pytest.mark.parametrize(
    ("message", "value"),
    [
        pytest.param({SIGNATURE: OUTPUT, "value": "x"}, "x", id="output"),
        pytest.param({SIGNATURE: OUTPUT}, UNKNOWN, id="unknown output"),
        pytest.param({SIGNATURE: OUTPUT, "value": "x", "secret": True}, Secret("x"), id="hidden"),
        pytest.param({SIGNATURE: OUTPUT, "secret": True}, UNKNOWN, id="unknown hidden output"),
        pytest.param(
            {SIGNATURE: OUTPUT, "value": "x", "secret": False, "dependencies": ["urn:a"]},
            "x",
            id="output with dependencies",
        ),
        pytest.param(
            {SIGNATURE: SECRET, "value": {SIGNATURE: SECRET, "value": "x"}}, Secret("x"), id="twice"
        ),
        pytest.param({SIGNATURE: SECRET, "value": UNKNOWN_TEXT}, UNKNOWN, id="unknown secret"),
        pytest.param(
            {SIGNATURE: REFERENCE, "urn": "urn:a", "id": "orders"}, "orders", id="reference"
        ),
        pytest.param({SIGNATURE: REFERENCE, "urn": "urn:a", "id": ""}, UNKNOWN, id="unknown id"),
        pytest.param({SIGNATURE: REFERENCE, "urn": "urn:a"}, "urn:a", id="component"),
        pytest.param({SIGNATURE: "other", "a": "b"}, {SIGNATURE: "other", "a": "b"}, id="no sign"),
    ],
)
def test_what_only_the_engine_says_is_understood(message: Any, value: Any) -> None:
    assert decoded(struct({"in": [message]})) == {"it": {"in": [value]}}


@pytest.mark.parametrize(
    "text",
    [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ],
)
def test_every_kind_of_unknown_is_understood(text: str) -> None:
    assert decoded(struct([text])) == {"it": [UNKNOWN]}


def test_a_secret_holds_no_secret() -> None:
    sent = encoded({"it": Secret({"a": Secret("x"), "b": [Secret(1)]})})
    assert decoded(sent) == {"it": Secret({"a": "x", "b": [1]})}


@pytest.mark.parametrize(("value", "_message"), BOTH_WAYS.values(), ids=BOTH_WAYS)
def test_what_is_the_same_in_two_messages_is_decoded_once(value: Any, _message: Any) -> None:
    old = encoded({"same": value, "other": "before", "gone": 1})
    new = encoded({"same": value, "other": "after", "added": value})
    olds, news = decoded_both(old, new)
    assert (olds, news) == (decoded(old), decoded(new))
    assert news["same"] is olds["same"]
