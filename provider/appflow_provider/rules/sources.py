"""What single sources insist on or advise against, beyond what all of them share."""

from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.catalogue import recipe_hint
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.spots import Spot, Undecided
from appflow_provider.rules.subjects import Flow, Task
from appflow_provider.shapes.connectors.salesforce import SalesforceDataTransferApi

__all__ = ["RULES"]

_DAY = 86_400_000  # milliseconds
_RANGE_MAX, _BY_MONTH = 30, frozenset({"Dynatrace", "Singular"})  # days; user guide, their pages


@rule(Evidence.ADVICE, "User guide, Amazon S3: source files have to lie in a folder of the bucket")
def s3_without_prefix(flow: Flow) -> Iterator[Problem]:
    properties = _properties(flow, "S3")
    prefix = properties["bucketPrefix"]
    if properties.present() and not prefix.given():
        yield prefix.problem(
            "is missing: AppFlow reads files in a folder, not at the top of a bucket"
        )


@rule(Evidence.ADVICE, "API reference: the configuration is used for scheduled incremental pulls")
def incremental_pull_of_a_complete_flow(flow: Flow) -> Iterator[Problem]:
    pull = flow.source.spot["incrementalPullConfig"]
    if not pull.given():
        return
    trigger = flow.trigger.text()
    if trigger in {"OnDemand", "Event"}:
        yield pull.problem(f"has no effect with triggerType {trigger}: it is for Scheduled only")
    elif flow.schedule["dataPullMode"].text() == "Complete":
        yield pull.problem("has no effect with dataPullMode Complete: it is for Incremental only")


@rule(
    Evidence.ADVICE,
    "hashicorp/terraform-provider-awscc#889: the service takes the word, and transfers as if it were not there",
)
def api_as_version(flow: Flow) -> Iterator[Problem]:
    version = flow.source.spot["apiVersion"]
    if flow.source.connector.type == "Salesforce" and version.text_if_any() in _SALESFORCE_APIS:
        yield version.problem(
            "has no effect: dataTransferApi in the properties of salesforce chooses the API"
        )


_SALESFORCE_APIS = {api.value for api in SalesforceDataTransferApi}


@rule(Evidence.ADVICE, "User guide, Veeva: renditions and versions are options of source files")
def veeva_files_without_files(flow: Flow) -> Iterator[Problem]:
    properties = _properties(flow, "Veeva")
    if properties["includeSourceFiles"].flag():
        return
    for name in ("includeRenditions", "includeAllVersions"):
        if properties[name].flag():
            yield properties[name].problem(
                "goes with includeSourceFiles: true, without which only metadata is transferred"
            )


@rule(
    Evidence.INFERRED,
    "User guide, Datadog: a date range and a query are required; their fields vary",
)
def datadog_without_filter(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "Datadog":
        return
    tasks = flow.spot["tasks"]
    if tasks.present() and not any(_compares(task) for task in flow.tasks):
        yield tasks.problem(
            "have no Filter with a comparison: AppFlow reads Datadog by a range of dates and a query"
        )


def _compares(task: Task) -> bool:
    return task.type == "Filter" and task.operator.text_if_any() not in {None, "PROJECTION"}


@rule(
    Evidence.INFERRED,
    "User guide, Dynatrace and Singular: a range of at most 30 days; that bounds are milliseconds was observed",
)
def more_than_thirty_days(flow: Flow) -> Iterator[Problem]:
    source = flow.source.connector.type
    if source not in _BY_MONTH:
        return
    for task in flow.tasks:
        upper = task.properties["UPPER_BOUND"]
        days = _days(task.properties["LOWER_BOUND"], upper)
        if days is not None and days > _RANGE_MAX:
            yield upper.problem(
                f"lies more than 30 days after LOWER_BOUND, the longest range of dates for {source}"
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
    "User guide, SAP OData: incremental transfers go by a time field, but for ODP providers, which a path does not tell",
)
def sap_changes_without_a_time(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "SAPOData":
        return
    pull = flow.source.spot["incrementalPullConfig"]
    if flow.schedule["dataPullMode"].text() == "Incremental" and not pull.given():
        yield pull.problem(
            "is missing: unless the object is one of operational data provisioning (ODP), datetimeTypeFieldName has to name the "
            "field with the time of a record's last change"
        )


@rule(
    Evidence.ADVICE,
    "User guide, Google Analytics: for Universal Analytics, which Google has shut down; another page is for version 4",
)
def old_google_analytics(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type == "Googleanalytics":
        yield flow.source.spot["connectorType"].problem(
            f"reads Universal Analytics, which Google has shut down. {recipe_hint('Google Analytics 4')}"
        )


RULES = (
    s3_without_prefix,
    incremental_pull_of_a_complete_flow,
    api_as_version,
    veeva_files_without_files,
    datadog_without_filter,
    more_than_thirty_days,
    sap_changes_without_a_time,
    old_google_analytics,
)
