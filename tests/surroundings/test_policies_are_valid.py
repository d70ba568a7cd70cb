"""Fleets of any shape get policies that are merged, minimal, valid and in a stable order; a parser of policies reads each."""

import json
import re
import sys
import warnings
from itertools import combinations
from typing import Any
from unittest import mock

import pulumi
from hypothesis import given, settings
from hypothesis import strategies as st

import pulumi_appflow
from appflow_provider.functions import FUNCTIONS
from appflow_provider.resources import OperationContext
from appflow_provider.surroundings import (
    BUCKETS,
    GRANTS,
    SECRET,
    document,
    key_statement,
    owner_statement,
    statement,
)
from tests.surroundings.conftest import ACCOUNT, REGION, Registered
from tests.surroundings.like_aws import package

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)  # it leaves its files open
    import parliament

appflow: Any = pulumi_appflow  # the fleets are values of Hypothesis
ARN = re.compile(
    r"arn:(aws|aws-cn|aws-us-gov):(s3|secretsmanager|sns|sqs):[^:*]*:[^:*]*:[^*]+(/\*)?|\*"
)
NAMES = {
    "source bucket": "lake",
    "destination bucket": "lake",
    SECRET: f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:crm-AbCdEf",
    "topic": f"arn:aws:sns:eu-west-1:{ACCOUNT}:alarms",
    "queue": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:alarms",
}


def assert_valid(policy):
    """The grammar of a policy of a resource, and actions that exist for the resources they name."""
    assert policy.keys() == {"Version", "Statement"}
    assert policy["Version"] == "2012-10-17"
    for each in policy["Statement"]:
        assert each.keys() - {"Condition"} == {"Effect", "Principal", "Action", "Resource"}
        assert each["Effect"] == "Allow"
        ((kind, principal),) = each["Principal"].items()
        pattern = {
            "Service": r"[a-z]+\.amazonaws\.com",
            "AWS": r"arn:aws[a-z-]*:iam::\d{12}:root",
        }[kind]
        assert re.fullmatch(pattern, principal)
        resources = each["Resource"]
        for arn in [resources] if isinstance(resources, str) else resources:
            assert ARN.fullmatch(arn), arn
        assert len({*each["Action"]}) == len(each["Action"])
    found = parliament.analyze_policy_string(json.dumps(policy)).findings
    of_a_key = all(each["Resource"] == "*" for each in policy["Statement"])
    allowed = {"RESOURCE_STAR"} if of_a_key else set()  # in the policy of a key it means that key
    assert [each for each in found if each.issue not in allowed] == []


def test_the_parser_would_notice_a_wrong_policy() -> None:
    wrong = document([{**statement(["topic"], NAMES["topic"]), "Action": ["sns:Publsh"]}])
    found = parliament.analyze_policy_string(json.dumps(wrong)).findings
    assert [each.issue for each in found] == ["UNKNOWN_ACTION"]


def test_each_row_makes_a_valid_statement() -> None:
    assert {*NAMES} == {*GRANTS}
    for kind, name in NAMES.items():
        for account in (None, ACCOUNT):
            assert_valid(document([statement([kind], name, account)]))
    for region in ("eu-west-1", "us-gov-west-1", "cn-north-1"):
        assert_valid(document([owner_statement(ACCOUNT, region), key_statement(ACCOUNT, region)]))


def test_rows_share_no_action_and_those_of_a_bucket_join() -> None:
    for one, other in combinations(GRANTS.values(), 2):
        assert not {*one.actions} & {*other.actions}
    read, write = (GRANTS[kind] for kind in BUCKETS)
    assert (read.service, read.resources) == (write.service, write.resources)
    assert all(row.source for row in GRANTS.values())


BUCKET = st.sampled_from(["lake", "exports", "errors", "stage"])
FLEETS = st.lists(st.tuples(BUCKET, BUCKET, BUCKET, st.none() | BUCKET), max_size=6)
"""Of each flow the source, the two buckets of its destinations, and the one for failed records."""


def declared(place, buckets):
    source, lake, stage, errors = buckets
    handling = {"error_handling_config": {"bucket_name": errors}} if errors else {}
    return appflow.Flow(
        f"f{place}",
        source_flow_config={
            "connector_type": "S3",
            "source_connector_properties": {"s3": {"bucket_name": source, "bucket_prefix": "in"}},
        },
        destination_flow_config_list=[
            {
                "connector_type": "S3",
                "destination_connector_properties": {"s3": {"bucket_name": lake}},
            },
            {
                "connector_type": "Redshift",
                "connector_profile_name": "warehouse",
                "destination_connector_properties": {
                    "redshift": {"object": "t", "intermediate_bucket_name": stage, **handling}
                },
            },
        ],
        tasks=[{"task_type": "Map_all", "source_fields": []}],
        trigger_config={"trigger_type": "OnDemand"},
    )


def silent(region):
    """AppFlow in a region, which refuses to be called."""
    return mock.Mock(region=region, call=mock.Mock(side_effect=AssertionError("called")))


def policies_of(fleet):
    """The policy of each bucket, as text, from the component itself. The function of the provider gives the same."""
    mocks = Registered()
    pulumi.runtime.set_mocks(mocks, preview=False)

    def program() -> None:
        flows = [declared(place, buckets) for place, buckets in enumerate(fleet)]
        resources = ["lake", "exports", "errors", "stage"]
        appflow.Surroundings("around", flows, resources=resources)

    with mock.patch.dict(sys.modules, {"pulumi_aws": package()}):
        pulumi.runtime.test(program)()
    made = mocks.of("BucketPolicy").values()
    assert len(made) == len({each["bucket"] for each in made})
    found = {each["bucket"]: each["policy"] for each in made}
    flows = [*mocks.of("Flow").values()]
    asked = {"flows": flows, "account": ACCOUNT, "region": REGION}
    answered = FUNCTIONS["getSurroundings"](asked, OperationContext(silent))
    assert answered.result["bucketPolicies"] == found
    return found


def needed(fleet):
    """Which actions which bucket needs, read a second time."""
    found: dict[str, set[str]] = {}
    for source, lake, stage, errors in fleet:
        found.setdefault(source, set()).update(GRANTS["source bucket"].actions)
        for name in filter(None, (lake, stage, errors)):
            found.setdefault(name, set()).update(GRANTS["destination bucket"].actions)
    return found


@settings(max_examples=25)
@given(FLEETS, st.randoms())
def test_a_fleet_gets_merged_minimal_and_valid_policies_in_a_stable_order(fleet, random) -> None:
    made = policies_of(fleet)
    for policy in map(json.loads, made.values()):
        assert len(policy["Statement"]) == 1
        assert_valid(policy)
    actions = {name: {*json.loads(each)["Statement"][0]["Action"]} for name, each in made.items()}
    assert actions == needed(fleet)
    shuffled = random.sample(fleet, len(fleet))
    assert policies_of([*shuffled, *fleet[:1]]) == made


def test_the_last_flow_of_a_bucket_takes_its_statement_along() -> None:
    both, one = ("exports", "lake", "stage", "errors"), ("exports", "lake", "lake", None)
    assert {*policies_of([both, one])} == {"errors", "exports", "lake", "stage"}
    assert {*policies_of([one])} == {"exports", "lake"}
    assert policies_of([]) == {}
