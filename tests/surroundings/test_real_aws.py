"""The package that the tests use in place of pulumi_aws, against the real one. Pip fetches that once; it is not unpacked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.pulumi.workbench import cache_root

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
VERSION = "7.51.1"
PROGRAM = """
import json, sys
import pulumi

if sys.argv[1] == "like":
    from tests.surroundings.like_aws import package
    sys.modules["pulumi_aws"] = package()
else:
    sys.path.insert(0, sys.argv[1])
made = {}

class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        made[f"{args.typ} {args.name}"] = {k: v for k, v in args.inputs.items() if k != "__secrets"}
        return args.name, {"arn": f"arn:of:{args.name}", "flowName": args.name, **args.inputs}

    def call(self, args):
        return {"accountId": "123456789012", "region": "eu-west-1"}

pulumi.runtime.set_mocks(Mocks(), preview=False)

import pulumi_appflow as appflow
from pulumi_appflow import monitoring

def program():
    import pulumi_aws as aws

    lake, key = aws.s3.Bucket("lake"), aws.kms.Key("key")
    secret = aws.secretsmanager.Secret("secret")
    login = {"salesforce": {"refresh_token": "r", "client_credentials_arn": secret.arn}}
    profile = appflow.ConnectorProfile("crm", connector_type="Salesforce", connection_mode="Public",
        connector_profile_config={"connector_profile_properties": {"salesforce": {}}, "connector_profile_credentials": login})
    glue = {"database_name": "sales", "role_arn": "arn:aws:iam::123456789012:role/glue", "table_prefix": "crm"}
    flow = appflow.Flow("orders", kms_arn=key.arn, metadata_catalog_config={"glue_data_catalog": glue},
        source_flow_config={"connector_type": "S3", "source_connector_properties": {"s3": {"bucket_name": "exports", "bucket_prefix": "in"}}},
        destination_flow_config_list=[{"connector_type": "S3", "destination_connector_properties": {"s3": {"bucket_name": lake.id}}}],
        tasks=[{"task_type": "Map_all", "source_fields": []}], trigger_config={"trigger_type": "OnDemand"})
    topic = "arn:aws:sns:eu-west-1:123456789012:alarms"
    appflow.Surroundings("around", [profile, flow], resources=[lake, "exports", key, secret], databases=["sales"],
        on_failure=topic, on_no_records=topic)
    monitoring.metric_alarm("failed", [flow], "FlowExecutionsFailed", threshold=1)

pulumi.runtime.test(program)()
print(json.dumps(made, sort_keys=True))
"""


@pytest.fixture(scope="module")
def wheel() -> Path:
    folder = cache_root(os.environ) / "pulumi_aws"
    file = folder / f"pulumi_aws-{VERSION}-py3-none-any.whl"
    if not file.exists():
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*fetch, "--dest", str(folder), f"pulumi_aws=={VERSION}"], check=True)
    return file


def registered(package: str) -> dict[str, dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, package],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found


def test_with_the_real_package_the_same_is_registered(wheel: Path) -> None:
    real = registered(str(wheel))
    assert real == registered("like")
    kinds = {each.split(" ")[0].split(":")[-1] for each in real}
    policies = {"BucketPolicy", "KeyPolicy", "SecretPolicy"}
    assert kinds >= policies | {"CatalogDatabase", "EventRule", "EventTarget", "MetricAlarm"}
