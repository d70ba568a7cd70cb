"""The programs that are timed. They differ only in the front that their resources use."""

__all__ = ["BY_HAND", "DYNAMIC", "MIRROR", "PLUGIN", "PROFILES"]

_FLOWS = """
import pulumi

for number in range(pulumi.Config().require_int("count")):
    Flow(
        f"flow-{number}",
        flow_name=f"flow-{number}",
        description="Orders for the data lake",
        source_flow_config={
            "connector_type": "S3",
            "source_connector_properties": {"s3": {"bucket_name": "exports", "bucket_prefix": "orders"}},
        },
        destination_flow_config_list=[{
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {"bucket_name": "lake", "bucket_prefix": f"orders-{number}"},
            },
        }],
        trigger_config={"trigger_type": "OnDemand"},
        tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],
    )
"""

PLUGIN = "from pulumi_appflow import Flow\n" + _FLOWS
DYNAMIC = "from pulumi_appflow.dynamic import Flow\n" + _FLOWS

# The same flows, from one resource of the program.
MIRROR = """
import pulumi
from pulumi_appflow import Mirror

Mirror(
    "flow",
    connector_type="S3",
    objects=[f"orders-{number}" for number in range(pulumi.Config().require_int("count"))],
    flow_name="flow-{object}",
    description="Orders for the data lake",
    source_connector_properties={"s3": {"bucket_name": "exports", "bucket_prefix": "{object}"}},
    destination_flow_config={
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": "{object}"}},
    },
    trigger_config={"trigger_type": "OnDemand"},
)
"""

PROFILES = """
import pulumi
from pulumi_appflow import ConnectorProfile

for number in range(pulumi.Config().require_int("count")):
    ConnectorProfile(
        f"crm-{number}",
        connector_profile_name=f"crm-{number}",
        connector_type="Salesforce",
        connection_mode="Public",
        connector_profile_config={
            "connector_profile_properties": {
                "salesforce": {"instance_url": "https://kestrel-example.my.salesforce.com"},
            },
            "connector_profile_credentials": {"salesforce": {"refresh_token": "made-up"}},
        },
    )
"""

# What an engineer writes in an afternoon: boto3 in a dynamic provider, with requests in the API's spelling. Pulumi's SDK nests
# one call deeper for each provider that it pickles, and fails from the 235th resource on unless the recursion limit is raised.
BY_HAND = """
import sys

import boto3
import pulumi
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, ResourceProvider, UpdateResult

sys.setrecursionlimit(20_000)
ENDPOINT = pulumi.Config("appflow").require("endpointUrl")


def client(props):
    return boto3.client("appflow", region_name="eu-west-1", endpoint_url=props["endpoint"])


def request(props):
    return {key: value for key, value in props.items() if key not in ("endpoint", "__provider", "flowArn")}


class FlowProvider(ResourceProvider):
    def create(self, props):
        reply = client(props).create_flow(**request(props))
        return CreateResult(props["flowName"], {**props, "flowArn": reply["flowArn"]})

    def diff(self, _id, olds, news):
        changed = [key for key in news if key != "__provider" and olds.get(key) != news[key]]
        return DiffResult(changes=bool(changed), replaces=["flowName"] if "flowName" in changed else [])

    def update(self, _id, olds, news):
        client(news).update_flow(**request(news))
        return UpdateResult({**news, "flowArn": olds["flowArn"]})

    def read(self, id_, props):
        client(props).describe_flow(flowName=id_)
        return ReadResult(id_, props)

    def delete(self, id_, props):
        client(props).delete_flow(flowName=id_)


class Flow(Resource):
    flowArn: pulumi.Output[str]

    def __init__(self, name, props):
        super().__init__(FlowProvider(), name, {"endpoint": ENDPOINT, "flowArn": None, **props})


for number in range(pulumi.Config().require_int("count")):
    Flow(f"flow-{number}", {
        "flowName": f"flow-{number}",
        "description": "Orders for the data lake",
        "sourceFlowConfig": {
            "connectorType": "S3",
            "sourceConnectorProperties": {"S3": {"bucketName": "exports", "bucketPrefix": "orders"}},
        },
        "destinationFlowConfigList": [{
            "connectorType": "S3",
            "destinationConnectorProperties": {
                "S3": {"bucketName": "lake", "bucketPrefix": f"orders-{number}"},
            },
        }],
        "triggerConfig": {"triggerType": "OnDemand"},
        "tasks": [{"taskType": "Map_all", "sourceFields": [], "connectorOperator": {"S3": "NO_OP"}}],
    })
"""
