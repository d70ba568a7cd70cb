"""What other providers replace without need, and what they try to update in place although the service refuses it."""

from typing import Any

import pytest

from appflow_emulator.assumptions import assume
from appflow_provider.resources import Inputs, State
from appflow_provider.service import Services
from appflow_provider.values import UNKNOWN, unwrap
from tests.peers.programs import FROM_S3, FROM_SALESFORCE, TARGET, listening, map_of
from tests.programs import MAP_ALL
from tests.stories import samples
from tests.stories.lifecycle import Life, go_on, play
from tests.stories.members import Path, changed
from tests.stories.programs import LONGEST

_LEADS = samples.flow_to("Salesforce")
_EVENTS = samples.flow_to("EventBridge")


@pytest.mark.parametrize("key", ["returned", "omitted"])
def test_awscc_317_a_flow_is_not_made_again_for_the_key_that_the_service_chose(
    services: Services, key: str
) -> None:
    with assume(managed_kms_arn=key):
        life = play("Flow", services, [(FROM_S3, "create"), (FROM_S3, "same")])
        life.refresh()
        assert life.diff(life.check(FROM_S3)).action == "same"


@pytest.mark.parametrize("name", ["tasks", "description", "triggerConfig", "tags"])
def test_awscc_317_a_flow_is_not_made_again_for_what_is_not_known_yet(
    services: Services, name: str
) -> None:
    life = play("Flow", services, [(FROM_S3, "create")])
    assert life.diff(life.check({**FROM_S3, name: UNKNOWN})).action == "update"


def test_awscc_242_an_imported_profile_is_not_made_again_for_the_key_that_it_has(
    services: Services,
) -> None:
    key = {"kmsArn": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd"}
    program = samples.profile("Salesforce")
    life = Life("ConnectorProfile", services)
    life.start({**program, **key})
    life.inputs, life.state = Inputs({}), State({})
    life.refresh()
    silent = life.inputs
    assert life.diff(life.check({**silent, **key})).action == "same"
    warned = life.resource.check(life.inputs, {**silent, **key}).warnings
    assert ("kmsArn",) in {warning.path for warning in warned}
    assert life.up({**program, **key}) == "update"
    other = {"kmsArn": "arn:aws:kms:eu-west-1:123456789012:key/another"}
    assert life.diff(life.check({**program, **other})).action == "replace"


def test_awscc_242_a_profile_is_not_made_again_for_its_key(services: Services) -> None:
    kind, program = LONGEST["login-Salesforce"]
    life = play(kind, services, [(program, "create"), (program, "same")])
    life.refresh()
    assert unwrap(life.inputs)["kmsArn"] == program["kmsArn"]
    assert life.diff(life.check(program)).action == "same"


@pytest.mark.parametrize(
    ("program", "path", "value"),
    [
        pytest.param(FROM_S3, (*TARGET, "s3", "bucketName"), "elsewhere", id="tf-42482"),
        pytest.param(_LEADS, (*TARGET, "salesforce", "object"), "Lead", id="tf-42482-salesforce"),
        pytest.param(
            _EVENTS, (*TARGET, "eventBridge", "object"), "LeadChangeEvent", id="aws-cdk-14452"
        ),
    ],
)
def test_another_destination_is_a_replacement_that_the_preview_explains(
    services: Services, program: dict[str, Any], path: Path, value: str
) -> None:
    life, ear = listening("Flow", services)
    edited = changed(program, path, value)
    go_on(life, [(program, "create"), (edited, "replace"), (edited, "same")])
    assert [change.path for change in life.found.changes] == []
    told = life.resource.change_notes(life.resource.diff(life.state, life.check(program)))
    assert "AppFlow cannot change where a flow writes to" in str(told)
    assert "UpdateFlow" not in ear.operations()


def test_aws_cdk_14452_tasks_change_in_place_though_appflow_renamed_the_bus(
    services: Services,
) -> None:
    source = {**_EVENTS["sourceFlowConfig"], "apiVersion": "v58.0"}
    with assume(event_bridge_object="rewritten"):
        life = Life("Flow", services)
        assert life.up(_EVENTS) == "create"
        assert life.up({**_EVENTS, "sourceFlowConfig": source}) == "update"
        excluding = {"EXCLUDE_SOURCE_FIELDS_LIST": '["Fax"]'}
        less = {
            **_EVENTS,
            "sourceFlowConfig": source,
            "tasks": [{**MAP_ALL, "taskProperties": excluding}],
        }
        assert life.up(less) == "update"


def test_aws_cli_6632_what_a_replacement_loses_is_shown_before(services: Services) -> None:
    life = play("Flow", services, [(FROM_SALESFORCE, "create")])
    path = (*("sourceFlowConfig", "sourceConnectorProperties"), "salesforce", "object")
    found = life.diff(life.check(changed(FROM_SALESFORCE, path, "Lead")))
    told = life.resource.change_notes(found)
    assert "It loses its run history" in str(told)


def test_aws_cli_6632_a_change_in_place_loses_nothing(services: Services) -> None:
    life = play("Flow", services, [(FROM_SALESFORCE, "create")])
    tasks = [*FROM_SALESFORCE["tasks"], map_of("Phone")]
    assert (
        life.resource.change_notes(life.diff(life.check({**FROM_SALESFORCE, "tasks": tasks}))) == ()
    )
