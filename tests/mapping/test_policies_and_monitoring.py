"""Policies, patterns and metrics of a flow, against what the provider says and what the emulator's events would be."""

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from appflow_provider.resources.advice.statements import statements
from pulumi_appflow import monitoring, policies

REQUEST = {
    "sourceFlowConfig": {"sourceConnectorProperties": {"S3": {"bucketName": "exports"}}},
    "destinationFlowConfigList": [
        {"destinationConnectorProperties": {"S3": {"bucketName": "lake"}}}
    ],
}


def test_bucket_statements_are_those_that_an_error_would_name() -> None:
    named = [line.split(": ", 1)[1] for line in statements(REQUEST).splitlines()]
    made = [
        policies.source_bucket_statement("exports"),
        policies.destination_bucket_statement("lake"),
    ]
    assert [json.loads(line) for line in named] == made


def test_a_statement_can_be_for_one_account() -> None:
    statement = policies.source_bucket_statement("exports", "123456789012")
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    assert statement["Principal"] == {"Service": "appflow.amazonaws.com"}


def test_a_policy_is_a_document() -> None:
    document = policies.document(
        policies.secret_statement("arn:aws:secretsmanager:eu-west-1:1:secret:s")
    )
    assert json.loads(json.dumps(document))["Version"] == "2012-10-17"
    assert document["Statement"][0]["Action"][0] == "secretsmanager:GetSecretValue"


def test_a_key_is_given_through_the_service_alone() -> None:
    statement = policies.key_statement("123456789012", "eu-west-1")
    condition = {"StringEquals": {"kms:ViaService": "appflow.eu-west-1.amazonaws.com"}}
    assert statement["Condition"] == condition


def test_patterns_are_of_the_flows_that_are_named() -> None:
    assert monitoring.run_pattern() == {
        "source": ["aws.appflow"],
        "detail-type": ["AppFlow Start Flow Run Report", "AppFlow End Flow Run Report"],
    }
    failed = monitoring.run_pattern("orders", failed=True)
    assert failed["detail-type"] == ["AppFlow End Flow Run Report"]
    assert failed["detail"] == {
        "flow-name": ["orders"],
        "status": [{"anything-but": "Execution Successful"}],
    }
    assert monitoring.deactivation_pattern("orders")["detail"] == {"flow-name": ["orders"]}


def test_metrics_have_units_and_a_dimension() -> None:
    assert monitoring.METRICS["FlowExecutionTime"] == "Milliseconds"
    assert monitoring.metric_dimensions("orders") == {"FlowName": "orders"}


OUTPUT: Any = pulumi.Output.from_input("lake")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: policies.source_bucket_statement(OUTPUT), "inside of output.apply"),
        (lambda: policies.secret_statement(OUTPUT), "inside of output.apply"),
        (lambda: policies.document([{}]), r"document\(\*statements\)"),  # type: ignore[arg-type]
        (lambda: monitoring.run_pattern(["a", "b"]), "a flow name must be text"),  # type: ignore[arg-type]
        (lambda: monitoring.metric_dimensions(None), "flow_name must be text"),  # type: ignore[arg-type]
        (lambda: policies.key_statement("123456789012", None), "region must be text"),  # type: ignore[arg-type]
    ],
)
def test_what_would_make_a_broken_policy_is_refused(wrong: Callable[[], Any], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        wrong()


def test_names_and_accounts_are_not_arns_and_aliases() -> None:
    with pytest.raises(ValueError, match="the name of a bucket alone"):
        policies.source_bucket_statement("arn:aws:s3:::lake")
    with pytest.raises(ValueError, match="the 12 digits"):
        policies.destination_bucket_statement("lake", "production")
