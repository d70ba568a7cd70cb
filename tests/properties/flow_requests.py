"""Valid CreateFlow requests: whatever the model allows, within what is documented or was seen of flows as a whole."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.properties.connectors import DAY, HOUR, SOURCES, WITHOUT_PROFILE, key
from tests.properties.model import MOMENTS, Strategy, members, of, structure
from tests.properties.task_requests import tasks

Request = dict[str, Any]

_DOCUMENTS = "documents/types/claim__c"
_UNITS = {"minutes": 1, "hours": HOUR, "days": DAY}
_LOOKOUT_RATES = {
    5: "rate(5minutes)",
    10: "rate(10minutes)",
    HOUR: "rate(1hours)",
    DAY: "rate(1days)",
}
_BY_ID = {"UPSERT", "UPDATE", "DELETE"}


@st.composite
def flows(draw: st.DrawFn) -> Request:
    """A request that AppFlow accepts, as far as is known."""
    source = draw(st.sampled_from(sorted(SOURCES)))
    documents = source == "Veeva" and draw(st.booleans())
    target = "S3" if documents else draw(st.sampled_from(SOURCES[source].reaches))
    special: dict[str, Strategy] = {
        "sourceFlowConfig": sources(source, documents=documents),
        "destinationFlowConfigList": destinations(source, target).map(lambda one: [one]),
        "triggerConfig": triggers(source, target, documents=documents),
        "tasks": tasks(source, documents=documents),
    }
    if target == "LookoutMetrics":
        special["kmsArn"] = of("KMSArn")
    without = ("clientToken",) if target == "S3" else ("clientToken", "metadataCatalogConfig")
    request: Request = draw(structure("CreateFlowRequest", without, **special))
    _tell_apart(request)
    return request


def _tell_apart(request: Request) -> None:
    """One profile is not for two connectors."""
    (target,) = request["destinationFlowConfigList"]
    source = request["sourceFlowConfig"]
    if source.get("connectorProfileName") == target.get("connectorProfileName") is not None:
        source["connectorProfileName"] = "of-the-source"


@cache
def sources(kind: str, *, documents: bool = False) -> Strategy:
    """A `sourceFlowConfig`."""
    given: dict[str, Strategy] = {"object": st.just(_DOCUMENTS)} if documents else {}
    properties = structure(members("SourceConnectorProperties")[key(kind)], **given)
    return _end("SourceFlowConfig", "sourceConnectorProperties", kind, properties)


@cache
def destinations(source: str, kind: str) -> Strategy:
    """An entry of `destinationFlowConfigList`."""
    name = members("DestinationConnectorProperties")[key(kind)]
    given: dict[str, Strategy] = {}
    output = members(name).get("s3OutputFormatConfig")
    if source == "Googleanalytics" and output:  # gives JSON only
        given["s3OutputFormatConfig"] = structure(output, fileType=st.just("JSON"))
    properties = structure(name, **given).map(_identified)
    return _end("DestinationFlowConfig", "destinationConnectorProperties", kind, properties)


def _identified(properties: Request) -> Request:
    """Updated records must be identified."""
    if properties.get("writeOperationType") in _BY_ID and not properties.get("idFieldNames"):
        return {**properties, "idFieldNames": ["Id"]}
    return properties


def _end(name: str, union: str, kind: str, properties: Strategy) -> Strategy:
    given = {
        "connectorType": st.just(kind),
        union: properties.map(lambda found: {key(kind): found}),
    }
    if kind in WITHOUT_PROFILE:
        return structure(name, ("connectorProfileName",), **given)
    return structure(name, connectorProfileName=of("ConnectorProfileName"), **given)


@cache
def triggers(source: str, target: str, *, documents: bool = False) -> Strategy:
    """A `triggerConfig`."""
    kinds = list(SOURCES[source].triggers)
    if target == "EventBridge" and source == "Salesforce":
        kinds = ["Event"]
    if target == "LookoutMetrics":
        kinds = ["Scheduled"]
    fastest = max(SOURCES[source].fastest, HOUR if documents else 1)
    expressions = _lookout_rates(fastest) if target == "LookoutMetrics" else _expressions(fastest)
    schedules = _schedule(expressions).map(lambda schedule: {"Scheduled": schedule})
    by_kind = [
        st.fixed_dictionaries(
            {"triggerType": st.just(kind), "triggerProperties": schedules}
            if kind == "Scheduled"
            else {"triggerType": st.just(kind)},
            optional={} if kind == "Scheduled" else {"triggerProperties": st.just({}) | schedules},
        )
        for kind in kinds
    ]
    return st.one_of(by_kind)


def _lookout_rates(fastest: int) -> Strategy:
    return st.sampled_from([rate for every, rate in _LOOKOUT_RATES.items() if every >= fastest])


def _expressions(fastest: int) -> Strategy:
    """Rates that the source keeps up with, and cron expressions, which nobody calculates."""
    rates = [
        st.builds(
            "rate({}{}{})".format,
            st.integers(-(-fastest // minutes), 1000),
            st.sampled_from(["", " "]),  # with a blank it was seen to be stored all the same
            st.just(unit),
        )
        for unit, minutes in _UNITS.items()
        if fastest <= 1000 * minutes
    ]
    return st.one_of(
        *rates, st.sampled_from(["cron(0/15 6-20 ? * MON-FRI *)", "cron(0 1 ? * MON-SUN *)"])
    )


def _schedule(expressions: Strategy) -> Strategy:
    drawn = structure("ScheduledTriggerProperties", scheduleExpression=expressions)
    since_appflow = MOMENTS.filter(lambda moment: moment.year > 2020)
    return st.builds(_in_order, drawn, since_appflow, since_appflow)


def _in_order(schedule: Request, one: Any, other: Any) -> Request:
    """Starts before it ends."""
    if one == other or not {"scheduleStartTime", "scheduleEndTime"} <= schedule.keys():
        return {name: item for name, item in schedule.items() if name != "scheduleEndTime"}
    start, end = sorted((one, other))
    return {**schedule, "scheduleStartTime": start, "scheduleEndTime": end}
