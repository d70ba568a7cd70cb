"""
Flows: Create, Update, Delete, Describe, List.

The status follows the trigger: an on-demand flow is Active when created, a scheduled or event flow is a Draft until StartFlow
(documented, and seen). `read_model` builds what reads return.
"""

from typing import Any

from appflow_emulator import aws_backends, clock, entities, held
from appflow_emulator.connectors import OBJECT_MEMBER
from appflow_emulator.exceptions import (
    Conflict,
    ConnectorServer,
    QuotaExceeded,
    ResourceNotFound,
    Validation,
)
from appflow_emulator.operations.paging import page
from appflow_emulator.operations.runs import RunOperations, last_catalog, last_run
from appflow_emulator.read_model.flows import ReadContext, flow_as_read, flow_as_stored
from appflow_emulator.records import ON_DEMAND, FlowRecord
from appflow_emulator.rules import changed_immutables, flow_problems, own_member
from appflow_emulator.state import Answer, Request, without_none

# Members of CreateFlow that UpdateFlow replaces. It clears an omitted one, unless an assumption says otherwise.
DEFINITION = (
    "description",
    "triggerConfig",
    "sourceFlowConfig",
    "destinationFlowConfigList",
    "tasks",
    "metadataCatalogConfig",
)


class FlowOperations(RunOperations):
    """The five operations on flows themselves."""

    def create_flow(self, request: Request) -> Answer:
        """CreateFlow."""
        name = request["flowName"]
        self._refuse_bad_flow(request, "Create Flow request failed: ")
        if name in self.flows:
            raise Conflict(f"Flow with name {name} already exists.")
        if len(self.flows) >= self.assumptions.flow_quota:
            raise QuotaExceeded(
                f"The account has reached its quota of {self.assumptions.flow_quota} flows."
            )
        self._look_at_source(request)
        definition = flow_as_stored(_definition(request), self.assumptions, self.account_id)
        now, caller = clock.now(), self.caller
        flow = FlowRecord(
            number=self.next_number(),
            name=name,
            arn=self.arn("flow", name),
            definition=definition,
            status=_first_status(definition),
            kms_arn=request.get("kmsArn"),
            tags=dict(request.get("tags", {})),
            created_at=now,
            created_by=caller,
            updated_at=now,
            updated_by=caller,
        )
        self.flows[name] = flow
        for source in self.event_sources(flow):
            aws_backends.offer_event_source(self.location, source)
        self.deleted_flows.pop(name, None)
        return {"flowArn": flow.arn, "flowStatus": flow.status}

    def update_flow(self, request: Request) -> Answer:
        """UpdateFlow: replaces the definition, keeps the KMS key and the tags, refuses another source or destination."""
        flow = self.flow(request["flowName"])
        prefix = "Update Flow request failed due to:"
        self._refuse_bad_flow({"kmsArn": flow.kms_arn, **request}, prefix)
        new = {**self._left_as_it_was(flow), **_definition(request)}
        immutable = list(changed_immutables(flow.definition, new, self.assumptions))
        if immutable:
            raise Validation(f"{prefix}[{', '.join(immutable)}]")
        self._look_at_source(request)
        flow.status = self._status_after_update(flow, new)
        if _schema(new) != _schema(flow.definition):
            flow.schema_version += 1
        flow.definition_before = flow.definition
        flow.definition = flow_as_stored(new, self.assumptions, self.account_id)
        flow.updated_at, flow.updated_by = clock.now(), self.caller
        flow.redefined_at = flow.updated_at
        return {"flowStatus": flow.status}

    def delete_flow(self, request: Request) -> Answer:
        """DeleteFlow, with its runs. Refuses an Active scheduled or event flow unless forced (documented words)."""
        flow = self.flow(request["flowName"])
        is_running = flow.status == "Active" and not flow.is_on_demand
        if is_running and not request.get("forceDelete"):
            raise Conflict(
                "Conflict executing request: Flow is in active state, please set forceDelete to true"
                f" or deactivate the flow: {flow.name}"
            )
        del self.flows[flow.name]
        if self.assumptions.deleted_flow_describes:
            flow.status = "Deleted"
            self.deleted_flows[flow.name] = flow
        return {}

    def describe_flow(self, request: Request) -> Answer:
        """DescribeFlow. Depending on an assumption, a deleted flow is still found for a while, with status Deleted."""
        ghost = self.deleted_flows.get(request["flowName"])
        if ghost and ghost.deleted_looks < self.assumptions.deleted_flow_describes:
            ghost.deleted_looks += 1
            return self._described_flow(ghost)
        flow = self.flow(request["flowName"])
        if flow.new_looks < self.assumptions.new_hidden_describes:
            flow.new_looks += 1
            raise ResourceNotFound(f"Flow with name {flow.name} does not exist.")
        return self._described_flow(flow)

    def list_flows(self, request: Request) -> Answer:
        """ListFlows, in order of creation (the service's order is not known)."""
        shown, token = page(
            self.flows.values(),
            lambda flow: flow.number,
            operation="ListFlows",
            size=request.get("maxResults"),
            token=request.get("nextToken"),
        )
        for each in shown:
            self.catch_up(each)
        return without_none(flows=[self._listed_flow(flow) for flow in shown], nextToken=token)

    def _refuse_bad_flow(self, request: Request, prefix: str) -> None:
        problems = list(
            flow_problems(request, self.profiles, self.assumptions, self.location.region)
        )
        if problems:
            raise Validation(f"{prefix}[{', '.join(problems)}]")
        for side in (request["sourceFlowConfig"], *request["destinationFlowConfigList"]):
            if side["connectorType"] != "S3" and "connectorProfileName" in side:
                self.profile(side["connectorProfileName"])

    def _look_at_source(self, request: Request) -> None:
        """Refuse an S3 source without any object, as the service does (seen in a live test)."""
        settings = request["sourceFlowConfig"]["sourceConnectorProperties"].get("S3")
        if settings is None:
            return
        bucket, prefix = settings["bucketName"], settings.get("bucketPrefix", "")
        held.put_objects(self.location, bucket)
        listing = self.assumptions.s3_source_listing
        if listing == "never":
            return
        if not aws_backends.has_bucket(self.location, bucket):
            if listing == "always":
                raise ConnectorServer(f"The S3 bucket {bucket} does not exist.")
            return
        if not aws_backends.keys_under(self.location, bucket, prefix):
            raise ConnectorServer(f"The S3 bucket {bucket} has no object under {prefix!r}.")

    def _left_as_it_was(self, flow: FlowRecord) -> dict[str, Any]:
        """Members that an update may omit without clearing them, depending on an assumption."""
        answers = {
            "description": self.assumptions.omitted_description,
            "metadataCatalogConfig": self.assumptions.omitted_catalog,
        }
        kept = {name for name, answer in answers.items() if answer == "kept"}
        return {name: value for name, value in flow.definition.items() if name in kept}

    def _status_after_update(self, flow: FlowRecord, new: dict[str, Any]) -> str:
        assumed = self.assumptions
        if new["triggerConfig"]["triggerType"] != flow.trigger_type:
            kept = assumed.update_flow_on_trigger_change == "kept"
            return flow.status if kept else _first_status(new)
        if flow.status == "Active" and not flow.is_on_demand:
            if assumed.update_active_flow == "conflict":
                raise Conflict(f"Flow {flow.name} is active and cannot be updated.")
            if assumed.update_active_flow == "suspended":
                return "Suspended"
        return flow.status

    def _kms_arn(self, flow: FlowRecord) -> str | None:
        if flow.kms_arn or self.assumptions.managed_kms_arn == "omitted":
            return flow.kms_arn
        return self.managed_key_arn()

    def _read_context(self, flow: FlowRecord) -> ReadContext:
        return ReadContext(self.assumptions, flow.created_at, lambda: self._source_fields(flow))

    def _source_fields(self, flow: FlowRecord) -> list[str]:
        """Names of the fields of the source's object, if the emulator knows it."""
        ((key, settings),) = flow.source["sourceConnectorProperties"].items()
        name = settings.get(OBJECT_MEMBER.get(key, "object"), "")
        if key == "S3":
            name = f"{name}/{settings.get('bucketPrefix', '')}"
        connector = self._label(flow.source) or flow.source["connectorType"]
        return [one["identifier"] for one in entities.fields(connector, self.location, name) or []]

    def _described_flow(self, flow: FlowRecord) -> Answer:
        self.move_runs_on(flow)
        return without_none(
            **flow_as_read(flow.definition, self._read_context(flow)),
            flowArn=flow.arn,
            flowName=flow.name,
            kmsArn=self._kms_arn(flow),
            flowStatus=flow.status,
            flowStatusMessage=flow.status_message,
            lastRunExecutionDetails=last_run(flow, self.assumptions),
            lastRunMetadataCatalogDetails=last_catalog(flow),
            createdAt=flow.created_at,
            createdBy=flow.created_by,
            lastUpdatedAt=flow.updated_at,
            lastUpdatedBy=flow.updated_by,
            tags=flow.tags,
            schemaVersion=flow.schema_version,
        )

    def _listed_flow(self, flow: FlowRecord) -> Answer:
        return without_none(
            flowArn=flow.arn,
            flowName=flow.name,
            description=flow.definition.get("description"),
            flowStatus=flow.status,
            sourceConnectorType=flow.source["connectorType"],
            sourceConnectorLabel=self._label(flow.source),
            destinationConnectorType=flow.destination["connectorType"],
            destinationConnectorLabel=self._label(flow.destination),
            triggerType=flow.trigger_type,
            createdAt=flow.created_at,
            createdBy=flow.created_by,
            lastUpdatedAt=flow.updated_at,
            lastUpdatedBy=flow.updated_by,
            tags=flow.tags,
            lastRunExecutionDetails=last_run(flow, self.assumptions),
        )

    def _label(self, side: dict[str, Any]) -> str | None:
        profile = self.profiles.get(side.get("connectorProfileName", ""))
        return profile.connector_label if profile else None


