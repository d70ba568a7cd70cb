"""Connector profiles against a fake service: credentials kept and hidden, private connections waited for."""

from typing import Any

import pytest

from appflow_provider.errors import PartlyDone
from appflow_provider.resources import Inputs, State
from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.values import Secret, unwrap
from tests.programs import profile
from tests.resources.fake import FakeService

PENDING = {"status": "PENDING"}
CREATED = {"status": "CREATED"}
FAILED = {"status": "FAILED", "failureCause": "ACCESS_DENIED", "failureMessage": "no such endpoint"}


def created(service: FakeService, timeout: float = 0, **changes: Any) -> Any:
    inputs = ConnectorProfile().check({}, profile(**changes)).inputs
    return ConnectorProfile().create(inputs, service.work(timeout=timeout))


def test_create_keeps_the_credentials_as_secrets_and_sends_them_plain(service: FakeService) -> None:
    held = created(service)
    assert service.operations() == ["CreateConnectorProfile", "DescribeConnectorProfiles"]
    sent = service.calls[0][1]["connectorProfileConfig"]["connectorProfileCredentials"]
    assert sent == {"Salesforce": {"refreshToken": "hunter2"}}
    assert "hunter2" not in repr(held)
    assert unwrap(held.inputs) == profile()
    assert held.state["credentialsArn"].startswith("arn:aws:secretsmanager:")


def test_a_refresh_keeps_what_the_service_never_returns(service: FakeService) -> None:
    held = created(service, kmsArn="arn:aws:kms:eu-west-1:123456789012:key/k")
    seen = ConnectorProfile().read("crm", held.state, service.work())
    assert seen is not None
    assert seen.inputs == held.inputs
    assert seen.state == held.state


def test_a_change_behind_our_back_shows(service: FakeService) -> None:
    held = created(service)
    live = service.profiles["crm"]["connectorProfileConfig"]["connectorProfileProperties"]
    live["Salesforce"]["instanceUrl"] = "https://elsewhere"
    seen = ConnectorProfile().read("crm", held.state, service.work())
    assert seen is not None
    properties = seen.inputs["connectorProfileConfig"]["connectorProfileProperties"]
    assert properties == {"salesforce": {"instanceUrl": "https://elsewhere"}}


def test_an_update_sends_the_whole_configuration(service: FakeService) -> None:
    held = created(service)
    news = ConnectorProfile().check(held.inputs, profile(connectionMode="Private")).inputs
    ConnectorProfile().update("crm", held.state, news, service.work())
    assert service.calls[2][0] == "UpdateConnectorProfile"
    assert service.calls[2][1].keys() == {
        "connectorProfileName",
        "connectionMode",
        "connectorProfileConfig",
    }


def by_code(code: str) -> dict[str, Any]:
    config: dict[str, Any] = profile()["connectorProfileConfig"]
    credentials = {"salesforce": {"oauthRequest": {"authCode": code, "redirectUri": "https://x"}}}
    return {**config, "connectorProfileCredentials": credentials}


@pytest.mark.parametrize(("code", "sent"), [("used", False), ("fresh", True)])
def test_an_authorization_code_is_sent_once(service: FakeService, code: str, sent: bool) -> None:
    held = created(service, connectorProfileConfig=by_code("used"))
    news = ConnectorProfile().check(
        held.inputs, profile(connectionMode="Private", connectorProfileConfig=by_code(code))
    )
    ConnectorProfile().update("crm", held.state, news.inputs, service.work())
    config = service.calls[2][1]["connectorProfileConfig"]
    assert ("connectorProfileCredentials" in config) == sent


def test_credentials_that_work_more_than_once_are_sent_with_every_update(
    service: FakeService,
) -> None:
    held = created(service)
    ConnectorProfile().update(
        "crm", held.state, Inputs(profile(connectionMode="Private")), service.work()
    )
    sent = service.calls[2][1]["connectorProfileConfig"]["connectorProfileCredentials"]
    assert sent == {"Salesforce": {"refreshToken": "hunter2"}}


