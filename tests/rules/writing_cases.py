"""How records and files are written, and tasks, with the expected findings of the rules."""

from tests.programs import MAP_ALL, task
from tests.rules.samples import (
    CATALOGUE,
    CUSTOM,
    FORMAT,
    MAP_ID,
    PROJECTION,
    PROPERTIES,
    SALESFORCE,
    Case,
    flow,
    from_,
    simple,
    to,
    with_format,
    with_task,
    writes,
)

WRITING = {
    "insert": Case(writes("INSERT")),
    "no operation": Case(writes(None)),
    "upsert by an external id": Case(writes("UPSERT", ["Order__c"])),
    "upsert without ids": Case(
        writes("UPSERT"),
        {f"{PROPERTIES}.salesforce.idFieldNames": "required with writeOperationType"},
    ),
    "upsert with empty ids": Case(
        writes("UPSERT", []), {f"{PROPERTIES}.salesforce.idFieldNames": "required"}
    ),
    "upsert without ids in Zendesk": Case(
        writes("UPSERT", kind="Zendesk"), {}, {f"{PROPERTIES}.zendesk.idFieldNames": "required"}
    ),
    "delete without ids": Case(
        writes("DELETE"), {}, {f"{PROPERTIES}.salesforce.idFieldNames": "required"}
    ),
    "update by Id": Case(writes("UPDATE", ["Id"])),
    "update by an external id": Case(
        writes("UPDATE", ["Order__c"]),
        {},
        {f"{PROPERTIES}.salesforce.idFieldNames[0]": "looks like an external id"},
    ),
    "Parquet with types": Case(with_format(fileType="PARQUET", preserveSourceDataTyping=True)),
    "JSON with types": Case(
        with_format(preserveSourceDataTyping=True),
        {},
        {f"{FORMAT}.preserveSourceDataTyping": "PARQUET only"},
    ),
    "CSV without types": Case(with_format(fileType="CSV", preserveSourceDataTyping=False)),
    "Parquet in one file": Case(
        with_format(fileType="PARQUET", aggregationConfig={"aggregationType": "SingleFile"}),
        {},
        {
            f"{FORMAT}.aggregationConfig.aggregationType": "may not be supported with fileType PARQUET"
        },
    ),
    "CSV in one file": Case(
        with_format(fileType="CSV", aggregationConfig={"aggregationType": "SingleFile"})
    ),
    "Google Analytics in CSV": Case(
        {
            **with_format(fileType="CSV"),
            "sourceFlowConfig": simple("Googleanalytics")["sourceFlowConfig"],
        },
        {f"{FORMAT}.fileType": "must be JSON"},
        {"sourceFlowConfig.connectorType": "Universal Analytics"},
    ),
    "a catalogue of what is in Snowflake": Case(
        to(
            "Snowflake",
            "snowflake",
            {"object": "t", "intermediateBucketName": "between"},
            metadataCatalogConfig=CATALOGUE,
        ),
        {"metadataCatalogConfig": "S3 as destination only"},
    ),
    "an empty catalogue": Case(
        to("Zendesk", "zendesk", {"object": "tickets"}, metadataCatalogConfig={})
    ),
}

