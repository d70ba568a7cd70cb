"""What single sources require or advise against, beyond the rules for all sources."""

import re
from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Flow, Task
from appflow_provider.shapes.connectors.salesforce import SalesforceDataTransferApi
from appflow_provider.shapes.recipes import recipe_for, recipe_hint
from appflow_provider.spots import Spot, Undecided

_DAY = 86_400_000  # milliseconds
_RANGE_MAX, _BY_MONTH = 30, frozenset({"Dynatrace", "Singular"})  # days; user guide, their pages


@rule(Evidence.ADVICE, "User guide, Amazon S3: source files must be in a folder of the bucket")
def s3_without_prefix(flow: Flow) -> Iterator[Problem]:
    properties = _properties(flow, "S3")
    prefix = properties["bucketPrefix"]
    if properties.present() and not prefix.given():
        yield prefix.problem(
            "is not set. Name a folder: AppFlow reads files in a folder, not at the top of a bucket"
        )


@rule(
    Evidence.ADVICE,
    "aws-cdk#18899: AppFlow compares the prefix with keys as plain text, so such a flow runs and transfers 0 records",
)
def s3_prefix_with_leading_slash(flow: Flow) -> Iterator[Problem]:
    prefix = _properties(flow, "S3")["bucketPrefix"]
    text = prefix.text()
    if text.startswith("/"):
        way_out = "Remove it" if text.strip("/") else "Write the name of a folder"
        yield prefix.problem(f'"{text}" begins with a slash, but almost no key does. {way_out}')


@rule(
    Evidence.INFERRED,
    "User guide, Microsoft SharePoint Online: files go to Amazon S3, without catalog and partitions; cdk-appflow tells such flows by "
    "customProperties.subEntities",
)
def sharepoint_files(flow: Flow) -> Iterator[Problem]:
    properties = _properties(flow, "CustomConnector")["customProperties"]
    if "subEntities" not in properties.names():
        return
    recipe = recipe_for("SharePoint")
    reaches = recipe.use.reaches if recipe else ()
    for destination in flow.destinations:
        kind = destination.end.spot["connectorType"]
        if destination.end.connector.type not in reaches:
            yield kind.problem(
                f'"{kind.text()}" does not accept files of SharePoint. They go to {" or ".join(reaches)} only'
            )
    catalogue = flow.spot["metadataCatalogConfig"]
    if catalogue.given():
        yield catalogue.problem(
            "is not supported for files of SharePoint, which AppFlow does not catalog. Remove it"
        )
    for task in flow.tasks:
        if task.type == "Partition":
            yield task.spot["taskType"].problem(
                '"Partition" is not supported for files of SharePoint'
            )


_BOUNDS = ("LOWER_BOUND", "UPPER_BOUND", "VALUE", "VALUES")
_DATES = frozenset({"date", "datetime"})


