"""
Reads what the service holds back into the words of the user.

The service answers with more than it was asked: defaults filled in, empty containers, other spellings, another order.
`project` keeps what the user wrote wherever the service means the same, and takes the service's word where it differs,
so that a refresh shows exactly the drift and nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from appflow_provider.canonical import ABSENT, Form, canonical, likeness
from appflow_provider.values import Path, Secret

__all__ = ["project", "trimmed"]


def project(live: Any, written: Any, form: Form, path: Path = ()) -> Any:
    """
    The user's value with the service's differences in it; `ABSENT` where the service no longer has it.

    Args:
        live: What the service returned, as properties.
        written: What the user wrote.
        form: What means the same.
        path: Where in the resource the two stand.
    """
    if isinstance(written, Secret):
        found = project(live, written.value, form, path)
        return found if found is ABSENT else Secret(found)
    if path in form.write_only:
        return written
    seen, wanted = canonical(live, form, path), canonical(written, form, path)
    if seen == wanted or (seen is ABSENT and path in form.dropped):
        return written
    if isinstance(live, Mapping) and isinstance(written, Mapping):
        return _members(live, written, form, path)
    if isinstance(live, list) and isinstance(written, list):
        return _entries(live, written, form, path)
    if form.is_alike(path, written, live):
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
        if key not in written and _is_watched(value, form, (*path, key))
    }
    return {key: value for key, value in {**kept, **found}.items() if value is not ABSENT}


def _is_watched(value: Any, form: Form, path: Path) -> bool:
    return path in form.watched and canonical(value, form, path) is not ABSENT


def _entries(live: list[Any], written: list[Any], form: Form, path: Path) -> list[Any]:
    if path not in form.unordered:
        return [
            project(item, written[at], form, (*path, at)) if at < len(written) else item
            for at, item in enumerate(live)
        ]
    place = (*path, 0)
    left = [(canonical(item, form, place), item) for item in live]
    wanted = {at: canonical(entry, form, place) for at, entry in enumerate(written)}
    kept: dict[int, Any] = {}

    def pair(find: _Finder) -> None:
        for at in [at for at in wanted if at not in kept]:
            found = find(wanted[at], written[at], left)
            if found is not None:
                kept[at] = project(left.pop(found)[1], written[at], form, (*path, at))

    pair(_equal)
    pair(partial(_holding, form, place))
    users = [getattr(entry, "value", entry) for entry in written]
    for at, entry in enumerate(users):
        made = form.unfolds(entry, [item for _, item in left], at in kept)
        if made:
            kept[at] = written[at]
            left[:] = [other for place, other in enumerate(left) if place not in made]
    pair(_likest)
    rest = [trimmed(item, form, place) for _, item in left]
    return [kept[at] for at in sorted(kept)] + rest


_Left: TypeAlias = Sequence[
    tuple[Any, Any]
]  # live entries that are not paired yet, each after its canonical form
_Finder: TypeAlias = Callable[
    [Any, Any, _Left], int | None
]  # where the partner is of an entry, canonical and as written


def _equal(wanted: Any, _entry: Any, left: _Left) -> int | None:
    """The live entry that means the same."""
    return next((at for at, (seen, _) in enumerate(left) if seen == wanted), None)


def _holding(form: Form, place: Path, wanted: Any, entry: Any, left: _Left) -> int | None:
    """The live entry that holds all that the user wrote in this one."""
    for at, (seen, item) in enumerate(left):
        if (
            _may_hold(form, place, wanted, seen)
            and canonical(project(item, entry, form, place), form, place) == wanted
        ):
            return at
    return None


def _may_hold(form: Form, place: Path, wanted: Any, seen: Any) -> bool:
    """Whether a closer look is worth it: what needs none is the same, plain members and lists of them."""
    if not isinstance(wanted, Mapping) or not isinstance(seen, Mapping):
        return True
    return all(
        seen.get(key) == value or not form.is_exact((*place, key))
        for key, value in wanted.items()
        if not _has_members(value)
    )


def _has_members(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and any(map(_has_members, value)))


def _likest(wanted: Any, _entry: Any, left: _Left) -> int | None:
    """What has probably become of the user's entry; None where nothing is much like it."""
    shares = [likeness(wanted, seen) for seen, _ in left]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= _ENOUGH else None


_ENOUGH = 0.4  # of the members agree; our choice. Less, and it reads better as one gone and one new


def trimmed(
    live: Any, form: Form, path: Path = (), speaks: Callable[[Path], bool] = lambda _path: False
) -> Any:
    """
    What the service returned without nulls, empty containers and defaults that it fills in.

    Args:
        live: What the service returned.
        form: What means the same.
        path: Where in the resource it stands.
        speaks: Whether an empty structure says something by being there.
    """
    if isinstance(live, Mapping):
        inner = {key: trimmed(value, form, (*path, key), speaks) for key, value in live.items()}
        found = {key: value for key, value in inner.items() if value is not ABSENT}
        return found if found or speaks(path) else ABSENT
    if isinstance(live, list):
        items = [trimmed(item, form, (*path, at), speaks) for at, item in enumerate(live)]
        return [{} if item is ABSENT else item for item in items] or ABSENT
    return ABSENT if canonical(live, form, path) is ABSENT else live
