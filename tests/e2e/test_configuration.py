"""What a stack's configuration says of the provider, on both fronts."""

from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW
from tests.e2e.stack import Stack

HERE, ELSEWHERE = "123456789012", "210987654321"


def tags(emulator: Emulator) -> dict[str, str]:
    found: dict[str, str] = emulator.client().describe_flow(flowName="orders").get("tags", {})
    return found


def test_tags_of_the_provider_come_change_and_go(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(FLOW)
    path = "appflow:defaultTags.tags.team"
    made.run("config", "set", "--path", path, "sales")  # as people write it
    assert made.up()["created"] >= 1
    assert tags(emulator) == {"team": "sales"}
    assert made.resources()["orders"]["outputs"]["tagsAll"] == {"team": "sales"}
    made.refresh("--expect-no-changes")

    made.run("config", "set", "--path", path, "support")
    assert made.up()["updated"] == 1
    assert tags(emulator) == {"team": "support"}

    made.run("config", "set", "--path", "appflow:ignoreTags.keys[0]", "team")
    made.configure({"appflow:defaultTags": {"tags": {"team": "ignored"}}})
    assert made.preview()["orders"] == "same"
    made.configure({"appflow:ignoreTags": None, "appflow:defaultTags": None})
    made.up()
    assert tags(emulator) == {}


def test_a_role_works_in_its_account_and_nowhere_else(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(FLOW, AWS_ENDPOINT_URL_STS=emulator.url)
    role = f"arn:aws:iam::{ELSEWHERE}:role/deploy"
    made.configure({"appflow:assumeRole": {"roleArn": role}, "appflow:allowedAccountIds": [HERE]})
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert f"this is account {ELSEWHERE}" in printed
    assert f"allows {HERE} only" in printed
    assert "Traceback" not in printed
    assert emulator.names() == set()

    made.configure({"appflow:allowedAccountIds": [ELSEWHERE]})
    made.up()
    arn = made.resources()["orders"]["outputs"]["flowArn"]
    assert arn == f"arn:aws:appflow:eu-west-1:{ELSEWHERE}:flow/orders"
    assert made.destroy()["deleted"] == 2


def test_its_problems_are_reported_before_anything_is_created(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(FLOW)
    made.configure({"appflow:assumeRole": '{"roleArn": "deploy", "session": "x"}'})
    made.configure({"appflow:maxRetries": "many"})
    printed = made.run("preview", fails=True)
    for path in ("assumeRole.roleArn", "assumeRole.session"):
        assert path in printed
    assert 'maxRetries is "many". It must be a whole number' in printed
    assert "Traceback" not in printed
    assert emulator.names() == set()