@rule(
    Evidence.INFERRED,
    "Apache Airflow's operators and AWS's SDK example: date bounds are milliseconds since 1970 with DATA_TYPE datetime",
)
def salesforce_date_as_text(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "Salesforce":
        return
    for task in flow.tasks:
        kind = task.properties["DATA_TYPE"].text_if_any()
        if task.type != "Filter" or kind not in _DATES:
            continue
        for name in _BOUNDS:
            bound = task.properties[name]
            text = bound.text_if_any()
            if text and not all(_is_whole(each) for each in text.split(",")):
                yield bound.problem(
                    f'"{text}" is not a number. AppFlow compares dates of Salesforce as milliseconds since 1970, '
                    'for example "1707696000000"'
                )


@rule(
    Evidence.INFERRED,
    "Apache Airflow's operators and AWS's SDK example: the bounds of BETWEEN are not inclusive",
)
def empty_range(flow: Flow) -> Iterator[Problem]:
    for task in flow.tasks:
        bounds = [task.properties[name] for name in ("LOWER_BOUND", "UPPER_BOUND")]
        texts = [bound.text_if_any() or "" for bound in bounds]
        if task.type == "Filter" and all(map(_is_whole, texts)) and int(texts[0]) >= int(texts[1]):
            yield bounds[1].problem(
                f'"{texts[1]}" is not above LOWER_BOUND, "{texts[0]}". The bounds are not included, so nothing lies between them'
            )


def _is_whole(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,18}", text.strip(), re.ASCII) is not None


@rule(Evidence.ADVICE, "API reference: the configuration is used for scheduled incremental pulls")
def incremental_pull_of_a_complete_flow(flow: Flow) -> Iterator[Problem]:
    pull = flow.source.spot["incrementalPullConfig"]
    if not pull.given():
        return
    trigger = flow.trigger.text()
    if trigger in {"OnDemand", "Event"}:
        yield pull.problem(f"has no effect with triggerType {trigger}. It is for Scheduled only")
    elif flow.schedule["dataPullMode"].text() == "Complete":
        yield pull.problem("has no effect with dataPullMode Complete. It is for Incremental only")


@rule(
    Evidence.ADVICE,
    "hashicorp/terraform-provider-awscc#889: the service accepts the value and ignores it",
)
def api_name_as_version(flow: Flow) -> Iterator[Problem]:
    version = flow.source.spot["apiVersion"]
    if flow.source.connector.type == "Salesforce" and version.text_if_any() in _SALESFORCE_APIS:
        yield version.problem(
            "has no effect. Set dataTransferApi in the properties of salesforce to choose the API"
        )


_SALESFORCE_APIS = {api.value for api in SalesforceDataTransferApi}


@rule(Evidence.ADVICE, "User guide, Veeva: renditions and versions are options of source files")
def veeva_options_without_source_files(flow: Flow) -> Iterator[Problem]:
    properties = _properties(flow, "Veeva")
    if properties["includeSourceFiles"].flag():
        return
    for name in ("includeRenditions", "includeAllVersions"):
        if properties[name].flag():
            yield properties[name].problem(
                "needs includeSourceFiles: true, without which only metadata is transferred"
            )


@rule(
    Evidence.INFERRED,
    "User guide, Datadog: a date range and a query are required. Their fields vary",
)
def datadog_without_filter(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "Datadog":
        return
    tasks = flow.spot["tasks"]
    if tasks.present() and not any(_compares(task) for task in flow.tasks):
        yield tasks.problem(
            "have no Filter with a comparison. AppFlow reads Datadog by a range of dates and a query"
        )


def _compares(task: Task) -> bool:
    return task.type == "Filter" and task.operator.text_if_any() not in {None, "PROJECTION"}


@rule(
    Evidence.INFERRED,
    "User guide, Dynatrace and Singular: a range of at most 30 days. Bounds were seen to be milliseconds",
)
def amplitude_more_than_thirty_days(flow: Flow) -> Iterator[Problem]:
    source = flow.source.connector.type
    if source not in _BY_MONTH:
        return
    for task in flow.tasks:
        upper = task.properties["UPPER_BOUND"]
        days = _days(task.properties["LOWER_BOUND"], upper)
        if days is not None and days > _RANGE_MAX:
            yield upper.problem(
                f"is more than 30 days after LOWER_BOUND, but {source} allows a range of at most 30 days"
            )


def _days(lower: Spot, upper: Spot) -> float | None:
    try:
        bounds = lower.text(), upper.text()
    except Undecided:
        return None
    if not all(len(bound) == len("1707696000000") and bound.isdecimal() for bound in bounds):
        return None  # no dates
    return (int(bounds[1]) - int(bounds[0])) / _DAY


def _properties(flow: Flow, connector_type: str) -> Spot:
    if flow.source.connector.type != connector_type:
        raise Undecided
    return flow.source.properties


@rule(
    Evidence.INFERRED,
    "User guide, SAP OData: incremental transfers need a time field, except from ODP providers, which a path does not show",
)
def sap_changes_without_a_time(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "SAPOData":
        return
    pull = flow.source.spot["incrementalPullConfig"]
    if flow.schedule["dataPullMode"].text() == "Incremental" and not pull.given():
        yield pull.problem(
            "is not set. Set datetimeTypeFieldName to the field with the time of a record's last change, unless the object belongs to "
            "operational data provisioning (ODP)"
        )


@rule(
    Evidence.ADVICE,
    "User guide, Google Analytics: for Universal Analytics, which Google has shut down. Version 4 has another page",
)
def old_google_analytics(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type == "Googleanalytics":
        yield flow.source.spot["connectorType"].problem(
            f"reads Universal Analytics, which Google has shut down. {recipe_hint('Google Analytics 4')}"
        )
