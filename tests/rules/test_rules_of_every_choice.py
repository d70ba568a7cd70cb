"""
The rules that depend on a choice among few (a rate, a format, a login, an operation), with every choice.

What is expected is written down here once more, so that an entry which is lost from the rules' tables shows.
"""

from typing import Any

import pytest

from appflow_provider.resources import RESOURCES
from tests.programs import destination, login, scheduled, source, task
from tests.rules.samples import SALESFORCE, flow, from_, to

SPEAKS_OF_RATE = {
    "lookout": "is not supported with LookoutMetrics as destination",
    "often": "is too often. AppFlow reads",
}


def said(kind: str, inputs: dict[str, Any]) -> str:
    """All that check says of the inputs."""
    found = RESOURCES[kind].check({}, inputs, resource_name="it")
    return "\n".join(map(str, (*found.problems, *found.warnings)))


@pytest.mark.parametrize(
    ("rate", "fits"),
    [
        ("5minutes", True),
        ("10minutes", True),
        ("1hours", True),
        ("1days", True),
        ("15minutes", False),
        ("2hours", False),
        ("1weeks", False),
        ("1months", False),
    ],
)
def test_lookout_for_metrics_takes_four_rates(rate: str, fits: bool) -> None:
    amplitude = source("Amplitude", "amplitude", {"object": "Events"})
    lookout = destination("LookoutMetrics", "lookoutMetrics", {})
    written = flow(
        sourceFlowConfig=amplitude,
        destinationFlowConfigList=[lookout],
        triggerConfig=scheduled(f"rate({rate})"),
    )
    assert (SPEAKS_OF_RATE["lookout"] not in said("Flow", written)) is fits


@pytest.mark.parametrize(
    ("connector", "rate", "every"),
    [
        ("Marketo", "rate(30minutes)", "an hour"),
        ("Marketo", "rate(1hours)", ""),
        ("Amplitude", "rate(12hours)", "a day"),
        ("Amplitude", "rate(1days)", ""),
        ("Salesforce", "rate(1minutes)", ""),
    ],
)
def test_a_source_is_read_no_more_often_than_it_allows(
    connector: str, rate: str, every: str
) -> None:
    key = connector.lower()
    written = from_(source(connector, key, {"object": "Lead"}), triggerConfig=scheduled(rate))
    expected = f"AppFlow reads {connector} at most once {every}" if every else ""
    found = said("Flow", written)
    assert expected in found
    assert bool(every) == (SPEAKS_OF_RATE["often"] in found)


@pytest.mark.parametrize(
    ("kind", "key", "file_type", "refused"),
    [
        ("S3", "s3", "CSV", True),
        ("S3", "s3", "PARQUET", True),
        ("S3", "s3", "JSON", False),
        ("Upsolver", "upsolver", "CSV", True),
        ("Upsolver", "upsolver", "PARQUET", True),
        ("Upsolver", "upsolver", "JSON", False),
    ],
)
def test_google_analytics_is_written_as_json(
    kind: str, key: str, file_type: str, refused: bool
) -> None:
    google = source("Googleanalytics", "googleAnalytics", {"object": "ga:all"})
    output = {"fileType": file_type, "prefixConfig": {}}
    files = destination(
        kind, key, {"bucketName": "upsolver-appflow", "s3OutputFormatConfig": output}
    )
    written = flow(sourceFlowConfig=google, destinationFlowConfigList=[files])
    assert ("must be JSON with Googleanalytics" in said("Flow", written)) is refused


@pytest.mark.parametrize("operation", ["INSERT", "UPSERT", "UPDATE", "DELETE"])
def test_an_operation_on_records_that_exist_needs_their_ids(operation: str) -> None:
    zendesk = {"object": "tickets", "writeOperationType": operation}
    found = said("Flow", to("Zendesk", "zendesk", zendesk))
    assert (f"is required with writeOperationType {operation}" in found) == (operation != "INSERT")


@pytest.mark.parametrize("kind", ["Arithmetic", "Merge", "Mask"])
def test_a_field_that_a_task_makes_may_be_mapped(kind: str) -> None:
    made = task(kind, ["Id", "Name"], "salesforce", "NO_OP", destinationField="Made")
    read = task("Filter", ["Id", "Name"], "salesforce", "PROJECTION")
    mapped = task("Map", ["Made"], "salesforce", "NO_OP", destinationField="Made")
    found = said("Flow", from_(SALESFORCE, tasks=[read, made, mapped]))
    assert ("is not among the fields of the task with PROJECTION" in found) == (kind == "Mask")


MEMBERS: dict[str, tuple[str, Any]] = {
    "APIKEY": ("apiKey", {"apiKey": "key-4711"}),
    "BASIC": ("basic", {"username": "loader", "password": "secret-4711"}),
    "CUSTOM": ("custom", {"customAuthenticationType": "token", "credentialsMap": {"t": "x-4711"}}),
    "OAUTH2": ("oauth2", {"clientId": "c-4711", "clientSecret": "s-4711"}),
}


def custom(credentials: dict[str, Any], grant: str = "CLIENT_CREDENTIALS") -> dict[str, Any]:
    """A profile of a custom connector."""
    tokens = {"tokenUrl": "https://x.example.com/token", "oauth2GrantType": grant}
    properties = {"oauth2Properties": tokens}
    label = {"connectorLabel": "orders"}
    return login("CustomConnector", "customConnector", properties, credentials, **label)


@pytest.mark.parametrize("kind", MEMBERS)
@pytest.mark.parametrize("given", MEMBERS)
def test_a_custom_login_has_the_member_of_its_type(kind: str, given: str) -> None:
    name, login = MEMBERS[given]
    found = said("ConnectorProfile", custom({"authenticationType": kind, name: login}))
    required = f"{MEMBERS[kind][0]} is required with authenticationType {kind}"
    assert (required in found) == (given != kind)
    assert (f"has no effect with authenticationType {kind}" in found) == (given != kind)


@pytest.mark.parametrize(
    ("more", "complete"),
    [
        ({"accessToken": "a-4711"}, True),
        ({"refreshToken": "r-4711"}, True),
        ({"oauthRequest": {"authCode": "code-4711"}}, True),
        ({}, False),
    ],
    ids=["access token", "refresh token", "code", "none"],
)
def test_an_authorization_code_grant_needs_a_token_or_a_code(
    more: dict[str, Any], complete: bool
) -> None:
    login = {"authenticationType": "OAUTH2", "oauth2": {**MEMBERS["OAUTH2"][1], **more}}
    found = said("ConnectorProfile", custom(login, "AUTHORIZATION_CODE"))
    assert ("which the grant AUTHORIZATION_CODE needs" not in found) is complete
