"""
What the whole provider says about tags: those that it puts on everything, and those that it leaves to others.

The user's own tags go over the defaults. A tag that is ignored is somebody else's: it is neither sent nor compared, neither
removed nor shown. Tags may hold the markers of `values`, which stay where they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from appflow_provider.values import Secret, Unknown, unwrap

__all__ = ["UNTAGGED", "Tagging"]

_AWS_TAGS = "aws:"  # tags that AWS puts on by itself begin with it; nobody else may write them


@dataclass(frozen=True)
class Tagging:
    """
    The provider's part in the tags of its resources.

    Attributes:
        defaults: Tags of everything that can have some; each in a `Secret` where the configuration says that it is one.
        ignored_keys: Keys that are left to others.
        ignored_prefixes: How keys begin that are left to others.
    """

    defaults: Mapping[str, Any] = field(default_factory=dict)
    ignored_keys: frozenset[str] = frozenset()
    ignored_prefixes: tuple[str, ...] = ()

    def ignores(self, key: str) -> bool:
        """Whether the tag is left to others."""
        return key in self.ignored_keys or key.startswith((_AWS_TAGS, *self.ignored_prefixes))

    def ours(self, tags: Any) -> Any:
        """The tags that are not left to others; one without a value is none."""
        if isinstance(tags, Secret):
            return Secret(self.ours(tags.value))
        if isinstance(tags, Unknown):
            return tags
        return {key: text for key, text in _given(tags).items() if not self.ignores(key)}

    def complete(self, tags: Any) -> Any:
        """The user's tags and the defaults: all that a resource is to have."""
        if isinstance(tags, Secret):
            return Secret(self.complete(tags.value))
        return tags if isinstance(tags, Unknown) else self.ours({**self.defaults, **_given(tags)})

    def written(self, live: Mapping[str, str], state: Mapping[str, Any]) -> dict[str, str]:
        """
        The user's part of a resource's tags: what state has as theirs, and what came from neither them nor the provider.

        Args:
            live: The service's tags.
            state: `tags` and `tagsAll` as they were. What the service says does not matter for a tag that is ignored.
        """
        mine = _given(unwrap(state.get("tags")))
        others = {*_given(unwrap(state.get("tagsAll"))), *self.defaults} - mine.keys()
        found = {key: text for key, text in self.ours(live).items() if key not in others}
        return {**found, **{key: text for key, text in mine.items() if self.ignores(key)}}

    def imported(self, live: Mapping[str, str]) -> dict[str, str]:
        """The tags that a program would have to write for a resource that nobody wrote yet."""
        return {
            key: text
            for key, text in self.ours(live).items()
            if unwrap(self.defaults.get(key)) != text
        }

    def seen(self, live: Mapping[str, str], tags: Any) -> Any:
        """The service's tags, as secret as the user's and the provider's are."""
        ours = self.ours(live)
        if isinstance(tags, Secret):
            return Secret(ours)
        wanted = {**self.defaults, **_given(tags)}
        hidden = {key for key, text in wanted.items() if isinstance(text, Secret)}
        return {key: Secret(text) if key in hidden else text for key, text in ours.items()}


UNTAGGED = Tagging()
"""Neither default tags nor ignored ones."""


def _given(tags: Any) -> dict[str, Any]:
    return {key: text for key, text in (tags or {}).items() if text is not None}
