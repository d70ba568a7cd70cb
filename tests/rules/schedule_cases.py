"""Schedules, and what single sources insist on, with what the rules have against them."""

from typing import Any

from tests.rules.samples import (
    ALL_FIELDS,
    DATADOG,
    EXPRESSION,
    SALESFORCE,
    SCHEDULE,
    TARGET,
    UNION,
    VEEVA,
    Case,
    changed,
    flow,
    from_,
    scheduled,
    simple,
    source,
    target,
    task,
)

_GOOD = ["rate(1minutes)", "rate(5minutes)", "rate(3hours)", "rate(1days)", "rate(1weeks)"]
_GOOD += ["cron(0 1 ? * MON-SUN *)", "cron(0/15 6-20 ? * MON-FRI *)", "cron(30 3 * * ? *)"]
_ODD = {
    "rate(5 minutes)": "write rate(5minutes)",
    "rate( 5minutes )": "write rate(5minutes)",
    "rate(1 day)": "write rate(1days)",
    "rate(1day)": "plural: write rate(1days)",
    "rate(0minutes)": "no time at all",
    "rate(5seconds)": "a unit of time",
    "rate(five minutes)": "neither a rate",
    "cron(0 1 * * *)": "5 fields",
    "cron()": "0 fields",
    "every hour": "neither a rate",
    "once": "neither a rate",
    "": "neither a rate",
    "  ": "neither a rate",
}

SCHEDULES = {
    **{expression: Case(flow(triggerConfig=scheduled(expression))) for expression in _GOOD},
    **{
        expression: Case(flow(triggerConfig=scheduled(expression)), {}, {EXPRESSION: words})
        for expression, words in _ODD.items()
    },
    "Amplitude each hour": Case(
        simple("Amplitude", triggerConfig=scheduled()), {EXPRESSION: "at most once a day"}
    ),
    "Amplitude each day": Case(simple("Amplitude", triggerConfig=scheduled("rate(1days)"))),
    "Marketo by cron": Case(simple("Marketo", triggerConfig=scheduled("cron(0/5 * * * ? *)"))),
    "Veeva documents each half hour": Case(
        from_(VEEVA, triggerConfig=scheduled("rate(30minutes)")),
        {EXPRESSION: "documents at most once an hour"},
    ),
    "Veeva records each minute": Case(simple("Veeva", triggerConfig=scheduled("rate(1minutes)"))),
    "an end before the start": Case(
        flow(
            triggerConfig=scheduled(
                scheduleStartTime="2031-01-02T00:00:00+02:00",
                scheduleEndTime="2031-01-01T22:00:00Z",
            )
        ),
        {},
        {f"{SCHEDULE}.scheduleEndTime": "is not after scheduleStartTime"},
    ),
    "an end after the start": Case(
        flow(
            triggerConfig=scheduled(
                scheduleStartTime=1924992000, scheduleEndTime="2032-01-01T00:00:00Z"
            )
        )
    ),
    "times that are none": Case(
        flow(triggerConfig=scheduled(scheduleStartTime="soon", scheduleEndTime=True))
    ),
    "an offset of ten hours": Case(
        flow(triggerConfig=scheduled(scheduleOffset=36_000.0)),
        {},
        {f"{SCHEDULE}.scheduleOffset": "less than 10 hours"},
    ),
    "a shorter offset": Case(flow(triggerConfig=scheduled(scheduleOffset=35_999))),
    "a time zone": Case(flow(triggerConfig=scheduled(timezone="Europe/Berlin"))),
    "a time zone that is none": Case(
        flow(triggerConfig=scheduled(timezone="Europe/Berln")),
        {},
        {f"{SCHEDULE}.timezone": "no time zone that is known"},
    ),
    "a first execution of complete pulls": Case(
        flow(
            triggerConfig=scheduled(
                dataPullMode="Complete", firstExecutionFrom="2030-01-01T00:00:00Z"
            )
        ),
        {},
        {f"{SCHEDULE}.firstExecutionFrom": "reads everything"},
    ),
}

_PULL = {"incrementalPullConfig": {"datetimeTypeFieldName": "changed"}}
_COMPLETE = scheduled(dataPullMode="Complete")
_INCREMENTAL = scheduled(dataPullMode="Incremental")


