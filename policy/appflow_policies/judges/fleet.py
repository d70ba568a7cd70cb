"""Policies about all flows and connector profiles of a stack together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from appflow_policies.policy import Level, Severity, Values, lists, policy, texts
from appflow_policies.subjects import End, Flow, Stack, decided, each
from appflow_policies.wildcards import fits
from appflow_provider.objects import BUCKETS
from appflow_provider.problems import Problem
from appflow_provider.spots import Spot, Undecided

_CHANGING = frozenset({"DELETE", "UPDATE", "UPSERT"})
_EVENT = "ChangeEvent"  # Salesforce developer guide: AccountChangeEvent, Ticket__ChangeEvent


@dataclass(frozen=True)
class StackProblem(Problem):
    """A problem of one resource of a stack."""

    urn: str = ""


@dataclass(frozen=True)
class Place:
    """Where records are: a folder of a bucket, or an object of an application."""

    system: tuple[str, ...]
    path: str

    def around(self) -> Iterator["Place"]:
        """The places that hold its records as well, itself first."""
        yield self
        folders = self.path.split("/") if self.system[0] == "S3" and self.path else []
        yield from (Place(self.system, "/".join(folders[:end])) for end in range(len(folders)))


Key = TypeVar("Key")


def _by_place(places: Iterable[tuple[Place, Key]]) -> Mapping[Place, list[Key]]:
    """What is at each place. A lookup of all places around one takes the place of comparing each with each."""
    found: dict[Place, list[Key]] = defaultdict(list)
    for place, key in places:
        found[place].append(key)
    return found


def _place(flow: Flow, end: End, *, written: bool) -> Place:
    """Where a flow reads or writes. Raises `Undecided` where that is not one place."""
    own = end.properties
    if end.type in BUCKETS:
        parts = (own["bucketPrefix"].text_if_any() or "", flow.flow_name if written else "")
        folder = "/".join(part.strip("/") for part in parts if part.strip("/"))
        return Place(("S3", own["bucketName"].text()), folder)
    name = end.object.text()
    if end.type == "Salesforce" and name.endswith(_EVENT):
        stem = name.removesuffix(_EVENT)
        name = f"{stem}c" if stem.endswith("__") else stem
    return Place((end.type, flow.region, end.profile), name)


def _written(flow: Flow) -> list[Place]:
    return [_place(flow, end, written=True) for end in flow.destinations]


@policy(
    "A flow has the tags of a list, those of the provider included.",
    "a list of yours",
    texts("tags", (), "Keys of required tags. Empty: none is required."),
    lists("values", "Allowed values by key, with `*` and `?`."),
    level=Level.MANDATORY,
    severity=Severity.LOW,
)
def required_tags(stack: Stack, values: Values) -> Iterator[Problem]:
    def judged(flow: Flow) -> Iterator[Problem]:
        tags = _all_tags(stack, flow)
        there = tags.names()
        missing = [key for key in values["tags"] if key not in there]
        if missing:
            told = f"lacks {', '.join(missing)}. Set the required tags"
            yield StackProblem(("tags",), told, urn=flow.urn)
        for key, allowed in values["values"].items():
            if key in there and not fits(allowed, tags[key].text()):
                told = (
                    f'"{tags[key].text()}" is not an allowed value. Allowed: {", ".join(allowed)}'
                )
                yield StackProblem(("tags", key), told, urn=flow.urn)

    return each(stack.flows, judged)


def _all_tags(stack: Stack, flow: Flow) -> Spot:
    """The tags with the provider's. A preview of a new dynamic resource does not have them as one yet."""
    whole = flow.spot["tagsAll"]
    if whole.present():
        return whole
    own = flow.spot["tags"]
    there = {name: own[name].text() for name in own.names()}
    return Spot(("tags",), {**stack.default_tags, **there})


