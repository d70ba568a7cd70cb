"""A marker wherever a secret can stand, sought in all that Pulumi prints and keeps, also when AWS repeats what it was sent."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.shapes.base import is_secret
from appflow_provider.shapes.walk import Kind, members, to_api
from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, HEAD, arguments, declared
from tests.e2e.stack import Stack
from tests.stories import samples

Make = Callable[..., Stack]

MARKER = "hunter2.inPlainSight.andAsLongAsACodeVerifierHasToBe"
SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:"


def logins(secret: str) -> str:
    """A program with a profile for every connector, each of whose credentials is the secret."""
    found = {}
    for connector in samples.PROFILES:
        inputs = {
            **samples.profile(connector, longest=True),
            "connectorProfileName": connector.lower(),
        }
        marked = tainted(Kind(shape=ConnectorProfileInputs), inputs, secret)
        args = arguments(ConnectorProfileInputs, to_api(ConnectorProfileInputs, marked))
        found[connector.lower()] = ("ConnectorProfile", args)
    return declared(found)


def tainted(kind: Kind, value: Any, secret: str) -> Any:
    """The value with the secret in each of its leaves that is one."""
    if kind.shape is None or not isinstance(value, dict):
        return value
    known = members(kind.shape)
    return {
        key: everywhere(key, item, secret)
        if is_secret(known[key].info)
        else tainted(known[key].kind, item, secret)
        for key, item in value.items()
    }


def everywhere(name: str, value: Any, secret: str) -> Any:
    if name == "clientCredentialsArn":
        return SECRET_ARN + secret
    return dict.fromkeys(value, secret) if isinstance(value, dict) else secret


def echoing(emulator: Emulator, operation: str, secret: str) -> None:
    """AWS refuses a call, and repeats what it does not like."""
    said = f"1 validation error detected: Value '{secret}' at 'x' is wrong"
    rule = {
        "operation": operation,
        "kind": "refuse",
        "code": "ValidationException",
        "message": said,
    }
    emulator.control("POST", "faults", [rule])


def test_no_credential_is_shown_or_kept_in_the_clear(stack: Make, emulator: Emulator) -> None:
    made = stack(logins(MARKER))
    assert made.program.joinpath("__main__.py").read_text().count(MARKER) > 60
    made.run("preview", "--diff")
    echoing(emulator, "CreateConnectorProfile", MARKER)
    assert "1 validation error detected" in made.run("up", "--yes", "--skip-preview", fails=True)
    emulator.control("DELETE", "faults")
    made.up()
    made.refresh()
    made.write(logins(f"{MARKER}-rotated"))
    made.run("preview", "--diff")
    echoing(emulator, "UpdateConnectorProfile", f"{MARKER}-rotated")
    assert "1 validation error detected" in made.run("up", "--yes", "--skip-preview", fails=True)
    emulator.control("DELETE", "faults")
    made.up()
    made.run("stack", "export")
    made.destroy()
    assert MARKER not in made.printed


def test_what_pulumi_cannot_send_does_not_show_the_credentials_around_it(stack: Make) -> None:
    declare = "    getattr(appflow, kind)"
    (before, after) = logins(MARKER).split(declare)
    salesforce = 'args["connector_profile_config"]["connector_profile_credentials"]["salesforce"]'
    spoil = f'    if name == "salesforce":\n        {salesforce}["refresh_token"] = b"x"\n'
    made = stack(before + spoil + declare + after)
    assert "salesforce.refresh_token: must be text, not bytes" in made.run("preview", fails=True)
    assert MARKER not in made.printed


def test_no_misplaced_credential_is_shown(stack: Make) -> None:
    right = logins(MARKER)
    wrong = right.replace('\\"refresh_token\\"', '\\"refresh_tokn\\"')
    assert wrong != right
    made = stack(wrong)
    printed = made.run("preview", fails=True)
    meant = {"dynamic": "refresh_token", "plugin": "refreshToken"}[made.front]
    assert f"Did you mean {meant}?" in printed
    assert MARKER not in made.printed


def filtered(value: str) -> str:
    """A program with a flow in which a value is the user's secret."""
    return f"""{HEAD}
appflow.Flow(
    "orders",
    flow_name="orders",
    source_flow_config={{
        "connector_type": "S3",
        "source_connector_properties": {{"s3": {{"bucket_name": "exports", "bucket_prefix": "orders"}}}},
    }},
    destination_flow_config_list=[{{
        "connector_type": "S3",
        "destination_connector_properties": {{"s3": {{"bucket_name": "lake"}}}},
    }}],
    trigger_config={{"trigger_type": "OnDemand"}},
    tasks=[
        {{"task_type": "Map_all", "source_fields": []}},
        {{
            "task_type": "Filter",
            "source_fields": ["customer"],
            "connector_operator": {{"s3": "EQUAL_TO"}},
            "task_properties": {{"VALUE": pulumi.Output.secret({value!r})}},
        }},
    ],
)
"""


def test_what_the_program_keeps_secret_stays_so(stack: Make, emulator: Emulator) -> None:
    made = stack(filtered(f"{MARKER}/1"))
    echoing(emulator, "CreateFlow", quote(f"{MARKER}/1", safe=""))
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "1 validation error detected: Value '[secret]' at" in printed
    emulator.control("DELETE", "faults")
    made.up()
    made.write(filtered(f"{MARKER}.other"))
    made.run("preview", "--diff")
    made.up()
    made.refresh()
    made.run("stack", "export")
    made.destroy()
    assert MARKER not in made.printed


TAGGED = FLOW.replace(
    "tasks=[{", f'tags={{"own": pulumi.Output.secret("{MARKER}.own")}},\n    tasks=[{{'
)


def test_tags_that_are_secret_stay_so_among_all_tags(stack: Make, emulator: Emulator) -> None:
    made = stack(TAGGED)
    made.run("config", "set", "--secret", "--path", "appflow:defaultTags.tags.all", f"{MARKER}.all")
    made.run("preview", "--diff")
    made.up()
    assert emulator.client().describe_flow(flowName="orders")["tags"] == {
        "own": f"{MARKER}.own",
        "all": f"{MARKER}.all",
    }
    made.run("preview", "--diff", "--expect-no-changes")
    made.refresh()
    made.run("stack", "export")
    made.run("stack", "--show-urns")
    made.destroy()
    assert MARKER not in made.printed
