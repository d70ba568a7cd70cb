"""
What AppFlow tells other services about its runs: events on EventBridge, metrics in CloudWatch, tables in Glue.

Like `aws_backends`, it calls moto's backends directly. The modules are imported late: a flow that moves no data needs none of them.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from appflow_emulator.aws_backends import Location

DEFAULT_BUS = "default"
METRICS = "AWS/AppFlow"

Event = dict[str, Any]


def send_event(location: Location, event: Event, bus: str = DEFAULT_BUS) -> list[str]:
    """
    Send an event to the targets of the enabled rules of a bus that match it.

    `time` is in seconds since 1970, as moto expects it; targets get it as text. Each target is served on its own: moto fails at one that it does not have, such as a Lambda function, and would leave out the
    others. Returns a sentence for each target that did not get the event.

    Raises:
        KeyError: there is no such bus.
    """
    from moto.events.models import events_backends

    timed = {**event, "ingestion-time": event["time"]}  # moto puts it into templates of targets
    rules = events_backends[location.account][location.region].event_buses[bus].rules
    return [note for rule in list(rules.values()) for note in _to_targets(rule, timed)]


def _to_targets(rule: Any, event: Event) -> Iterator[str]:
    if rule.state != "ENABLED" or not rule.event_pattern.matches_event(event):
        return
    for target in rule.targets:
        alone = copy.copy(rule)
        alone.targets = [target]
        try:
            alone.send_to_targets(copy.deepcopy(event))
        except Exception as failure:  # noqa: BLE001 (whatever moto raises for one target concerns no other)
            reason = str(failure) or type(failure).__name__
            if isinstance(failure, NotImplementedError):
                reason = "moto does not deliver to such a target"
            yield f"Rule {rule.name} would deliver to {target['Arn']}: {reason}."


def put_metrics(
    location: Location, at: datetime, flow: str, values: Mapping[str, tuple[float, str]]
) -> None:
    """Put metrics of a flow: value and unit by name."""
    from moto.cloudwatch.models import cloudwatch_backends

    cloudwatch_backends[location.account][location.region].put_metric_data(
        METRICS,
        [
            {
                "MetricName": name,
                "Timestamp": at.astimezone(timezone.utc).replace(tzinfo=None),  # as moto keeps it
                "Value": value,
                "Unit": unit,
                "Dimensions": [{"Name": "FlowName", "Value": flow}],
            }
            for name, (value, unit) in values.items()
        ],
    )


def put_table(location: Location, database: str, name: str, table: Mapping[str, Any]) -> str:
    """
    Create or update a table. Returns what was done: `created`, `updated` or `unchanged`.

    Raises:
        LookupError: there is no such database.
    """
    from moto.glue.models import glue_backends

    glue = glue_backends[location.account][location.region]
    if database not in glue.databases:
        raise LookupError(f"The Glue database {database} does not exist.")
    known = glue.databases[database].tables.get(name)
    wanted = {"Name": name, **table}
    if known is None:
        glue.create_table(database, name, wanted)
        return "created"
    if known.get_version(str(known._current_version)) == wanted:  # noqa: SLF001 (moto has no other access)
        return "unchanged"
    glue.update_table(database, name, wanted)
    return "updated"


def put_partitions(
    location: Location, database: str, table: str, partitions: Sequence[Mapping[str, Any]]
) -> int:
    """Create the partitions that a table does not have yet. Returns how many."""
    from moto.glue.models import glue_backends

    glue = glue_backends[location.account][location.region]
    wanted = [dict(each) for each in partitions]
    return len(wanted) - len(glue.batch_create_partition(database, table, wanted))
