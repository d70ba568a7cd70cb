"""
Compares what another tool's file says with AppFlow, and returns the objects as `adopt` writes them.

AppFlow is read if it can be reached: then the id is known to exist, and what differs from the file is taken from AppFlow. Credentials,
which AppFlow never returns, come from the file in both cases.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from appflow_provider.adopt.finding import AT_ONCE, LISTED, Found
from appflow_provider.adopt.naming import resource_name, unique, variable
from appflow_provider.errors import AppFlowError, PartlyDone, Unreachable
from appflow_provider.migration.credentials import with_whole_credentials
from appflow_provider.migration.described import Contents, Described, Notice, Skipped
from appflow_provider.projection import trimmed
from appflow_provider.resources import (
    RESOURCES,
    Inputs,
    OperationContext,
    Resource,
    ResourceState,
    State,
)
from appflow_provider.resources.contract import ApiReply
from appflow_provider.resources.naming import region_of
from appflow_provider.shapes.walk import Kind, completed, members, speaks_at
from appflow_provider.values import Path, path_text

_ARN = re.compile(r"arn:[^:]+:appflow:[^:]*:(\d+):")
_REGION = "region"
_TAGS, _ALL_TAGS = "tags", "tagsAll"
_CONFIG, _CREDENTIALS = "connectorProfileConfig", "connectorProfileCredentials"


@dataclass(frozen=True)
class Taken:
    """
    One object that Pulumi takes over.

    Attributes:
        found: The object, with credentials marked as secret.
        origin: Its address in the other tool.
        notices: What was not taken, was mended, or differs on AWS.
        is_protected: Whether the other tool refuses to forget it unless it is forced to.
    """

    found: Found
    origin: str
    notices: tuple[Notice, ...] = ()
    is_protected: bool = False


@dataclass(frozen=True)
class Outcome:
    """
    What is taken over from a file or region.

    Attributes:
        taken: The objects, those that others refer to first.
        skipped: What is not taken over.
        region: The region that most of them are in, which the stack's configuration must name; None if it is not known.
        unchecked: Why AppFlow was not asked, as the end of a sentence; empty if it was.
    """

    taken: tuple[Taken, ...]
    skipped: tuple[Skipped, ...]
    region: str | None
    unchecked: str = ""


def take(
    contents: Contents,
    work: OperationContext | None,
    region: str | None = None,
    tell: Callable[[int, int], None] = lambda _read, _all: None,
) -> Outcome:
    """
    The objects of a file, as AppFlow has them now.

    Args:
        contents: What the file holds.
        work: How to reach AppFlow; None to take everything from the file.
        region: The region of the stack. If None, the one that most of the objects are in.
        tell: Called after each read with how many were read of how many.

    Raises:
        AppFlowError: AppFlow refused, or has none of the objects.
    """
    order = {kind: number for number, kind in enumerate(LISTED)}
    whole = map(with_whole_credentials, contents.described)
    sources = sorted(whole, key=lambda each: (order[each.kind], each.origin))
    nameless = [each for each in sources if not _name(each)]
    sources, repeated = _once([each for each in sources if _name(each)])
    home = region or _most(_regions(sources)) or _own(work)
    placed = [_placed(each, home) for each in sources]
    unchecked, reads = "the option --offline is set", list[ResourceState | None]()
    if work is not None:
        try:
            reads, unchecked = _read(placed, work, home, tell), ""
        except Unreachable as failed:
            unchecked = str(failed)
    lacking: list[Skipped] = []
    if unchecked:
        lacking = [
            Skipped(each.origin, f"is not taken, because the file does not hold its {path}")
            for each in placed
            if (path := _lacks(each))
        ]
        placed = [each for each in placed if not _lacks(each)]
        reads = [_unread(each) for each in placed]
    if placed and not any(reads):
        raise AppFlowError(_none(placed, contents, home), ours=True)
    account = (
        _most(
            [_account(read.state, each) for each, read in zip(placed, reads, strict=True) if read]
        )
        or ""
    )
    pairs, absent = list[tuple[Described, ResourceState]](), list[Skipped]()
    for each, read in zip(placed, reads, strict=True):
        if why := _why_not(each, read, home, account):
            absent.append(Skipped(each.origin, why))
        elif read is not None:
            pairs.append((each, read))
    skipped = [
        *contents.skipped,
        *lacking,
        *(Skipped(each.origin, "has no name in the file") for each in nameless),
        *repeated,
        *absent,
    ]
    names = unique((resource_name(each.label or _name(each)) for each, _ in pairs), "-")
    words = unique(
        (variable(name, _noun(each)) for name, (each, _) in zip(names, pairs, strict=True)), "_"
    )
    taken = [
        Taken(
            Found(RESOURCES[each.kind], name, word, read),
            each.origin,
            _notices(each, read),
            each.is_protected,
        )
        for name, word, (each, read) in zip(names, words, pairs, strict=True)
    ]
    return Outcome(tuple(taken), tuple(skipped), home, unchecked)


def _once(sources: Sequence[Described]) -> tuple[list[Described], list[Skipped]]:
    """Each object once, and the other resources of the file that stand for the same object."""
    found: dict[tuple[str, str | None, str, str], Described] = {}
    repeated = []
    for each in sources:
        first = found.setdefault(
            (each.kind, _region_of(each), _account(each.outputs, each), _name(each)), each
        )
        if first is not each:
            repeated.append(Skipped(each.origin, f"is the same {_what(each)} as {first.origin}"))
    return [*found.values()], repeated


def _account(outputs: Mapping[str, Any], each: Described) -> str:
    """The account in a resource's ARN; empty if it is not known."""
    found = _ARN.match(str(outputs.get(RESOURCES[each.kind].arn_property)))
    return found[1] if found else ""


