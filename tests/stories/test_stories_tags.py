"""
Tags of a flow, of the provider and of others, in every mixture that Terraform's acceptance tests know (`TestAccAppFlowFlow_tags_*`).

Each story is a list of moments: what the provider's configuration says, what the program says, the step that a preview shows,
and all tags that the flow then has.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest

from appflow_provider.resources import Configured, State, resources
from appflow_provider.service import Services
from appflow_provider.tagging import Tagging
from appflow_provider.values import UNKNOWN, Secret
from tests.stories import backend, samples
from tests.stories.lifecycle import Life, Program


@dataclass(frozen=True)
class Moment:
    """One `up`. Tags of None are none in the program."""

    step: str
    has: dict[str, str]
    tags: dict[str, Any] | None = None
    defaults: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    @property
    def tagging(self) -> Tagging:
        return Tagging(self.defaults, self.ignored, self.prefixes)

    @property
    def program(self) -> dict[str, Any]:
        flow = samples.flow_from("S3")
        return flow if self.tags is None else {**flow, "tags": self.tags}


def one(step: str, has: dict[str, str], **said: Any) -> Moment:
    return Moment(step, has, **said)


A, B, AB = {"a": "1"}, {"b": "2"}, {"a": "1", "b": "2"}
EMPTY = {"a": ""}

STORIES: dict[str, list[Moment]] = {
    "tags": [
        one("create", A, tags=A),
        one("update", {"a": "2", "b": "2"}, tags={"a": "2", "b": "2"}),
        one("update", B, tags=B),
        one("update", {}),
    ],
    "null": [one("create", {}, tags={"a": None}), one("same", {}), one("same", {}, tags={})],
    "empty map": [one("create", {}, tags={}), one("same", {})],
    "add on update": [one("create", {}), one("update", A, tags=A)],
    "empty value on create": [one("create", EMPTY, tags=EMPTY), one("update", {})],
    "empty value on update, added": [
        one("create", A, tags=A),
        one("update", {**A, "b": ""}, tags={**A, "b": ""}),
        one("update", A, tags=A),
    ],
    "empty value on update, replaced": [
        one("create", A, tags=A),
        one("update", EMPTY, tags=EMPTY),
    ],
    "defaults alone": [
        one("create", A, defaults=A),
        one("update", AB, defaults=AB),
        one("update", B, defaults=B),
        one("update", {}),
    ],
    "defaults that do not overlap": [
        one("create", AB, tags=B, defaults=A),
        one("update", {"a": "9", "b": "9"}, tags={"b": "9"}, defaults={"a": "9"}),
        one("update", {}),
    ],
    "defaults that overlap": [
        one("create", A, tags=A, defaults={"a": "of all"}),
        one("same", A, tags=A, defaults={"a": "of all, otherwise"}),
        one("update", {"a": "of all"}, defaults={"a": "of all"}),
        one("update", AB, tags=AB, defaults={"a": "of all"}),
    ],
    "from the program to the provider": [
        one("create", A, tags=A),
        one("update", A, defaults=A),
        one("same", A, defaults=A, tags={}),
    ],
    "from the provider to the program": [
        one("create", A, defaults=A),
        one("update", A, tags=A),
    ],
    "empty value over a default": [
        one("create", EMPTY, tags=EMPTY, defaults=A),
        one("update", A, defaults=A),
    ],
    "empty value as a default": [one("create", EMPTY, defaults=EMPTY), one("update", {})],
    "null over a default": [
        one("create", A, tags={"a": None}, defaults=A),
        one("same", A, defaults=A),
    ],
    "null beside a default": [one("create", B, tags={"a": None}, defaults=B)],
    "a default that is ignored": [
        one("create", B, tags=B, defaults=A, ignored=frozenset("a")),
        one("update", AB, tags=B, defaults=A),
        one("same", AB, tags=B, defaults={"a": "9"}, ignored=frozenset("a")),
    ],
    "a tag of the program that is ignored": [
        one("create", AB, tags=AB),
        one("same", AB, tags={"a": "9", "b": "2"}, ignored=frozenset("a")),
        one("same", AB, tags=B, ignored=frozenset("a")),
    ],
    "a prefix that is ignored": [
        one("create", B, tags={"cost:team": "x", **B}, prefixes=("cost:",)),
        one("update", {"cost:team": "x", **B}, tags={"cost:team": "x", **B}),
    ],
}


class TaggedLife(Life):
    """A flow under a provider whose configuration changes."""

    def under(self, moment: Moment) -> None:
        self.resource = resources(Configured(moment.tagging))["Flow"]

    def is_settled(self, program: Program) -> None:
        """The same program again comes to nothing, also after a refresh."""
        held, inputs = self.read(), self.check(program)
        assert held is not None
        assert self.diff(inputs).changes == self.resource.diff(held.state, inputs).changes == ()


@pytest.mark.parametrize("name", STORIES)
def test_each_step_is_previewed_and_taken(services: Services, name: str) -> None:
    life = TaggedLife("Flow", services)
    for moment in STORIES[name]:
        life.under(moment)
        told = life.resource.previewed(life.check(moment.program), life.state or None)["tagsAll"]
        assert life.up(moment.program) == moment.step
        assert (backend.flow(life.id_) or {}).get("tags", {}) == moment.has
        mine = {key: text for key, text in moment.has.items() if not moment.tagging.ignores(key)}
        assert told == mine
        if moment.step != "same":  # which leaves state as it is
            assert life.state["tagsAll"] == mine
    life.destroy()


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, {"a": UNKNOWN}), (A, {**A, "b": UNKNOWN}), (A, {"a": UNKNOWN})],
    ids=["created", "added", "replaced"],
)
@pytest.mark.parametrize("defaults", [{}, {"z": "26"}], ids=["alone", "with defaults"])
def test_a_tag_that_is_not_known_yet_is_shown_as_such(
    services: Services,
    before: dict[str, str] | None,
    after: dict[str, Any],
    defaults: dict[str, str],
) -> None:
    life = TaggedLife("Flow", services)
    life.under(Moment("", {}, defaults=defaults))
    life.up(Moment("", {}, tags=before).program)
    inputs = life.check(Moment("", {}, tags=after).program)
    assert life.diff(inputs).action == "update"
    assert life.resource.previewed(inputs, life.state)["tagsAll"] == {**defaults, **after}
    known = {key: "told" if text is UNKNOWN else text for key, text in after.items()}
    assert life.up(Moment("", {}, tags=known).program) == "update"
    assert life.state["tagsAll"] == {**defaults, **known}


def test_tags_that_are_not_known_as_a_whole_are_shown_as_such(services: Services) -> None:
    life = TaggedLife("Flow", services)
    life.under(Moment("", {}, defaults=A))
    program = {**Moment("", {}).program, "tags": UNKNOWN}
    assert life.resource.previewed(life.check(program))["tagsAll"] is UNKNOWN


def test_what_others_put_on_shows_as_drift_and_goes_unless_it_is_ignored(
    services: Services,
) -> None:
    life = TaggedLife("Flow", services)
    mine, lax = Moment("", {}, tags=B, defaults=A), Moment("", {}, B, A, frozenset("x"))
    life.under(mine)
    life.up(mine.program)
    work = services()
    work.call(
        "TagResource", {"resourceArn": life.state["flowArn"], "tags": {"x": "by hand", "a": "9"}}
    )
    life.under(lax)
    held = life.read()
    assert held is not None
    assert held.state["tagsAll"] == {"a": "9", "b": "2"}
    life.under(mine)
    life.refresh()
    assert life.state["tagsAll"] == {"a": "9", "b": "2", "x": "by hand"}
    paths = {change.path for change in life.diff(life.check(mine.program)).changes}
    assert paths == {("tags", "x"), ("tagsAll", "a")}
    assert life.up(mine.program) == "update"
    assert (backend.flow(life.id_) or {})["tags"] == {**A, **B}


def test_a_secret_tag_stays_one_in_all_tags(services: Services) -> None:
    life = TaggedLife("Flow", services)
    life.under(Moment("", {}, defaults=A))
    life.up({**Moment("", {}).program, "tags": {"b": Secret("quiet")}})
    assert life.state["tagsAll"] == {"a": "1", "b": Secret("quiet")}


def test_a_state_without_tags_all_is_no_change(services: Services) -> None:
    life = TaggedLife("Flow", services)
    life.up(Moment("", {}, tags=A).program)
    del life.state["tagsAll"]
    assert life.diff(life.check(Moment("", {}, tags=A).program)).changes == ()


def test_an_imported_flow_has_the_tags_that_a_program_has_to_write(services: Services) -> None:
    life = TaggedLife("Flow", services)
    life.under(Moment("", {}, defaults=A))
    life.up(Moment("", {}, tags=B).program)
    held = life.resource.read(life.id_, State({}), life.work)
    assert held is not None
    assert held.inputs["tags"] == B
    assert held.state["tagsAll"] == AB


def test_too_many_with_the_defaults_are_refused(services: Services) -> None:
    life = TaggedLife("Flow", services)
    life.under(Moment("", {}, defaults={"z": "26"}))
    checked = life.resource.check(
        {},
        {**Moment("", {}).program, "tags": {f"k{n}": "" for n in range(50)}},
        resource_name="story",
        seed=b"story",
    )
    assert [str(problem) for problem in checked.problems] == [
        "tags must be at most 50 with the provider's defaultTags, not 51."
    ]
