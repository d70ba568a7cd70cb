"""Arguments are looked through before Pulumi sees them: what Python has is taken, the rest is refused by its place, and no value is shown."""

import asyncio
import json
import uuid
from collections import OrderedDict, UserDict, deque
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pulumi
import pytest
from pydantic import SecretStr

import pulumi_appflow as plugin
from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.base import is_secret
from appflow_provider.shapes.walk import Kind, members
from pulumi_appflow import dynamic
from pulumi_appflow._walk import SECRET_MAPS, TIMES, arguments_of

MARKER = "taint-9f8e7d6c5b4a"
NOON = datetime(2031, 1, 1, 12, tzinfo=timezone.utc)
FRONTS = pytest.mark.parametrize("appflow", [plugin, dynamic], ids=["plugin", "dynamic"])


def flow(**changes):
    return {
        "flow_name": "orders",
        "source_flow_config": {
            "connector_type": "S3",
            "source_connector_properties": {"s3": {"bucket_name": "exports"}},
        },
        "destination_flow_config_list": [
            {
                "connector_type": "S3",
                "destination_connector_properties": {"s3": {"bucket_name": "lake"}},
            }
        ],
        "trigger_config": {"trigger_type": "OnDemand"},
        "tasks": [{"task_type": "Map_all", "source_fields": []}],
        **changes,
    }


def scheduled(**times):
    properties = {"schedule_expression": "rate(1hours)", **times}
    return {"trigger_type": "Scheduled", "trigger_properties": {"scheduled": properties}}


class Word(Enum):
    VALUE = "VALUE"
    ON_DEMAND = "OnDemand"


class Anything:
    def __repr__(self):
        return MARKER


async def coroutine(value):
    return value


@FRONTS
@pytest.mark.parametrize(
    ("changes", "path", "expected"),
    [
        ({"tags": OrderedDict(a="b")}, ["tags"], {"a": "b"}),
        ({"tags": MappingProxyType({"a": "b"})}, ["tags"], {"a": "b"}),
        ({"tags": UserDict({"a": pulumi.Output.from_input("b")})}, ["tags"], {"a": "b"}),
        ({"trigger_config": MappingProxyType({"trigger_type": Word.ON_DEMAND})}, ["triggerConfig"], {"triggerType": "OnDemand"}),
        (
            {"tasks": ({"task_type": "Map_all", "source_fields": deque(["a"]), "task_properties": {Word.VALUE: "x"}},)},
            ["tasks", 0],
            {"taskType": "Map_all", "sourceFields": ["a"], "taskProperties": {"VALUE": "x"}},
        ),
        (
            {"trigger_config": scheduled(schedule_start_time=NOON, schedule_end_time=NOON.astimezone(timezone(timedelta(hours=5))) + timedelta(days=1))},
            ["triggerConfig", "triggerProperties", "scheduled"],
            {"scheduleExpression": "rate(1hours)", "scheduleStartTime": "2031-01-01T12:00:00Z", "scheduleEndTime": "2031-01-02T12:00:00Z"},
        ),
        (
            {"trigger_config": scheduled(schedule_start_time=pulumi.Output.from_input(NOON), schedule_offset=Decimal(60))},
            ["triggerConfig", "triggerProperties", "scheduled"],
            {"scheduleExpression": "rate(1hours)", "scheduleStartTime": "2031-01-01T12:00:00Z", "scheduleOffset": 60},
        ),
        (
            {"trigger_config": plugin.TriggerConfigArgs(trigger_type="Scheduled", trigger_properties=plugin.TriggerPropertiesArgs(scheduled=plugin.ScheduledTriggerPropertiesArgs(schedule_expression="rate(1hours)", schedule_start_time=NOON)))},  # type: ignore[arg-type]
            ["triggerConfig", "triggerProperties", "scheduled", "scheduleStartTime"],
            "2031-01-01T12:00:00Z",
        ),
        ({"trigger_config": scheduled(schedule_start_time=1925035200)}, ["triggerConfig", "triggerProperties", "scheduled", "scheduleStartTime"], 1925035200),
    ],
)  # fmt: skip
def test_what_python_has_is_taken(appflow, inputs, changes, path, expected):
    made = inputs(lambda: appflow.Flow("f", **flow(**changes)))
    for step in path:
        made = made[step]
    assert made == expected


@FRONTS
def test_a_coroutine_is_waited_for(appflow, inputs):
    made = inputs(lambda: appflow.Flow("f", **flow(description=coroutine("daily"))))
    assert made["description"] == "daily"


