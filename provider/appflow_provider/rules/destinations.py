"""What destinations require: how many there are, which sources they accept, and how records are written to them."""

from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Destination, Flow
from appflow_provider.shapes.connectors import reached_from
from appflow_provider.spots import Spot, Undecided
from appflow_provider.vocabulary import BY_ID


@rule(Evidence.DOCUMENTED, "API reference: a flow has one destination")
def not_one_destination(flow: Flow) -> Iterator[Problem]:
    entries = flow.spot["destinationFlowConfigList"]
    if entries.present() and len(entries.items()) != 1:
        yield entries.problem(
            f"must have exactly one entry, not {len(entries.items())}. A flow has one destination"
        )


@rule(
    Evidence.DOCUMENTED,
    "User guide, Lookout for Metrics: a key that AppFlow manages is not supported",
)
def lookout_without_key(flow: Flow) -> Iterator[Problem]:
    key = flow.spot["kmsArn"]
    if not key.present() and flow.writes_to("LookoutMetrics"):
        yield key.problem(
            "is required with LookoutMetrics as destination. Set the ARN of a KMS key of your own"
        )


@rule(
    Evidence.DOCUMENTED, "User guide, cataloging the output: for flows that transfer to Amazon S3"
)
def catalogue_of_another_destination(flow: Flow) -> Iterator[Problem]:
    catalogue = flow.spot["metadataCatalogConfig"]
    if catalogue.given() and not flow.writes_to("S3"):
        yield catalogue.problem("is supported with S3 as destination only. Remove it")


@rule(
    Evidence.INFERRED,
    "User guide, page of each source: supported destinations. The list may lag behind the service",
)
def destination_not_listed(it: Destination) -> Iterator[Problem]:
    source, target = it.flow.source.connector, it.end.connector
    reached = reached_from(source)
    if not source.source or not target.destination or reached is None:
        return
    if target.type in {"CustomConnector", "EventBridge"}:  # for all sources; a rule of its own
        return
    if target.type not in reached:
        yield it.end.spot["connectorType"].problem(
            f'"{target.type}" is not a destination that AppFlow\'s user guide lists for {source.type}. It lists '
            f"{', '.join(sorted(reached))} and custom connectors"
        )


@rule(Evidence.ADVICE, "AWS has closed Amazon Honeycode. The API still names it")
def honeycode_destination(it: Destination) -> Iterator[Problem]:
    if it.end.connector.type == "Honeycode":
        yield it.end.spot["connectorType"].problem('"Honeycode" is a service that AWS has closed')


@rule(Evidence.DOCUMENTED, "User guide, Veeva: document extraction supports Amazon S3 only")
def documents_to_another_destination(it: Destination) -> Iterator[Problem]:
    target = it.end.connector
    if target.destination and target.type != "S3" and it.flow.reads_documents():
        yield it.end.spot["connectorType"].problem(
            f"must be S3 for Veeva documents, not {target.type}"
        )


@rule(Evidence.DOCUMENTED, "API reference, SalesforceDestinationProperties.writeOperationType")
def salesforce_upsert_without_ids(it: Destination) -> Iterator[Problem]:
    if it.end.connector.type == "Salesforce" and _write(it) == "UPSERT":
        yield from _without_ids(it)


@rule(
    Evidence.INFERRED, "API reference, idFieldNames: they identify the record to update or delete"
)
def write_without_ids(it: Destination) -> Iterator[Problem]:
    operation = _write(it)
    if operation in BY_ID and (it.end.connector.type, operation) != ("Salesforce", "UPSERT"):
        yield from _without_ids(it)


def _without_ids(it: Destination) -> Iterator[Problem]:
    ids = it.end.properties["idFieldNames"]
    if not ids.given():
        yield ids.problem(
            f"is required with writeOperationType {_write(it)}. List the fields that identify a record"
        )


def _write(it: Destination) -> str:
    return it.end.properties["writeOperationType"].text()


@rule(
    Evidence.INFERRED,
    "User guide, Salesforce: update does not support external ids, and a custom field here can only be one",
)
def salesforce_update_by_external_id(it: Destination) -> Iterator[Problem]:
    if it.end.connector.type != "Salesforce" or _write(it) != "UPDATE":
        return
    for field in it.end.properties["idFieldNames"].items():
        if _text(field).endswith("__c"):
            yield field.problem(
                "looks like an external id, by which Salesforce cannot UPDATE. Set writeOperationType to UPSERT, or use Id"
            )


def _text(spot: Spot) -> str:
    try:
        return spot.text()
    except Undecided:
        return ""
