"""
The table of connectors against the API's model and our shapes, so that a new connector shows, and against the emulator's, which is
another reading of the user guide.
"""

import botocore.loaders
import pytest

from appflow_emulator import connectors as emulated
from appflow_provider.frequency import DAY, HOUR, MINUTE
from appflow_provider.rules import connector_profile
from appflow_provider.shapes.base import Shape, property_name
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors import CONNECTORS, reached_from
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.destination import DestinationConnectorProperties
from appflow_provider.shapes.profile import ConnectorProfileCredentials, ConnectorProfileProperties
from appflow_provider.shapes.source import SourceConnectorProperties
from appflow_provider.shapes.task import ConnectorOperator
from appflow_provider.shapes.trigger import TriggerType
from appflow_provider.shapes.walk import kind_of, members
from tests import api_requests

SHAPES = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]
UNIONS = (
    ConnectorOperator,
    ConnectorProfileCredentials,
    ConnectorProfileProperties,
    DestinationConnectorProperties,
    SourceConnectorProperties,
)
ALL = [pytest.param(connector, id=name) for name, connector in CONNECTORS.items()]


def test_every_connector_type_has_its_row() -> None:
    assert set(CONNECTORS) == {kind.value for kind in ConnectorType}
    assert set(CONNECTORS) == set(SHAPES["ConnectorType"]["enum"])
    assert all(name == connector.type for name, connector in CONNECTORS.items())


def keys_like(connector: Connector) -> set[str]:
    """The members of all structures by connector whose name is the connector's but for case."""
    names = {name for union in UNIONS for name in members(union)}
    return {name for name in names if name.lower() == connector.type.lower()}


@pytest.mark.parametrize("connector", ALL)
def test_the_key_is_the_members_name(connector: Connector) -> None:
    assert keys_like(connector) == {connector.key}


@pytest.mark.parametrize("union", UNIONS, ids=lambda union: union.__name__)
def test_no_member_of_the_model_is_without_a_connector(union: type[Shape]) -> None:
    keys = {connector.key for connector in CONNECTORS.values()}
    assert {property_name(name) for name in SHAPES[union.__name__]["members"]} <= keys


@pytest.mark.parametrize("connector", ALL)
def test_what_can_be_read_or_written_is_what_has_properties_for_it(connector: Connector) -> None:
    assert bool(connector.triggers) is (connector.key in members(SourceConnectorProperties))
    assert bool(connector.source) is (connector.key in members(ConnectorOperator))
    assert bool(connector.destination) is (connector.key in members(DestinationConnectorProperties))


@pytest.mark.parametrize("connector", ALL)
def test_what_needs_a_profile_is_what_has_properties_for_one(connector: Connector) -> None:
    assert bool(connector.profile) is (connector.key in members(ConnectorProfileProperties))
    assert bool(connector.profile) is (connector.key in members(ConnectorProfileCredentials))


@pytest.mark.parametrize("connector", ALL)
def test_triggers_and_destinations_are_named_as_the_api_names_them(connector: Connector) -> None:
    assert connector.triggers <= {kind.value for kind in TriggerType}
    writable = {name for name, other in CONNECTORS.items() if other.destination}
    assert (reached_from(connector) or set()) <= writable


@pytest.mark.parametrize("connector", ALL)
def test_logins_are_members_that_the_structure_lets_be_left_out(connector: Connector) -> None:
    for dotted in {key for keys in connector.logins for key in keys}:
        shape = members(ConnectorProfileCredentials)[connector.key].kind.shape
        first, *rest = dotted.split(".")
        assert shape is not None
        member = members(shape)[first]
        assert not member.info.is_required()
        for name in rest:
            inner = kind_of(member.info.annotation).shape
            assert inner is not None
            member = members(inner)[name]


@pytest.mark.parametrize(
    "connector",
    [each for each in CONNECTORS.values() if each.profile and not each.anonymous],
    ids=lambda connector: connector.type,
)
def test_a_login_that_lacks_what_the_model_does_not_require_is_named(connector: Connector) -> None:
    properties, credentials = api_requests.CONNECTIONS[connector.type]
    bare = api_requests.required("ConnectorProfileCredentials", connector.api)
    verdict = connector_profile(
        {
            "connectorType": connector.type,
            "connectionMode": "Public",
            "connectorProfileConfig": {
                "connectorProfileProperties": {connector.key: properties},
                "connectorProfileCredentials": {connector.key: bare},
            },
        }
    )
    told = {each.reason for each in (*verdict.problems, *verdict.warnings)}
    named = [each for each in told if each.endswith(f"to log in to {connector.type}")]
    assert bool(named) is (bare != credentials) is bool(connector.logins)


MINUTES = {"BYMINUTE": MINUTE, "HOURLY": HOUR, "DAILY": DAY}
EVENTS_OF_PARDOT = frozenset({"Event"})  # the guide's page names them; a rule of its own warns


@pytest.mark.parametrize("connector", ALL)
def test_both_readings_of_the_user_guide_are_the_same(connector: Connector) -> None:
    other = emulated.CONNECTORS[connector.type]
    more = EVENTS_OF_PARDOT if connector.type == "Pardot" else frozenset()
    assert connector.triggers | more == {*other.triggers}
    assert bool(connector.destination) is other.destination
    assert bool(connector.profile) is other.profile
    assert not connector.source or connector.fastest == MINUTES[other.fastest]
    if connector.type == "CustomConnector":  # only the connector itself knows
        assert (connector.reaches, connector.private) == (None, None)
        return
    assert connector.private is other.private
    assert not connector.source or reached_from(connector) == other.destinations
    assert not connector.profile or connector.anonymous is not other.credentials
