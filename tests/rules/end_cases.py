"""Sources, destinations and triggers, with the expected findings of the rules."""

from tests.programs import DROP, EVENT, KEY, destination, scheduled, source
from tests.rules.samples import (
    CATALOGUE,
    CUSTOM,
    EVENT_BUS,
    EXPRESSION,
    LOOKOUT,
    NOON,
    PROPERTIES,
    S3_SOURCE,
    S3_TARGET,
    SALESFORCE,
    SCHEDULE,
    TARGET,
    TRIGGER,
    UNION,
    Case,
    changed,
    flow,
    from_,
    simple,
    to,
    writes,
)

ENDS = {
    "S3 to S3": Case(flow()),
    "every field given": Case(
        flow(tags={"team": "a"}, kmsArn=KEY, metadataCatalogConfig=CATALOGUE)
    ),
    "properties of another source": Case(
        changed(from_(SALESFORCE), {UNION: {"zendesk": {"object": "tickets"}}}),
        {f"{UNION}.zendesk": "Set salesforce instead"},
    ),
    "the API's spelling of ServiceNow goes with another key": Case(simple("Servicenow")),
    "no source properties": Case(
        changed(from_(SALESFORCE), {UNION: {}}), {UNION: "needs its member salesforce"}
    ),
    "no properties for SAP": Case(
        from_(source("SAPOData", "sapoData", None)), {}, {UNION: "needs its member sapoData"}
    ),
    "two sources": Case(
        from_(changed(SALESFORCE, {"sourceConnectorProperties.slack": {"object": "x"}})),
        {},
        {f"{UNION}.slack": "Set one member only"},
    ),
    "a misspelled member is left to the shapes": Case(
        changed(from_(SALESFORCE), {UNION: {"salesforse": {"object": "Account"}}})
    ),
    "null members count as absent": Case(
        changed(from_(SALESFORCE), {f"{UNION}.slack": None, "metadataCatalogConfig": None})
    ),
    "an unknown connector is left to the shapes": Case(
        changed(from_(SALESFORCE), {"sourceFlowConfig.connectorType": "HubSpot"})
    ),
    "Redshift as source with nothing said of it": Case(
        changed(from_(source("Redshift", "redshift", {"object": "t"})), {UNION: {}}),
        {"sourceFlowConfig.connectorType": "can be a destination, but not a source"},
    ),
    "Slack as destination with nothing said of it": Case(
        changed(
            to("Slack", "slack", {"object": "t"}),
            {"destinationFlowConfigList.0.destinationConnectorProperties": {}},
        ),
        {f"{TARGET}.connectorType": "can be a source, but not a destination"},
    ),
    "Redshift as source": Case(
        from_(source("Redshift", "redshift", {"object": "t"})),
        {"sourceFlowConfig.connectorType": "can be a destination, but not a source"},
    ),
    "Slack as destination": Case(
        to("Slack", "slack", {"object": "t"}),
        {f"{TARGET}.connectorType": "can be a source, but not a destination"},
    ),
    "properties of another destination": Case(
        to("Snowflake", "redshift", {"object": "t", "intermediateBucketName": "between"}),
        {f"{PROPERTIES}.redshift": "Set snowflake instead"},
    ),
    "no destination properties": Case(
        changed(flow(), {"destinationFlowConfigList.0.destinationConnectorProperties": {}}),
        {PROPERTIES: "needs its member s3"},
    ),
    "no properties for Lookout for Metrics": Case(
        to("LookoutMetrics", "lookoutMetrics", None, kmsArn=KEY, triggerConfig=scheduled()),
        {},
        {PROPERTIES: "needs its member lookoutMetrics"},
    ),
    "two destinations in one": Case(
        changed(
            flow(),
            {"destinationFlowConfigList.0.destinationConnectorProperties.lookoutMetrics": {}},
        ),
        {},
        {f"{PROPERTIES}.lookoutMetrics": "set together with s3"},
    ),
    "a source without profile": Case(
        changed(from_(SALESFORCE), {"sourceFlowConfig.connectorProfileName": DROP}),
        {"sourceFlowConfig.connectorProfileName": "is required with connectorType Salesforce"},
    ),
    "a destination without profile": Case(
        changed(writes("INSERT"), {"destinationFlowConfigList.0.connectorProfileName": DROP}),
        {f"{TARGET}.connectorProfileName": "is required with connectorType Salesforce"},
    ),
    "one profile for two connectors": Case(
        changed(
            to("Zendesk", "zendesk", {"object": "tickets"}),
            {"destinationFlowConfigList.0.connectorProfileName": "login"},
        ),
        {},
        {f"{TARGET}.connectorProfileName": "is the profile of the source too"},
    ),
    "the profile of the source for S3": Case(
        changed(from_(SALESFORCE), {"destinationFlowConfigList.0.connectorProfileName": "login"}),
        {},
        {f"{TARGET}.connectorProfileName": "one connector, Salesforce or S3"},
    ),
    "one profile for reading and writing": Case(
        changed(
            to("Salesforce", "salesforce", {"object": "Contact"}),
            {"destinationFlowConfigList.0.connectorProfileName": "login"},
        )
    ),
    "S3 with a profile": Case(from_({**S3_SOURCE, "connectorProfileName": "pointless"})),
    "a bucket with its prefix to read": Case(
        from_(source("S3", "s3", {"bucketName": "s3://exports/orders", "bucketPrefix": "in"})),
        {f"{UNION}.s3.bucketName": "Give the name alone, and put the rest into bucketPrefix"},
    ),
    "a bucket with its prefix to write": Case(
        to("S3", "s3", {"bucketName": "lake/shop"}),
        {f"{PROPERTIES}.s3.bucketName": '"lake/shop" is not a bucket name'},
    ),
    "a bucket in between": Case(
        to(
            "Redshift",
            "redshift",
            {
                "object": "t",
                "intermediateBucketName": "between/us",
                "errorHandlingConfig": {"bucketName": "our/errors"},
            },
        ),
        {
            f"{PROPERTIES}.redshift.intermediateBucketName": "is not a bucket name",
            f"{PROPERTIES}.redshift.errorHandlingConfig.bucketName": "is not a bucket name",
        },
    ),
    **{
        f"a bucket called {name}": Case(
            to("S3", "s3", {"bucketName": name}, region="eu-west-1"),
            {f"{PROPERTIES}.s3.bucketName": "lower-case"},
        )
        for name in ("Lake", "my_lake", "-lake", "lake.", "la..ke", "10.0.0.1", "l@ke")
    },
    "a bucket of a dotted name": Case(to("S3", "s3", {"bucketName": "lake.example.com"})),
    "an upper-case bucket in the region of the old ones": Case(
        to("S3", "s3", {"bucketName": "Old_Lake"}, region="us-east-1"),
        {},
        {f"{PROPERTIES}.s3.bucketName": "before March 2018"},
    ),
    "an upper-case bucket to read in the region of the old ones": Case(
        from_(
            source("S3", "s3", {"bucketName": "Old_Lake", "bucketPrefix": "in"}),
            region="us-east-1",
        ),
        {},
        {f"{UNION}.s3.bucketName": "before March 2018"},
    ),
    "an upper-case bucket elsewhere": Case(
        to("S3", "s3", {"bucketName": "Old_Lake"}, region="eu-west-1"),
        {f"{PROPERTIES}.s3.bucketName": "lower-case"},
    ),
    "a name of no bucket in the region of the old ones": Case(
        to("S3", "s3", {"bucketName": "s3://lake"}, region="us-east-1"),
        {f"{PROPERTIES}.s3.bucketName": "Give the name alone, without s3://"},
    ),
    "two destinations": Case(
        flow(destinationFlowConfigList=[S3_TARGET, S3_TARGET]),
        {"destinationFlowConfigList": "exactly one entry, not 2"},
    ),
    "no destination": Case(
        flow(destinationFlowConfigList=[]),
        {"destinationFlowConfigList": "exactly one entry, not 0"},
    ),
    "an unusual destination": Case(
        simple(
            "Amplitude",
            destinationFlowConfigList=[destination("Zendesk", "zendesk", {"object": "x"})],
        ),
        {},
        {f"{TARGET}.connectorType": "lists for Amplitude. It lists LookoutMetrics, S3 and custom"},
    ),
    "any source to a custom connector": Case(
        simple(
            "Amplitude",
            destinationFlowConfigList=[
                destination("CustomConnector", "customConnector", {"entityName": "x"})
            ],
        )
    ),
    "Honeycode": Case(
        to("Honeycode", "honeycode", {"object": "t"}),
        {},
        {f"{TARGET}.connectorType": "AWS has closed"},
    ),
}

