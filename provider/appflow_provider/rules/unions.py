"""
Structures with one member per connector: the member for `connectorType` is required, and no other is allowed.

Also the rules about a connector by itself: whether it can be a source or a destination, and whether it needs a connector
profile. The operators of tasks are such a structure too; `tasks` has their rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Destination, End, Flow, Profile
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.destination import DestinationConnectorProperties
from appflow_provider.shapes.profile import ConnectorProfileCredentials, ConnectorProfileProperties
from appflow_provider.shapes.source import SourceConnectorProperties
from appflow_provider.shapes.walk import members
from appflow_provider.spots import Spot, Undecided

_PROPERTIES, _CREDENTIALS = "connectorProfileProperties", "connectorProfileCredentials"


@dataclass(frozen=True)
class _Union:
    """A structure with one member per connector, its place, and its connector."""

    spot: Spot
    shape: type[Shape]
    connector: Connector


def foreign_members(spot: Spot, shape: type[Shape], key: str) -> list[str]:
    """The members that belong to other connectors. Raises `Undecided` for an unknown member."""
    names = spot.names()
    if set(names) - members(shape).keys():
        raise Undecided  # a typo, most likely in the member that is required
    return [name for name in names if name != key]


def _wanted(union: _Union) -> bool:
    """Whether the structure lacks the connector's own member, and the API has one."""
    own = union.connector.key
    if own not in members(union.shape):
        raise Undecided  # the connector is not allowed here, which another rule reports
    return own not in union.spot.names()


def _mismatch(union: _Union) -> Iterator[Problem]:
    foreign = foreign_members(union.spot, union.shape, union.connector.key)
    if _wanted(union):
        for name in foreign:
            yield union.spot[name].problem(
                f"does not belong to connectorType {union.connector.type}. Set {union.connector.key} instead"
            )


def _empty(union: _Union, *, required: bool) -> Iterator[Problem]:
    if not union.spot.present() or union.spot.names() or not _wanted(union):
        return
    if _has_required_members(union) is required:
        yield union.spot.problem(
            f"needs its member {union.connector.key}, the one for connectorType {union.connector.type}"
        )


def _has_required_members(union: _Union) -> bool:
    own = members(union.shape)[union.connector.key].kind.shape
    return own is not None and any(item.info.is_required() for item in members(own).values())


def _beside(union: _Union) -> Iterator[Problem]:
    foreign = foreign_members(union.spot, union.shape, union.connector.key)
    if not _wanted(union):
        for name in foreign:
            yield union.spot[name].problem(
                f"is set together with {union.connector.key}, and belongs to another connectorType than "
                f"{union.connector.type}. Set one member only"
            )


def _source(flow: Flow) -> _Union:
    return _Union(flow.source.union, SourceConnectorProperties, flow.source.connector)


def _destination(it: Destination) -> _Union:
    return _Union(it.end.union, DestinationConnectorProperties, it.end.connector)


def _properties(profile: Profile) -> _Union:
    return _Union(profile.union(_PROPERTIES), ConnectorProfileProperties, profile.connector)


def _credentials(profile: Profile) -> _Union:
    return _Union(profile.union(_CREDENTIALS), ConnectorProfileCredentials, profile.connector)


_MODEL = "API model 2020-08-23: each structure holds what its connector requires"
_ONE_CONNECTOR = "API reference: a profile holds one connector's properties and credentials"
_NO_SOURCE = (
    "User guide, page of the connector: destination only; the model has no source properties for it"
)
_NO_DESTINATION = (
    "User guide, page of the connector: source only; the model has no destination properties for it"
)


@rule(Evidence.DOCUMENTED, _NO_SOURCE)
def not_a_source(flow: Flow) -> Iterator[Problem]:
    connector = flow.source.connector
    if not connector.source:
        yield flow.source.spot["connectorType"].problem(
            f'"{connector.type}" can be a destination, but not a source'
        )


@rule(Evidence.DOCUMENTED, _MODEL)
def source_of_another_connector(flow: Flow) -> Iterator[Problem]:
    yield from _mismatch(_source(flow))


