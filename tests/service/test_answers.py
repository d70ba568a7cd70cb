"""
Every operation of the model, its right answers and what becomes of them: one member less, null or of another type, values of tomorrow,
and what is no answer at all. All is made from botocore's model, so that a new operation or member takes part by itself.
"""

import copy
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse

from appflow_provider.errors import AppFlowError, Throttled, Unreachable
from appflow_provider.paging import pages
from appflow_provider.service import Services
from appflow_provider.service.answers import NEEDED
from appflow_provider.settings import Settings
from tests.stories.broken import BROKEN, HARMLESS, MISSHAPEN, Answer

MODEL = botocore.session.get_session().get_service_model("appflow")
OPERATIONS = MODEL.operation_names
_VALUES: dict[str, Any] = {
    "boolean": True,
    "double": 0.5,
    "integer": 3,
    "long": 3,
    "timestamp": 1_900_000_000.5,
}
_OTHERS: dict[str, Any] = {
    "boolean": "maybe",
    "double": "half",
    "integer": "many",
    "list": {},
    "long": [],
    "map": "x",
    "string": 7,
    "structure": [],
    "timestamp": "yesterday",
}

each_operation = pytest.mark.parametrize("operation", OPERATIONS)


def sample(shape: Any, *, required: bool = False) -> Any:
    """A value of a shape, with all members or those that are required."""
    if shape.type_name == "structure":
        names = shape.required_members if required else shape.members
        return {name: sample(shape.members[name], required=required) for name in names}
    if shape.type_name == "list":
        return [sample(shape.member, required=required)]
    if shape.type_name == "map":
        return {"key": sample(shape.value, required=required)}
    if shape.type_name == "string":
        enum = shape.metadata.get("enum")
        return enum[0] if enum else "arn:aws:appflow:eu-west-1:123456789012:flow/a"
    return _VALUES[shape.type_name]


class Wire:
    """AppFlow as boto3 sees it, which answers what it was given and counts what it is asked."""

    def __init__(self, **settings: Any) -> None:
        self.answer = Answer(200, {}, b"{}")
        self.asked = 0
        services = Services(Settings(region="eu-west-1", **settings))
        self.service = services()
        self.service.pause = lambda seconds: None  # type: ignore[method-assign]
        self.service._client.meta.events.register_first("before-send", self._send)

    def _send(self, request: Any, **_more: Any) -> AWSResponse:
        self.asked += 1
        response = AWSResponse(request.url, self.answer.status, dict(self.answer.headers), None)
        response._content = self.answer.body
        return response

    def call(self, operation: str, answer: Answer) -> dict[str, Any]:
        """The operation's reply, where the answer to each try is this one."""
        self.answer, self.asked = answer, 0
        request = sample(MODEL.operation_model(operation).input_shape, required=True)
        return self.service.call(operation, request)


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
            environment.delenv(name, raising=False)
        yield Wire()


@pytest.fixture(scope="module")
def once(wire: Wire) -> Wire:
    """The same for many answers, each of which is given but once."""
    return Wire(max_retries=0)


def right(operation: str) -> Answer:
    value = sample(MODEL.operation_model(operation).output_shape)
    return Answer(200, {"content-type": "application/json"}, json.dumps(value).encode())


def said(wire: Wire, operation: str, answer: Answer) -> AppFlowError | None:
    """What is said of an answer; anything but an error of ours fails the test."""
    try:
        wire.call(operation, answer)
    except AppFlowError as error:
        return error
    return None


def test_every_operation_says_what_its_answer_needs_in_members_of_the_model() -> None:
    assert list(NEEDED) == OPERATIONS
    for operation, paths in NEEDED.items():
        for path in paths:
            for choice in path.split("|"):
                shape = MODEL.operation_model(operation).output_shape
                for step in choice.split("."):
                    shape = shape.member if step == "*" else shape.members[step]


