"""What UpdateFlow cannot change: the source and the destination."""

from collections.abc import Iterator, Mapping
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.connectors import OBJECT_MEMBER


def changed_immutables(
    old: Mapping[str, Any], new: Mapping[str, Any], assumptions: Assumptions
) -> Iterator[str]:
    """
    The reasons to refuse an update from `old` to `new`.

    Seen, word for word: the one about the destination object (EventBridge 2021, S3 2025). Documented for the console:
    source and destination connector and source object; their wording here is modelled on the one that was seen.
    """
    was, now = old["sourceFlowConfig"], new["sourceFlowConfig"]
    if was["connectorType"] != now["connectorType"]:
        yield "Source connector type can not be updated"
    elif assumptions.source_object_change == "refused" and _object(
        was["sourceConnectorProperties"], assumptions
    ) != _object(now["sourceConnectorProperties"], assumptions):
        yield "Source object for the source connector can not be updated"
    was, now = old["destinationFlowConfigList"][0], new["destinationFlowConfigList"][0]
    if was["connectorType"] != now["connectorType"]:
        yield "Destination connector type can not be updated"
    elif _object(was["destinationConnectorProperties"], assumptions) != _object(
        now["destinationConnectorProperties"], assumptions
    ):
        yield "Destination object for the destination connector can not be updated"


# Members that may belong to an object's name when the service compares it, each with its switch.
_DISPUTED = {
    "CustomerProfiles": ("objectTypeName", "object_type_change"),
    "S3": ("bucketPrefix", "s3_prefix_change"),
}


def _object(union: Mapping[str, Any], assumptions: Assumptions) -> list[object]:
    ((key, settings),) = union.items()
    names = [OBJECT_MEMBER.get(key, "object")]
    member, switch = _DISPUTED.get(key, ("", ""))
    if member and getattr(assumptions, switch) == "refused":
        names.append(member)
    return [settings.get(name) for name in names]
