"""Every member that may be left out says at its place in the shapes what leaving it out means."""

from collections.abc import Iterator

import pytest

from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.base import Flag, OutputShape, Shape, member
from appflow_provider.shapes.walk import Member, members

WHAT_TO_SAY = (
    "say what leaving it out means: drift_when_added=True if AppFlow then has nothing, or the value that you name with default=; "
    "drift_when_added=False if AppFlow may fill in something else or nobody knows; optional_computed=True if AppFlow keeps what "
    "it chose; write_only=True if AppFlow never returns it"
)


def silent(shape: type[Shape | OutputShape]) -> Iterator[str]:
    """The members that may be left out and do not say what that means, at every depth."""
    for each in members(shape).values():
        if not (each.info.is_required() or speaks(each)):
            yield f"{shape.__name__}.{each.python}: {WHAT_TO_SAY}"
        kind = each.kind
        while kind.item is not None:
            kind = kind.item
        if kind.shape is not None and not each.facts.write_only:
            yield from silent(kind.shape)


def speaks(each: Member) -> bool:
    facts = each.facts
    kept = facts.optional_computed or facts.write_only or facts.create_only
    return bool(kept) or facts.drift_when_added is not None


@pytest.mark.parametrize("kind", RESOURCES)
def test_every_optional_member_says_what_leaving_it_out_means(kind: str) -> None:
    found = sorted(set(silent(RESOURCES[kind].inputs)))
    assert not found, "\n".join(found)


def test_a_new_member_that_says_nothing_is_found() -> None:
    class Newcomer(Shape):
        """A structure with a new member."""

        is_new: Flag | None = member("A member.")
        is_known: Flag | None = member("A member.", drift_when_added=True)
        is_needed: Flag = member("A member.", required=True)

    class Around(Shape):
        """A structure around it."""

        inner: list[Newcomer] | None = member("A structure.", drift_when_added=False)

    assert list(silent(Around)) == [f"Newcomer.is_new: {WHAT_TO_SAY}"]
