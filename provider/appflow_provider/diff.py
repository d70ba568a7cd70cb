"""
Compares two versions of a resource's inputs, and says whether the resource stays, is updated or is replaced.

Values are compared in canonical form, so a different spelling of the same value is no change. Each change has the path that the
user knows. Entries of unordered lists are paired by likeness, not by position: otherwise one entry inserted at the front would
show every entry as changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

from appflow_provider.canonical import ABSENT, Form, canonical, is_same
from appflow_provider.partners import Partners
from appflow_provider.patterns import Places
from appflow_provider.values import Path, Unknown, at, has_unknown, leaves, path_text

What: TypeAlias = Literal["add", "delete", "update"]
_Pair: TypeAlias = tuple[int | None, int | None]  # positions in the old and in the new list


@dataclass(frozen=True)
class Change:
    """One leaf that differs. `replaces` says that the service cannot update it."""

    path: Path
    what: What
    replaces: bool = False


@dataclass(frozen=True)
class Comparison:
    """All differences between two versions of a resource's inputs."""

    changes: tuple[Change, ...] = ()

    @property
    def action(self) -> Literal["same", "update", "replace"]:
        """What must be done."""
        if not self.changes:
            return "same"
        return "replace" if any(change.replaces for change in self.changes) else "update"

    @property
    def replaces(self) -> list[str]:
        """The paths that cause a replacement."""
        return [path_text(change.path) for change in self.changes if change.replaces]

    def touches(self, *names: str) -> bool:
        """Whether anything under one of the top-level properties differs."""
        return any(change.path[0] in names for change in self.changes)

    def without(self, ignored: Iterable[Path]) -> "Comparison":
        """The comparison without changes at the ignored paths, in which `*` stands for any step."""
        places = [place for place in ignored if place]
        return Comparison(
            tuple(
                change
                for change in self.changes
                if not any(_covers(place, change.path) for place in places)
            )
        )


def _covers(place: Path, path: Path) -> bool:
    fits = all(wanted in ("*", step) for wanted, step in zip(place, path, strict=False))
    return len(place) <= len(path) and fits


def compare(
    old: Mapping[str, Any], new: Mapping[str, Any], form: Form, create_only: Places
) -> Comparison:
    """
    The differences between the old and the new inputs.

    An unknown new value counts as a change. If it is create-only or may contain a create-only member, the change replaces the
    resource.
    """
    return Comparison(
        tuple(
            Change(
                path, what, create_only.covers(path) or _may_replace(old, new, path, create_only)
            )
            for path, what in _differences(old, new, form, ())
        )
    )


def _may_replace(
    old: Mapping[str, Any], new: Mapping[str, Any], path: Path, create_only: Places
) -> bool:
    """Whether the new value is unknown, and the old one had a create-only member in it."""
    before = leaves(at(old, path), path) if isinstance(at(new, path), Unknown) else ()
    return any(inner in create_only for inner, _ in before)


def _differences(old: Any, new: Any, form: Form, path: Path) -> Iterator[tuple[Path, What]]:
    if _is_same(old, new):
        return
    before, after = canonical(old, form, path), canonical(new, form, path)
    if _is_same(before, after):
        return
    if after is ABSENT and path in form.optional_computed:
        return
    if path in form.opaque and before is not ABSENT and after is not ABSENT:
        yield path, "update"
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            yield from _differences(_get(old, key), _get(new, key), form, (*path, key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _entries(old, new, form, path)
    elif before is ABSENT:
        yield from _spread(new, form, path, "add")
    elif after is ABSENT:
        yield from _spread(old, form, path, "delete")
    else:
        yield path, "update"


def _is_same(old: Any, new: Any) -> bool:
    return is_same(old, new) and not has_unknown(new)


def _get(value: Any, key: str) -> Any:
    inner = getattr(value, "value", value)
    return inner.get(key) if isinstance(inner, Mapping) else None


def _spread(value: Any, form: Form, path: Path, what: What) -> Iterator[tuple[Path, What]]:
    """The leaves of a structure that was added or deleted."""
    inner = getattr(value, "value", value)
    if isinstance(inner, Mapping) and path not in form.opaque:
        for key, item in inner.items():
            if canonical(item, form, (*path, key)) is not ABSENT:
                yield from _spread(item, form, (*path, key), what)
    else:
        yield path, what


def _entries(old: Any, new: Any, form: Form, path: Path) -> Iterator[tuple[Path, What]]:
    before, after = list(getattr(old, "value", old)), list(getattr(new, "value", new))
    pairs = (
        _matched(before, after, form, path)
        if path in form.unordered
        else _by_position(before, after)
    )
    for was, now in pairs:
        if now is None and was is not None:
            yield (*path, was), "delete"
        elif was is None and now is not None:
            yield (*path, now), "add"
        elif was is not None and now is not None:
            yield from _differences(before[was], after[now], form, (*path, now))


def _by_position(before: list[Any], after: list[Any]) -> list[_Pair]:
    longest = max(len(before), len(after))
    return [
        (at if at < len(before) else None, at if at < len(after) else None) for at in range(longest)
    ]


_ALIKE = (0.5, 0.0)  # minimum share of equal members in each round; our choice


def _matched(before: list[Any], after: list[Any], form: Form, path: Path) -> list[_Pair]:
    """
    Pair the entries of an unordered list, then list the unpaired ones of both sides. Pairs of equal entries are left out.

    The rounds go from certain to vague: first equal entries, then entries with half of their members equal, then the most
    similar of the rest. A later round sees only what the earlier ones left, so a vague pair cannot take away a better one.
    """
    place = (*path, 0)
    olds = Partners(canonical(item, form, place) for item in before)
    news = {at: canonical(item, form, place) for at, item in enumerate(after)}
    _paired(olds, news, olds.equal)
    pairs: list[_Pair] = []
    for least in _ALIKE:
        pairs += _paired(olds, news, partial(olds.likest, least=least))
    pairs += [(was, None) for was in olds.left]
    pairs += [(None, now) for now in news]
    return sorted(
        pairs, key=lambda pair: (pair[1] is None, pair[1] if pair[1] is not None else pair[0])
    )


def _paired(olds: Partners, news: dict[int, Any], find: Callable[[Any], int | None]) -> list[_Pair]:
    """Pair each new entry for which `find` returns an old one, and remove both from further rounds."""
    pairs: list[_Pair] = []
    for now, entry in list(news.items()):
        if (was := find(entry)) is not None:
            olds.take(was)
            del news[now]
            pairs.append((was, now))
    return pairs
