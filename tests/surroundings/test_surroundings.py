"""`Surroundings`: one policy for each bucket, key and secret, before the flows; and what stands around besides."""

import json
import subprocess
import sys

import pulumi
import pytest

from pulumi_appflow import policies
from tests.surroundings.conftest import ACCOUNT, REGION

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alarms"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/5d-1"
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:crm-AbCdEf"
OWN = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}


def read(bucket):
    return policies.source_bucket_statement(bucket, ACCOUNT)


def write(bucket):
    return policies.destination_bucket_statement(bucket, ACCOUNT)


def test_a_bucket_has_one_policy_however_many_flows(appflow, aws, flow, mirror, run) -> None:
    def program() -> None:
        lake = aws.s3.Bucket("lake", bucket="lake")
        flows = [flow(f"f{n}", "exports", lake.id if n % 2 else lake.bucket) for n in range(5)]
        flows.append(mirror("crm", ["a", "b"], "exports", lake.bucket))
        appflow.Surroundings("around", flows, resources=[lake, "exports"])

    made = run(program)
    assert made.policies() == {"around-lake": [write("lake")], "around-exports": [read("exports")]}
    assert made.of("BucketPolicy")["around-lake"]["bucket"] == "lake"
    assert sorted(made.calls) == [
        "aws:index/getCallerIdentity:getCallerIdentity",
        "aws:index/getRegion:getRegion",
    ]


def test_the_flows_wait_for_the_policies(appflow, aws, flow, mirror, run) -> None:
    def program() -> None:
        database = {"database_name": "sales", "role_arn": f"arn:aws:iam::{ACCOUNT}:role/glue"}
        glue = {"glue_data_catalog": {**database, "table_prefix": "crm"}}
        flows = [
            flow("orders", "exports", "lake", opts=pulumi.ResourceOptions(depends_on=[])),
            flow("returns", "other", "other"),
            mirror("crm", ["a"], "other", "lake", metadata_catalog_config=glue),
        ]
        resources = ["exports", "lake", "other"]
        appflow.Surroundings("around", flows, resources=resources, databases=["sales", "unused"])

    order = run(program).order()
    policies_ = [order.index(f"around-{each}") for each in ("exports", "lake")]
    assert max(policies_) < order.index("orders")
    moving = "crm-a" if "crm-a" in order else "crm"
    assert max(order.index("around-sales"), order.index("around-other")) < order.index(moving)
    assert "around-unused" not in order


@pytest.mark.parametrize("given", ["none", "one", "several", "output"])
def test_what_a_flow_waits_for_already_stays(appflow, aws, flow, run, given) -> None:
    def program() -> None:
        first = aws.s3.Bucket("first")
        depends = {
            "none": None,
            "one": first,
            "several": [first],
            "output": pulumi.Output.from_input([first]),
        }[given]
        opts = pulumi.ResourceOptions(depends_on=depends)
        appflow.Surroundings(
            "around", [flow("orders", "exports", "lake", opts=opts)], resources=["lake"]
        )
        assert given != "several" or opts.depends_on == [first]

    order = run(program).order()
    assert order.index("around-lake") < order.index("orders")
    assert given == "none" or order.index("first") < order.index("orders")


def test_without_its_last_flow_a_bucket_has_no_policy_of_ours(appflow, aws, flow, run) -> None:
    def program() -> None:
        own = {"exports": [OWN]}
        flows = [flow("orders", "lake", "lake")]
        resources = ["lake", "exports", "old"]
        appflow.Surroundings("around", flows, resources=resources, statements=own)

    made = run(program).policies()
    assert [*made] == ["around-lake", "around-exports"] or {*made} == {
        "around-lake",
        "around-exports",
    }
    assert made["around-exports"] == [OWN]
    (both,) = made["around-lake"]
    assert both["Action"] == [*read("lake")["Action"], *write("lake")["Action"]]


def test_statements_of_the_program_stay_before_ours(appflow, aws, flow, run) -> None:
    def program() -> None:
        lake = aws.s3.Bucket("lake", bucket="lake-1")
        flows = [flow("orders", "exports", lake.bucket, kms_arn=KEY)]
        statements = {"lake": [OWN, OWN, write("lake-1")], KEY: [OWN]}
        resources = [lake, KEY]
        appflow.Surroundings("around", flows, resources=resources, statements=statements)

    made = run(program).policies()
    assert made["around-lake"] == [OWN, write("lake-1")]
    assert made[f"around-{KEY}"] == [OWN, policies.key_statement(ACCOUNT, REGION)]