WRONG: dict[str, Any] = {
    "bytes": MARKER.encode(),
    "set": {MARKER},
    "items": {MARKER: MARKER}.items(),
    "generator": (each for each in [MARKER]),
    "date": date(2031, 1, 1),
    "naive": datetime(2031, 1, 1),  # noqa: DTZ001 - which is the point
    "span": timedelta(days=1),
    "pydantic": SecretStr(MARKER),
    "uuid": uuid.UUID(int=7),
    "object": Anything(),
    "class": Anything,
    "function": coroutine,
    "nan": float("nan"),
    "infinite": Decimal("Infinity"),
    "fraction": Fraction(1, 3),
    "complex": 1j,
    "list": [MARKER],
    "dictionary": {MARKER: MARKER},
    "flag": True,
    "number": 7,
    "asset": pulumi.StringAsset(MARKER),
    "other arguments": plugin.FlowArgs(**flow(flow_name=MARKER)),
}  # fmt: skip


def spoilt(kind, wrong):
    """A profile with something wrong beside credentials."""
    credentials = {"salesforce": {"access_token": wrong, "refresh_token": MARKER}}
    return {
        "connector_type": "Salesforce",
        "connection_mode": "Public",
        "connector_profile_config": {
            "connector_profile_properties": {"salesforce": {}},
            "connector_profile_credentials": credentials if kind is dict else plugin.ConnectorProfileCredentialsArgs(
                salesforce=plugin.SalesforceConnectorProfileCredentialsArgs(**credentials["salesforce"])
            ),
        },
    }  # fmt: skip


@FRONTS
@pytest.mark.parametrize("kind", [dict, object], ids=["dictionaries", "arguments"])
@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_sent_is_refused_by_its_place_alone(appflow, engine, kind, wrong):
    with pytest.raises(pulumi.RunError) as refused:
        appflow.ConnectorProfile("crm", **spoilt(kind, WRONG[wrong]))
    said = str(refused.value)
    place = "connector_profile_config.connector_profile_credentials.salesforce.access_token"
    assert said.startswith(f"crm: {place}: must be ")
    assert MARKER not in said
    assert not engine.seen


@FRONTS
@pytest.mark.parametrize("wrong", WRONG)
def test_what_an_output_holds_is_refused_by_its_place_too(appflow, engine, wrong):
    def program():
        later = pulumi.Output.from_input(0).apply(lambda _: WRONG[wrong])
        appflow.ConnectorProfile("crm", **spoilt(dict, later))

    with pytest.raises(Exception, match=r"access_token: must be text") as refused:
        pulumi.runtime.test(program)()
    assert MARKER not in str(refused.value)
    assert not engine.seen


@FRONTS
def test_all_problems_are_reported_at_once(appflow, engine):
    wrong = flow(
        tasks={"task_type": "Map_all"},
        tags={"a": b"x", 7: "b"},
        trigger_config=scheduled(schedule_start_time=NOON.replace(tzinfo=None), schedule_offset="7"),
    )  # fmt: skip
    with pytest.raises(pulumi.RunError) as refused:
        appflow.Flow("f", **wrong)
    scheduled_at = "f: trigger_config.trigger_properties.scheduled"
    assert sorted(str(refused.value).splitlines()) == [
        "f: tags: each key must be text",
        'f: tags["a"]: must be text, not bytes',
        "f: tasks: must be a list, not a dictionary",
        f"{scheduled_at}.schedule_offset: must be a whole number, not text",
        f"{scheduled_at}.schedule_start_time: must have a time zone: add tzinfo=timezone.utc, or the zone that it is meant in",
    ]


def test_a_secret_of_pydantic_names_the_way(engine):
    with pytest.raises(pulumi.RunError, match=r"not a SecretStr: give pulumi.Output.secret\("):
        plugin.Flow("f", **flow(description=SecretStr("x")))


def test_an_output_stays_as_secret_and_as_unknown_as_it_is(engine):
    async def resolved(output):
        return await output.is_secret(), await output.is_known()

    def program():
        from pulumi_appflow._walk import Kind as Wanted
        from pulumi_appflow._walk import Walk

        walk = Walk("f")
        unknown = pulumi.Output(set(), coroutine(None), coroutine(False), coroutine(True))
        outputs = [pulumi.Output.secret("x"), pulumi.Output.from_input("x"), unknown]
        found.extend(walk.value(each, Wanted(leaf=str)) for each in outputs)
        gathered: Any = asyncio.gather(*map(resolved, found))
        return pulumi.Output.from_input(gathered).apply(told.extend)

    found: list[Any] = []
    told: list[Any] = []
    pulumi.runtime.test(program)()
    assert told == [(True, True), (False, True), (True, False)]


