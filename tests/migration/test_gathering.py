"""What the user names is read, filtered and checked before Pulumi takes it over."""

import json
from pathlib import Path
from typing import Any

import pytest

from appflow_provider.errors import AppFlowError
from appflow_provider.migration.gathering import Asked, gather
from tests.migration import other_tools
from tests.migration.states import of_cases, resource, state

KEY = "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def file_of(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "given.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_patterns_and_kinds_choose_resources(tmp_path: Path) -> None:
    path = file_of(tmp_path, of_cases())
    _, flows = gather(Asked(path, kinds=["Flow"], is_offline=True))
    assert {each.found.resource.token for each in flows.taken} == {"Flow"}
    _, some = gather(Asked(path, patterns=["kestrel-*"], is_offline=True))
    assert {each.found.current.id_[:8] for each in some.taken} == {"kestrel-"}
    with pytest.raises(AppFlowError, match="has no AppFlow resources that match"):
        gather(Asked(path, patterns=["nobody"], is_offline=True))


def test_what_a_preview_would_refuse_is_reported(tmp_path: Path) -> None:
    flow = other_tools.terraform("Flow", other_tools.requests_by_name("004-singular-s3-cron"))
    (destination,) = flow["destination_flow_config"]
    (properties,) = destination["destination_connector_properties"]
    properties["s3"][0]["bucket_name"] = "s3://not-a-bucket"
    path = file_of(tmp_path, state(resource("aws_appflow_flow", "spend", flow)))
    _, outcome = gather(Asked(path, is_offline=True))
    (each,) = outcome.taken
    assert any("`pulumi preview` will refuse it" in notice.text for notice in each.notices)


def test_a_key_is_kept_if_nobody_can_say_whose_it_is(tmp_path: Path) -> None:
    flow = other_tools.terraform("Flow", other_tools.requests_by_name("004-singular-s3-cron"))
    path = file_of(tmp_path, state(resource("aws_appflow_flow", "spend", {**flow, "kms_arn": KEY})))
    _, outcome = gather(Asked(path, is_offline=True))
    assert outcome.taken[0].found.current.inputs["kmsArn"] == KEY


PARAMETERS = {
    "a map": '{"Stage": "prod"}',
    "the list of the AWS CLI": '[{"ParameterKey": "Stage", "ParameterValue": "prod"}]',
    "yaml": "Stage: prod\n",
}
TEMPLATE = """\
Parameters:
  Stage: {Type: String}
Resources:
  Spend:
    Type: AWS::AppFlow::Flow
    Properties: PROPERTIES
"""


def template() -> str:
    request = other_tools.requests_by_name("004-singular-s3-cron")
    properties = other_tools.cloudformation("Flow", request)
    text = json.dumps({**properties, "FlowName": {"Fn::Sub": "spend-${Stage}"}})
    return TEMPLATE.replace("PROPERTIES", text)


@pytest.mark.parametrize("form", PARAMETERS)
def test_parameters_of_a_template_come_from_a_file(tmp_path: Path, form: str) -> None:
    values = tmp_path / "values"
    values.write_text(PARAMETERS[form])
    path = file_of(tmp_path, template())
    asked = Asked(path, parameters=values, region="eu-west-1", is_offline=True)
    contents, outcome = gather(asked)
    assert contents.tool == "template"
    assert [each.found.current.id_ for each in outcome.taken] == ["spend-prod"]
    with pytest.raises(AppFlowError, match="parameter Stage has no value and no default"):
        gather(Asked(path, is_offline=True))
    values.write_text("just text")
    with pytest.raises(AppFlowError, match="values has no parameters"):
        gather(asked)
