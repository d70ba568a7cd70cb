"""Rules about where flows write: keys and records that two flows share, loops, lost records, catalogues, keys and bucket policies."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from appflow_command.doctor.facts import Fact, Fleet, Flow
from appflow_command.doctor.places import reads_from, writes_to
from appflow_command.doctor.reading import (
    at,
    destination_properties,
    destinations,
    given,
    is_mark,
    text,
)
from appflow_command.doctor.ruling import Fault, Severity, rule
from appflow_provider.places import Map, Place, way_back
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.walk import members
from appflow_provider.vocabulary import BY_ID

_SERVICE = "appflow.amazonaws.com"
_OF_ACCOUNT = frozenset(
    {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"}
)
# Destinations that can keep the records that they refuse; model 2020-08-23.
_REFUSING = frozenset(
    each.type
    for each in CONNECTORS.values()
    if each.destination
    and any(one.property == "errorHandlingConfig" for one in members(each.destination.type).values())
)  # fmt: skip


@rule(
    Severity.WARNING,
    "Two flows that write to the same keys of a bucket, or one into the folder of the other",
    needs=(Fact.DEFINITIONS,),
    source="AppFlow user guide, partitioning: a flow writes below bucketPrefix/flowName",
    step="Give one of them another bucketPrefix",
)
def same_keys(fleet: Fleet) -> Iterator[Fault]:
    for flow, other, path, place in _pairs(fleet.flows):
        if place.is_bucket:
            yield Fault(flow, f"It writes to {place}, as {other.name} does", path)


@rule(
    Severity.NOTE,
    "Two flows that change the same records of an application",
    needs=(Fact.DEFINITIONS,),
    source="inferred: of two flows that update or delete by the same ids, the later one wins",
    step="Let one flow write the object, or see that their fields or filters do not overlap",
)
def same_records(fleet: Fleet) -> Iterator[Fault]:
    changing = [each for each in fleet.flows if _operation(each) in BY_ID]
    for flow, other, path, place in _pairs(changing):
        if not place.is_bucket:
            yield Fault(flow, f"It changes records of {place}, as {other.name} does", path)


def _operation(flow: Flow) -> str:
    found = [destination_properties(*each)[1] for each in destinations(flow)]
    return next((text(each, "writeOperationType") for each in found), "")


def _pairs(flows: Sequence[Flow]) -> Iterator[tuple[Flow, Flow, str, Place]]:
    """Flows that write to the same place as an earlier one, each with the first of those."""
    written = [
        (number, path, place)
        for number, flow in enumerate(flows)
        for path, place in writes_to(flow)
    ]
    there = Map((place, number) for number, _, place in written)
    for number, path, place in written:
        first = min(there.meeting(place))
        if first < number:
            yield flows[number], flows[first], path, place


@rule(
    Severity.NOTE,
    "A loop: a flow reads what it writes, itself or through other flows",
    needs=(Fact.DEFINITIONS,),
    source="inferred from the sources and destinations of the flows",
    step="Let one of them write to, or read from, another prefix or object",
)
def loop(fleet: Fleet) -> Iterator[Fault]:
    flows = fleet.flows
    reads = Map(
        (place, number) for number, flow in enumerate(flows) for _, place in reads_from(flow)
    )
    follows = {
        number: sorted({later for _, place in writes_to(flow) for later in reads.meeting(place)})
        for number, flow in enumerate(flows)
    }
    told: set[frozenset[int]] = set()
    for number, flow in enumerate(flows):
        way = way_back(number, follows)
        if way and frozenset(way) not in told:
            told.add(frozenset(way))
            names = [flows[each].name for each in way[1:]]
            through = f" through {', '.join(names)}" if names else ""
            yield Fault(flow, f"It reads what it writes{through}", "destinationFlowConfigList[0]")


@rule(
    Severity.WARNING,
    "A flow that keeps no record which its destination refuses",
    needs=(Fact.DEFINITIONS,),
    source="API reference, ErrorHandlingConfig: the bucket for records that could not be written",
    step="Set errorHandlingConfig with a bucketName, or failOnFirstDestinationError",
)
def no_error_handling(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        for path, destination in destinations(flow):
            if text(destination, "connectorType") not in _REFUSING:
                continue
            where, properties = destination_properties(path, destination)
            fails = at(properties, "errorHandlingConfig.failOnFirstDestinationError")
            is_kept = given(properties, "errorHandlingConfig.bucketName")
            if not is_kept and fails is not True and not is_mark(fails):
                yield Fault(
                    flow,
                    f"Records that {text(destination, 'connectorType')} refuses are lost",
                    f"{where}.errorHandlingConfig",
                )


@rule(
    Severity.NOTE,
    "A flow without a Glue catalogue, although most flows to the same bucket have one",
    needs=(Fact.DEFINITIONS,),
    source="inferred: its tables are probably missing in the catalogue; AppFlow user guide, cataloging",
    step="Set metadataCatalogConfig as the other flows have it",
)
def no_catalogue(fleet: Fleet) -> Iterator[Fault]:
    by_bucket: dict[str, list[Flow]] = defaultdict(list)
    for flow in fleet.flows:
        for _, place in writes_to(flow):
            if place.is_bucket and flow.destination == "S3":
                by_bucket[place.system[0]].append(flow)
    for bucket, flows in by_bucket.items():
        have = Counter(
            given(each.definition, "metadataCatalogConfig.glueDataCatalog") for each in flows
        )
        if have[True] > have[False] > 0:
            for flow in flows:
                if not given(flow.definition, "metadataCatalogConfig.glueDataCatalog"):
                    yield Fault(
                        flow,
                        f"{have[True]} of {len(flows)} flows to {bucket} have a catalogue, and it has none",
                        "metadataCatalogConfig",
                    )


@rule(
    Severity.NOTE,
    "A flow without a key of yours",
    needs=(Fact.INPUTS,),
    source="API reference, kmsArn: without one, AppFlow encrypts with a key that it manages",
    step="Set kmsArn if your rules ask for a key of your own. A new key replaces the flow",
)
def no_customer_key(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        if flow.definition is not None and not given(flow.definition, "kmsArn"):
            yield Fault(flow, "It has no kmsArn, so AppFlow manages its key", "kmsArn")


@rule(
    Severity.WARNING,
    "A bucket policy that lets AppFlow in for every account",
    needs=(Fact.POLICIES,),
    source="AppFlow user guide, S3 bucket policies: aws:SourceAccount, against the confused deputy problem",
    step="Add the condition aws:SourceAccount to the statement, as pulumi_appflow.policies writes it with account=",
)
def bucket_open_to_accounts(fleet: Fleet) -> Iterator[Fault]:
    for bucket in fleet.buckets:
        statements = bucket.policy.get("Statement") or []
        listed = statements if isinstance(statements, list) else [statements]
        for position, statement in enumerate(listed):
            if isinstance(statement, Mapping) and _lets_all_in(statement):
                yield Fault(
                    bucket,
                    f"Statement {position} lets {_SERVICE} in, whichever account its flows are in",
                    f"policy.Statement[{position}].Condition",
                )


def _lets_all_in(statement: Mapping[str, Any]) -> bool:
    if statement.get("Effect") != "Allow":
        return False
    principal = statement.get("Principal")
    services = principal.get("Service") if isinstance(principal, Mapping) else principal
    listed = services if isinstance(services, list) else [services]
    if _SERVICE not in listed:
        return False
    condition = statement.get("Condition") or {}
    if is_mark(condition) or not isinstance(condition, Mapping):
        return False
    tests = list(condition.values())
    keys = {str(key).lower() for each in tests if isinstance(each, Mapping) for key in each}
    return not any(map(is_mark, tests)) and not _OF_ACCOUNT & keys