def test_the_times_and_the_maps_with_secret_keys_are_those_of_the_shapes():
    found: list[tuple[str, str]] = []

    def look(kind, secret, seen):
        if kind.item is not None:
            look(kind.item, secret, seen)
        if kind.shape is None or kind.shape in seen:
            return
        for member in members(kind.shape).values():
            hidden = secret or is_secret(member.info)
            if member.kind.leaf is datetime:
                found.append(("time", member.python))
            if member.kind.key is not None and hidden:
                found.append(("map", member.python))
            look(member.kind, hidden, {*seen, kind.shape})

    for resource in RESOURCES.values():
        look(Kind(shape=resource.inputs), secret=False, seen=set())
    assert {name for what, name in found if what == "time"} == TIMES
    assert {name for what, name in found if what == "map"} == SECRET_MAPS


def test_every_argument_has_a_type_that_is_understood():
    def look(arguments):
        if arguments not in seen:
            seen.add(arguments)
            for _, outer in arguments_of(arguments).values():
                kind = outer
                while kind.item is not None:
                    kind = kind.item
                if kind.structure is not None:
                    look(kind.structure)
                else:
                    leaves.add(kind.leaf)

    seen: set[type] = set()
    leaves: set[Any] = set()
    for arguments in (
        plugin.FlowArgs,
        plugin.ConnectorProfileArgs,
        plugin.ConnectorArgs,
        plugin.FlowRunArgs,
    ):
        look(arguments)
    assert len(seen) > 100
    assert leaves <= {str, bool, int, float, None}


SECRET = pulumi.Output.secret


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({}, []),
        ({"tags": {"own": SECRET("x"), "other": "y"}}, [["tags", "own"]]),
        ({"tags": SECRET({"own": "x"})}, [["tags"]]),
        ({"tags": {"own": pulumi.Output.from_input("y")}}, []),
        ({"tags": pulumi.Output.from_input({"own": SECRET("x")})}, [["tags"]]),
        (
            {"tasks": [{"task_type": "Map_all", "source_fields": [], "task_properties": {"VALUE": SECRET("x")}}]},
            [["tasks", 0, "taskProperties", "VALUE"]],
        ),
        (
            {"trigger_config": plugin.TriggerConfigArgs(trigger_type=SECRET("OnDemand"))},
            [["triggerConfig", "triggerType"]],
        ),
    ],
)  # fmt: skip
def test_the_dynamic_front_tells_its_provider_where_secrets_stand(inputs, changes, places):
    made = inputs(lambda: dynamic.Flow("f", **flow(**changes)))
    assert json.loads(made["__secrets"]) == places


def test_a_key_that_is_secret_is_not_listed_in_the_clear(inputs):
    keys = {"marker-4711": SECRET("x"), "other-4711": SECRET("y")}
    custom = {
        "authentication_type": "CUSTOM",
        "custom": {"custom_authentication_type": "x", "credentials_map": keys},
    }
    config: Any = {
        "connector_profile_properties": {"custom_connector": {}},
        "connector_profile_credentials": {"custom_connector": custom},
    }
    made = inputs(
        lambda: dynamic.ConnectorProfile(
            "p", connection_mode="Public", connector_type="CustomConnector", connector_profile_config=config
        )
    )  # fmt: skip
    assert "4711" not in made["__secrets"]
    (place,) = json.loads(made["__secrets"])
    assert place[-2:] == ["custom", "credentialsMap"]


def test_the_plugin_needs_no_list_of_secrets(inputs):
    assert "__secrets" not in inputs(lambda: plugin.Flow("f", **flow(tags={"a": SECRET("x")})))


def test_default_tags_that_the_configuration_keeps_secret_are_secret_among_all_tags(inputs):
    tags = json.dumps({"tags": {"team": "crm"}})
    pulumi.runtime.set_all_config({"appflow:defaultTags": tags}, ["appflow:defaultTags"])
    made = inputs(lambda: dynamic.Flow("f", **flow()))
    assert json.loads(made["__secrets"]) == [["tagsAll", "team"]]
