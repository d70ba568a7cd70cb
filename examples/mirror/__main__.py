"""
Ten objects of Salesforce, one flow for each, by one set of rules. E-mail addresses and phone numbers are masked.

The folder `schemas` records the fields of the objects, so that a preview needs no login. Record those of your own organisation:

    appflow-pulumi fields --connector-profile mirror-crm --out schemas
    appflow-pulumi fields --connector-profile mirror-crm --out schemas --object Quote

AppFlow logs in with a refresh token of a connected app: `pulumi config set --secret salesforceRefreshToken`.
"""

import pulumi

import pulumi_appflow as appflow

config = pulumi.Config()

crm = appflow.ConnectorProfile(
    "crm",
    connector_profile_name="mirror-crm",
    connector_type="Salesforce",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "salesforce": {"instance_url": config.require("salesforceUrl")}
        },
        "connector_profile_credentials": {
            "salesforce": {"refresh_token": config.require_secret("salesforceRefreshToken")}
        },
    },
)

mirror = appflow.Mirror(
    "mirror",
    connector_type="Salesforce",
    connector_profile_name=crm.connector_profile_name,
    objects=["*"],
    schemas="./schemas",
    mask=["*Email*", "*Phone*", "Birthdate"],
    exclude=["Description"],
    incremental_field="LastModifiedDate",
    flow_name="mirror-{object:lower}",
    flow_status="Active",
    destination_flow_config={
        "connector_type": "S3",
        "destination_connector_properties": {
            "s3": {
                "bucket_name": config.require("lakeBucket"),
                "bucket_prefix": "crm/{object:lower}",
            }
        },
    },
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {
            "scheduled": {
                "schedule_expression": "rate(1hours)",
                "data_pull_mode": "Incremental",
            }
        },
    },
    per_object={"Case": {"exclude": ["Subject"]}},
)

pulumi.export("flowNames", mirror.flow_names)