TRIGGERS = {
    "Salesforce events to S3": Case(from_(SALESFORCE, triggerConfig=EVENT)),
    "events of a custom connector": Case(
        from_(CUSTOM, triggerConfig=EVENT), {TRIGGER: "CustomConnector has no events"}
    ),
    "events of Slack": Case(simple("Slack", triggerConfig=EVENT), {TRIGGER: "needs Salesforce"}),
    "events of Pardot": Case(
        simple("Pardot", triggerConfig=EVENT), {}, {TRIGGER: "Pardot has no events"}
    ),
    "Salesforce events to EventBridge": Case(to(*EVENT_BUS, triggerConfig=EVENT)),
    "Salesforce records to EventBridge": Case(to(*EVENT_BUS), {TRIGGER: "must be Event"}),
    "Pardot to EventBridge": Case(
        simple("Pardot", destinationFlowConfigList=[destination(*EVENT_BUS)])
    ),
    "a custom connector to EventBridge": Case(
        from_(CUSTOM, destinationFlowConfigList=[destination(*EVENT_BUS)]),
        {f"{TARGET}.connectorType": "needs Salesforce as source, not CustomConnector"},
    ),
    "S3 to EventBridge": Case(
        flow(destinationFlowConfigList=[destination(*EVENT_BUS)]),
        {f"{TARGET}.connectorType": "needs Salesforce as source, not S3"},
    ),
    "Active on events": Case(from_(SALESFORCE, triggerConfig=EVENT, flowStatus="Active")),
    "events without a status": Case(
        from_(SALESFORCE, triggerConfig=EVENT), {}, {"flowStatus": "Draft"}, NOON
    ),
    "a schedule without a status": Case(
        flow(triggerConfig=scheduled()), {}, {"flowStatus": "Draft"}, NOON
    ),
    "Active before there is a bus": Case(
        to(*EVENT_BUS, triggerConfig=EVENT, flowStatus="Active"),
        {},
        {"flowStatus": "associated with a bus"},
        NOON,
    ),
    "Active on demand": Case(flow(flowStatus="Active"), {"flowStatus": "starting it would run it"}),
    "Suspended on demand": Case(flow(flowStatus="Suspended"), {"flowStatus": "has no status"}),
    "scheduled without properties": Case(
        flow(triggerConfig={"triggerType": "Scheduled"}),
        {"triggerConfig.triggerProperties": "is required with triggerType Scheduled"},
    ),
    "scheduled without schedule": Case(
        flow(triggerConfig={"triggerType": "Scheduled", "triggerProperties": {}}),
        {SCHEDULE: "is required with triggerType Scheduled"},
    ),
    "a schedule on demand": Case(
        flow(triggerConfig={**scheduled(), "triggerType": "OnDemand"}),
        {},
        {SCHEDULE: "no effect with triggerType OnDemand"},
    ),
    "empty properties on demand": Case(
        flow(triggerConfig={"triggerType": "OnDemand", "triggerProperties": {}})
    ),
    "Lookout for Metrics": Case(to(*LOOKOUT, kmsArn=KEY, triggerConfig=scheduled())),
    "Lookout for Metrics on demand": Case(to(*LOOKOUT, kmsArn=KEY), {TRIGGER: "must be Scheduled"}),
    "Lookout for Metrics without key": Case(
        to(*LOOKOUT, triggerConfig=scheduled()), {"kmsArn": "a KMS key of your own"}
    ),
    "Lookout for Metrics every two hours": Case(
        to(*LOOKOUT, kmsArn=KEY, triggerConfig=scheduled("rate(2hours)")),
        {EXPRESSION: "LookoutMetrics"},
    ),
}
