"""The report about what is taken over, what is not and why, and what to do next."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from appflow_provider.adopt.linked import Linked
from appflow_provider.counting import counted
from appflow_provider.declarations import RESOURCES
from appflow_provider.migration.departure import way_out
from appflow_provider.migration.described import Contents
from appflow_provider.migration.taking import Outcome


def report(
    contents: Contents,
    outcome: Outcome,
    declared: Sequence[Linked],
    *,
    is_configured: bool = False,
    has_steps: bool = True,
    stack: Sequence[str] = (),
) -> str:
    """
    The whole report. It has no credentials.

    Args:
        contents: The file that the objects come from.
        outcome: What is taken over.
        declared: The same objects as a program declares them.
        is_configured: Whether the stack's configuration has the credentials already.
        has_steps: Whether it says what to do next in Pulumi.
        stack: The options that choose the stack; none for the selected one.
    """
    parts = [
        [_summary(contents, outcome)],
        list(_notices(outcome)),
        list(_skipped(contents, outcome)),
        list(_next(outcome, declared, stack, is_configured=is_configured)) if has_steps else [],
        list(_leaving(contents, outcome, stack)),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _summary(contents: Contents, outcome: Outcome) -> str:
    often = Counter(each.found.resource.token for each in outcome.taken)
    what = " and ".join(
        counted(number, RESOURCES[kind].listed_noun)
        for kind, number in sorted(often.items(), reverse=True)
    )
    if not outcome.taken:
        return f"No AppFlow resource of {contents.place} can be taken over."
    source = f" of {contents.place}" if contents.place else ""
    if outcome.unchecked:
        reason = outcome.unchecked.rstrip(".")
        return f"{what}{source}. AppFlow was not asked whether they exist: {reason}."
    where = f", as AppFlow has them in {_regions(outcome)}" if source else f" in {outcome.region}"
    return f"{what}{source}{where}."


def _regions(outcome: Outcome) -> str:
    found = {str(each.found.current.inputs.get("region", outcome.region)) for each in outcome.taken}
    return " and ".join(sorted(found))


def _notices(outcome: Outcome) -> Iterator[str]:
    for each in outcome.taken:
        if each.notices:
            yield f"{each.found.name} ({each.origin}):"
            yield from (f"  {notice}" for notice in each.notices)


def _skipped(contents: Contents, outcome: Outcome) -> Iterator[str]:
    if outcome.skipped or contents.others:
        yield "Not taken over:"
    yield from (f"  {each}" for each in outcome.skipped)
    if contents.others:
        named = ", ".join(f"{count} {type_}" for type_, count in sorted(contents.others.items()))
        yield f"  resources of other types: {named}"


def _next(
    outcome: Outcome, declared: Sequence[Linked], stack: Sequence[str], *, is_configured: bool
) -> Iterator[str]:
    if not outcome.taken:
        return
    chosen = _chosen(stack)
    yield "Next, in the folder of the Pulumi project:"
    if outcome.region:
        yield f"  pulumi config set appflow:region {outcome.region}{chosen}"
    if not is_configured:
        for each in declared:
            for one in each.credentials:
                yield f"  pulumi config set --secret {one.secret.name}{chosen}"
    yield f"  pulumi preview --expect-no-changes{chosen}"


def _chosen(stack: Sequence[str]) -> str:
    """The end of a command for a stack that is not the selected one."""
    return f" {shlex.join(stack)}" if stack else ""


def _leaving(contents: Contents, outcome: Outcome, stack: Sequence[str]) -> Iterator[str]:
    if lines := way_out(contents, outcome.taken):
        yield f"When `pulumi preview --expect-no-changes{_chosen(stack)}` shows no changes:"
        yield from (f"  {line}" for line in lines)
