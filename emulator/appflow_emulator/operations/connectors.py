"""
Connectors: built-in and registered ones, and their objects.

DescribeConnector(s), ListConnectors, Register, UpdateRegistration, Unregister; ListConnectorEntities, DescribeConnectorEntity,
ResetConnectorMetadataCache. The Lambda function of a registered connector is not invoked.
"""

from typing import Any

from appflow_emulator import clock, entities
from appflow_emulator.connectors import CONNECTORS, configuration
from appflow_emulator.exceptions import Conflict, ResourceNotFound, Validation
from appflow_emulator.operations.paging import page
from appflow_emulator.records import ConnectorRecord
from appflow_emulator.rules import LABEL_PATTERN_OF_2024
from appflow_emulator.state import Answer, Request, State, without_none

CUSTOM = "CustomConnector"
# Members of a configuration that ConnectorDetail has too (model 2020-08-23).
_DETAIL = (
    "connectorDescription",
    "connectorName",
    "connectorOwner",
    "connectorVersion",
    "connectorType",
    "connectorLabel",
    "registeredAt",
    "registeredBy",
    "connectorProvisioningType",
    "connectorModes",
    "supportedDataTransferTypes",
)


class ConnectorOperations(State):
    """The operations on connectors and their objects."""

    def describe_connectors(self, request: Request) -> Answer:
        """DescribeConnectors: the built-in connectors, then AWS's custom connectors, then those registered in this account."""
        wanted = request.get("connectorTypes") or list(CONNECTORS)
        types = list(enumerate(one for one in CONNECTORS if one in wanted))
        custom = CUSTOM in wanted
        authored = list(enumerate(self._authored() if custom else [], len(types)))
        before = len(types) + len(authored)
        registered = self._registered() if custom else []
        entries: list[tuple[int, dict[str, Any]]] = [
            *((position, configuration(one)) for position, one in types),
            *((position, _authored_configuration(label)) for position, label in authored),
            *((before + one.number, self._configuration(one)) for one in registered),
        ]
        shown, token = page(
            entries,
            lambda entry: entry[0],
            operation="DescribeConnectors",
            size=request.get("maxResults"),
            token=request.get("nextToken"),
        )
        described = [one for _, one in shown]
        by_type = {one["connectorType"]: one for one in described if "connectorLabel" not in one}
        return without_none(
            connectorConfigurations=by_type,
            connectors=[_detail(one) for one in described],
            nextToken=token,
        )

    def describe_connector(self, request: Request) -> Answer:
        """DescribeConnector. A custom connector, including AWS's own, is identified by its label (documented)."""
        if request["connectorType"] != CUSTOM:
            return {"connectorConfiguration": configuration(request["connectorType"])}
        if "connectorLabel" not in request:
            raise Validation("connectorLabel is required for connector CustomConnector")
        label = request["connectorLabel"]
        if label in self._authored():
            return {"connectorConfiguration": _authored_configuration(label)}
        return {"connectorConfiguration": self._configuration(self._connector(label))}

    def list_connectors(self, request: Request) -> Answer:
        """ListConnectors: the connectors registered in this account, without AWS's own (documented)."""
        shown, token = page(
            self._registered(),
            lambda connector: connector.number,
            operation="ListConnectors",
            size=request.get("maxResults"),
            token=request.get("nextToken"),
        )
        details = [_detail(self._configuration(one)) for one in shown]
        return without_none(connectors=details, nextToken=token)

    def register_connector(self, request: Request) -> Answer:
        """RegisterConnector. The model requires nothing; in practice the label and the Lambda function are required."""
        label, lambda_arn = request.get("connectorLabel"), _lambda_arn(request)
        if label is None or lambda_arn is None:
            raise Validation("connectorLabel and connectorProvisioningConfig.lambda are required")
        if "#" in label and self.assumptions.hash_in_label == "refused":
            raise Validation(LABEL_PATTERN_OF_2024)
        if label in self.connectors:
            raise Conflict(f"Connector with label {label} already exists.")
        connector = ConnectorRecord(
            number=self.next_number(),
            label=label,
            arn=self.arn("connector", label),
            description=request.get("description"),
            lambda_arn=lambda_arn,
            registered_at=clock.now(),
            registered_by=self.caller,
        )
        self.connectors[label] = connector
        return {"connectorArn": connector.arn}

    def update_connector_registration(self, request: Request) -> Answer:
        """UpdateConnectorRegistration: replaces the members that are sent, and keeps the others."""
        connector = self._connector(request["connectorLabel"])
        connector.description = request.get("description", connector.description)
        connector.lambda_arn = _lambda_arn(request) or connector.lambda_arn
        return {"connectorArn": connector.arn}

    def unregister_connector(self, request: Request) -> Answer:
        """UnregisterConnector. Refuses a connector in use unless forced (documented words)."""
        connector = self._connector(request["connectorLabel"])
        users = [
            one.name for one in self.profiles.values() if one.connector_label == connector.label
        ]
        if users and not request.get("forceDelete"):
            raise Conflict(
                f"Conflict executing request: Connector: {connector.label} is associated with one or more"
                " connector profiles. Set forceDelete to true to unregister it all the same."
                f" Some of the associated connector profiles are: [{', '.join(users)}]"
            )
        del self.connectors[connector.label]
        return {}

    def list_connector_entities(self, request: Request) -> Answer:
        """ListConnectorEntities: groups of objects. A page counts the objects of all groups."""
        found = entities.listed(
            self._entity_connector(request), self.location, request.get("entitiesPath", "")
        )
        flat = [(group, one) for group, members in found.items() for one in members]
        shown, token = page(
            list(enumerate(flat)),
            lambda entry: entry[0],
            operation="ListConnectorEntities",
            size=request.get("maxResults"),
            token=request.get("nextToken"),
        )
        groups: dict[str, list[dict[str, Any]]] = {}
        for _, (group, one) in shown:
            groups.setdefault(group, []).append(one)
        return without_none(connectorEntityMap=groups, nextToken=token)

    def describe_connector_entity(self, request: Request) -> Answer:
        """DescribeConnectorEntity: the fields of an object."""
        name = request["connectorEntityName"]
        connector_type = self._entity_connector(request)
        fields = entities.fields(connector_type, self.location, name)
        if fields is None:
            raise ResourceNotFound(f"Connector {connector_type} has no entity {name} here.")
        return {"connectorEntityFields": fields}

    def reset_connector_metadata_cache(self, request: Request) -> Answer:
        """ResetConnectorMetadataCache. The emulator has no cache, so this changes nothing."""
        self._entity_connector(request)
        return {}

    def _entity_connector(self, request: Request) -> str:
        """The connector of a request: by profile name if the connector needs a profile, else by type (documented)."""
        name, connector_type = request.get("connectorProfileName"), request.get("connectorType")
        if name is not None:
            profile = self.profile(name)
            return profile.connector_label or profile.connector_type
        if connector_type is None:
            raise Validation("connectorProfileName or connectorType is required")
        if CONNECTORS[connector_type].profile:
            raise Validation(f"connectorProfileName is required for connector {connector_type}")
        kind: str = connector_type
        return kind

    def _authored(self) -> list[str]:
        """Labels of AWS's own custom connectors. A registration of the same label hides one; AWS's behaviour is not known."""
        labels = self.assumptions.aws_connector_labels
        return [label for label in labels if label not in self.connectors]

    def _registered(self) -> list[ConnectorRecord]:
        return list(self.connectors.values())

    def _connector(self, label: str) -> ConnectorRecord:
        if label not in self.connectors:
            raise ResourceNotFound(f"Connector:{label} is not registered")
        return self.connectors[label]

    def _configuration(self, connector: ConnectorRecord) -> dict[str, Any]:
        if self.assumptions.described_connectors == "as_reported":
            return _reported(connector)
        return without_none(
            **{
                **configuration(CUSTOM),
                "connectorName": connector.label,
                "connectorOwner": self.account_id,
            },
            connectorLabel=connector.label,
            connectorArn=connector.arn,
            connectorDescription=connector.description,
            connectorProvisioningType="LAMBDA",
            connectorProvisioningConfig={"lambda": {"lambdaArn": connector.lambda_arn}},
            registeredAt=connector.registered_at,
            registeredBy=connector.registered_by,
        )