def _why_not(each: Described, read: ResourceState | None, home: str | None, account: str) -> str:
    """Why a resource is not taken, as a sentence without its subject; empty if it is."""
    own = _account(each.outputs, each)
    if own and account and own != account:
        return f"is in account {own}, not {account}. Import it into a stack for that account"
    return "" if read else f"is not taken: {_region_of(each) or home} has no {_what(each)}"


def _name(each: Described) -> str:
    return str(each.inputs.get(RESOURCES[each.kind].name_property) or "")


def _noun(each: Described) -> str:
    return RESOURCES[each.kind].noun.split()[-1]


def _what(each: Described) -> str:
    return f"{RESOURCES[each.kind].noun} {_name(each)}"


def _region_of(each: Described) -> str | None:
    """The region that a resource is in, from its ARN or its own `region`; None if the file does not say."""
    arn = str(each.outputs.get(RESOURCES[each.kind].arn_property) or "")
    return region_of(arn) or each.inputs.get(_REGION)


def _regions(sources: Sequence[Described]) -> list[str]:
    return [region for each in sources if (region := _region_of(each))]


def _most(words: Sequence[str]) -> str | None:
    return Counter(words).most_common(1)[0][0] if words else None


def _own(work: OperationContext | None) -> str | None:
    """The region of the AWS CLI; None if there is none."""
    try:
        return work.service(None).region if work else None
    except AppFlowError:
        return None


def _placed(each: Described, home: str | None) -> Described:
    """The resource without what means the same as nothing, and with a `region` only if it is not in the stack's own."""
    region, resource = _region_of(each), RESOURCES[each.kind]
    speaks = partial(speaks_at, resource.inputs)
    tidy = completed(resource.inputs, trimmed(each.inputs, resource.form, speaks=speaks))
    rest = {name: tidy[name] for name in resource.properties if name in tidy and name != _REGION}
    away = {_REGION: region} if region and region != home else {}
    return replace(each, inputs={**rest, **away})


def _lacks(each: Described) -> str:
    """The path of a member that the resource must have and the file does not hold; empty if there is none."""
    missing = _missing(Kind(shape=RESOURCES[each.kind].inputs), each.inputs, ())
    return path_text(next(missing, ()))


def _missing(kind: Kind, value: Any, path: Path) -> Iterator[Path]:
    if kind.shape is not None and isinstance(value, Mapping):
        for name, member in members(kind.shape).items():
            if name in value:
                yield from _missing(member.kind, value[name], (*path, name))
            elif member.info.is_required():
                yield (*path, name)
    elif kind.item is not None and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _missing(kind.item, item, (*path, number))


def _state(each: Described) -> State:
    """What Pulumi would store for the resource if the file were right."""
    inputs = RESOURCES[each.kind].marked(each.inputs)
    return State({**inputs, **each.outputs})


