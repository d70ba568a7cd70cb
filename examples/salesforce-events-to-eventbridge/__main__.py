"""
Changes of opportunities in Salesforce, sent to EventBridge as they happen.

Salesforce publishes them if Change Data Capture is enabled for the object. The events come from a partner event source, which the
first `pulumi up` creates; AppFlow sends nothing before it has an event bus. So there are two steps:

    pulumi up
    aws events create-event-bus --name SOURCE --event-source-name SOURCE    # the output partnerEventSource
    pulumi config set active true
    pulumi up

The output `failures` is the pattern of a rule on the default bus that matches when AppFlow deactivates the flow.
"""

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping, monitoring

config = pulumi.Config()
salesforce_url = config.require("salesforceUrl")

source = f"aws.partner/appflow/salesforce.com/{config.require('account')}/opportunities"

crm = appflow.ConnectorProfile(
    "crm",
    connector_type="Salesforce",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {"salesforce": {"instance_url": salesforce_url}},
        "connector_profile_credentials": {
            "salesforce": {
                "refresh_token": config.require_secret("salesforceRefreshToken"),
                "client_credentials_arn": config.get_secret("salesforceClientCredentialsArn"),
            }
        },
    },
)

changes = appflow.Flow(
    "changes",
    description="Changes of opportunities, as they happen",
    flow_status="Active" if config.get_bool("active") else None,
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": crm.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "OpportunityChangeEvent"}},
    },
    destination_flow_config_list=[
        {
            "connector_type": "EventBridge",
            "destination_connector_properties": {
                "event_bridge": {
                    "object": source,
                    "error_handling_config": {
                        "bucket_name": config.require("spillBucket"),
                        "bucket_prefix": "opportunities",
                    },
                }
            },
        }
    ],
    trigger_config={"trigger_type": "Event"},
    tasks=mapping.of("Salesforce").map_all(),
)

pulumi.export("flowName", changes.flow_name)
pulumi.export("partnerEventSource", source)
pulumi.export(
    "failures", changes.flow_name.apply(lambda name: monitoring.deactivation_pattern(str(name)))
)