def _definition(request: Request) -> dict[str, Any]:
    """The flow's definition, in which source and destination have only their own connector's member."""
    definition = {name: request[name] for name in DEFINITION if name in request}
    source, targets = request["sourceFlowConfig"], request["destinationFlowConfigList"]
    return {
        **definition,
        "sourceFlowConfig": _with_own_member(source, "sourceConnectorProperties"),
        "destinationFlowConfigList": [
            _with_own_member(end, "destinationConnectorProperties") for end in targets
        ],
    }


def _with_own_member(end: dict[str, Any], union: str) -> dict[str, Any]:
    return {**end, union: own_member(end[union], end["connectorType"])}


def _first_status(definition: dict[str, Any]) -> str:
    return "Active" if definition["triggerConfig"]["triggerType"] == ON_DEMAND else "Draft"


def _schema(definition: dict[str, Any]) -> list[str]:
    """
    What a new schemaVersion depends on: mappings, data types and partition keys, but not filters (documented). Date folders are
    partitions too (user guide, partitioning).
    """
    mapping = [task for task in definition["tasks"] if task["taskType"] != "Filter"]
    (settings,) = definition["destinationFlowConfigList"][0][
        "destinationConnectorProperties"
    ].values()
    prefix = settings.get("s3OutputFormatConfig", {}).get("prefixConfig", {})
    folders = {name: prefix.get(name) for name in ("prefixType", "prefixFormat")}
    return sorted(repr(sorted(part.items())) for part in (*mapping, folders))
