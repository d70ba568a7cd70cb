"""
How DescribeFlow returns a definition: what the service adds, omits or reorders.

Each step of `FLOW_STEPS` is one observed difference between CreateFlow and DescribeFlow, with its evidence (seen: public dumps
and bug reports; documented: AWS's pages; switch: not known, see `assumptions`). A step changes a private copy in place.
"""

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.connectors import CONNECTORS
from appflow_emulator.read_model.map_all import expanded

Definition = dict[str, Any]
PARTNER_SOURCE = "aws.partner/"
ERROR_THRESHOLD_MAX = 100  # failed runs in a row; model 2020-08-23, FlowErrorDeactivationThreshold


@dataclass(frozen=True)
class ReadContext:
    """What the answer depends on besides the definition. `fields` returns the fields of the source's object."""

    assumptions: Assumptions
    created_at: datetime
    fields: Callable[[], Sequence[str]]


def flow_as_read(definition: Definition, context: ReadContext) -> Definition:
    """The definition as DescribeFlow returns it."""
    shown = copy.deepcopy(definition)
    for step in FLOW_STEPS:
        step(shown, context)
    return shown


def flow_as_stored(definition: Definition, assumptions: Assumptions, account: str) -> Definition:
    """The definition as the service stores it: an EventBridge object may become the partner event source's name."""
    if assumptions.event_bridge_object == "kept":
        return definition
    stored = copy.deepcopy(definition)
    for settings in _destinations(stored, "EventBridge"):
        settings["object"] = partner_source(settings["object"], account)
    return stored


def partner_source(name: str, account: str) -> str:
    """The partner event source for the object of an EventBridge destination. Its form was seen."""
    whole = name.startswith(PARTNER_SOURCE)
    return name if whole else f"{PARTNER_SOURCE}appflow/salesforce.com/{account}/{name}"


def _destinations(flow: Definition, key: str | None = None) -> Iterator[Definition]:
    for config in flow["destinationFlowConfigList"]:
        for member, settings in config["destinationConnectorProperties"].items():
            if key in (None, member):
                yield settings


def _source(flow: Definition, key: str) -> Iterator[Definition]:
    settings = flow["sourceFlowConfig"]["sourceConnectorProperties"].get(key)
    if settings is not None:
        yield settings


def _scheduled(flow: Definition) -> Iterator[Definition]:
    scheduled = flow["triggerConfig"].get("triggerProperties", {}).get("Scheduled")
    if scheduled is not None:
        yield scheduled


def _fill_empty_containers(flow: Definition, _: ReadContext) -> None:
    """Seen in dumps of 2021 and 2025: reads return an empty container for one that was not sent."""
    flow.setdefault("metadataCatalogConfig", {})
    flow["triggerConfig"].setdefault("triggerProperties", {})
    for task in flow["tasks"]:
        task.setdefault("taskProperties", {})


def _map_all(flow: Definition, context: ReadContext) -> None:
    """Seen: sourceFields is an empty list. Switches: operator and exclude list."""
    key = CONNECTORS[flow["sourceFlowConfig"]["connectorType"]].key
    for task in flow["tasks"]:
        if task["taskType"] != "Map_all":
            continue
        task["sourceFields"] = []
        if context.assumptions.map_all_operator == "NO_OP":
            task.setdefault("connectorOperator", {key: "NO_OP"})
        if context.assumptions.map_all_exclude_list == "filled":
            task["taskProperties"].setdefault("EXCLUDE_SOURCE_FIELDS_LIST", "[]")


def _single_tasks(flow: Definition, context: ReadContext) -> None:
    """Switch: a Map_all task is returned as the tasks that the console would have written."""
    if context.assumptions.map_all_tasks == "expanded":
        key = CONNECTORS[flow["sourceFlowConfig"]["connectorType"]].key
        flow["tasks"] = expanded(flow["tasks"], key, context.fields())


def _s3_output_format(flow: Definition, context: ReadContext) -> None:
    """Seen (Terraform #34770): reads complete a partial config. Switch: an omitted one."""
    for settings in _destinations(flow, "S3"):
        if context.assumptions.s3_output_format == "materialised":
            settings.setdefault("s3OutputFormatConfig", {"fileType": "JSON"})
        config = settings.get("s3OutputFormatConfig")
        if config is not None:
            config.setdefault("prefixConfig", {})
            config.setdefault("aggregationConfig", {}).setdefault("aggregationType", "None")


