"""A marker in place of every secret must not appear in Pulumi's output or state, even if AWS repeats it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.shapes.base import is_secret
from appflow_provider.shapes.walk import Kind, members, to_api
from tests.e2e.conftest import Emulator
from tests.e2e.programs import arguments, declared
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


def echoing(emulator: Emulator, **operations: str) -> None:
    """AWS refuses calls, and repeats the refused values."""
    rules = [
        {
            "operation": operation,
            "kind": "refuse",
            "code": "ValidationException",
            "message": f"1 validation error detected: Value '{secret}' at 'x' is wrong",
        }
        for operation, secret in operations.items()
    ]
    emulator.control("POST", "faults", rules)


def flow(marker: str) -> str:
    """A flow in which a value and a tag are the user's secrets."""
    return f"""
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
    tags={{"own": pulumi.Output.secret("{MARKER}.own")}},
    tasks=[
        {{"task_type": "Map_all", "source_fields": []}},
        {{
            "task_type": "Filter",
            "source_fields": ["customer"],
            "connector_operator": {{"s3": "EQUAL_TO"}},
            "task_properties": {{"VALUE": pulumi.Output.secret("{marker}/1")}},
        }},
    ],
)
"""


def program(marker: str) -> str:
    return logins(marker) + flow(marker)


def test_no_credential_and_no_secret_of_the_program_is_shown_or_kept_in_the_clear(
    stack: Make, emulator: Emulator, front: str
) -> None:
    made = stack(program(MARKER))
    assert made.program.joinpath("__main__.py").read_text().count(MARKER) > 60
    made.run("config", "set", "--secret", "--path", "appflow:defaultTags.tags.all", f"{MARKER}.all")
    # From -v=9 on the engine itself logs what comes over its own wire, before any provider sees it.
    log = ("--logtostderr", "--logflow", "-v=8", "--debug") if front == "plugin" else ()
    up = ("up", "--yes", "--continue-on-error")
    echoing(emulator, CreateConnectorProfile=MARKER, CreateFlow=quote(f"{MARKER}/1", safe=""))
    printed = made.run(*up, "--diff", fails=True)
    assert "1 validation error detected: Value '[secret]' at" in part(printed, "creating flow")
    assert "1 validation error detected" in part(printed, "creating connector profile")
    emulator.control("DELETE", "faults")
    made.run(*up, "--skip-preview", *log)
    assert emulator.client().describe_flow(flowName="orders")["tags"] == {
        "own": f"{MARKER}.own",
        "all": f"{MARKER}.all",
    }
    made.run(*up, "--skip-preview", "--refresh", "--diff", "--expect-no-changes")

    made.write(program(f"{MARKER}-rotated"))
    again = quote(f"{MARKER}-rotated/1", safe="")
    echoing(emulator, UpdateConnectorProfile=f"{MARKER}-rotated", UpdateFlow=again)
    printed = made.run(*up, "--diff", fails=True)
    assert "connectorProfileCredentials" in printed
    assert "refreshToken" in printed
    assert "1 validation error detected" in part(printed, "updating flow")
    assert "1 validation error detected" in part(printed, "updating connector profile")
    emulator.control("DELETE", "faults")
    assert made.run(*up, "--skip-preview", "--diff", *log)
    assert "[secret]" not in made.run("stack", "export")
    made.run("stack", "--show-urns")
    made.destroy()
    assert MARKER not in made.printed
    assert MARKER not in "".join(
        path.read_text() for path in (made.folder / "state").rglob("*.json*")
    )


def part(printed: str, words: str) -> str:
    """The lines with these words and the line after each."""
    lines = printed.splitlines()
    return "\n".join(
        f"{line}\n{after}"
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if words in line
    )


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