@policy(
    "A connector profile is used by a flow of the stack.",
    "A profile that no flow uses holds credentials for nothing",
    texts("except", (), "Names of profiles that flows of other stacks use, with `*` and `?`."),
    severity=Severity.LOW,
)
def unused_profiles(stack: Stack, values: Values) -> Iterator[Problem]:
    if not stack.flows:
        return  # a stack of profiles, for the flows of others
    # Raises `Undecided` if it is not known which profile a flow uses: it may be any.
    used = {
        (flow.region, end.profile)
        for flow in stack.flows
        for end in (flow.source, *flow.destinations)
    }
    for profile, name in decided(stack.profiles, lambda one: one.profile_name):
        if (profile.region, name) not in used and not fits(values["except"], name):
            yield StackProblem(
                ("connectorProfileName",),
                f'"{name}" is not used by any flow of the stack. Remove the profile, or name it in the parameter except',
                urn=profile.urn,
            )


@policy(
    "No two flows of a stack write to the same place.",
    "User guide, S3: a flow writes below bucketPrefix and its name. Salesforce, idFieldNames: two flows that update the same records undo each "
    "other",
    severity=Severity.HIGH,
)
def same_place(stack: Stack, _values: Values) -> Iterator[Problem]:
    written = [
        (flow, place, end)
        for flow, places in decided(stack.flows, _written)
        for place, end in zip(places, flow.destinations, strict=True)
    ]
    there = _by_place((place, number) for number, (_, place, _) in enumerate(written))
    pairs = {
        (min(number, other), max(number, other))
        for number, (_, place, _) in enumerate(written)
        for around in place.around()
        for other in there.get(around, ())
    }
    for one_of, other_of in sorted(pairs):
        (first, one, _), (second, _, end) = written[one_of], written[other_of]
        if first is second:
            continue
        if one.system[0] != "S3" and not (_changes(first) and _changes(second)):
            continue
        what = "folder" if one.system[0] == "S3" else "records"
        yield StackProblem(
            end.properties.path,
            f'writes to the same {what} as flow "{first.flow_name}". Give each flow its own place',
            urn=second.urn,
        )


def _changes(flow: Flow) -> bool:
    """Whether a flow changes records that are there, by an id."""
    kinds = (end.properties["writeOperationType"] for end in flow.destinations)
    try:
        return any(kind.text_if_any() in _CHANGING for kind in kinds)
    except Undecided:
        return False


@policy(
    "No flow reads what it has written, directly or through other flows of the stack.",
    "Each run of such a flow makes work for the next one, without an end",
    severity=Severity.HIGH,
)
def loops(stack: Stack, _values: Values) -> Iterator[Problem]:
    known = list(
        decided(stack.flows, lambda one: (_place(one, one.source, written=False), _written(one)))
    )
    reads = _by_place((read, number) for number, (_, (read, _)) in enumerate(known))
    follows = {
        flow.urn: [
            known[number][0]
            for number in sorted(
                {
                    each
                    for one in places
                    for around in one.around()
                    for each in reads.get(around, ())
                }
            )
        ]
        for flow, (_, places) in known
    }
    reported: set[str] = set()
    for flow, _ in known:
        way = _way_back(flow, follows)
        if way and not reported & {one.urn for one in way}:
            reported |= {one.urn for one in way}
            told = " -> ".join(f'"{one.flow_name}"' for one in (*way, flow))
            yield StackProblem(
                flow.destinations[0].properties.path,
                f"feeds the flow's own source: {told}. Write to another place",
                urn=flow.urn,
            )


def _way_back(start: Flow, follows: dict[str, list[Flow]]) -> Sequence[Flow]:
    """The shortest way from a flow over what reads its records back to itself; empty if there is none."""
    ways: list[list[Flow]] = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for later in follows[way[-1].urn]:
            if later is start:
                return way
            if later.urn not in seen:
                seen.add(later.urn)
                ways.append([*way, later])
    return ()
