"""How DescribeConnectorProfiles returns the properties of a profile; `flows` does the same for flows."""

import copy
from collections.abc import Callable
from typing import Any

from moto.core.utils import get_service_model

from appflow_emulator.assumptions import Assumptions

Properties = dict[str, Any]


def profile_properties_as_read(properties: Properties, assumptions: Assumptions) -> Properties:
    """The properties, by connector, as DescribeConnectorProfiles returns them."""
    shown = copy.deepcopy(properties)
    for step in PROFILE_STEPS:
        step(shown, assumptions)
    return shown


def _stage(shown: Properties, _: Assumptions) -> None:
    """Seen (Terraform's diff suppressor): reads return a Snowflake stage with an `@`."""
    snowflake = shown.get("Snowflake", {})
    if "stage" in snowflake and not snowflake["stage"].startswith("@"):
        snowflake["stage"] = f"@{snowflake['stage']}"


def _private_link(shown: Properties, assumptions: Assumptions) -> None:
    """Switch: reads omit Snowflake's privateLinkServiceName."""
    if assumptions.private_link_service_name == "dropped":
        shown.get("Snowflake", {}).pop("privateLinkServiceName", None)


def _booleans(shown: Properties, assumptions: Assumptions) -> None:
    """Switch: reads return unset booleans as false."""
    if assumptions.profile_booleans == "omitted":
        return
    shapes = get_service_model("appflow").shape_for("ConnectorProfileProperties").members
    for key, settings in shown.items():
        for name, member in shapes[key].members.items():
            if member.type_name == "boolean":
                settings.setdefault(name, False)


PROFILE_STEPS: tuple[Callable[[Properties, Assumptions], None], ...] = (
    _stage,
    _private_link,
    _booleans,
)
