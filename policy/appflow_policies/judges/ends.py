"""Policies about where flows read and write."""

from collections.abc import Iterator

from appflow_policies.policy import Level, Severity, Values, lists, policy, texts
from appflow_policies.subjects import End, Flow, Profile, each
from appflow_policies.wildcards import fits
from appflow_provider.problems import Problem
from appflow_provider.vocabulary import BUCKETS

REFUSING = frozenset(
    {
        *("CustomConnector", "EventBridge", "Honeycode", "Marketo", "Redshift", "Salesforce"),
        *("SAPOData", "Snowflake", "Zendesk"),
    }
)
"""Destinations with an `errorHandlingConfig`; API model 2020-08-23."""

ANY = "*"


@policy(
    "Flows and connector profiles use connectors of a list.",
    "a list of yours",
    texts("allowed", (), "Values of `connectorType`. Empty: all are allowed."),
    level=Level.MANDATORY,
    severity=Severity.HIGH,
)
def allowed_connectors(subject: Flow | Profile, values: Values) -> Iterator[Problem]:
    allowed = values["allowed"]
    if not allowed:
        return iter(())
    ends: list[End | Profile] = (
        [subject] if isinstance(subject, Profile) else [subject.source, *subject.destinations]
    )

    def judged(end: End | Profile) -> Iterator[Problem]:
        if not fits(allowed, end.type):
            yield end.spot["connectorType"].problem(
                f'"{end.type}" is not an allowed connector. Allowed: {", ".join(allowed)}'
            )

    return each(ends, judged)


@policy(
    "A flow writes only to destinations that are allowed for its source.",
    "a list of yours",
    lists(
        "allowed",
        "Destinations by the `connectorType` of the source, `*` for all others. `S3` allows all buckets, `S3:lake-*` those that match, and "
        "`Salesforce:Lead` one object. Empty: all are allowed.",
    ),
    level=Level.MANDATORY,
    severity=Severity.HIGH,
)
def allowed_destinations(flow: Flow, values: Values) -> Iterator[Problem]:
    table = values["allowed"]
    source = flow.source.type if table else ""
    allowed = table.get(source, table.get(ANY))
    if allowed is None:
        return iter(())

    def judged(end: End) -> Iterator[Problem]:
        types, places = {one.partition(":")[0] for one in allowed}, set(allowed)
        if fits(places, end.type):
            return
        spot, place = end.spot["connectorType"], end.type
        if fits(types, end.type):
            spot = end.properties["bucketName"] if end.type in BUCKETS else end.object
            place = f"{end.type}:{spot.text_if_any() or ''}"
            if fits(places, place):
                return
        told = ", ".join(allowed) or "none"
        yield spot.problem(
            f'"{place}" is not an allowed destination for data from {source}. Allowed: {told}'
        )

    return each(flow.destinations, judged)


@policy(
    "A flow keeps the records that its destination refuses, or stops at the first.",
    "API reference, ErrorHandlingConfig: without it, refused records are counted and the run goes on",
)
def error_handling(flow: Flow, _values: Values) -> Iterator[Problem]:
    def judged(end: End) -> Iterator[Problem]:
        if end.type not in REFUSING:
            return
        handling = end.properties["errorHandlingConfig"]
        if (
            not handling["bucketName"].given()
            and not handling["failOnFirstDestinationError"].flag()
        ):
            yield handling.problem(
                "needs a bucketName: without one, AppFlow counts the records that the destination refuses, and keeps none"
            )

    return each(flow.destinations, judged)


@policy(
    "A run fails at the first record that the destination refuses.",
    "API reference, ErrorHandlingConfig: failOnFirstDestinationError is false by default, so a run that loses records succeeds",
    level=Level.DISABLED,
)
def fail_on_first_error(flow: Flow, _values: Values) -> Iterator[Problem]:
    def judged(end: End) -> Iterator[Problem]:
        handling = end.properties["errorHandlingConfig"]
        if end.type in REFUSING and not handling["failOnFirstDestinationError"].flag():
            yield handling.problem(
                "lets a run succeed that loses records. Set failOnFirstDestinationError to true"
            )

    return each(flow.destinations, judged)


@policy(
    "A flow that writes to S3 has a prefix.",
    "API reference, S3DestinationProperties: without bucketPrefix, files go to the top of the bucket, below the name of the flow",
    severity=Severity.LOW,
)
def s3_prefix(flow: Flow, _values: Values) -> Iterator[Problem]:
    def judged(end: End) -> Iterator[Problem]:
        prefix = end.properties["bucketPrefix"]
        if end.type == "S3" and not prefix.given():
            yield prefix.problem(
                "is not set, so the files go to the top of the bucket. Set a prefix, for example raw/salesforce"
            )

    return each(flow.destinations, judged)


@policy(
    "A flow that writes to S3 registers its files in the Glue Data Catalog.",
    "User guide, cataloging the output of a flow",
    level=Level.DISABLED,
    severity=Severity.LOW,
)
def catalogue(flow: Flow, _values: Values) -> Iterator[Problem]:
    def judged(end: End) -> Iterator[Problem]:
        glue = flow.spot.at("metadataCatalogConfig.glueDataCatalog")
        if end.type == "S3" and not glue.present():
            yield glue.problem(
                "is not set, so the files of the flow are in no catalogue. Set metadataCatalogConfig.glueDataCatalog"
            )

    return each(flow.destinations, judged)
