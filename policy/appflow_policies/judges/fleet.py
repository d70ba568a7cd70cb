"""Policies about all flows and connector profiles of a stack together."""

from collections.abc import Iterator
from dataclasses import dataclass

from appflow_policies.policy import Level, Severity, Values, lists, policy, texts
from appflow_policies.subjects import End, Flow, Stack, decided, each
from appflow_policies.wildcards import fits
from appflow_provider.places import Map, Place, object_of, read_prefix, way_back, written_folder
from appflow_provider.problems import Problem
from appflow_provider.spots import Spot, Undecided
from appflow_provider.vocabulary import BUCKETS, BY_ID


@dataclass(frozen=True)
class StackProblem(Problem):
    """A problem of one resource of a stack."""

    urn: str = ""


def _place(flow: Flow, end: End, *, written: bool) -> Place:
    """Where a flow reads or writes. Raises `Undecided` where that is not one place."""
    own = end.properties
    if end.type not in BUCKETS:
        return object_of(end.type, flow.region, end.profile, end.object.text())
    bucket, prefix = own["bucketName"].text(), own["bucketPrefix"].text_if_any() or ""
    return (
        written_folder(bucket, prefix, flow.flow_name) if written else read_prefix(bucket, prefix)
    )


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
    there = Map((place, number) for number, (_, place, _) in enumerate(written))
    pairs = {
        (min(number, other), max(number, other))
        for number, (_, place, _) in enumerate(written)
        for other in there.meeting(place)
    }
    for one_of, other_of in sorted(pairs):
        (first, one, _), (second, _, end) = written[one_of], written[other_of]
        if first is second:
            continue
        if not one.is_bucket and not (_changes(first) and _changes(second)):
            continue
        what = "folder" if one.is_bucket else "records"
        yield StackProblem(
            end.properties.path,
            f'writes to the same {what} as flow "{first.flow_name}". Give each flow its own place',
            urn=second.urn,
        )


def _changes(flow: Flow) -> bool:
    """Whether a flow changes records that are there, by an id."""
    kinds = (end.properties["writeOperationType"] for end in flow.destinations)
    try:
        return any(kind.text_if_any() in BY_ID for kind in kinds)
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
    flows = [flow for flow, _ in known]
    reads = Map((read, number) for number, (_, (read, _)) in enumerate(known))
    follows = {
        number: sorted({later for one in places for later in reads.meeting(one)})
        for number, (_, (_, places)) in enumerate(known)
    }
    reported: set[int] = set()
    for number, flow in enumerate(flows):
        way = way_back(number, follows)
        if way and not reported & {*way}:
            reported |= {*way}
            told = " -> ".join(f'"{flows[each].flow_name}"' for each in (*way, number))
            yield StackProblem(
                flow.destinations[0].properties.path,
                f"feeds the flow's own source: {told}. Write to another place",
                urn=flow.urn,
            )