def test_a_key_keeps_its_owner_and_a_secret_lets_appflow_read(appflow, aws, flow, run) -> None:
    def program() -> None:
        key, secret = aws.kms.Key("key"), aws.secretsmanager.Secret("secret")
        profile = appflow.ConnectorProfile(
            "crm",
            connector_type="Salesforce",
            connection_mode="Public",
            connector_profile_config={
                "connector_profile_properties": {"salesforce": {}},
                "connector_profile_credentials": {
                    "salesforce": {"refresh_token": "r", "client_credentials_arn": secret.arn}
                },
            },
        )
        flows = [profile, flow("orders", "exports", "lake", kms_arn=key.arn)]
        appflow.Surroundings("around", flows, resources=[key, secret])

    made = run(program)
    owner, given = made.policies()["around-key"]
    assert owner["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    assert owner["Action"] == ["kms:*"]
    assert given == policies.key_statement(ACCOUNT, REGION)
    assert made.of("KeyPolicy")["around-key"]["keyId"] == "key-id"
    assert made.policies()["around-secret"] == [policies.secret_statement("secret-id")]
    order = made.order()
    assert order.index("around-secret") < order.index("crm")


def test_a_key_of_another_program_is_named_by_its_id(appflow, aws, flow, run) -> None:
    def program() -> None:
        flows = [flow("orders", "exports", "lake", kms_arn=KEY)]
        appflow.Surroundings("around", flows, resources=[KEY], account=ACCOUNT, region=REGION)

    made = run(program)
    assert made.of("KeyPolicy")[f"around-{KEY}"]["keyId"] == "5d-1"
    assert made.calls == []


def test_a_bucket_that_is_named_in_two_ways_is_refused(appflow, aws, flow, run) -> None:
    def program() -> None:
        lake = aws.s3.Bucket("lake", bucket="lake-1")
        flows = [flow("orders", "exports", lake.id), flow("returns", "exports", "lake-1")]
        appflow.Surroundings("around", flows, resources=[lake, "lake-1"])

    with pytest.raises(pulumi.RunError, match="resources has lake-1 twice"):
        run(program)


def test_rules_and_alarms_are_those_of_the_flows(appflow, aws, flow, mirror, run) -> None:
    def program() -> None:
        flows = [flow("orders", "a-1", "b-1"), mirror("crm", ["x", "y"], "a-1", "b-1")]
        made = appflow.Surroundings("around", flows, on_failure=TOPIC, on_no_records=TOPIC)
        assert (len(made.rules), len(made.alarms), made.policies) == (2, 3, [])

    made = run(program)
    patterns = {
        name: json.loads(each["eventPattern"]) for name, each in made.of("EventRule").items()
    }
    names = patterns["around-failed"]["detail"]["flow-name"]
    assert names[0] == "orders-1234567"
    assert [*map(str, names[1:])] in (["crm-x", "crm-y"], ["crm-x-1234567", "crm-y-1234567"])
    assert patterns["around-deactivated"]["detail"] == {"flow-name": names}
    assert {each["arn"] for each in made.of("EventTarget").values()} == {TOPIC}
    alarms = made.of("MetricAlarm")
    assert sorted(alarms) == ["around-idle-crm-x", "around-idle-crm-y", "around-idle-orders"]
    assert [each["dimensions"]["FlowName"] for each in alarms.values()] != []
    assert sorted(each["dimensions"]["FlowName"] for each in alarms.values()) == sorted(names)


def test_what_no_policy_is_written_for_is_a_warning(appflow, aws, flow, run, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(pulumi.log, "warn", lambda text, *_: said.append(text))

    def program() -> None:
        lake = aws.s3.Bucket("lake")
        flows = [flow(f"f{n}", "exports", lake.arn.apply(str)) for n in range(2)]
        appflow.Surroundings("around", flows, resources=["exports"])

    run(program)
    (text,) = said
    assert "f0.destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketName" in text
    assert "sourceFlowConfig" not in text


def test_a_flow_that_is_registered_already_is_a_warning(
    appflow, aws, flow, run, monkeypatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(pulumi.log, "warn", lambda text, *_: said.append(text))

    def program() -> None:
        orders = flow("orders", "exports", "lake")
        pulumi.runtime.invoke("aws:index/getRegion:getRegion", {})  # runs what waits
        appflow.Surroundings("around", [orders], resources=["lake"])

    run(program)
    assert [text for text in said if text.startswith("orders was registered before")]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"resources": "lake"}, "resources must be a list"),
        ({"resources": ["arn:aws:s3:::lake"]}, "names of buckets, or ARNs"),
        ({"resources": ["s3://lake"]}, "names of buckets, or ARNs"),
        ({"resources": [7]}, "names of buckets, or ARNs of keys and secrets, not int"),
        ({"statements": {"lake": [OWN]}}, "'lake' is none of resources"),
        ({"resources": ["lake"], "statements": {"lake": OWN}}, "must have a list of statements"),
        ({"databases": "sales"}, "databases must be a list"),
        ({"flows": ["orders"]}, "takes Flow, Mirror and ConnectorProfile resources, not str"),
        ({"flows": "orders"}, "flows must be a list"),
    ],
)
def test_what_is_no_resource_is_refused(appflow, aws, run, given, words) -> None:
    def program() -> None:
        with pytest.raises((TypeError, ValueError), match=words):
            appflow.Surroundings("around", **{"flows": [], **given})

    run(program)


def test_without_pulumi_aws_the_error_says_how_to_install_it(
    appflow, flow, run, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "pulumi_aws", None)

    def program() -> None:
        with pytest.raises(pulumi.RunError, match=r"Surroundings around .* pip install pulumi_aws"):
            appflow.Surroundings("around", [flow("orders", "exports", "lake")])

    run(program)


@pytest.mark.parametrize("front", ["pulumi_appflow", "pulumi_appflow.dynamic"])
def test_pulumi_aws_is_not_imported_until_something_is_made_with_it(front) -> None:
    program = (
        "import sys, types\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        assert name.split('.')[0] != 'pulumi_aws', name\n"
        "sys.meta_path.insert(0, Finder())\n"
        f"import {front} as appflow\n"
        "from pulumi_appflow import mapping, monitoring, policies\n"
        "appflow.Surroundings, monitoring.on_run_failed\n"
        "policies.document(policies.source_bucket_statement('lake'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
