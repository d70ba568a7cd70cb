"""Keys, secrets and functions in another region or account than the resource's are warned of, wherever an ARN can stand."""

from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.dynamic import Config, ConfigureRequest
from pulumi.runtime.proto import provider_pb2

from appflow_provider.cautions import ARN_ELSEWHERE
from appflow_provider.dynamic.provider import DynamicProvider
from appflow_provider.plugin.servicer import Servicer
from appflow_provider.problems import Acknowledged
from appflow_provider.protocol import Silence
from appflow_provider.resources import RESOURCES, Checked, Configured, resources
from appflow_provider.resources.arns import arn_paths
from appflow_provider.settings import settings_from
from appflow_provider.shapes.base import Shape, Text
from appflow_provider.shapes.walk import Kind, member_at, members
from appflow_provider.values import UNKNOWN, Path, Secret, path_text
from appflow_provider.wire.structs import encoded
from tests.programs import flow

HERE, THERE = "eu-west-1", "us-east-1"
OWN, OTHER = "123456789012", "210987654321"
THINGS = {"kms": "key/1234abcd", "secretsmanager": "secret:crm", "lambda": "function:hubspot"}


def pattern_of(shape: type[Shape], path: Path) -> str:
    """The pattern of the text at a path, out of the annotation."""
    member = member_at(shape, path)
    assert member is not None
    texts = [*member.info.metadata]
    for arm in (member.info.annotation, *get_args(member.info.annotation)):
        texts += getattr(arm, "__metadata__", ())
    return next((each.pattern or "" for each in texts if isinstance(each, Text)), "")


def texts(shape: type[Shape], kind: Kind, path: Path = ()) -> Iterator[Path]:
    """All leaves of a shape, entries of lists and maps as well."""
    if kind.shape is not None:
        for name, member in members(kind.shape).items():
            yield from texts(shape, member.kind, (*path, name))
    elif kind.item is not None:
        yield from texts(shape, kind.item, (*path, 0))
    else:
        yield path


MEMBERS = [(kind, path) for kind, each in RESOURCES.items() for path in arn_paths(each.inputs)]
PLACES = [
    pytest.param(kind, path, service, id=f"{kind}.{path_text(path)}-{service}")
    for kind, path in MEMBERS
    for service in THINGS
    if f"arn:aws:{service}:" in (found := pattern_of(RESOURCES[kind].inputs, path))
    or (service == "lambda" and found.startswith("arn:aws:.*"))
]


@pytest.mark.parametrize("kind", RESOURCES)
def test_every_member_that_takes_an_arn_takes_part(kind: str) -> None:
    shape = RESOURCES[kind].inputs
    taking = {
        path
        for path in texts(shape, Kind(shape=shape))
        if pattern_of(shape, path).startswith("arn:")
    }
    assert set(arn_paths(shape)) == taking


def test_keys_secrets_and_functions_are_all_among_them() -> None:
    assert {param.values[2] for param in PLACES} == set(THINGS)


def arn(service: str, region: str = HERE, account: str = OWN, name: str = "") -> str:
    return f"arn:aws:{service}:{region}:{account}:{name or THINGS[service]}"


def nested(path: Path, value: Any) -> Any:
    for step in reversed(path):
        value = {step: value}
    return value


def checked(kind: str, path: Path, value: Any, region: Any = HERE, **known: Any) -> Checked:
    resource = resources(Configured(**{"account": OWN, **known}))[kind]
    return resource.check({}, nested(path, value), resource_name="x", region=lambda: region)


def said(found: Checked) -> list[str]:
    return [str(each) for each in found.warnings if each.rule == ARN_ELSEWHERE]


@pytest.mark.parametrize(("kind", "path", "service"), PLACES)
def test_another_region_gets_a_warning(kind: str, path: Path, service: str) -> None:
    (warning,) = said(checked(kind, path, arn(service, THERE)))
    assert warning.startswith(path_text(path))
    assert warning.endswith(f". [{ARN_ELSEWHERE}]")
    assert f"is in {HERE}" in warning
    assert "account" not in warning


@pytest.mark.parametrize(("kind", "path", "service"), PLACES)
def test_another_account_gets_a_warning(kind: str, path: Path, service: str) -> None:
    (warning,) = said(checked(kind, path, arn(service, account=OTHER)))
    assert f"is in account {OWN}" in warning
    assert HERE not in warning.partition(" names ")[2]


@pytest.mark.parametrize(("kind", "path", "service"), PLACES)
def test_another_region_and_account_are_one_warning(kind: str, path: Path, service: str) -> None:
    (warning,) = said(checked(kind, path, arn(service, THERE, OTHER)))
    assert f"is in {HERE}" in warning
    assert f"is in account {OWN}" in warning


