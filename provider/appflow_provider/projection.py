"""
Expresses what the service returned in the user's terms.

The service returns more than it was sent: defaults filled in, empty containers, other spellings, another order. `project` keeps
the user's value wherever the service's means the same, and takes the service's value where it differs. So a refresh shows
exactly the drift.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from appflow_provider.canonical import ABSENT, Expand, Form, canonical, is_same
from appflow_provider.partners import Partners
from appflow_provider.values import Path, Secret


def project(live: Any, written: Any, form: Form, path: Path = ()) -> Any:
    """
    The user's value, updated with the service's differences; `ABSENT` if the service no longer has it.

    Args:
        live: What the service returned, as properties.
        written: What the user wrote.
        form: What means the same.
        path: The path of both in the resource.
    """
    if isinstance(written, Secret):
        found = project(live, written.value, form, path)
        return found if found is ABSENT else Secret(found)
    if path in form.write_only or is_same(live, written):
        return written
    # In a plain container each member is compared by itself, so the container need not be canonicalised as a whole as well.
    if isinstance(live, Mapping) and isinstance(written, Mapping) and form.is_plain(path):
        return _members(live, written, form, path)
    if isinstance(live, list) and isinstance(written, list) and form.is_plain(path):
        return _entries(live, written, form, path)
    seen, wanted = canonical(live, form, path), canonical(written, form, path)
    if is_same(seen, wanted) or (seen is ABSENT and path in form.not_returned):
        return written
    if isinstance(live, Mapping) and isinstance(written, Mapping):
        return _members(live, written, form, path)
    if isinstance(live, list) and isinstance(written, list):
        return _entries(live, written, form, path)
    if form.is_equivalent(path, written, live):
        return written
    return ABSENT if seen is ABSENT else live


def _members(
    live: Mapping[str, Any], written: Mapping[str, Any], form: Form, path: Path
) -> dict[str, Any]:
    kept = {
        key: project(live.get(key), value, form, (*path, key)) for key, value in written.items()
    }
    found = {
        key: trimmed(value, form, (*path, key))
        for key, value in live.items()
        if key not in written and _is_drift(value, form, (*path, key))
    }
    return {key: value for key, value in {**kept, **found}.items() if value is not ABSENT}


def _is_drift(value: Any, form: Form, path: Path) -> bool:
    return path in form.drift_when_added and canonical(value, form, path) is not ABSENT


def _entries(live: list[Any], written: list[Any], form: Form, path: Path) -> list[Any]:
    if path not in form.unordered:
        return [
            project(item, written[at], form, (*path, at)) if at < len(written) else item
            for at, item in enumerate(live)
        ]
    place = (*path, 0)
    seen = [canonical(item, form, place) for item in live]
    wanted = [canonical(entry, form, place) for entry in written]
    if is_same(seen, wanted):
        return written
    # Pair the entries in rounds, from certain to vague. Derived entries are removed before the last round, which would
    # otherwise take one of them for a changed entry of the user's. Unpaired live entries are drift, and come last.
    partners = Partners(seen)
    kept: dict[int, Any] = {}

    def pair(find: Callable[[int], tuple[int, Any] | None]) -> None:
        for at in [at for at in range(len(wanted)) if at not in kept]:
            if (found := find(at)) is not None:
                there, kept[at] = found
                partners.take(there)

    def equal(at: int) -> tuple[int, Any] | None:
        there = partners.equal(wanted[at])
        return None if there is None else (there, written[at])

    def holding(at: int) -> tuple[int, Any] | None:
        """The live entry that has everything that the user's entry has, and possibly more."""
        for there in partners.alike(wanted[at], _exact(wanted[at], form, place)):
            found = project(live[there], written[at], form, place)
            if is_same(canonical(found, form, place), wanted[at]):
                return there, found
        return None

    def likest(at: int) -> tuple[int, Any] | None:
        """The live entry that the user's entry probably became; None if no entry is similar enough."""
        there = partners.likest(wanted[at], _ENOUGH)
        return None if there is None else (there, project(live[there], written[at], form, place))

    pair(equal)
    pair(holding)
    _fold(live, written, partners, kept, partial(form.expanded, path))
    pair(likest)
    rest = [trimmed(live[there], form, place) for there in partners.left]
    return [kept[at] for at in sorted(kept)] + rest


def _fold(
    live: list[Any],
    written: list[Any],
    partners: Partners,
    kept: dict[int, Any],
    expanded: Expand,
) -> None:
    """Remove the live entries that the service derived from a user's entry, in addition to it or in its place."""
    left = partners.left
    others = [live[there] for there in left]
    for at, entry in enumerate(written):
        plain = getattr(entry, "value", entry)
        if made := expanded(plain, others, at in kept):
            kept[at] = entry
            for position in made:
                partners.take(left[position])
            left = partners.left
            others = [live[there] for there in left]


def _exact(wanted: Any, form: Form, place: Path) -> list[str]:
    """The members that must be equal for a live entry to hold this one: leaves and lists of leaves, compared exactly."""
    members = wanted.items() if isinstance(wanted, Mapping) else ()
    return [
        name for name, value in members if not _has_members(value) and form.is_exact((*place, name))
    ]


def _has_members(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and any(map(_has_members, value)))


_ENOUGH = 0.4  # minimum share of equal members; our choice. Below it, one entry removed and one added reads better


def trimmed(
    live: Any, form: Form, path: Path = (), speaks: Callable[[Path], bool] = lambda _path: False
) -> Any:
    """
    What the service returned, without nulls, empty containers and its own defaults.

    Args:
        live: What the service returned.
        form: What means the same.
        path: Its path in the resource.
        speaks: Whether an empty structure at a path is significant.
    """
    if isinstance(live, Mapping):
        inner = {key: trimmed(value, form, (*path, key), speaks) for key, value in live.items()}
        found = {key: value for key, value in inner.items() if value is not ABSENT}
        return found if found or speaks(path) else ABSENT
    if isinstance(live, list):
        items = [trimmed(item, form, (*path, at), speaks) for at, item in enumerate(live)]
        return [{} if item is ABSENT else item for item in items] or ABSENT
    return ABSENT if canonical(live, form, path) is ABSENT else live