@rule(Evidence.DOCUMENTED, _MODEL)
def source_left_empty(flow: Flow) -> Iterator[Problem]:
    yield from _empty(_source(flow), required=True)


@rule(Evidence.INFERRED, "nothing in the structure is required, so the service may do without it")
def source_left_out(flow: Flow) -> Iterator[Problem]:
    yield from _empty(_source(flow), required=False)


@rule(Evidence.INFERRED, "the service may read the member that fits and ignore the others")
def source_of_two_connectors(flow: Flow) -> Iterator[Problem]:
    yield from _beside(_source(flow))


@rule(Evidence.DOCUMENTED, _NO_DESTINATION)
def not_a_destination(it: Destination) -> Iterator[Problem]:
    connector = it.end.connector
    if not connector.destination:
        yield it.end.spot["connectorType"].problem(
            f'"{connector.type}" can be a source, but not a destination'
        )


@rule(Evidence.DOCUMENTED, _MODEL)
def destination_of_another_connector(it: Destination) -> Iterator[Problem]:
    yield from _mismatch(_destination(it))


@rule(Evidence.DOCUMENTED, _MODEL)
def destination_left_empty(it: Destination) -> Iterator[Problem]:
    yield from _empty(_destination(it), required=True)


@rule(Evidence.INFERRED, "nothing in the structure is required, so the service may do without it")
def destination_left_out(it: Destination) -> Iterator[Problem]:
    yield from _empty(_destination(it), required=False)


@rule(Evidence.INFERRED, "the service may read the member that fits and ignore the others")
def destination_of_two_connectors(it: Destination) -> Iterator[Problem]:
    yield from _beside(_destination(it))


@rule(Evidence.DOCUMENTED, _ONE_CONNECTOR)
def properties_of_another_connector(profile: Profile) -> Iterator[Problem]:
    yield from _mismatch(_properties(profile))


@rule(Evidence.DOCUMENTED, _ONE_CONNECTOR)
def properties_left_empty(profile: Profile) -> Iterator[Problem]:
    yield from _empty(_properties(profile), required=True)


@rule(Evidence.INFERRED, "nothing in the structure is required, so the service may do without it")
def properties_left_out(profile: Profile) -> Iterator[Problem]:
    yield from _empty(_properties(profile), required=False)


@rule(Evidence.DOCUMENTED, _ONE_CONNECTOR)
def properties_of_two_connectors(profile: Profile) -> Iterator[Problem]:
    yield from _beside(_properties(profile))


@rule(Evidence.DOCUMENTED, _ONE_CONNECTOR)
def credentials_of_another_connector(profile: Profile) -> Iterator[Problem]:
    yield from _mismatch(_credentials(profile))


@rule(Evidence.DOCUMENTED, _ONE_CONNECTOR)
def credentials_of_two_connectors(profile: Profile) -> Iterator[Problem]:
    yield from _beside(_credentials(profile))


_PROFILE = "API reference: only S3, EventBridge, Upsolver, LookoutMetrics and CustomerProfiles need no profile"


@rule(Evidence.DOCUMENTED, _PROFILE)
def source_without_profile(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.source:
        yield from _without_profile(flow.source)


@rule(Evidence.DOCUMENTED, _PROFILE)
def destination_without_profile(it: Destination) -> Iterator[Problem]:
    if it.end.connector.destination:
        yield from _without_profile(it.end)


def _without_profile(end: End) -> Iterator[Problem]:
    name = end.spot["connectorProfileName"]
    if end.connector.profile and not name.present():
        yield name.problem(
            f"is required with connectorType {end.connector.type}. Set the name of the connector profile with the login"
        )


@rule(Evidence.INFERRED, "API reference: a connector profile is for one connector")
def profile_of_another_connector(it: Destination) -> Iterator[Problem]:
    source, target = it.flow.source, it.end
    name, profile = target.spot["connectorProfileName"], source.spot["connectorProfileName"]
    if source.connector.type == target.connector.type or not name.given():
        return
    if name.text() == profile.text():
        yield name.problem(
            f"is the profile of the source too. A profile is for one connector, {source.connector.type} or "
            f"{target.connector.type}"
        )
