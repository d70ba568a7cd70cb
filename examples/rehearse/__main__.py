"""
Two flows whose rows are rehearsed before anybody deploys them: contacts of Salesforce, and returns of the web shop.

`samples` has records of both sources, and `rehearsals` the rows that somebody approved. Change a task below, and look at what it does:

    appflow-pulumi rehearse

Nothing is sent to AWS. If the rows are as you want them, approve them with `appflow-pulumi rehearse --update` and commit both folders.
`github-actions.yml` runs the same check for each pull request.

    pulumi config set --secret salesforceRefreshToken
"""

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping

config = pulumi.Config()
lake_bucket = config.require("lakeBucket")


def to_lake(prefix: str) -> appflow.DestinationFlowConfigArgsDict:
    """JSON lines in a folder of the lake for each day."""
    return {
        "connector_type": "S3",
        "destination_connector_properties": {
            "s3": {
                "bucket_name": lake_bucket,
                "bucket_prefix": prefix,
                "s3_output_format_config": {
                    "file_type": "JSON",
                    "prefix_config": {"prefix_type": "PATH", "prefix_format": "DAY"},
                },
            }
        },
    }


crm = appflow.ConnectorProfile(
    "rehearsed-crm",
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

salesforce = mapping.of("Salesforce")
contacts = appflow.Flow(
    "rehearsed-contacts",
    description="Contacts with an address, their numbers masked",
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": crm.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "Contact"}},
    },
    destination_flow_config_list=[to_lake("crm/contacts")],
    trigger_config={"trigger_type": "OnDemand"},
    tasks=salesforce.map_fields("Id", "Email", "Phone", types={"Id": "id"})
    + salesforce.merge(["FirstName", "LastName"], into="Name")
    + salesforce.validate_not_null("Email")
    + salesforce.mask("Phone", first=4),
)

s3 = mapping.of("S3")
returns = appflow.Flow(
    "rehearsed-returns",
    description="Returns of the web shop that were accepted",
    source_flow_config={
        "connector_type": "S3",
        "source_connector_properties": {
            "s3": {"bucket_name": config.require("shopBucket"), "bucket_prefix": "returns"}
        },
    },
    destination_flow_config_list=[to_lake("shop/returns")],
    trigger_config={"trigger_type": "OnDemand"},
    tasks=s3.map_fields("order_id", "reason", "quantity", "unit_price")
    + s3.filter_equal("status", "accepted")
    + s3.multiply("quantity", "unit_price", into="refund"),
)

pulumi.export("flows", [contacts.flow_name, returns.flow_name])
