"""Programs for the engine, as text, and the way from the API's requests to them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.walk import Kind, from_api, members

CASES = Path(__file__).resolve().parents[1] / "cases"

HEAD = """\
import json, pathlib
import pulumi
import pulumi_appflow.dynamic as appflow
"""

FLOW = (
    HEAD
    + """
config = pulumi.Config()
flow = appflow.Flow(
    "orders",
    flow_name="orders",
    description=config.get("description"),
    source_flow_config={
        "connector_type": "S3",
        "source_connector_properties": {"s3": {"bucket_name": "exports", "bucket_prefix": "orders"}},
    },
    destination_flow_config_list=[{
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": "shop"}},
    }],
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {"scheduled": {"schedule_expression": config.get("rate") or "rate(1hours)"}},
    },
    tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],
)
pulumi.export("arn", flow.flow_arn)
"""
)

PROFILE = """
profile = appflow.ConnectorProfile(
    "crm",
    connector_profile_name="crm",
    connector_type="Salesforce",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {"salesforce": {"instance_url": "https://kestrel-example.my.salesforce.com"}},
        "connector_profile_credentials": {"salesforce": {"refresh_token": TOKEN}},
    },
)
"""


def declared(resources: Mapping[str, tuple[str, dict[str, Any]]]) -> str:
    """A program that declares resources from a table: name to class and arguments."""
    return (
        HEAD
        + f"""
for name, (kind, args) in json.loads({json.dumps(json.dumps(resources))}).items():
    getattr(appflow, kind)(name, **args)
"""
    )


def case_requests() -> dict[str, tuple[str, dict[str, Any]]]:
    """Every request of the cases, and the logins that their flows need, as a table for `declared`."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for request in json.loads((CASES / "logins.json").read_text()):
        found[request["connectorProfileName"]] = (
            "ConnectorProfile",
            arguments(ConnectorProfileInputs, request),
        )
    for path in sorted((CASES / "profiles").glob("*.json")):
        request = json.loads(path.read_text())["request"]
        found[request["connectorProfileName"]] = (
            "ConnectorProfile",
            arguments(ConnectorProfileInputs, request),
        )
    for path in sorted((CASES / "flows").glob("*.json")):
        request = json.loads(path.read_text())["request"]
        found[request["flowName"]] = ("Flow", arguments(FlowInputs, request))
    return found


def arguments(shape: type[Shape], request: dict[str, Any]) -> dict[str, Any]:
    """A request of the API as the arguments of our class, spelled as Python."""
    spelled: dict[str, Any] = _python(Kind(shape=shape), from_api(shape, request))
    return spelled


def _python(kind: Kind, value: Any) -> Any:
    if kind.shape is not None and isinstance(value, dict):
        known = members(kind.shape)
        return {known[key].python: _python(known[key].kind, item) for key, item in value.items()}
    if kind.item is not None and isinstance(value, dict):
        return {key: _python(kind.item, item) for key, item in value.items()}
    if kind.item is not None and isinstance(value, list):
        return [_python(kind.item, item) for item in value]
    return value
