"""The emulator compared with botocore's model: its replies, its connectors, and its patterns."""

import re

import pytest
from botocore import xform_name
from botocore.loaders import Loader
from moto import backend_index

import appflow_emulator
from appflow_emulator import exceptions, responses
from appflow_emulator.connectors import CONNECTORS, configuration
from appflow_emulator.models import AppFlowBackend
from appflow_emulator.validation import compiled

MODEL = Loader().load_service_model("appflow", "service-2")
SHAPES = MODEL["shapes"]


def test_every_operation_of_the_model_is_built_or_listed_as_missing() -> None:
    for owner in (AppFlowBackend, responses.AppFlowResponse):
        built = {name for name in MODEL["operations"] if hasattr(owner, xform_name(name))}
        assert built == set(MODEL["operations"]) - responses.NOT_BUILT


def test_only_known_operations_have_a_client_token() -> None:
    with_token = {
        name
        for name, operation in MODEL["operations"].items()
        if "clientToken" in SHAPES[operation["input"]["shape"]]["members"]
    }
    assert with_token == {
        "CreateConnectorProfile",
        "CreateFlow",
        "RegisterConnector",
        "StartFlow",
        "UpdateConnectorProfile",
        "UpdateConnectorRegistration",
        "UpdateFlow",
    }


def test_error_codes_and_their_status_are_those_of_the_model() -> None:
    modelled = {
        name: shape["error"]["httpStatusCode"]
        for name, shape in SHAPES.items()
        if shape.get("exception")
    }
    assert modelled == exceptions.STATUS
    codes = {each.code for each in exceptions.AppFlowError.__subclasses__()}
    assert codes <= set(modelled)  # those that nothing raises have no class


def test_the_catalogue_has_every_connector_type() -> None:
    assert list(CONNECTORS) == SHAPES["ConnectorType"]["enum"]


def members(shape: str) -> set[str]:
    return set(SHAPES[shape]["members"])


def test_the_catalogue_agrees_with_the_unions_of_the_model() -> None:
    def keys(**having: bool) -> set[str]:
        ((name, value),) = having.items()
        return {facts.key for facts in CONNECTORS.values() if getattr(facts, name) is value}

    assert keys(source=True) == members("SourceConnectorProperties")
    assert keys(source=True) == members("ConnectorOperator")
    assert keys(destination=True) == members("DestinationConnectorProperties")
    assert keys(profile=True) == members("ConnectorProfileProperties")


@pytest.mark.parametrize("connector_type", CONNECTORS)
def test_a_configuration_has_only_modelled_members_and_values(connector_type: str) -> None:
    told = configuration(connector_type)
    assert set(told) <= members("ConnectorConfiguration")
    assert set(told.get("connectorMetadata", {})) <= members("ConnectorMetadata")
    for member, enum in (
        ("supportedDestinationConnectors", "ConnectorType"),
        ("supportedSchedulingFrequencies", "ScheduleFrequencyType"),
        ("supportedTriggerTypes", "TriggerType"),
        ("supportedWriteOperations", "WriteOperationType"),
    ):
        assert set(told[member]) <= set(SHAPES[enum]["enum"])
    assert bool(told["supportedDestinationConnectors"]) == told["canUseAsSource"]


def test_every_pattern_of_the_model_compiles() -> None:
    patterns = {shape["pattern"] for shape in SHAPES.values() if "pattern" in shape}
    assert all(isinstance(compiled(pattern), re.Pattern) for pattern in patterns)


@pytest.mark.parametrize(
    ("pattern", "fits", "does_not"),
    [
        pytest.param(r"\S+", "abc", "a b", id="whole value"),
        pytest.param(r"\S+", "abc", "abc\n", id="a line end at the end counts"),
        pytest.param(r"[\w]+", "abc_1", "grün", id="ASCII words"),
        pytest.param(".*", "a.b", "a\u2028b", id="dot stops at Java's line ends"),
        pytest.param(
            SHAPES["GlueDataCatalogDatabaseName"]["pattern"], "lake \U0001f30a", "a\nb", id="pairs"
        ),
        pytest.param(SHAPES["TagKey"]["pattern"], "cost-centre", "aws:x", id="lookahead"),
    ],
)
def test_patterns_match_as_in_java(pattern: str, fits: str, does_not: str) -> None:
    assert compiled(pattern).fullmatch(fits)
    assert not compiled(pattern).fullmatch(does_not)


def test_arns_match_in_other_partitions() -> None:
    pattern = SHAPES["KMSArn"]["pattern"]
    arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/k"
    assert compiled(pattern, "aws-us-gov").fullmatch(arn)
    assert not compiled(pattern).fullmatch(arn)


def test_registering_twice_adds_one_entry() -> None:
    appflow_emulator.register()
    appflow_emulator.register()
    names = [name for name, _ in backend_index.backend_url_patterns]
    assert names.count("appflow") == 1


def test_the_package_offers_what_it_says() -> None:
    assert appflow_emulator.__all__ == sorted(appflow_emulator.__all__)
    for name in appflow_emulator.__all__:
        assert getattr(appflow_emulator, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = appflow_emulator.nothing