def _range(kind: str, upper: str) -> dict[str, Any]:
    properties = {"LOWER_BOUND": "1704067200000", "UPPER_BOUND": upper}
    between = task("Filter", ["day"], kind.lower(), "BETWEEN", taskProperties=properties)
    return simple(kind, tasks=[between, ALL_FIELDS])


SOURCES = {
    "S3 at the top of a bucket": Case(
        from_(source("S3", "s3", {"bucketName": "exports", "bucketPrefix": ""})),
        {},
        {f"{UNION}.s3.bucketPrefix": "in a folder"},
    ),
    "an incremental pull": Case(from_({**SALESFORCE, **_PULL}, triggerConfig=_INCREMENTAL)),
    "an incremental pull on demand": Case(
        from_({**SALESFORCE, **_PULL}),
        {},
        {"sourceFlowConfig.incrementalPullConfig": "no effect with triggerType OnDemand"},
    ),
    "an incremental pull of everything": Case(
        from_({**SALESFORCE, **_PULL}, triggerConfig=_COMPLETE),
        {},
        {"sourceFlowConfig.incrementalPullConfig": "no effect with dataPullMode Complete"},
    ),
    "an empty incremental pull": Case(from_({**SALESFORCE, "incrementalPullConfig": {}})),
    "changes in SAP": Case(
        from_(source("SAPOData", "sapoData", {"objectPath": "/x"}), triggerConfig=_INCREMENTAL),
        {},
        {"sourceFlowConfig.incrementalPullConfig": "datetimeTypeFieldName has to name"},
    ),
    "changes in SAP by their time": Case(
        from_(
            source("SAPOData", "sapoData", {"objectPath": "/x"}, **_PULL),
            triggerConfig=_INCREMENTAL,
        )
    ),
    "all of SAP each hour": Case(
        from_(source("SAPOData", "sapoData", {"objectPath": "/x"}), triggerConfig=_COMPLETE),
        {},
        {EXPRESSION: "once a day"},
    ),
    "all of SAP each day": Case(
        from_(
            source("SAPOData", "sapoData", {"objectPath": "/x"}),
            triggerConfig=scheduled("rate(1days)", dataPullMode="Complete"),
        )
    ),
    "Google Analytics of former times": Case(
        simple("Googleanalytics"),
        {},
        {"sourceFlowConfig.connectorType": "Universal Analytics"},
    ),
    "Salesforce with an API for a version": Case(
        from_({**SALESFORCE, "apiVersion": "BULKV2"}),
        {},
        {"sourceFlowConfig.apiVersion": "dataTransferApi"},
    ),
    "Salesforce with a version": Case(from_({**SALESFORCE, "apiVersion": "v58.0"})),
    "Veeva documents": Case(from_(VEEVA)),
    "Veeva renditions without files": Case(
        changed(from_(VEEVA), {f"{UNION}.veeva.includeRenditions": True}),
        {},
        {f"{UNION}.veeva.includeRenditions": "includeSourceFiles: true"},
    ),
    "Veeva documents to Redshift": Case(
        from_(
            VEEVA,
            destinationFlowConfigList=[
                target("Redshift", "redshift", {"object": "t", "intermediateBucketName": "between"})
            ],
        ),
        {f"{TARGET}.connectorType": "has to be S3"},
    ),
    "Veeva documents with a mask": Case(
        from_(
            VEEVA,
            tasks=[
                ALL_FIELDS,
                task("Mask", ["id"], "veeva", "MASK_ALL", taskProperties={"MASK_VALUE": "*"}),
            ],
        ),
        {"tasks[1].taskType": "Mask is not supported"},
    ),
    "Datadog without a comparison": Case(from_(DATADOG), {}, {"tasks": "a range of dates"}),
    "Datadog with one": Case(
        from_(
            DATADOG,
            tasks=[
                task("Filter", ["q"], "datadog", "EQUAL_TO", taskProperties={"VALUE": "x"}),
                ALL_FIELDS,
            ],
        )
    ),
    "Dynatrace for thirty days": Case(_range("Dynatrace", "1706659200000")),
    "Dynatrace for more": Case(
        _range("Dynatrace", "1706745600000"),
        {},
        {"tasks[0].taskProperties.UPPER_BOUND": "more than 30 days"},
    ),
    "Singular for more": Case(
        _range("Singular", "1706745600000"),
        {},
        {"tasks[0].taskProperties.UPPER_BOUND": "the longest range of dates for Singular"},
    ),
    "Dynatrace between numbers": Case(_range("Dynatrace", "9")),
}
