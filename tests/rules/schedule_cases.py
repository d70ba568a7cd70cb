"""Schedules, and requirements of single sources, with the expected findings of the rules."""

from typing import Any

from tests.programs import MAP_ALL, destination, scheduled, source, task
from tests.rules.samples import (
    CATALOGUE,
    DATADOG,
    EXPRESSION,
    NOON,
    SALESFORCE,
    SCHEDULE,
    TARGET,
    UNION,
    VEEVA,
    Case,
    changed,
    flow,
    from_,
    simple,
)

_GOOD = [
    "rate(6minutes)",
    "rate(15minutes)",
    "rate(1hours)",
    "rate(3hours)",
    "rate(1days)",
    "rate(1weeks)",
]
_GOOD += ["cron(0 1 ? * MON-SUN *)", "cron(0/15 6-20 ? * MON-FRI *)", "cron(30 3 * * ? *)"]
_GOOD += ["cron(0/5 8-18 ? * MON-FRI *)", "cron(0/10 * * * ? *)"]
# A month has 30 days.
_DEAR = {
    "rate(1minutes)": "43,200 runs a month. AWS charges for each: about $43.20 a month at $0.001 a run (prices of 2026-11), plus $0.02 a GB",
    "rate(5minutes)": "8,640 runs a month. AWS charges for each: about $8.64",
    "cron(0/5 * * * ? *)": "8,640 runs",
    "cron(* * * * ? *)": "43,200 runs",
    "cron(* 8-17 ? * MON-FRI *)": "12,857 runs",
}
_ODD = {
    "rate(15 minutes)": "Write rate(15minutes)",
    "rate( 15minutes )": "Write rate(15minutes)",
    "rate(1 day)": "Write rate(1days)",
    "rate(1 hour)": "Write rate(1hours)",
    "rate(1day)": "Write rate(1days)",
    "Rate(15Minutes)": "Write rate(15minutes)",
    "cron(0 2 * * *)": '"cron(0 2 * * *)" has 5 fields',
    "cron(0 0 6 ? * MON-FRI *)": "7 fields",
    "once": "a form that AWS does not document",
    "at(2030-01-01T00:00:00)": "a form that AWS does not document",
}
_NONE = {
    "rate(0minutes)": "a rate of zero",
    "rate(5seconds)": "not seconds",
    "rate(five minutes)": '"rate(five minutes)" is not a schedule',
    "rate(1.5hours)": "is not a schedule",
    "rate(-5minutes)": "is not a schedule",
    "cron()": "is not a schedule",
    "cron(daily)": "is not a schedule",
    "every day": "is not a schedule",
    "5 minutes": "is not a schedule",
    "": "is not a schedule",
    "  ": "is not a schedule",
}