def _error_handling(flow: Definition, _: ReadContext) -> None:
    """Seen (aws-cdk#17748): reads return failOnFirstDestinationError even if it was not sent."""
    for settings in _destinations(flow):
        if "errorHandlingConfig" in settings:
            settings["errorHandlingConfig"].setdefault("failOnFirstDestinationError", False)


def _salesforce_source(flow: Definition, context: ReadContext) -> None:
    """Seen in 2025: reads return both flags, and AUTOMATIC, which the console may have sent (switch)."""
    for settings in _source(flow, "Salesforce"):
        settings.setdefault("enableDynamicFieldUpdate", False)
        settings.setdefault("includeDeletedRecords", False)
        if context.assumptions.salesforce_source_api == "materialised":
            settings.setdefault("dataTransferApi", "AUTOMATIC")


def _destination_defaults(flow: Definition, context: ReadContext) -> None:
    """Documented defaults INSERT and AUTOMATIC. Switch: whether reads return them."""
    if context.assumptions.destination_defaults == "omitted":
        return
    for key in ("Salesforce", "Zendesk", "SAPOData", "CustomConnector"):
        for settings in _destinations(flow, key):
            settings.setdefault("writeOperationType", "INSERT")
    for settings in _destinations(flow, "Salesforce"):
        settings.setdefault("dataTransferApi", "AUTOMATIC")


def _schedule(flow: Definition, context: ReadContext) -> None:
    """
    Switches: what reads return for omitted members, and whether they return firstExecutionFrom.

    Only the default of scheduleOffset is documented; the other values are what the members' descriptions suggest.
    """
    assumed = context.assumptions
    for scheduled in _scheduled(flow):
        filled = (
            ("scheduleOffset", assumed.schedule_offset, 0),
            ("dataPullMode", assumed.data_pull_mode, "Complete"),
            ("timezone", assumed.timezone, "UTC"),
            (
                "scheduleStartTime",
                assumed.schedule_start_time,
                context.created_at.replace(microsecond=0),
            ),
            ("flowErrorDeactivationThreshold", assumed.error_threshold, ERROR_THRESHOLD_MAX),
        )
        for member, answer, value in filled:
            if answer == "materialised":
                scheduled.setdefault(member, value)
        if assumed.first_execution_from == "dropped":
            scheduled.pop("firstExecutionFrom", None)


def _unused_schedule(flow: Definition, context: ReadContext) -> None:
    """Switch: reads omit a schedule that was sent with another trigger. The model says that it has no effect."""
    trigger = flow["triggerConfig"]
    if trigger["triggerType"] != "Scheduled" and context.assumptions.unused_schedule == "dropped":
        trigger.get("triggerProperties", {}).pop("Scheduled", None)


def _false_booleans(flow: Definition, context: ReadContext) -> None:
    """Seen (Terraform #37478): reads omit preserveSourceDataTyping if it is false. Switch: none or all booleans."""
    if context.assumptions.false_booleans == "dropped":
        _drop_false(flow)
    elif context.assumptions.false_booleans == "observed":
        for settings in _destinations(flow, "S3"):
            config = settings.get("s3OutputFormatConfig", {})
            if config.get("preserveSourceDataTyping") is False:
                del config["preserveSourceDataTyping"]


def _drop_false(node: Any) -> None:
    if isinstance(node, dict):
        for name in [name for name, value in node.items() if value is False]:
            del node[name]
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            _drop_false(child)


def _order_of_tasks(flow: Definition, context: ReadContext) -> None:
    """Seen: kept. Switch: another order, never the one that was sent, and always the same for the same list."""
    tasks = flow["tasks"]
    if context.assumptions.task_order == "shuffled" and len(tasks) > 1:
        sent = list(tasks)
        shuffle = random.Random(len(tasks)).shuffle  # noqa: S311 (an order, not a secret)
        while tasks == sent and any(task != tasks[0] for task in tasks):
            shuffle(tasks)


FLOW_STEPS: tuple[Callable[[Definition, ReadContext], None], ...] = (
    _unused_schedule,
    _fill_empty_containers,
    _map_all,
    _single_tasks,
    _s3_output_format,
    _error_handling,
    _salesforce_source,
    _destination_defaults,
    _schedule,
    _false_booleans,
    _order_of_tasks,
)
