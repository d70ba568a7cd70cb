"""Members that have a default, each set to it: the program, and the path in it."""

from collections.abc import Mapping
from typing import Any

from tests.stories import samples
from tests.stories.members import Path
from tests.stories.readings import DAILY, S3, SCHEDULE, with_

__all__ = ["WRITTEN_OUT"]

_SOURCE = ("sourceFlowConfig", "sourceConnectorProperties")
_TARGET = ("destinationFlowConfigList", 0, "destinationConnectorProperties")
_PROFILE = ("connectorProfileConfig", "connectorProfileProperties")


def _map_all(name: str, value: Any) -> tuple[Mapping[str, Any], Path]:
    return with_(S3, ("tasks", 0, name), value), ("tasks", 0, name)


def _source(connector: str, name: str, value: Any) -> tuple[Mapping[str, Any], Path]:
    path = (*_SOURCE, samples.SOURCES[connector], name)
    return with_(samples.flow_from(connector), path, value), path


def _target(connector: str, name: str, value: Any) -> tuple[Mapping[str, Any], Path]:
    program, path = samples.flow_to(connector), (*_TARGET, samples.DESTINATIONS[connector], name)
    return with_(program, path, value), path


def _login(connector: str, name: str, value: Any) -> tuple[Mapping[str, Any], Path]:
    path = (*_PROFILE, samples.PROFILES[connector], name)
    return with_(samples.profile(connector), path, value), path


WRITTEN_OUT: Mapping[str, tuple[Mapping[str, Any], Path]] = {
    "description": ({**S3, "description": ""}, ("description",)),
    "map-all-operator": _map_all("connectorOperator", {"s3": "NO_OP"}),
    "map-all-excludes": _map_all("taskProperties", {"EXCLUDE_SOURCE_FIELDS_LIST": "[]"}),
    "offset": (
        with_(DAILY, (*SCHEDULE, "scheduleOffset"), 0),
        (*SCHEDULE, "scheduleOffset"),
    ),
    "api": _source("Salesforce", "dataTransferApi", "AUTOMATIC"),
    "dynamic": _source("Salesforce", "enableDynamicFieldUpdate", False),
    "deleted": _source("Salesforce", "includeDeletedRecords", False),
    "files": _source("Veeva", "includeSourceFiles", False),
    "renditions": _source("Veeva", "includeRenditions", False),
    "versions": _source("Veeva", "includeAllVersions", False),
    "to-salesforce-api": _target("Salesforce", "dataTransferApi", "AUTOMATIC"),
    **{
        f"{connector}-writes": _target(connector, "writeOperationType", "INSERT")
        for connector in ("Salesforce", "Zendesk", "SAPOData", "CustomConnector")
    },
    "serverless": _login("Redshift", "isRedshiftServerless", False),
    "sandbox": _login("Salesforce", "isSandboxEnvironment", False),
    "pardot-sandbox": _login("Pardot", "isSandboxEnvironment", False),
    "metadata": _login("Salesforce", "usePrivateLinkForMetadataAndAuthorization", False),
    "sso": _login("SAPOData", "disableSSO", False),
}
