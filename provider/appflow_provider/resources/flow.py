"""Flows: what is copied from where to where, when, and how each field is mapped."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from appflow_provider import rules
from appflow_provider.cautions import IGNORED_TAG
from appflow_provider.declarations.flow import FLOW
from appflow_provider.diff import Comparison, compare
from appflow_provider.errors import AppFlowError, Cancelled, Conflict, PartlyDone
from appflow_provider.patterns import places
from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.creation import ATTEMPTED
from appflow_provider.resources.flow_status import (
    ACTIVE,
    STATUS,
    SUSPENDED,
    is_settled,
    seen_status,
    settle,
)
from appflow_provider.resources.flow_update import (
    as_served,
    buses,
    explained,
    retag,
    update_request,
)
from appflow_provider.resources.managed import Managed
from appflow_provider.resources.naming import Located, located, region_of
from appflow_provider.resources.resource import Note, ResourceState
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import unwrap

__all__ = ["Flow"]

_TAGS_MAX = 50  # of a flow; model 2020-08-23, TagMap
_ALL = "tagsAll"
_OWN_CALLS = frozenset({"tags", _ALL, STATUS})  # what other operations than UpdateFlow change


_SIGNS = {"add": "+", "delete": "-", "update": "~"}
_STOPPED = "The flow was suspended for it and did not start again: it stands still"


class Flow(Managed):
    """`appflow:index:Flow`."""

    declaration = FLOW
    lost_on_replace = (
        "its run history and, if it reads incrementally, the point up to which it has read"
    )
    delete_command = "delete-flow --flow-name"
    reply_tells_all = True
    delete_timeout = 120.0  # as long as Terraform's provider waits

    def validate(
        self, inputs: Mapping[str, Any], olds: Mapping[str, Any], now: datetime | None
    ) -> rules.Verdict:
        """The rules for flows, and what the provider's own tags make of the flow's."""
        verdict = rules.flow(inputs, now=now, before=olds)
        written = inputs.get("tags")
        tags = written if isinstance(written, Mapping) else {}
        return rules.Verdict(
            (*verdict.problems, *self._too_many(tags)), (*verdict.warnings, *self._ignored(tags))
        )

    def _too_many(self, tags: Mapping[str, Any]) -> Iterator[Problem]:
        number = len(self.tagging.complete(tags))
        if len(tags) <= _TAGS_MAX < number:
            reason = f"must be at most {_TAGS_MAX} with the provider's defaultTags, not {number}"
            yield Problem(("tags",), reason)

    def _ignored(self, tags: Mapping[str, Any]) -> Iterator[Problem]:
        for key in sorted(tags.keys() - self.tagging.ours(tags).keys()):
            if tags[key] is not None and not key.startswith("aws:"):  # which the shapes refuse
                reason = "is not sent, because ignoreTags leaves it to others"
                yield Problem(("tags", key), reason, IGNORED_TAG)

    def diff(
        self,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        region: Callable[[], str | None] = lambda: None,
    ) -> Comparison:
        """The same as for all resources; beside it the tags that are not the flow's own, as `tagsAll`."""
        changes = super().diff(self._compared(olds), self._compared(news), region=region).changes
        told = {change.path[1:] for change in changes if change.path[0] == "tags"}
        before = self._tags_of(olds)
        after = self.tagging.complete(news.get("tags"))
        found = compare({_ALL: before}, {_ALL: after}, self.form, places()).changes
        return Comparison((*changes, *(each for each in found if each.path[1:] not in told)))

    def change_notes(self, found: Comparison, *, keeps_name: bool = False) -> tuple[Note, ...]:
        """The provider's tags that come or go, too, which the engine does not show."""
        others = sorted(
            f"{_SIGNS[change.what]}{change.path[1]}"
            for change in found.changes
            if change.path[0] == _ALL
        )
        tags = Note(f"Tags of the provider change: {', '.join(others)}.", warns=False)
        return (*super().change_notes(found, keeps_name=keeps_name), *([tags] if others else []))

    def _compared(self, side: Mapping[str, Any]) -> dict[str, Any]:
        return {**side, "tags": self.tagging.ours(side.get("tags"))}

    def _tags_of(self, state: Mapping[str, Any]) -> Any:
        """All tags of a state; one that is older than `tagsAll` has the flow's own alone."""
        return self.tagging.ours(state.get(_ALL, state.get("tags")))

    def previewed(
        self, inputs: Mapping[str, Any], olds: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """All tags are certain as soon as the flow's own are."""
        tags = self.tagging.complete(inputs.get("tags"))
        return {**super().previewed(inputs, olds), _ALL: tags}

    def request(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """With all tags that the flow is to have."""
        tags = self.tagging.complete(inputs.get("tags"))
        request = super().request({**inputs, "tags": tags if unwrap(tags) else None})
        return {key: value for key, value in request.items() if key != STATUS}

    def is_as_asked(self, name: str, inputs: Mapping[str, Any], live: Mapping[str, Any]) -> bool:
        """The same as for all resources, whatever the status, which a create does not set."""
        asked = {key: value for key, value in inputs.items() if key != STATUS}
        return super().is_as_asked(name, asked, live)

    def create(self, inputs: Mapping[str, Any], context: OperationContext) -> ResourceState:
        """CreateFlow, a look whether the flow is there unless that is certain, and its status."""
        name = unwrap(inputs[self.name_property])
        ask = self.api_call("creating", name, inputs.get("region"), context)
        held, _ = self.create_and_confirm(ask, "CreateFlow", inputs, context)
        return self._settled(
            ask, self.state_after_write(held.id_, held.inputs, held.state), context
        )

    def _settled(
        self, ask: ApiCall, done: ResourceState, context: OperationContext
    ) -> ResourceState:
        """
        The flow in the status that its program asks for.

        Raises:
            PartlyDone: it is there, and in the other.
        """
        wanted = unwrap(done.state.get(STATUS))
        if wanted is None:
            return done
        try:
            settle(ask, done.id_, wanted, partial(self.describe, ask, done.id_), context)
        except AppFlowError as failed:
            other = SUSPENDED if wanted == ACTIVE else ACTIVE
            raise PartlyDone(failed, id_=done.id_, state={**done.state, STATUS: other}) from failed
        return done

    def state_after_write(
        self, name: str, inputs: Mapping[str, Any], reply: Mapping[str, Any]
    ) -> ResourceState:
        """With the tags as they were sent, which a preview has shown."""
        arn, tags = unwrap(reply[self.arn_property]), self.tagging.complete(inputs.get("tags"))
        return self.to_state(name, inputs, {self.arn_property: arn, "tags": tags})

    def update(
        self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], context: OperationContext
    ) -> ResourceState:
        """
        UpdateFlow with the whole flow if anything differs that it knows of, then the tags that differ, then the status.

        Raises:
            AppFlowError: the service refused; nothing has changed.
            PartlyDone: some of it has.
        """
        if ATTEMPTED in olds:
            return self.resumed(id_, olds, news, context)
        name = located(id_).name
        arn = str(unwrap(olds[self.arn_property]))
        ask = self.api_call("updating", name, region_of(arn), context)
        self.wrote(ask, name, context)
        found = self.diff(olds, news).changes
        suspended = False
        if changes := [change for change in found if change.path[0] not in _OWN_CALLS]:
            try:
                suspended = self._rewrite(ask, name, olds, news, context)
            except AppFlowError as refused:
                refused.advice = explained(refused, changes, context.urn)
                raise
        done = self.state_after_write(name, news, olds)
        wanted = self.tagging.complete(news.get("tags"))
        try:
            retag(ask, arn, unwrap(self._tags_of(olds)), unwrap(wanted))
        except AppFlowError as failed:
            state = _tagged_as(olds, done.state)
            if suspended and unwrap(news.get(STATUS)) == ACTIVE:
                state |= self._restarted(ask, name, failed, context)
            raise PartlyDone(failed, id_=name, state=state) from failed
        return self._settled(ask, done, context)

    def _rewrite(
        self,
        ask: ApiCall,
        name: str,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        context: OperationContext,
    ) -> bool:
        """
        UpdateFlow; whether the flow was suspended for it.

        An active flow that may not be changed is, if its status is the program's anyway.

        Raises:
            AppFlowError: the service refused; nothing has changed.
            PartlyDone: the same, but the flow was suspended and did not start again.
        """
        look = partial(self.describe, ask, name)
        request = update_request(self.request(news), olds)
        if buses(request):
            request = as_served(request, look() or request)
        try:
            ask("UpdateFlow", **request)
        except Conflict:
            if news.get(STATUS) is None or seen_status(look() or {}) != ACTIVE:
                raise
        else:
            return False
        try:
            settle(ask, name, SUSPENDED, look, context)
            ask("UpdateFlow", **request)
        except AppFlowError as failed:
            if stopped := self._restarted(ask, name, failed, context):
                raise PartlyDone(failed, id_=name, state={**olds, **stopped}) from failed
            raise
        return True

    def _restarted(
        self, ask: ApiCall, name: str, failed: AppFlowError, context: OperationContext
    ) -> dict[str, str]:
        """Start a flow again that was suspended for what failed; what else there is to remember, which the failure then says."""
        if is_settled(ask, name, ACTIVE, partial(self.describe, ask, name), context):
            return {}
        failed.after = _STOPPED
        return {STATUS: SUSPENDED}

    def delete(self, id_: str, state: Mapping[str, Any], context: OperationContext) -> None:
        """DeleteFlow, after StopFlow where the flow is active, then a wait until it is gone."""
        name = located(id_).name
        ask = self.api_call("deleting", name, self.region(state), context)
        self.delete_and_wait(name, state, context, ask, lambda: self._delete(ask, name, context))

    def _delete(self, ask: ApiCall, name: str, context: OperationContext) -> None:
        try:
            ask("DeleteFlow", flowName=name)
        except Conflict as active:
            look = partial(self.describe, ask, name)
            try:
                stopped = settle(ask, name, SUSPENDED, look, context)
            except Cancelled:
                raise
            except AppFlowError as refused:
                # Perhaps it was not for being active that it could not go.
                active.words += (
                    f". Suspending it did not work either: {refused.code} {refused.words}"
                )
                raise active from None
            try:
                ask("DeleteFlow", flowName=name)
            except AppFlowError as failed:
                if stopped:
                    self._restarted(ask, name, failed, context)
                raise

    def describe(self, ask: ApiCall, name: str) -> dict[str, Any] | None:
        """DescribeFlow; a flow of status Deleted is gone."""
        live = ask.find("DescribeFlow", flowName=name)
        return None if live is None or live.get("flowStatus") == "Deleted" else live

    def inputs_from_reply(self, live: Mapping[str, Any]) -> dict[str, Any]:
        """The flow, with a word about tags even where it has none, and its status in the program's words."""
        return {"tags": {}, **from_api(self.inputs, {**live, STATUS: seen_status(live)})}

    def after_read(
        self, live: Mapping[str, Any], state: Mapping[str, Any], context: OperationContext
    ) -> None:
        """Why a flow is not active that should be, as far as the service says."""
        said = live.get("flowStatusMessage")
        if said and unwrap(state.get(STATUS)) == ACTIVE and seen_status(live) != ACTIVE:
            reason = AppFlowError(str(said))
            reason.doing = f"flow {live['flowName']} is {live[STATUS]}"
            context.report(reason)

    def refreshed_inputs(
        self, seen: Mapping[str, Any], state: Mapping[str, Any], at: Located
    ) -> dict[str, Any]:
        """Of the tags those that are the flow's own; of a flow that is new to the program, a status only if it has one to choose."""
        is_new = not self.inputs_in(state)
        if is_new and _runs_when_asked(seen):
            seen = {key: value for key, value in seen.items() if key != STATUS}
        own = self.tagging.imported if is_new else partial(self.tagging.written, state=state)
        return super().refreshed_inputs({**seen, "tags": own(seen["tags"])}, state, at)

    def to_state(
        self, name: str, inputs: Mapping[str, Any], live: Mapping[str, Any]
    ) -> ResourceState:
        """What Pulumi keeps, all tags among it."""
        held = super().to_state(name, inputs, live)
        tags = self.tagging.seen(unwrap(live.get("tags")) or {}, inputs.get("tags"))
        return ResourceState(held.id_, held.inputs, {**held.state, _ALL: tags})


def _runs_when_asked(seen: Mapping[str, Any]) -> bool:
    """Whether it is a flow on demand, which is Active by itself. Of all others somebody chose whether they run."""
    on_demand: bool = seen["triggerConfig"]["triggerType"] == "OnDemand"
    return on_demand


def _tagged_as(olds: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """The state with the tags of another."""
    others = {key: item for key, item in state.items() if key not in {"tags", _ALL}}
    return {**others, **{key: olds[key] for key in ("tags", _ALL) if key in olds}}
