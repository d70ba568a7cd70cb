"""
A connector profile for Salesforce, and a flow on it that copies large accounts to S3 when somebody starts it.

AppFlow logs in with a refresh token of a connected app. Token and secret are secrets of the stack:

    pulumi config set --secret salesforceRefreshToken
    pulumi config set salesforceClientCredentialsArn arn:aws:secretsmanager:…

The lake's bucket needs a policy that lets `appflow.amazonaws.com` write: `s3:PutObject`, `s3:AbortMultipartUpload`,
`s3:ListMultipartUploadParts`, `s3:ListBucketMultipartUploads`, `s3:GetBucketAcl` and `s3:PutObjectAcl`.
"""

import pulumi

import pulumi_appflow as appflow

config = pulumi.Config()
lake_bucket = config.require("lakeBucket")
salesforce_url = config.require("salesforceUrl")

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

FIELDS = {  # field of Salesforce: type; the lake keeps the names
    "Id": "id",
    "Name": "string",
    "BillingCountry": "string",
    "AnnualRevenue": "currency",
    "LastModifiedDate": "datetime",
}


def copied(field: str, type_: str) -> appflow.TaskArgsDict:
    """One field copied under its own name."""
    return {
        "task_type": "Map",
        "source_fields": [field],
        "destination_field": field,
        "connector_operator": {"salesforce": "NO_OP"},
        "task_properties": {"SOURCE_DATA_TYPE": type_, "DESTINATION_DATA_TYPE": type_},
    }


accounts = appflow.Flow(
    "accounts",
    description="Accounts with a revenue above one million, on demand",
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": crm.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "Account"}},
    },
    destination_flow_config_list=[
        {
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {
                    "bucket_name": lake_bucket,
                    "bucket_prefix": "crm/large-accounts",
                    "s3_output_format_config": {
                        "file_type": "JSON",
                        "prefix_config": {"prefix_type": "PATH", "prefix_format": "DAY"},
                    },
                }
            },
        }
    ],
    trigger_config={"trigger_type": "OnDemand"},
    tasks=[
        {
            "task_type": "Filter",
            "source_fields": list(FIELDS),
            "connector_operator": {"salesforce": "PROJECTION"},
        },
        {
            "task_type": "Filter",
            "source_fields": ["AnnualRevenue"],
            "connector_operator": {"salesforce": "GREATER_THAN"},
            "task_properties": {"DATA_TYPE": "currency", "VALUE": "1000000"},
        },
        *[copied(field, type_) for field, type_ in FIELDS.items()],
    ],
)

pulumi.export("profileArn", crm.connector_profile_arn)
pulumi.export("flowName", accounts.flow_name)
