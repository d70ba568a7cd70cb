"""Replacements forced by a person or an option, which the engine does not report to the provider."""

import time
from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import Stack
from tests.e2e.test_lifecycle import flow_args

Make = Callable[..., Stack]

CONNECTOR = """
connector = appflow.Connector(
    "hubspot",
    connector_label="hubspot",
    connector_provisioning_config={
        "lambda_": {"lambda_arn": "arn:aws:lambda:eu-west-1:123456789012:function:hubspot"}
    },
    opts=OPTIONS,
)
"""


def program(options: str = "None") -> str:
    head = f'{HEAD}TOKEN = "hunter2"\nOPTIONS = {options}\n'
    flow = f'appflow.Flow("orders", **{flow_args("orders")!r}, opts=OPTIONS)\n'
    return head + flow + PROFILE[:-2] + "    opts=OPTIONS,\n)\n" + CONNECTOR


def born(emulator: Emulator) -> dict[str, Any]:
    """The creation times of the three objects."""
    client = emulator.client()
    (profile,) = client.describe_connector_profiles()["connectorProfileDetails"]
    connector = client.describe_connector(
        connectorType="CustomConnector", connectorLabel="hubspot"
    )["connectorConfiguration"]
    times = {
        "orders": client.describe_flow(flowName="orders")["createdAt"],
        "crm": profile["createdAt"],
        "hubspot": connector["registeredAt"],
    }
    client.close()
    return times


def urns(made: Stack) -> list[str]:
    return [each["urn"] for each in made.resources().values()]


def replace(made: Stack, **options: Any) -> str:
    asked = [word for urn in urns(made) for word in ("--replace", urn)]
    return made.run("up", "--yes", "--skip-preview", *asked, **options)


def test_a_forced_replacement_that_keeps_the_name_is_refused_unless_it_deletes_first(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(program())
    made.up()
    before = born(emulator)
    time.sleep(4)  # seconds; what is younger may be of the same run
    for how in ("--replace", "taint"):
        if how == "taint":
            made.run("state", "taint", "--yes", *urns(made))
            printed = made.run("up", "--yes", "--skip-preview", fails=True)
        else:
            printed = replace(made, fails=True)
        assert "it was not replaced and is unchanged" in printed
        assert "Set the option deleteBeforeReplace or another" in printed
        assert born(emulator) == before
        # The engine still has the originals to delete beside what it thinks replaced them.
        made.up()
        assert born(emulator) == before
    assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 4}

    # What was deleted by hand is made again.
    client = emulator.client()
    client.delete_flow(flowName="orders")
    client.delete_connector_profile(connectorProfileName="crm")
    client.unregister_connector(connectorLabel="hubspot")
    client.close()
    replace(made)
    again = born(emulator)
    assert set(again) == {"orders", "crm", "hubspot"}

    made.write(program("pulumi.ResourceOptions(delete_before_replace=True)"))
    replace(made)
    after = born(emulator)
    assert all(after[name] > again[name] for name in again)
    assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 4}
    assert made.destroy()["deleted"] == 4
    assert emulator.names() == set()


def test_replacement_options_with_delete_before_replace_create_all_again(
    stack: Make, emulator: Emulator
) -> None:
    trigger = 'replacement_trigger=pulumi.Config().get("release") or "one"'
    first = "pulumi.ResourceOptions(delete_before_replace=True, {})".format
    source = program(first(trigger)).replace("appflow.Flow(", "flow = appflow.Flow(")
    made = stack(
        source.replace("profile =", f"OPTIONS = {first('replace_with=[flow]')}\nprofile =")
    )
    made.up()
    before = born(emulator)
    made.configure({"release": "two"})
    assert made.up() == {"replaced": 3, "unchanged": 1}
    after = born(emulator)
    assert all(after[name] > before[name] for name in before)
    made.up("--expect-no-changes")
