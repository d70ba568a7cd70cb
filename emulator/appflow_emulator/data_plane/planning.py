"""
A flow's request as a plan.

`plan_of` reads the members of CreateFlow. It is pure, and it refuses by name what it does not know, so that nothing is left out
of a rehearsal silently.
"""

from collections.abc import Mapping

from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.places import Destination, Layout, Source
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.tasks import Request, steps_of


def plan_of(request: Request, labels: Mapping[str, str] | None = None) -> Plan:
    """
    The plan of a CreateFlow request.

    Args:
        request: The members of CreateFlow, in the API's spelling.
        labels: The label of each custom connector's profile, by the name of the profile. A custom connector without one is
            called CustomConnector.

    Raises:
        CannotRehearse: a task or a member is unknown, or has no meaning that can be rehearsed.
    """
    names = labels or {}
    trigger = request["triggerConfig"]
    schedule = (trigger.get("triggerProperties") or {}).get("Scheduled") or {}
    source = request["sourceFlowConfig"]
    (destination, *others) = request["destinationFlowConfigList"]
    if others:
        raise CannotRehearse(
            f"destinationFlowConfigList: AppFlow supports one destination, not {1 + len(others)}"
        )
    return Plan(
        name=request["flowName"],
        source=_source(source, names),
        destination=_destination(destination, names),
        steps=steps_of(request["tasks"]),
        pull=schedule.get("dataPullMode"),
        trigger=trigger["triggerType"],
    )


# The member of a connector's settings that names its object. For every other connector it is `object`.
_OBJECT = {
    "S3": "bucketName",
    "Upsolver": "bucketName",
    "SAPOData": "objectPath",
    "CustomConnector": "entityName",
    "CustomerProfiles": "domainName",
}


def _settings(properties: Request) -> tuple[str, Request]:
    given = {key: value for key, value in properties.items() if value is not None}
    if len(given) != 1:
        raise CannotRehearse(f"the properties of one connector are needed, not of {len(given)}")
    ((key, settings),) = given.items()
    return key, settings


def _connector(config: Request, labels: Mapping[str, str]) -> str:
    kind: str = config["connectorType"]
    if kind != "CustomConnector":
        return kind
    return labels.get(config.get("connectorProfileName") or "", kind)


def _source(config: Request, labels: Mapping[str, str]) -> Source:
    key, settings = _settings(config["sourceConnectorProperties"])
    changed = (config.get("incrementalPullConfig") or {}).get("datetimeTypeFieldName")
    return Source(
        connector=_connector(config, labels),
        object=settings[_OBJECT.get(key, "object")],
        prefix=settings.get("bucketPrefix") or "",
        file_type=(settings.get("s3InputFormatConfig") or {}).get("s3InputFileType") or "CSV",
        transfer=settings.get("dataTransferApi"),
        changed_by=changed,
        deleted=key != "Salesforce" or bool(settings.get("includeDeletedRecords")),
    )


def _destination(config: Request, labels: Mapping[str, str]) -> Destination:
    key, settings = _settings(config["destinationConnectorProperties"])
    errors = settings.get("errorHandlingConfig") or {}
    return Destination(
        connector=_connector(config, labels),
        object=settings.get(_OBJECT.get(key, "object")) or key,
        prefix=settings.get("bucketPrefix") or "",
        layout=_layout(settings.get("s3OutputFormatConfig") or {}) if _has_layout(key) else None,
        write=settings.get("writeOperationType") or "INSERT",
        ids=tuple(settings.get("idFieldNames") or ()),
        fail_first=bool(errors.get("failOnFirstDestinationError")),
        error_bucket=errors.get("bucketName"),
        error_prefix=errors.get("bucketPrefix") or "",
    )


def _has_layout(key: str) -> bool:
    return key in {"S3", "Upsolver"}


def _layout(settings: Request) -> Layout:
    prefix = settings.get("prefixConfig") or {}
    aggregation = settings.get("aggregationConfig") or {}
    return Layout(
        file_type=settings.get("fileType") or "JSON",
        prefix_type=prefix.get("prefixType"),
        prefix_format=prefix.get("prefixFormat"),
        hierarchy=tuple(prefix.get("pathPrefixHierarchy") or ()),
        aggregation=aggregation.get("aggregationType") or "None",
        target_megabytes=aggregation.get("targetFileSize"),
        typed=bool(settings.get("preserveSourceDataTyping")),
    )