def _read(
    placed: Sequence[Described],
    work: OperationContext,
    home: str | None,
    tell: Callable[[int, int], None],
) -> list[ResourceState | None]:
    """Each object as AppFlow has it; None for what does not exist."""

    def here(each: Described) -> ResourceState | None:
        state = State({_REGION: home, **_state(each)}) if home else _state(each)
        try:
            if each.is_partial:
                return _afresh(each, home, work)
            read = RESOURCES[each.kind].read(_name(each), state, work)
        except (
            PartlyDone
        ) as unfinished:  # it exists, and the program that declares it may finish it
            inputs = Inputs({**(unfinished.inputs or {})})
            read = ResourceState(unfinished.id_, inputs, State({**unfinished.state}))
        return None if read is None else _at_home(read, home)

    found = []
    first, rest = [here(each) for each in placed[:1]], placed[1:]  # one failure, not sixteen
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for read in (*first, *pool.map(here, rest)):
            found.append(read)
            tell(len(found), len(placed))
    return found


def _afresh(each: Described, home: str | None, work: OperationContext) -> ResourceState | None:
    """The object as AppFlow has it, with the credentials of the file."""
    resource, region = RESOURCES[each.kind], _region_of(each) or home
    # Only the region of this ARN matters.
    id_ = f"arn:aws:appflow:{region}:123456789012:{each.kind.lower()}/{_name(each)}"
    read = resource.read(id_ if region else _name(each), State({}), work)
    if read is None:
        return None
    read = _at_home(read, home)
    config = _state(each).get(_CONFIG) or {}
    if _CREDENTIALS not in config:
        return read
    held = {_CREDENTIALS: config[_CREDENTIALS]}
    inputs = {**read.inputs, _CONFIG: {**read.inputs[_CONFIG], **held}}
    state = {**read.state, _CONFIG: {**read.state[_CONFIG], **held}}
    return replace(read, inputs=Inputs(inputs), state=State(state))


def _at_home(read: ResourceState, home: str | None) -> ResourceState:
    """The object without a `region` that is the stack's own."""
    return replace(
        read, inputs=Inputs(_without(read.inputs, home)), state=State(_without(read.state, home))
    )


def _without(properties: Mapping[str, Any], home: str | None) -> dict[str, Any]:
    return {
        name: item
        for name, item in properties.items()
        if name != _REGION or item not in {home, None}
    }


def _unread(each: Described) -> ResourceState:
    """The object as the file has it."""
    resource = RESOURCES[each.kind]
    known = members(resource.outputs)
    reply = {known[name].api: item for name, item in each.outputs.items() if name in known}
    tags = each.outputs.get(_ALL_TAGS) or each.inputs.get(_TAGS) or {}
    return resource.to_state(_name(each), Inputs({**each.inputs}), ApiReply(reply), tags=tags)


def _notices(each: Described, read: ResourceState) -> tuple[Notice, ...]:
    """What the user must know: from the file, and what AppFlow has otherwise."""
    resource = RESOURCES[each.kind]
    lacks = resource.arn_property not in read.state
    region = read.inputs.get(_REGION)
    away = [Notice("", f"is in {region}, which is set as its region")] if region else []
    unknown = Notice("", "has no known ARN. Run `pulumi refresh` before the first update")
    return (*each.notices, *away, *_drift(resource, each, read), *([unknown] if lacks else []))


def _drift(resource: Resource, each: Described, read: ResourceState) -> list[Notice]:
    if each.is_partial:  # what differs was not in the file
        return []
    olds = State({name: item for name, item in _state(each).items() if name != _REGION})
    news = Inputs({name: item for name, item in read.inputs.items() if name != _REGION})
    return [
        Notice(path_text(change.path), "differs on AWS. AppFlow's value is taken")
        for change in resource.diff(olds, news).changes
        if change.path[0] != _ALL_TAGS
    ]


def _none(placed: Sequence[Described], contents: Contents, home: str | None) -> str:
    count = len(placed)
    account = _account(placed[0].outputs, placed[0])
    profile = f", and --profile to one of account {account}" if account else ""
    return (
        f"{home} has none of the {count} AppFlow resources in {contents.place}; the first is {_what(placed[0])}. Set --region "
        f"to their region{profile}"
    )