TASKS = {
    "a projection with maps": Case(from_(SALESFORCE, tasks=[PROJECTION, MAP_ID])),
    "maps alone from Salesforce": Case(
        from_(SALESFORCE, tasks=[MAP_ID]),
        {"tasks": "connectorOperator {salesforce: PROJECTION} whose sourceFields"},
    ),
    "maps alone from a custom connector": Case(
        from_(
            CUSTOM, tasks=[task("Map", ["id"], "customConnector", "NO_OP", destinationField="id")]
        ),
        {"tasks": "or one task of taskType Map_all"},
    ),
    "maps alone from S3": Case(
        flow(tasks=[task("Map", ["id"], "s3", "NO_OP", destinationField="id")])
    ),
    "maps alone from Slack": Case(
        simple("Slack", tasks=[task("Map", ["id"], "slack", "NO_OP", destinationField="id")]),
        {},
        {"tasks": "AppFlow may refuse a flow from Slack"},
    ),
    "maps alone from Amplitude, which has no projection": Case(
        simple(
            "Amplitude", tasks=[{"taskType": "Map", "sourceFields": ["a"], "destinationField": "a"}]
        ),
        {},
        {"tasks": "need one task of taskType Map_all. "},
    ),
    "a projection alone": Case(
        from_(SALESFORCE, tasks=[PROJECTION]), {}, {"tasks": "map no field"}
    ),
    "no task": Case(flow(tasks=[]), {}, {"tasks": "map no field"}),
    "a passthrough": Case(
        from_(SALESFORCE, tasks=[{"taskType": "Passthrough", "sourceFields": []}])
    ),
    "an empty name among the fields of Map_all": Case(
        flow(tasks=[{"taskType": "Map_all", "sourceFields": [""]}])
    ),
    "a filter with the destination's operator": Case(
        from_(SALESFORCE, tasks=[MAP_ALL, task("Filter", ["Id"], "s3", "PROJECTION")]),
        {
            "tasks[1].connectorOperator.s3": "as NO_OP, which it refuses. Put the operator under salesforce"
        },
    ),
    "a map with the destination's operator": Case(
        from_(
            SALESFORCE,
            tasks=[PROJECTION, task("Map", ["Id"], "s3", "NO_OP", destinationField="Id")],
        ),
        {},
        {
            "tasks[1].connectorOperator.s3": "reads the task as NO_OP, and its console shows no mapping"
        },
    ),
    "a map with two operators": Case(
        flow(
            tasks=[
                {
                    **task("Map", ["a"], "s3", "NO_OP", destinationField="a"),
                    "connectorOperator": {"s3": "NO_OP", "salesforce": "NO_OP"},
                }
            ]
        ),
        {},
        {"tasks[0].connectorOperator.salesforce": "AppFlow reads the operator of the source, s3"},
    ),
    "maps alone from Google Analytics, as the API reference has them": Case(
        simple(
            "Googleanalytics",
            tasks=[{"taskType": "Map", "sourceFields": ["ga:date"], "destinationField": "date"}],
        ),
        {},
        {"sourceFlowConfig.connectorType": "Universal Analytics"},
    ),
    "a wrong task type is left to the shapes": Case(
        flow(
            tasks=[
                {"taskType": "MapAll", "sourceFields": []},
            ]
        )
    ),
    "a filter without operator": Case(
        flow(tasks=[MAP_ALL, {"taskType": "Filter", "sourceFields": ["a"]}]),
        {},
        {"tasks[1].connectorOperator": "is required with taskType Filter"},
    ),
    "a filter that does nothing": Case(
        with_task("Filter", "NO_OP", "a"),
        {"tasks[1].connectorOperator.s3": '"NO_OP" is not valid for taskType Filter'},
    ),
    "a map that masks": Case(
        with_task("Map", "MASK_ALL", "a", destinationField="a"),
        {},
        {"tasks[1].connectorOperator.s3": '"MASK_ALL" is not for taskType Map'},
    ),
    "an operator that nobody knows is left to the shapes": Case(
        with_task("Map", "MASK", "a", destinationField="a")
    ),
    "a map of two fields": Case(
        with_task("Map", "NO_OP", "a", "b", destinationField="c"),
        {},
        {"tasks[1].sourceFields": "should be one field"},
    ),
    "Map_all of a field": Case(
        flow(tasks=[{"taskType": "Map_all", "sourceFields": ["a"]}]),
        {},
        {"tasks[0].sourceFields": "should be empty"},
    ),
    "a map to nowhere": Case(
        with_task("Map", "NO_OP", "a"), {}, {"tasks[1].destinationField": "is not set"}
    ),
}
