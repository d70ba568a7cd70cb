"""The objects of an application and their fields, looked up with the functions."""

from collections.abc import Callable, Mapping
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.functions import FUNCTIONS
from appflow_provider.mirrors import Looked
from appflow_provider.mirrors.schemas import Fields, fields_of
from appflow_provider.resources.context import OperationContext
from appflow_provider.values import unwrap

_PROFILE, _TYPE = "connectorProfileName", "connectorType"


def objects_of(source: Mapping[str, Any], context: Callable[[], OperationContext]) -> Looked:
    """
    The objects that AppFlow finds in a source.

    Args:
        source: The profile, or the type of a connector without one; the version of its API and the region.
        context: The context of a lookup. Called only if there is one.
    """
    own = _PROFILE if source.get(_PROFILE) is not None else _TYPE
    names = (own, "apiVersion", "region")
    shared = {name: source[name] for name in names if source.get(name) is not None}

    def call(token: str, **arguments: Any) -> dict[str, Any]:
        for name, value in shared.items():
            if not isinstance(unwrap(value), str):
                raise AppFlowError(
                    f"lookup: {name} is not known before the deployment, so the objects of the application cannot be looked up. "
                    "Set schemas instead",
                    ours=True,
                )
        return FUNCTIONS[token]({**shared, **arguments}, context()).result

    def listed() -> list[str]:
        groups = call("getConnectorEntities").get("connectorEntityMap") or {}
        return [each["name"] for found in groups.values() for each in found]

    def described(name: str) -> Fields:
        found = call("getConnectorEntity", connectorEntityName=name)
        return fields_of(found.get("connectorEntityFields") or ())

    return Looked(listed, described)
