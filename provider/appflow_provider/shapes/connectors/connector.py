"""What a connector is: its structures, and what AppFlow's user guide says of it, as one row of the registry."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from appflow_provider.frequency import MINUTE
from appflow_provider.shapes.base import Answer, ApiEnum, property_name
from appflow_provider.shapes.connectors.parts import Part, nothing_special

CALLED = frozenset({"OnDemand", "Scheduled"})

_NOTHING_SPECIAL = Part(Answer, "")

TOKENS = (("accessToken",), ("refreshToken",), ("oauthRequest.authCode",))
TOKEN = (("accessToken",), ("oauthRequest.authCode",))


class Reach(NamedTuple):
    """
    Where data from a source can go beside custom connectors.

    Attributes:
        only: The destinations, where they are not the usual ones. The usual ones are all that are not exclusive.
        also: Destinations beside the usual ones.
        never: Usual destinations that are out of reach.
    """

    only: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


_USUAL = Reach()


@dataclass(frozen=True)
class Connector:
    """
    One system. What a structure requires is not repeated here, the structures know it.

    Attributes:
        type: Its `connectorType`.
        description: What users read about it beside the type.
        api: Its member in the API's structures that have one for each connector, if it differs from the type.
        operator: What a task may do with fields that come from it.
        profile: Its properties in a connector profile; None where a flow needs no profile for it.
        credentials: How AppFlow logs in.
        source: What a flow reads; None for what cannot be read.
        destination: What a flow writes to; None for what cannot be written to.
        metadata: What the service tells about it, by default nothing special; None where the API has no member for it.
        triggers: What can start a flow that reads from it.
        fastest: Minutes between scheduled runs, at least.
        reaches: Where data from it can go; None where only the connector itself knows.
        exclusive: Whether only those sources can write to it that name it in `reaches`.
        logins: Credentials of which one set has to be complete, beyond what the structure requires; empty for no choice.
        usual: What `usual_login` answers, if it is not the first of `logins`.
        anonymous: Whether a profile may do without credentials.
        private: Whether it can be reached through AWS PrivateLink; None where only the connector itself knows.
    """

    type: str
    description: str
    api: str = ""
    operator: Part | None = None
    profile: Part | None = None
    credentials: Part | None = None
    source: Part | None = None
    destination: Part | None = None
    metadata: Part | None = _NOTHING_SPECIAL
    triggers: frozenset[str] = frozenset()
    fastest: int = MINUTE
    reaches: Reach | None = _USUAL
    exclusive: bool = False
    logins: tuple[tuple[str, ...], ...] = ()
    usual: Callable[[Mapping[str, Any]], Mapping[str, str | None]] | None = None
    anonymous: bool = False
    private: bool | None = False

    def __post_init__(self) -> None:
        """Fill in what follows from the type."""
        object.__setattr__(self, "api", self.api or self.type)
        if self.metadata is _NOTHING_SPECIAL:
            object.__setattr__(self, "metadata", nothing_special(self.api))

    @cached_property
    def key(self) -> str:
        """Its property in the structures that have one for each connector."""
        return property_name(self.api)

    @cached_property
    def operators(self) -> frozenset[str]:
        """What a task may do with fields that come from it; empty for what cannot be read."""
        found = self.operator.type if self.operator else None
        if found is None or not issubclass(found, ApiEnum):
            return frozenset()
        return frozenset(str(each.value) for each in found)

    @property
    def constant(self) -> str:
        """Its name in the enum of types: `EVENT_BRIDGE` for `EventBridge`, `SAPODATA` for `SAPOData`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.type).upper()

    def usual_login(self, properties: Mapping[str, Any]) -> Mapping[str, str | None]:
        """
        The credentials that a profile with these properties most likely has, beyond what the structure requires.

        By path below the connector's member, with dots; None where the value is a secret.
        """
        return self.usual(properties) if self.usual else dict.fromkeys(next(iter(self.logins), ()))


def always(*names: str) -> Callable[[Mapping[str, Any]], Mapping[str, str | None]]:
    """A usual login that does not depend on the properties: secrets of these names."""
    return lambda _properties: dict.fromkeys(names)