def _reported(connector: ConnectorRecord) -> dict[str, Any]:
    """What the Lambda function would report about itself. Made up, since it is not invoked."""
    return {
        **configuration(CUSTOM),
        "connectorType": "CUSTOMCONNECTOR",
        "connectorLabel": connector.label,
        "connectorName": f"{connector.label}Connector",
        "connectorOwner": "owner of the function",
        "connectorVersion": "1.0",
        "connectorDescription": "description in the function",
        "supportedTriggerTypes": ["OnDemand", "Scheduled"],
        "supportedDestinationConnectors": ["S3", "CustomConnector", "Salesforce"],
        "authenticationConfig": {"isBasicAuthSupported": True},
        "connectorRuntimeSettings": [],
        "supportedApiVersions": ["v1"],
        "supportedOperators": ["PROJECTION", "NO_OP"],
        "registeredAt": connector.registered_at,
        "registeredBy": "CUSTOM",
    }


def _authored_configuration(label: str) -> dict[str, Any]:
    return {
        **configuration(CUSTOM),
        "connectorName": label,
        "connectorOwner": "AWS",
        "connectorLabel": label,
        "connectorProvisioningType": "LAMBDA",
    }


def _lambda_arn(request: Request) -> str | None:
    provisioning = request.get("connectorProvisioningConfig", {}).get("lambda", {})
    arn: str | None = provisioning.get("lambdaArn")
    return arn


def _detail(described: dict[str, Any]) -> dict[str, Any]:
    return {name: described[name] for name in _DETAIL if name in described}
