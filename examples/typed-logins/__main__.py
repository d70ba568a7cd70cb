"""
Three applications that have no connector type of their own, by typed logins, and a flow on demand from each.

    pulumi config set --secret hubSpotClientSecret
    pulumi config set --secret hubSpotRefreshToken
    pulumi config set --secret sharePointClientSecret
    pulumi config set --secret sharePointRefreshToken
    pulumi config set --secret googleClientSecret
    pulumi config set --secret googleRefreshToken
"""

import json

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import logins, mapping

config = pulumi.Config()


hubspot = appflow.ConnectorProfile(
    "hubspot",
    login=logins.hub_spot(
        client_id=config.require("hubSpotClientId"),
        client_secret=config.require_secret("hubSpotClientSecret"),
        refresh_token=config.require_secret("hubSpotRefreshToken"),
    ),
)
sharepoint = appflow.ConnectorProfile(
    "sharepoint",
    login=logins.microsoft_share_point_online(
        tenant=config.require("sharePointTenant"),
        client_id=config.require("sharePointClientId"),
        client_secret=config.require_secret("sharePointClientSecret"),
        refresh_token=config.require_secret("sharePointRefreshToken"),
    ),
)
analytics = appflow.ConnectorProfile(
    "analytics",
    login=logins.google_analytics4(
        client_id=config.require("googleClientId"),
        client_secret=config.require_secret("googleClientSecret"),
        refresh_token=config.require_secret("googleRefreshToken"),
    ),
)


def read(
    profile: appflow.ConnectorProfile, api_version: str, entity: str, **properties: str
) -> appflow.Flow:
    """A flow of all fields of an object into the data lake."""
    return appflow.Flow(
        f"{entity}-to-lake",
        source_flow_config={
            "connector_type": "CustomConnector",
            "api_version": api_version,
            "connector_profile_name": profile.connector_profile_name,
            "source_connector_properties": {
                "custom_connector": {"entity_name": entity, "custom_properties": properties}
            },
        },
        destination_flow_config_list=[
            {
                "connector_type": "S3",
                "destination_connector_properties": {
                    "s3": {"bucket_name": config.require("lakeBucket"), "bucket_prefix": entity}
                },
            }
        ],
        trigger_config={"trigger_type": "OnDemand"},
        tasks=mapping.of("CustomConnector").map_all(),
    )


# `apiVersion` and names of entities are those of docs/how-to/logins.md. An application may have others.
contacts = read(hubspot, "v4", "contacts")
documents = read(sharepoint, "v1.0", "documents", subEntities=json.dumps(["Reports"]))
report = read(analytics, "v1beta", "report")

pulumi.export("flows", [each.flow_name for each in (contacts, documents, report)])
pulumi.export("label", sharepoint.connector_label)
