"""
Reads what the service holds back into the words of the user.

The service answers with more than it was asked: defaults filled in, empty containers, other spellings, another order.
`project` keeps what the user wrote wherever the service means the same, and takes the service's word where it differs,
so that a refresh shows exactly the drift and nothing else.
"""

from collections.abc import Callable, Mapping
from typing import Any

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
    left = list(live)
    kept: dict[int, Any] = {}
    for at, entry in enumerate(written):
        match = _partner(entry, left, form, (*path, at))
        if match is not None:
            left.remove(match)
            kept[at] = entry
    users = [getattr(entry, "value", entry) for entry in written]
    left = [item for item in left if not form.made(item, users)]
    for at, entry in enumerate(written):
        drifted = None if at in kept else _likest(entry, left, form, (*path, at))
        if drifted is not None:
            left.remove(drifted)
            kept[at] = project(drifted, entry, form, (*path, at))
    return [kept[at] for at in sorted(kept)] + [trimmed(item, form, (*path, 0)) for item in left]


def _partner(entry: Any, live: list[Any], form: Form, path: Path) -> Any:
    """The live entry that holds all that the user wrote in this one."""
    wanted = canonical(entry, form, path)
    for item in live:
        merged = project(item, entry, form, path)
        if canonical(merged, form, path) == wanted:
            return item
    return None


def _likest(entry: Any, live: list[Any], form: Form, path: Path) -> Any:
    """What has probably become of the user's entry; None where nothing is much like it."""
    wanted = canonical(entry, form, path)
    alike = [(likeness(wanted, canonical(item, form, path)), item) for item in live]
    share, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= _ENOUGH else None


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
