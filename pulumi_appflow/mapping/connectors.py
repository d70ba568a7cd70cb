"""What the generated enums say about each connector as a source: the key of its operators, and the operators."""

from enum import Enum
from functools import cache
from inspect import signature

from pulumi_appflow import ConnectorOperatorArgs, _enums

__all__ = ["known", "operators"]

_CUSTOM = "custom_connector"


@cache
def known() -> dict[str, str]:
    """The key of the operators by connector type, in lower case: `sapodata` is `sapo_data`."""
    names = list(signature(ConnectorOperatorArgs.__init__).parameters)[1:]
    return {name.replace("_", ""): name for name in names}


@cache
def operators(key: str) -> frozenset[str]:
    """The operators of a key."""
    plain = key.replace("_", "")
    wanted = "operator" if key == _CUSTOM else f"{plain}connectoroperator"
    enums: dict[str, type[Enum]] = {name.lower(): getattr(_enums, name) for name in _enums.__all__}
    return frozenset(str(each.value) for each in enums[wanted])
