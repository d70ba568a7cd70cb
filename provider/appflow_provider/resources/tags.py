"""
The tags of resources that can have some: `tags` are the program's, and `tagsAll` are all that the provider manages.

`Resource` and `Managed` call this for each resource whose outputs have `tagsAll`. What the provider says of tags is in `tagging`.
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
        """Too many tags, where the provider's own make them so."""
        tags = _own(inputs)
        number = len(self._tagging.complete(tags))
        if len(tags) <= _MAX < number:
            reason = f"must be at most {_MAX} with the provider's defaultTags, not {number}"
            yield Problem((OWN,), reason)

    def warnings(self, inputs: Mapping[str, Any]) -> Iterator[Problem]:
        """Tags that are not sent."""
        tags = _own(inputs)
        for key in sorted(tags.keys() - self._tagging.ours(tags).keys()):
            if tags[key] is not None and not key.startswith("aws:"):  # which the shapes refuse
                reason = "is not sent, because ignoreTags leaves it to others"
                yield Problem((OWN, key), reason, IGNORED_TAG)

    def compared(self, side: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs or state without the tags that are left to others."""
        return {**side, OWN: self._tagging.ours(side.get(OWN))}

    def changes(self, olds: State, news: Inputs, found: Sequence[Change]) -> tuple[Change, ...]:
        """The changes of tags that are not among those found: the provider's own, as `tagsAll`."""
        reported = {change.path[1:] for change in found if change.path[0] == OWN}
        before, after = {ALL: self._kept(olds)}, {ALL: self.sent(news)}
        changes = compare(before, after, Form(), places()).changes
        return tuple(each for each in changes if each.path[1:] not in reported)

    def notes(self, changes: Sequence[Change]) -> tuple[Note, ...]:
        """The provider's tags that come or go, which the engine does not show."""
        keys = sorted(
            f"{_SIGNS[each.what]}{each.path[1]}" for each in changes if each.path[0] == ALL
        )
        text = f"Tags of the provider change: {', '.join(keys)}."
        return (Note(text, warns=False),) if keys else ()

    def sent(self, inputs: Inputs) -> Any:
        """All tags that a resource is to have, as secret as they are. Certain as soon as the program's own are."""
        return self._tagging.complete(inputs.get(OWN))

    def shown(self, tags: Mapping[str, str], inputs: Inputs) -> Any:
        """The value of `tagsAll` for the tags that a resource has."""
        return self._tagging.seen(tags, inputs.get(OWN))

    def refreshed(self, seen: Inputs, state: State, *, is_new: bool) -> Inputs:
        """The inputs of a reply with the program's own tags alone."""
        own = self._tagging.imported if is_new else partial(self._tagging.written, state=state)
        return Inputs({**seen, OWN: own(seen.get(OWN) or {})})

    def retag(self, api: ApiCall, arn: str, olds: State, news: Inputs) -> None:
        """
        UntagResource and TagResource for what differs.

        Raises:
            AppFlowError: the service refused.
        """
        old, new = unwrap(self._kept(olds)), unwrap(self.sent(news))
        gone = sorted(old.keys() - new.keys())
        put = {key: text for key, text in new.items() if old.get(key) != text}
        if gone:
            api("UntagResource", resourceArn=arn, tagKeys=gone)
        if put:
            api("TagResource", resourceArn=arn, tags=put)

    def _kept(self, state: State) -> Any:
        """All tags of a state; one that is older than `tagsAll` has the program's own alone."""
        return self._tagging.ours(state.get(ALL, state.get(OWN)))

    @staticmethod
    def as_before(state: State, olds: State) -> State:
        """The state with the tags of the old one."""
        others = {key: item for key, item in state.items() if key not in {OWN, ALL}}
        return State({**others, **{key: olds[key] for key in (OWN, ALL) if key in olds}})


def _own(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    tags = inputs.get(OWN)
    return tags if isinstance(tags, Mapping) else {}