@pytest.mark.parametrize(("kind", "path", "service"), PLACES)
def test_the_resources_own_region_and_account_are_silent(
    kind: str, path: Path, service: str
) -> None:
    assert said(checked(kind, path, arn(service))) == []


@pytest.mark.parametrize(("kind", "path", "service"), PLACES)
def test_unknown_values_get_no_warning(kind: str, path: Path, service: str) -> None:
    elsewhere = arn(service, THERE, OTHER)
    for region in (None, UNKNOWN):
        assert said(checked(kind, path, elsewhere, region, account=None)) == []
    assert said(checked(kind, path, UNKNOWN)) == []
    for odd in ("", "*", "here"):
        assert said(checked(kind, path, arn(service, odd, OTHER))) == []
    assert said(checked(kind, path, arn(service, account="1"))) == []


@pytest.mark.parametrize(("kind", "path", "service"), PLACES)
def test_a_secret_arn_shows_no_part_of_itself(kind: str, path: Path, service: str) -> None:
    (warning,) = said(checked(kind, path, Secret(arn(service, THERE, OTHER))))
    assert THERE not in warning
    assert OTHER not in warning
    assert "another region" in warning


@pytest.mark.parametrize(("kind", "path", "service"), PLACES)
def test_it_can_be_acknowledged(kind: str, path: Path, service: str) -> None:
    known = Acknowledged(frozenset({f"x:{ARN_ELSEWHERE}"}))
    assert said(checked(kind, path, arn(service, THERE), acknowledged=known)) == []


@pytest.mark.parametrize("name", ["key/mrk-1234abcd", "alias/orders"])
def test_keys_of_several_regions_and_aliases_have_a_region_too(name: str) -> None:
    (warning,) = said(checked("Flow", ("kmsArn",), arn("kms", THERE, name=name)))
    assert f"names a key in {THERE}" in warning


def test_the_resources_own_region_counts_before_the_providers() -> None:
    key = arn("kms", THERE)
    found = resources()["Flow"].check({}, flow(region=THERE, kmsArn=key), region=lambda: HERE)
    assert said(found) == []
    found = resources()["Flow"].check({}, flow(region=UNKNOWN, kmsArn=key), region=lambda: HERE)
    assert said(found) == []


def test_a_role_is_in_no_region() -> None:
    path = ("metadataCatalogConfig", "glueDataCatalog", "roleArn")
    assert said(checked("Flow", path, f"arn:aws:iam::{OTHER}:role/glue")) == []


ROLE = '{"roleArn": "arn:aws:iam::%s:role/deploy"}'


@pytest.mark.parametrize(
    ("config", "account"),
    [
        ({}, None),
        ({"allowedAccountIds": f'["{OWN}"]'}, OWN),
        ({"allowedAccountIds": f'["{OWN}", "{OTHER}"]'}, None),
        ({"assumeRole": ROLE % OWN}, OWN),
        ({"assumeRole": ROLE % OWN, "allowedAccountIds": f'["{OTHER}"]'}, OWN),
    ],
)
def test_the_account_is_what_the_configuration_says(
    config: dict[str, str], account: str | None
) -> None:
    settings, problems = settings_from(config.get)
    assert (settings.account, problems) == (account, [])


CONFIG = {"region": HERE, "allowedAccountIds": f'["{OWN}"]'}


def by_the_plugin(inputs: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    servicer, told = Servicer(), []
    servicer.Configure(provider_pb2.ConfigureRequest(args=encoded(CONFIG)), None)
    monkeypatch.setattr(
        servicer._engine, "_log", lambda _severity, _urn, text, **_more: told.append(text)
    )
    urn = "urn:pulumi:dev::shop::appflow:index:Flow::orders"
    servicer.Check(
        provider_pb2.CheckRequest(urn=urn, news=encoded(inputs), olds=Struct()),
        None,
    )
    return told


def by_the_dynamic_front(inputs: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(Silence, "warn", lambda _log, _urn, _name, text, **_: told.append(text))
    provider = DynamicProvider("Flow", Silence())
    config = {f"appflow:{name}": value for name, value in CONFIG.items()}
    provider.configure(ConfigureRequest(Config(config, "shop")))
    provider.check({}, inputs)
    return told


FRONTS: list[Callable[..., list[str]]] = [by_the_plugin, by_the_dynamic_front]


@pytest.mark.parametrize("told", FRONTS)
def test_both_fronts_warn(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    warnings = told(flow(kmsArn=arn("kms", THERE, OTHER)), monkeypatch)
    (warning,) = (each for each in warnings if ARN_ELSEWHERE in each)
    assert warning.partition(" names ")[2] == (
        f"a key in {THERE}, but the flow is in {HERE}. Use a key in {HERE}. "
        f"It also names a key of account {OTHER}, but the flow is in account {OWN}. "
        f"Use a key of that account, or let its policy allow account {OWN}. [{ARN_ELSEWHERE}]"
    )
