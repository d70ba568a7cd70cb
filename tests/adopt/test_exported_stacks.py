"""Credentials are put into an exported stack, for Pulumi to encrypt."""

import json
from typing import Any

from appflow_provider.adopt.exported import with_credentials
from appflow_provider.adopt.importing import Entry
from appflow_provider.values import SECRET, SIGNATURE, Secret

TYPE = "appflow:index:ConnectorProfile"
PROPERTIES: dict[str, Any] = {"connectorProfileProperties": {"salesforce": {}}}


def config(token: Any) -> dict[str, Any]:
    credentials = {"connectorProfileCredentials": {"salesforce": {"refreshToken": token}}}
    return {"connectorProfileConfig": {**PROPERTIES, **credentials}}


def imported(name: str, held: dict[str, Any]) -> dict[str, Any]:
    outputs = {**held, "connectorProfileArn": f"arn:{name}"}
    return {"type": TYPE, "id": name, "urn": f"urn:{name}", "inputs": held, "outputs": outputs}


def stack(*resources: dict[str, Any]) -> dict[str, Any]:
    return {"version": 3, "deployment": {"manifest": {}, "resources": [*resources]}}


def entry(name: str) -> Entry:
    given = {**config(Secret("a token")), "kmsArn": "arn:aws:kms:eu-west-1:1:key/a"}
    return Entry(TYPE, name, name, given, given)


def test_an_imported_profile_gets_what_appflow_does_not_return_as_secrets() -> None:
    bare = imported("crm", {"connectorProfileConfig": PROPERTIES})
    flow = {"type": "appflow:index:Flow", "id": "crm", "inputs": {}, "outputs": {}}
    changed, missing = with_credentials(stack(flow, bare), [entry("crm")])
    assert missing == []
    same, profile = changed["deployment"]["resources"]
    assert same == flow
    token = {SIGNATURE: SECRET, "plaintext": json.dumps("a token")}
    for half in ("inputs", "outputs"):
        assert profile[half]["connectorProfileConfig"] == config(token)["connectorProfileConfig"]
        assert profile[half]["kmsArn"] == "arn:aws:kms:eu-west-1:1:key/a"
    assert profile["outputs"]["connectorProfileArn"] == "arn:crm"
    assert changed["deployment"]["manifest"] == {}


def test_a_profile_that_has_credentials_stays_as_it_is() -> None:
    other = imported("crm", config({SIGNATURE: SECRET, "ciphertext": "v1:x"}))
    whole = {SIGNATURE: SECRET, "ciphertext": "v1:y"}
    hidden = imported("erp", {"connectorProfileConfig": whole})
    given = stack(other, hidden)
    assert with_credentials(given, [entry("crm"), entry("erp")]) == (given, [])


def test_a_profile_that_was_not_imported_is_named() -> None:
    assert with_credentials(stack(), [entry("crm")])[1] == ["crm"]
    assert with_credentials({"deployment": None}, [entry("crm")])[1] == ["crm"]
