"""Policies about when a flow runs, and how it reads."""

from collections.abc import Iterator

from appflow_policies.policy import Values, number, policy, texts
from appflow_policies.subjects import Flow
from appflow_provider.frequency import Frequency, frequency
from appflow_provider.prices import AS_OF, RUN_PRICE, SOURCE
from appflow_provider.problems import Problem
from appflow_provider.spots import Spot, Undecided

WITHOUT_FIELD = ("S3", "Servicenow", "CustomConnector", "SAPOData")


def _frequency(flow: Flow) -> tuple[Spot, Frequency]:
    """The schedule of a flow that runs by it, and how often. Raises `Undecided` for all other flows."""
    if not flow.is_scheduled or flow.spot["flowStatus"].text_if_any() == "Suspended":
        raise Undecided
    expression = flow.schedule["scheduleExpression"]
    found = frequency(expression.text())
    if found is None:
        raise Undecided
    return expression, found


@policy(
    "A scheduled flow runs at most so often.",
    "a limit of yours",
    number("minutes", 0, "Minutes between two runs, at least. `0`: no limit."),
)
def minimum_interval(flow: Flow, values: Values) -> Iterator[Problem]:
    least = values["minutes"]
    if not least:
        return
    expression, found = _frequency(flow)
    if found.minutes < least:
        yield expression.problem(
            f'"{expression.text()}" runs every {found.minutes:g} minutes. At least {least:g} minutes between two runs are required'
        )


@policy(
    "A scheduled flow has a limited number of runs in a month of 30 days.",
    f"a limit of yours. {SOURCE}: each run has a price, which differs between regions. The figure is of {AS_OF}",
    number("maximum", 10_000, "Runs a month, at most."),
    number("pricePerRun", RUN_PRICE.dollars, "Price of a run in US dollars, for the message."),
)
def runs_per_month(flow: Flow, values: Values) -> Iterator[Problem]:
    expression, found = _frequency(flow)
    if found.runs_a_month > values["maximum"]:
        cost = found.runs_a_month * values["pricePerRun"]
        yield expression.problem(
            f'"{expression.text()}" is {found.runs_a_month:,.0f} runs a month, about ${cost:,.2f} for the runs alone. '
            f"At most {values['maximum']:,g} runs a month are allowed"
        )


@policy(
    "A scheduled flow that reads from Salesforce names the API that it uses.",
    "User guide, Salesforce: AUTOMATIC takes the Bulk API for large transfers, and with it another format of dates and missing values",
)
def data_transfer_api(flow: Flow, _values: Values) -> Iterator[Problem]:
    if not flow.is_scheduled or flow.source.type != "Salesforce":
        return
    api = flow.source.properties["dataTransferApi"]
    if (api.text_if_any() or "AUTOMATIC") == "AUTOMATIC":
        yield api.problem(
            "AUTOMATIC, which is the default, lets AppFlow choose the API at each run, and dates change their format with it. Set BULKV2 or "
            "REST_SYNC"
        )


@policy(
    "An incremental flow names the field with the time of the last change.",
    "User guide, pages of the sources: S3 goes by the files, ServiceNow has a default, custom connectors decide themselves, and SAP's ODP needs none; "
    "other sources need the field",
    texts("except", WITHOUT_FIELD, "Sources that may do without a field."),
)
def incremental_field(flow: Flow, values: Values) -> Iterator[Problem]:
    if not flow.is_scheduled or flow.schedule["dataPullMode"].text_if_any() != "Incremental":
        return
    field = flow.source.spot["incrementalPullConfig"]["datetimeTypeFieldName"]
    if flow.source.type not in values["except"] and not field.given():
        yield field.problem(
            "does not say which records are new. Set incrementalPullConfig.datetimeTypeFieldName, for example LastModifiedDate"
        )
