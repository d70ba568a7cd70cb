"""Warnings: when they are given, by which name, and how they are silenced."""

from typing import Any

import pytest

from appflow_provider import rules
from appflow_provider.problems import Acknowledged, Problem
from appflow_provider.resources import RESOURCES, Configured
from appflow_provider.resources.flow import Flow
from appflow_provider.settings import settings_from, slips
from appflow_provider.values import UNKNOWN, Secret
from tests.programs import flow
from tests.rules.flow_cases import FLOWS
from tests.rules.profile_cases import PROFILES

SCHEDULE = ("triggerConfig", "triggerProperties", "scheduled", "scheduleExpression")


def odd(expression: Any = "rate(15 minutes)", **others: Any) -> dict[str, Any]:
    """A flow that AppFlow takes and that is warned of once."""
    scheduled = {"scheduleExpression": expression}
    trigger = {"triggerType": "Scheduled", "triggerProperties": {"scheduled": scheduled}}
    return flow(**{"triggerConfig": trigger, "flowStatus": "Active", **others})


def warned(*olds: dict[str, Any], news: dict[str, Any], **known: Any) -> list[str]:
    checked = Flow(Configured(**known)).check(olds[0] if olds else {}, news, resource_name="orders")
    return [each.rule for each in checked.warnings]


ODD = "schedule-spelled-oddly"


def test_a_new_resource_is_warned_of() -> None:
    assert warned(news=odd()) == [ODD]


def test_a_resource_that_stays_as_it_is_is_not_warned_of_again() -> None:
    assert warned(odd(), news=odd()) == []
    assert warned(odd(), news=odd(description="")) == []  # the same to AppFlow
    assert warned(odd(tags={"a": Secret("b")}), news=odd(tags={"a": "b"})) == []


def test_a_resource_that_changes_is_warned_of_again() -> None:
    assert warned(odd(), news=odd(description="other")) == [ODD]
    assert warned(odd(), news=odd(description=UNKNOWN)) == [ODD]


def test_a_resource_with_an_automatic_name_stays_as_it_is_too() -> None:
    news = odd()
    del news["flowName"]
    first = Flow().check({}, news, resource_name="orders", seed=b"1")
    assert [each.rule for each in first.warnings] == [ODD]
    assert Flow().check(first.inputs, news, resource_name="orders", seed=b"2").warnings == ()


@pytest.mark.parametrize(
    ("entry", "silent"),
    [(ODD, True), (f"orders:{ODD}", True), (f"others:{ODD}", False), ("nothing-is-mapped", False)],
)
def test_a_warning_is_acknowledged_for_all_resources_or_for_one(entry: str, silent: bool) -> None:
    known = Acknowledged(frozenset({entry}))
    assert warned(news=odd(), acknowledged=known) == ([] if silent else [ODD])


def test_a_warning_ends_with_the_name_to_acknowledge_it_by_and_quotes_the_value() -> None:
    (warning,) = Flow().check({}, odd()).warnings
    assert str(warning).startswith(
        'triggerConfig.triggerProperties.scheduled.scheduleExpression: "rate(15 minutes)" has a space'
    )
    assert str(warning).endswith(f". [{ODD}]")


def test_a_warning_about_a_secret_does_not_quote_it() -> None:
    (warning,) = Flow().check({}, odd(Secret("rate(15 minutes)"))).warnings
    assert "rate(15 minutes)" not in str(warning)
    assert 'scheduleExpression: "[secret]" has a space' in str(warning)


JUDGED = [
    *((f"flow {name}", "Flow", case.value) for name, case in FLOWS.items()),
    *((f"profile {name}", "ConnectorProfile", case.value) for name, case in PROFILES.items()),
]


@pytest.mark.parametrize(("kind", "value"), [row[1:] for row in JUDGED], ids=[r[0] for r in JUDGED])
def test_every_warning_is_a_sentence_with_the_name_of_its_rule(kind: str, value: Any) -> None:
    for each in RESOURCES[kind].check({}, value).warnings:
        text, _, name = str(each).removesuffix("]").rpartition(" [")
        assert name in rules.warnings()
        assert text.endswith((".", "?"))


def test_a_warning_of_the_configuration_can_be_acknowledged_as_well() -> None:
    said = list(slips(["maxRetrys"], "eu-nowhere-1"))
    names = [each.rpartition("[")[2].removesuffix("]") for each in said]
    assert names == ["unknown-setting", "region-without-appflow"]
    assert list(slips(["maxRetrys"], "eu-nowhere-1", Acknowledged(frozenset(names)))) == []


def test_a_name_that_no_warning_has_is_refused_with_the_one_that_was_meant() -> None:
    _, problems = settings_from({"acknowledge": '["orders:nothing-is-maped"]'}.get)
    assert [str(each) for each in problems] == [
        'acknowledge[0]: "orders:nothing-is-maped" is not the name of a warning. Did you mean nothing-is-mapped?'
    ]
    _, problems = settings_from({"acknowledge": ["no-projection"]}.get)
    assert "cannot be acknowledged, because no-projection is an error" in str(problems[0])


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(("a",), "is required"), "a is required."),
        (Problem(("a",), "has a gap", value="x y"), 'a: "x y" has a gap.'),
        (Problem(("a",), "Event needs more", value="Event"), "a: Event needs more."),
        (Problem(("a",), "AppFlow takes hours", value="s"), 'a is "s". AppFlow takes hours.'),
        (Problem(("a",), "must be b", value="s"), 'a is "s". It must be b.'),
        (Problem((), "no place", "some-rule"), "no place. [some-rule]"),
        (Problem(("a",), "must be made of - . ?"), "a must be made of - . ?"),
    ],
)
def test_a_problem_is_one_sentence(problem: Problem, text: str) -> None:
    assert str(problem) == text