def test_a_private_connection_is_waited_for(service: FakeService) -> None:
    service.provisioning = [PENDING, PENDING, CREATED]
    said: list[str] = []
    inputs = ConnectorProfile().check({}, profile(connectionMode="Private")).inputs
    work = service.work()
    object.__setattr__(work, "say", lambda each: said.append(str(each)))
    ConnectorProfile().create(inputs, work)
    assert service.paused > 0
    assert "waiting for the private connection of crm" in said[0]


def test_a_private_connection_that_fails_is_remembered_with_its_cause(service: FakeService) -> None:
    service.provisioning = [PENDING, FAILED]
    with pytest.raises(PartlyDone, match="ACCESS_DENIED: no such endpoint") as stopped:
        created(service, connectionMode="Private")
    assert stopped.value.id_ == "crm"
    assert stopped.value.state["connectorProfileArn"].endswith("/crm")


def test_a_wait_ends_with_the_users_patience(service: FakeService) -> None:
    service.provisioning = [PENDING]
    with pytest.raises(
        PartlyDone, match=r"of crm in eu-west-1: it was still pending after 30 seconds"
    ):
        created(service, timeout=30, connectionMode="Private")
    assert 30 <= service.paused < 40


def test_cancelling_a_wait_keeps_the_profile(service: FakeService) -> None:
    service.provisioning, service.cancel_after = [PENDING], 3.0
    with pytest.raises(
        PartlyDone, match=r"in eu-west-1: cancelled.*The profile itself is there.*customTimeouts"
    ):
        created(service, connectionMode="Private")
    assert "crm" in service.profiles


def test_deleting_what_is_gone_is_a_success(service: FakeService) -> None:
    ConnectorProfile().delete("crm", State(profile()), service.work())


def test_a_secret_in_the_inputs_is_no_change_to_its_plain_twin() -> None:
    secret = profile()
    credentials = secret["connectorProfileConfig"]["connectorProfileCredentials"]
    credentials["salesforce"]["refreshToken"] = Secret("hunter2")
    assert ConnectorProfile().diff(State(secret), Inputs(profile())).action == "same"


HUBSPOT = {"clientId": "id", "clientSecret": "hunter2", "refreshToken": "first"}
OWN_URL = {"customConnector": {"oauth2Properties": {"tokenUrl": "https://own.example.com/token"}}}


def test_a_program_whose_login_is_ignored_keeps_the_one_of_the_state() -> None:
    profiles = ConnectorProfile()
    olds = profiles.check({}, {"connectorProfileName": "hub", "login": {"hubSpot": HUBSPOT}}).inputs
    same = profiles.check(olds, {"connectorProfileName": "hub"})
    assert (same.inputs, same.problems, same.warnings) == (olds, (), ())
    assert "hunter2" not in repr(same)
    beside = {"connectorProfileConfig": {"connectorProfileProperties": OWN_URL}}
    other = profiles.check(olds, {"connectorProfileName": "hub", **beside})
    config, before = (unwrap(each["connectorProfileConfig"]) for each in (other.inputs, olds))
    credentials = "connectorProfileCredentials"
    assert config[credentials] == before[credentials]
    oauth = config["connectorProfileProperties"]["customConnector"]["oauth2Properties"]
    assert oauth["tokenUrl"] == "https://own.example.com/token"
    labelled = {"connectorProfileName": "hub", "connectorLabel": "own"}
    olds = profiles.check({}, {**labelled, "login": {"hubSpot": HUBSPOT}}).inputs
    assert profiles.check(olds, labelled).inputs == olds


@pytest.mark.parametrize("olds", [{}, profile(), {**profile(), "connectorLabel": "own"}])
def test_a_program_that_names_no_connector_is_refused_where_no_login_was(
    olds: dict[str, Any],
) -> None:
    checked = ConnectorProfile().check(Inputs(olds), {"connectorProfileName": "crm"})
    assert "connectorType" in {str(each.path[0]) for each in checked.problems}
