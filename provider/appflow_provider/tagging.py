"""
Provider-wide settings for tags: default tags for all resources, and tags that the provider ignores.

The user's tags override the defaults. An ignored tag is managed elsewhere: the provider does not send, compare, remove or show
it. Tags may contain the markers of `values`, which stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from appflow_provider.values import Secret, Unknown, unwrap

_AWS_TAGS = "aws:"  # prefix of tags that only AWS can set


@dataclass(frozen=True)
class Tagging:
    """
    The provider's settings for the tags of its resources.

    Attributes:
        defaults: Tags of every resource that can have tags; `Secret` if the configuration marks them as secret.
        ignored_keys: Keys to ignore.
        ignored_prefixes: Prefixes of keys to ignore.
    """

    defaults: Mapping[str, Any] = field(default_factory=dict)
    ignored_keys: frozenset[str] = frozenset()
    ignored_prefixes: tuple[str, ...] = ()

    def ignores(self, key: str) -> bool:
        """Whether the tag is ignored."""
        return key in self.ignored_keys or key.startswith((_AWS_TAGS, *self.ignored_prefixes))

    def ours(self, tags: Any) -> Any:
        """The tags that are not ignored and have a value."""
        if isinstance(tags, Secret):
            return Secret(self.ours(tags.value))
        if isinstance(tags, Unknown):
            return tags
        return {
            key: text
            for key, text in (tags or {}).items()
            if text is not None and not self.ignores(key)
        }

    def complete(self, tags: Any) -> Any:
        """The user's tags and the defaults: all tags of a resource."""
        if isinstance(tags, Secret):
            return Secret(self.complete(tags.value))
        return tags if isinstance(tags, Unknown) else self.ours({**self.defaults, **_given(tags)})

    def written(self, live: Mapping[str, str], state: Mapping[str, Any]) -> dict[str, str]:
        """
        The user's part of a resource's live tags: their own tags, and tags that neither they nor the provider set.

        Args:
            live: The service's tags.
            state: `tags` and `tagsAll` in the state. For an ignored tag the state counts, not the service.
        """
        mine = _given(unwrap(state.get("tags")))
        others = {*_given(unwrap(state.get("tagsAll"))), *self.defaults} - mine.keys()
        found = {key: text for key, text in self.ours(live).items() if key not in others}
        return {**found, **{key: text for key, text in mine.items() if self.ignores(key)}}

    def imported(self, live: Mapping[str, str]) -> dict[str, str]:
        """The tags that a program must set for an imported resource."""
        return {
            key: text
            for key, text in self.ours(live).items()
            if unwrap(self.defaults.get(key)) != text
        }

    def seen(self, live: Mapping[str, str], tags: Any) -> Any:
        """The service's tags, marked secret where the user's or the provider's tags are."""
        ours = self.ours(live)
        if isinstance(tags, Secret):
            return Secret(ours)
        wanted = {**self.defaults, **_given(tags)}
        hidden = {key for key, text in wanted.items() if isinstance(text, Secret)}
        return {key: Secret(text) if key in hidden else text for key, text in ours.items()}


UNTAGGED = Tagging()
"""No default tags and no ignored tags."""


def _given(tags: Any) -> dict[str, Any]:
    return {key: text for key, text in (tags or {}).items() if text is not None}
