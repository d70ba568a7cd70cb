"""
Tags of resources: `tags` are the program's own, and `tagsAll` are all that the provider manages.

`Resource` and `Managed` use this for each resource whose outputs have `tagsAll`. The provider's settings for tags are in `tagging`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from appflow_provider.canonical import Form
from appflow_provider.cautions import IGNORED_TAG
from appflow_provider.diff import Change, compare
from appflow_provider.patterns import places
from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.contract import Inputs, Note, State
from appflow_provider.tagging import Tagging
from appflow_provider.values import unwrap

ALL, OWN = "tagsAll", "tags"

_MAX = 50  # of a resource; model 2020-08-23, TagMap
_SIGNS = {"add": "+", "delete": "-", "update": "~"}


class Tags:
    """The tags of one kind of resource, for one configuration of the provider."""

    def __init__(self, tagging: Tagging) -> None:
        self._tagging = tagging

    def problems(self, inputs: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield a problem if there are too many tags together with the provider's own."""
        tags = _own(inputs)
        number = len(self._tagging.complete(tags))
        if len(tags) <= _MAX < number:
            reason = f"must be at most {_MAX} with the provider's defaultTags, not {number}"
            yield Problem((OWN,), reason)

    def warnings(self, inputs: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield a warning for each tag that is not sent."""
        tags = _own(inputs)
        for key in sorted(tags.keys() - self._tagging.ours(tags).keys()):
            if tags[key] is not None and not key.startswith("aws:"):  # the shapes refuse aws:
                reason = "is not sent, because ignoreTags excludes it"
                yield Problem((OWN, key), reason, IGNORED_TAG)

    def compared(self, side: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs or state without the tags that the provider does not manage."""
        return {**side, OWN: self._tagging.ours(side.get(OWN))}

    def changes(self, olds: State, news: Inputs, found: Sequence[Change]) -> tuple[Change, ...]:
        """The changes of the provider's own tags, as `tagsAll`. Changes in `found` are not repeated."""
        reported = {change.path[1:] for change in found if change.path[0] == OWN}
        before, after = {ALL: self._kept(olds)}, {ALL: self.sent(news)}
        changes = compare(before, after, Form(), places()).changes
        return tuple(each for each in changes if each.path[1:] not in reported)

    def notes(self, changes: Sequence[Change]) -> tuple[Note, ...]:
        """A note with the provider's tags that change, because the engine does not show them."""
        keys = sorted(
            f"{_SIGNS[each.what]}{each.path[1]}" for each in changes if each.path[0] == ALL
        )
        text = f"Tags of the provider change: {', '.join(keys)}."
        return (Note(text, warns=False),) if keys else ()

    def sent(self, inputs: Inputs) -> Any:
        """All tags to send for a resource, with secrets marked. Known as soon as the program's own tags are."""
        return self._tagging.complete(inputs.get(OWN))

    def shown(self, tags: Mapping[str, str], inputs: Inputs) -> Any:
        """The value of `tagsAll` for a resource with these tags."""
        return self._tagging.seen(tags, inputs.get(OWN))

    def refreshed(self, seen: Inputs, state: State, *, is_new: bool) -> Inputs:
        """The inputs of a reply with only the program's own tags."""
        own = self._tagging.imported if is_new else partial(self._tagging.written, state=state)
        return Inputs({**seen, OWN: own(seen.get(OWN) or {})})

    def retag(self, api: ApiCall, arn: str, olds: State, news: Inputs) -> None:
        """
        UntagResource and TagResource for the tags that changed.

        Raises:
            AppFlowError: AppFlow refused.
        """
        old, new = unwrap(self._kept(olds)), unwrap(self.sent(news))
        gone = sorted(old.keys() - new.keys())
        put = {key: text for key, text in new.items() if old.get(key) != text}
        if gone:
            api("UntagResource", resourceArn=arn, tagKeys=gone)
        if put:
            api("TagResource", resourceArn=arn, tags=put)

    def _kept(self, state: State) -> Any:
        """All managed tags of a state. A state from before `tagsAll` has only the program's own."""
        return self._tagging.ours(state.get(ALL, state.get(OWN)))

    @staticmethod
    def as_before(state: State, olds: State) -> State:
        """The state with the tags of the old state."""
        others = {key: item for key, item in state.items() if key not in {OWN, ALL}}
        return State({**others, **{key: olds[key] for key in (OWN, ALL) if key in olds}})


def _own(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    tags = inputs.get(OWN)
    return tags if isinstance(tags, Mapping) else {}