# What an answer says nothing without: read wrongly, it would say that something is gone, or was changed by hand.
TOLD_BY_AN_ANSWER = {
    "DescribeConnector": {"connectorConfiguration.connectorType"},
    "DescribeConnectorEntity": {"connectorEntityFields"},
    "DescribeConnectorProfiles": {
        "connectorProfileDetails.*.connectorProfileName",
        "connectorProfileDetails.*.connectorProfileArn",
        "connectorProfileDetails.*.connectorType",
    },
    "DescribeConnectors": {"connectorConfigurations|connectors"},
    "DescribeFlow": {
        "flowName",
        "flowArn",
        "flowStatus",
        "sourceFlowConfig.connectorType",
        "destinationFlowConfigList",
        "destinationFlowConfigList.*.connectorType",
        "triggerConfig.triggerType",
    },
    "ListConnectorEntities": {"connectorEntityMap"},
    "ListFlows": {"flows.*.flowName"},
    "StartFlow": {"flowArn|flowStatus|executionId"},
    "StopFlow": {"flowArn|flowStatus"},
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_answer_needs_new_arns_lists_and_what_tells_objects_apart(
    operation: str,
) -> None:
    members = MODEL.operation_model(operation).output_shape.members
    arns = {name for name in members if name.endswith("Arn")}
    lists = {name for name, shape in members.items() if shape.type_name == "list"}
    is_page = "nextToken" in members and operation != "DescribeConnectors"  # it has two lists
    expected = TOLD_BY_AN_ANSWER.get(operation, set()) | (lists if is_page else set())
    if operation.startswith(("Create", "Register")):
        expected |= arns
    assert set(NEEDED[operation]) == expected


def test_spellings_of_enum_values_can_be_told_apart_without_case() -> None:
    for name in MODEL.shape_names:
        values = MODEL.shape_for(name).metadata.get("enum", [])
        assert len({value.lower() for value in values}) == len(values), name


@each_operation
def test_a_right_answer_is_given_as_it_is(wire: Wire, operation: str) -> None:
    shape = MODEL.operation_model(operation).output_shape
    assert wire.call(operation, right(operation)).keys() == shape.members.keys()
    assert wire.asked == 1


@each_operation
@pytest.mark.parametrize("name", BROKEN)
def test_a_reply_from_elsewhere_is_unreachable_in_one_sentence(
    wire: Wire, operation: str, name: str
) -> None:
    broken = BROKEN[name](right(operation), MODEL.operation_model(operation))
    error = said(wire, operation, broken)
    assert isinstance(error, Throttled if broken.status == 429 else Unreachable)
    assert error.words.startswith("the answer did not come from AppFlow: ")
    assert f"status {broken.status}" in error.words
    assert "<" not in error.words
    assert len(error.words) < 200
    assert error.outcome_unknown is (broken.status != 429)
    passes = broken.status >= 500 or broken.status == 429
    assert wire.asked == error.tries == (11 if passes else 5)
    if name == "html-403":
        assert error.words == (
            "the answer did not come from AppFlow: text/html, status 403, "
            'page title "Sign in & go on"'
        )


@each_operation
def test_what_bends_an_answer_is_refused_and_what_adds_to_it_is_not(
    wire: Wire, operation: str
) -> None:
    model = MODEL.operation_model(operation)
    for name, how in MISSHAPEN.items():
        error = said(wire, operation, how(right(operation), model))
        assert error is None or isinstance(error, Unreachable), name
    for name, how in HARMLESS.items():
        assert said(wire, operation, how(right(operation), model)) is None, name


@each_operation
def test_any_member_may_be_absent_or_null_but_those_that_are_needed(
    once: Wire, operation: str
) -> None:
    needed = {tuple(path.split(".")) for path in NEEDED[operation] if "|" not in path}
    needed |= {path[:end] for path in needed for end in range(1, len(path))}
    for path, _ in places(MODEL.operation_model(operation).output_shape):
        for change in (lambda inner, last: inner.pop(last), _nulled):
            is_fine = path not in needed
            error = said(once, operation, changed(operation, path, change))
            assert (error is None) is is_fine, path
            assert error is None or "without " in error.words


@each_operation
def test_any_member_of_another_type_is_named(once: Wire, operation: str) -> None:
    for path, shape in places(MODEL.operation_model(operation).output_shape):
        bent = changed(operation, path, partial(_put, _OTHERS[shape.type_name]))
        error = said(once, operation, bent)
        assert isinstance(error, Unreachable), path
        assert f"{'.'.join(path).replace('*', '0')} is " in error.words


# JSON has one kind of number, and AWS writes times in three ways.
_SPELLINGS: dict[str, tuple[Any, ...]] = {
    "double": (0.5, 3),
    "integer": (3, 3.0),
    "long": (3, 3.0),
    "timestamp": (1_900_000_000, 1_900_000_000.5, "2031-01-01T06:00:00Z"),
}
_BESIDE: dict[str, tuple[Any, str]] = {
    "boolean": (1, "a boolean"),
    "double": (True, "a number"),
    "integer": (3.5, "a whole number"),
    "list": ("x", "a list"),
    "long": (3.5, "a whole number"),
    "map": ([], "an object"),
    "string": (7, "a text"),
    "structure": (7, "an object"),
    "timestamp": (True, "a time"),
}


@each_operation
def test_a_value_may_be_spelled_in_each_way_of_its_type_and_in_no_other(
    once: Wire, operation: str
) -> None:
    for path, shape in places(MODEL.operation_model(operation).output_shape):
        for value in _SPELLINGS.get(shape.type_name, ()):
            assert said(once, operation, changed(operation, path, partial(_put, value))) is None
        wrong, words = _BESIDE[shape.type_name]
        error = said(once, operation, changed(operation, path, partial(_put, wrong)))
        assert isinstance(error, Unreachable), path
        assert error.words.endswith(f", not {words}"), path


@pytest.mark.parametrize("name", ["__type", "code", "Code"])
@pytest.mark.parametrize("text", ["message", "Message"])
def test_an_error_names_its_code_and_its_text_in_each_place(
    wire: Wire, name: str, text: str
) -> None:
    headers = {"content-type": "application/json"}
    refusal = Answer(400, headers, json.dumps({name: "ValidationException", text: "no"}).encode())
    error = said(wire, "CreateFlow", refusal)
    assert error is not None
    assert not isinstance(error, Unreachable)
    for bent, value in (({name: 7, text: "no"}, name), ({name: "a", text: 7}, text)):
        error = said(wire, "CreateFlow", Answer(400, headers, json.dumps(bent).encode()))
        assert isinstance(error, Unreachable)
        assert f"{value} is a number, not a text" in error.words


@each_operation
def test_enum_values_come_in_the_models_spelling(wire: Wire, operation: str) -> None:
    upper = HARMLESS["upper-enums"](right(operation), MODEL.operation_model(operation))
    assert wire.call(operation, upper) == wire.call(operation, right(operation))


def places(shape: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The path and shape of each member at any depth; `*` is the entry of a list, `key` that of a map."""
    if shape.type_name == "structure":
        for name, inner in shape.members.items():
            yield (*path, name), inner
            yield from places(inner, (*path, name))
    elif shape.type_name == "list":
        yield from places(shape.member, (*path, "*"))
    elif shape.type_name == "map":
        yield from places(shape.value, (*path, "key"))


def changed(operation: str, path: tuple[str, ...], change: Any) -> Answer:
    value = copy.deepcopy(sample(MODEL.operation_model(operation).output_shape))
    inner = value
    for step in path[:-1]:
        inner = inner[0 if step == "*" else step]
    change(inner, path[-1])
    return Answer(200, {"content-type": "application/json"}, json.dumps(value).encode())


def _put(value: Any, inner: Any, last: str) -> None:
    inner[last] = value


def _nulled(inner: Any, last: str) -> None:
    inner[last] = None


def test_a_flow_that_is_deleted_need_not_be_described(wire: Wire) -> None:
    answer = Answer(200, {}, json.dumps({"flowStatus": "Deleted"}).encode())
    assert wire.call("DescribeFlow", answer) == {"flowStatus": "Deleted"}


def test_an_answer_without_a_body_is_one_where_nothing_is_needed(wire: Wire) -> None:
    assert wire.call("TagResource", Answer(204, {}, b"")) == {}


def test_a_refusal_is_one_by_its_header_or_its_body(wire: Wire) -> None:
    by_header = Answer(
        409, {"x-amzn-ErrorType": "ConflictException:http://x"}, b'{"message": "no"}'
    )
    by_body = Answer(
        409, {"content-type": "application/json"}, b'{"__type": "a#ConflictException"}'
    )
    for answer in (by_header, by_body):
        error = said(wire, "CreateFlow", answer)
        assert error is not None
        assert error.code == "ConflictException"
        assert not error.outcome_unknown
        assert wire.asked == 1


PAGED = [
    name for name in OPERATIONS if "nextToken" in MODEL.operation_model(name).output_shape.members
]


@pytest.mark.parametrize("operation", PAGED)
@pytest.mark.parametrize("tokens", ["same", "new-without-anything"])
def test_pages_that_do_not_end_are_refused(wire: Wire, operation: str, tokens: str) -> None:
    asked = 0

    def ask(_operation: str, **_request: Any) -> dict[str, Any]:
        nonlocal asked
        asked += 1
        value = sample(MODEL.operation_model(operation).output_shape)
        if tokens != "same":
            value = {key: type(item)() for key, item in value.items()} | {"nextToken": str(asked)}
        answer = Answer(200, {"content-type": "application/json"}, json.dumps(value).encode())
        return wire.call(operation, answer)

    with pytest.raises(Unreachable, match=f"pages of {operation} do not end"):
        list(pages(ask, operation))
    assert asked <= 100