SCHEDULES = {
    **{expression: Case(flow(triggerConfig=scheduled(expression))) for expression in _GOOD},
    **{
        expression: Case(flow(triggerConfig=scheduled(expression)), {}, {EXPRESSION: words})
        for expression, words in _ODD.items()
    },
    **{
        expression: Case(flow(triggerConfig=scheduled(expression)), {}, {EXPRESSION: words})
        for expression, words in _DEAR.items()
    },
    "each minute, but suspended": Case(
        flow(triggerConfig=scheduled("rate(1minutes)"), flowStatus="Suspended")
    ),
    "each minute, but on demand": Case(
        flow(triggerConfig={**scheduled("rate(1minutes)"), "triggerType": "OnDemand"}),
        {},
        {SCHEDULE: "no effect with triggerType OnDemand"},
    ),
    **{
        f"no schedule: {expression}": Case(
            flow(triggerConfig=scheduled(expression)), {EXPRESSION: words}
        )
        for expression, words in _NONE.items()
    },
    "no schedule without the trigger for it": Case(
        flow(triggerConfig={**scheduled("every day"), "triggerType": "OnDemand"}),
        {},
        {SCHEDULE: "no effect with triggerType OnDemand"},
    ),
    "Amplitude each hour": Case(
        simple("Amplitude", triggerConfig=scheduled()), {EXPRESSION: "at most once a day"}
    ),
    "Amplitude each day": Case(simple("Amplitude", triggerConfig=scheduled("rate(1days)"))),
    "Marketo by cron": Case(simple("Marketo", triggerConfig=scheduled("cron(0/20 * * * ? *)"))),
    "Veeva documents each half hour": Case(
        from_(VEEVA, triggerConfig=scheduled("rate(30minutes)")),
        {EXPRESSION: "documents at most once an hour"},
    ),
    "Veeva records each half hour": Case(
        simple("Veeva", triggerConfig=scheduled("rate(30minutes)"))
    ),
    "an end before the start": Case(
        flow(
            triggerConfig=scheduled(
                scheduleStartTime="2031-01-02T00:00:00+02:00",
                scheduleEndTime="2031-01-01T22:00:00Z",
            )
        ),
        {f"{SCHEDULE}.scheduleEndTime": "is not after scheduleStartTime"},
    ),
    "an end after the start": Case(
        flow(
            triggerConfig=scheduled(
                scheduleStartTime=1924992000, scheduleEndTime="2032-01-01T00:00:00Z"
            )
        )
    ),
    "an end in 1970": Case(
        flow(triggerConfig=scheduled(scheduleEndTime=456)),
        {f"{SCHEDULE}.scheduleEndTime": "456 (1970-01-01T00:07:36Z) is before AppFlow existed"},
    ),
    "an end that has passed": Case(
        flow(triggerConfig=scheduled(scheduleEndTime="2026-01-01T00:00:00Z"), flowStatus="Active"),
        {},
        {f"{SCHEDULE}.scheduleEndTime": "has passed"},
        NOON,
    ),
    "an end that has passed for somebody without a clock": Case(
        flow(triggerConfig=scheduled(scheduleEndTime="2026-01-01T00:00:00Z"))
    ),
    "an end to come": Case(
        flow(triggerConfig=scheduled(scheduleEndTime="2031-01-01T00:00:00Z"), flowStatus="Active"),
        now=NOON,
    ),
    "a first execution in the future": Case(
        flow(
            triggerConfig=scheduled(
                dataPullMode="Incremental", firstExecutionFrom="2030-07-01T00:00:00Z"
            ),
            flowStatus="Active",
        ),
        {},
        {f"{SCHEDULE}.firstExecutionFrom": "is in the future"},
        NOON,
    ),
    "a start that has passed": Case(
        flow(triggerConfig=scheduled(scheduleStartTime=123), flowStatus="Active"),
        {},
        {f"{SCHEDULE}.scheduleStartTime": "123 (1970-01-01T00:02:03Z) has passed"},
        NOON,
    ),
    "a start that is the present": Case(
        flow(
            triggerConfig=scheduled(scheduleStartTime=NOON.timestamp() - 2.5), flowStatus="Active"
        ),
        {},
        {f"{SCHEDULE}.scheduleStartTime": "changes with each run"},
        NOON,
    ),
    "times that are none": Case(
        flow(triggerConfig=scheduled(scheduleStartTime="soon", scheduleEndTime=True))
    ),
    "an offset of ten hours": Case(
        flow(triggerConfig=scheduled(scheduleOffset=36_000.0)),
        {},
        {f"{SCHEDULE}.scheduleOffset": "36000 is ten hours"},
    ),
    "a shorter offset": Case(flow(triggerConfig=scheduled(scheduleOffset=35_999))),
    "a time zone": Case(flow(triggerConfig=scheduled(timezone="Europe/Berlin"))),
    "a time zone that is none": Case(
        flow(triggerConfig=scheduled(timezone="Europe/Berln")),
        {},
        {f"{SCHEDULE}.timezone": "is not a known time zone"},
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
    return simple(kind, tasks=[between, MAP_ALL])


_SHAREPOINT = source(
    "CustomConnector",
    "customConnector",
    {"entityName": "site", "customProperties": {"subEntities": '["folder"]'}},
)


def _since(operator: str, **properties: str) -> dict[str, Any]:
    compared = task("Filter", ["Day"], "salesforce", operator, taskProperties=properties)
    return from_(SALESFORCE, tasks=[compared, MAP_ALL])


SOURCES = {
    "S3 at the top of a bucket": Case(
        from_(source("S3", "s3", {"bucketName": "exports", "bucketPrefix": ""})),
        {},
        {f"{UNION}.s3.bucketPrefix": "in a folder"},
    ),
    "S3 below a slash": Case(
        from_(source("S3", "s3", {"bucketName": "exports", "bucketPrefix": "/orders"})),
        {},
        {f"{UNION}.s3.bucketPrefix": '"/orders" begins with a slash'},
    ),
    "SharePoint to S3": Case(from_(_SHAREPOINT)),
    "SharePoint to Redshift": Case(
        from_(
            _SHAREPOINT,
            destinationFlowConfigList=[
                destination(
                    "Redshift", "redshift", {"object": "t", "intermediateBucketName": "between"}
                )
            ],
        ),
        {},
        {f"{TARGET}.connectorType": "They go to S3 only"},
    ),
    "SharePoint with a catalog": Case(
        from_(_SHAREPOINT, metadataCatalogConfig=CATALOGUE),
        {},
        {"metadataCatalogConfig": "files of SharePoint"},
    ),
    "SharePoint with partitions": Case(
        from_(
            _SHAREPOINT,
            tasks=[
                MAP_ALL,
                task(
                    *("Partition", ["a"], "customConnector", "NO_OP"),
                    taskProperties={"ORDERED_PARTITION_KEYS_LIST": '["a"]'},
                ),
            ],
        ),
        {},
        {"tasks[1].taskType": '"Partition" is not supported'},
    ),
    "Salesforce from a date in words": Case(
        _since("GREATER_THAN", DATA_TYPE="datetime", VALUE="2024-02-12"),
        {},
        {"tasks[0].taskProperties.VALUE": '"2024-02-12" is not a number'},
    ),
    "Salesforce from a date": Case(
        _since("GREATER_THAN", DATA_TYPE="datetime", VALUE="1707696000000")
    ),
    "Salesforce within no time": Case(
        _since(
            *("BETWEEN",),
            DATA_TYPE="datetime",
            LOWER_BOUND="1707696000000",
            UPPER_BOUND="1707696000000",
        ),
        {},
        {"tasks[0].taskProperties.UPPER_BOUND": "nothing lies between them"},
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
        {"sourceFlowConfig.incrementalPullConfig": "Set datetimeTypeFieldName"},
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
                destination(
                    "Redshift", "redshift", {"object": "t", "intermediateBucketName": "between"}
                )
            ],
        ),
        {f"{TARGET}.connectorType": "must be S3"},
    ),
    "Veeva documents with a mask": Case(
        from_(
            VEEVA,
            tasks=[
                MAP_ALL,
                task("Mask", ["id"], "veeva", "MASK_ALL", taskProperties={"MASK_VALUE": "*"}),
            ],
        ),
        {"tasks[1].taskType": '"Mask" is not supported'},
    ),
    "Datadog without a comparison": Case(from_(DATADOG), {}, {"tasks": "a range of dates"}),
    "Datadog with one": Case(
        from_(
            DATADOG,
            tasks=[
                task("Filter", ["q"], "datadog", "EQUAL_TO", taskProperties={"VALUE": "x"}),
                MAP_ALL,
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
        simple(
            "Singular",
            tasks=[
                {
                    "taskType": "Filter",
                    "sourceFields": ["day"],
                    "connectorOperator": {"singular": "EQUAL_TO"},
                    "taskProperties": {
                        "LOWER_BOUND": "1704067200000",
                        "UPPER_BOUND": "1706745600000",
                        "VALUE": "x",
                    },
                },
                MAP_ALL,
            ],
        ),
        {},
        {"tasks[0].taskProperties.UPPER_BOUND": "Singular allows a range of at most 30 days"},
    ),
    "Dynatrace between numbers": Case(_range("Dynatrace", "99999999999999")),
}
