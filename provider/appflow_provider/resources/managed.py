"""
What resources with a name of their own have in common when they talk to the service: make it and see that it is there, read
it, remove it and see that it is gone. What they ask for is their own.
"""

import abc
import threading
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from appflow_provider.errors import AppFlowError, NotFound, PartlyDone
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.creation import (
    ATTEMPTED,
    Creation,
    is_between,
    not_replaced,
    span_of,
)
from appflow_provider.resources.naming import Located, located
from appflow_provider.resources.owners import Owners
from appflow_provider.resources.resource import (
    NOTHING_CONFIGURED,
    Checked,
    Configured,
    Resource,
    ResourceState,
)
from appflow_provider.shapes.walk import from_api, members, to_api
from appflow_provider.values import unwrap

__all__ = ["Managed"]

_SEEN_AFTER = 10.0  # seconds until a new object is looked for in vain; our choice


class Managed(Resource):
    """A resource that the service knows by name."""

    delete_timeout: ClassVar[float]
    """Seconds until a deleted one has to be gone."""

    delete_command: ClassVar[str]
    """Command of `aws appflow` that deletes one, up to its name."""

    reply_tells_all: ClassVar[bool] = False
    """Whether what state holds is known from the reply to a create, so that nothing new is learned from a look."""

    def __init__(self, configured: Configured = NOTHING_CONFIGURED) -> None:
        super().__init__(configured)
        self._owners, self._lock = Owners(), threading.Lock()
        self._tokens: set[str] = set()
        self._had: dict[str, str] = {}
        self._removed: set[tuple[str, str]] = set()

    @abc.abstractmethod
    def describe(self, ask: ApiCall, name: str) -> dict[str, Any] | None:
        """The service's answer about the object, or None when there is none."""

    @abc.abstractmethod
    def inputs_from_reply(self, live: Mapping[str, Any]) -> dict[str, Any]:
        """The answer as properties, in the form of the inputs."""

    def read(
        self, id_: str, state: Mapping[str, Any], context: OperationContext
    ) -> ResourceState | None:
        """
        What the service describes, in the words of the state's inputs.

        Raises:
            AppFlowError: the service refused.
            PartlyDone: the object is there, and not finished.
        """
        at = located(id_)
        region = unwrap(state.get("region")) or at.region or self.region(state)
        ask = ApiCall(
            context.service(unwrap(region)), f"reading {self.noun} {at.name}", shared=True
        )
        live = self.describe(ask, at.name)
        if live is None or not _may_be_ours(live, state):
            return None
        self.after_read(live, state, context)
        arn = unwrap(state.get(self.arn_property)) or (id_ if at.region else None)
        held = self.to_state(
            at.name,
            self.refreshed_inputs(self.inputs_from_reply(live), state, at),
            self.with_arn(live, arn),
        )
        if lacks := self.init_error(live, ask):
            raise PartlyDone(lacks, id_=held.id_, state=held.state, inputs=held.inputs)
        return held

    def missing(self, id_: str, region: str | None) -> str:
        """The same, with the id for an object of another region."""
        at = located(id_)
        if at.region:
            return super().missing(at.name, at.region)
        arn = f"arn:aws:appflow:REGION:ACCOUNT:{self.token.lower()}/{id_}"
        return f"{super().missing(id_, region)} If it is in another region, give its ARN as the id: {arn}."

    def after_read(
        self, live: Mapping[str, Any], state: Mapping[str, Any], context: OperationContext
    ) -> None:
        """Say what a person should know of an object that was looked at, beyond what a refresh shows."""

    def init_error(self, live: Mapping[str, Any], ask: ApiCall) -> AppFlowError | None:  # noqa: ARG002
        """What an object lacks that was looked at, so that the next update goes on with it."""
        return None

    def api_call(self, verb: str, name: str, region: Any, context: OperationContext) -> ApiCall:
        """The conversation about the object in its region."""
        return ApiCall(context.service(unwrap(region)), f"{verb} {self.noun} {name}")

    def request(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs as the API takes them."""
        request: dict[str, Any] = to_api(self.inputs, inputs)
        request.pop("region", None)
        return request

    def is_as_asked(self, name: str, inputs: Mapping[str, Any], live: Mapping[str, Any]) -> bool:
        """Whether an object is what a request with these inputs makes, as far as the service describes it."""
        seen = self.refreshed_inputs(self.inputs_from_reply(live), inputs, Located(name))
        return not self.diff(self.to_state(name, seen, live).state, inputs).changes

    def create_and_confirm(
        self,
        ask: ApiCall,
        operation: str,
        inputs: Mapping[str, Any],
        context: OperationContext,
        *,
        secret: bool = False,
    ) -> tuple[ResourceState, dict[str, Any]]:
        """
        Make the object; see that it is there, unless the reply tells all. Also the service's description, as far as it was looked at.

        Raises:
            AppFlowError: the service refused; there is no object.
            PartlyDone: there is one, or there may be.
        """
        return Creation(self, ask, inputs, context)(operation, secret=secret)

    def is_unused(self, token: str, context: OperationContext) -> bool:
        """Whether a token was never sent before: it derives from a stack that is new, and not from a request of this run."""
        with self._lock:
            is_known = token in self._tokens
            self._tokens.add(token)
        return context.is_new_stack and not is_known

    def resumed(
        self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], context: OperationContext
    ) -> ResourceState:
        """
        The update of an object that may be there: a create whose answer and look both failed.

        Raises:
            AppFlowError: the service refused.
            PartlyDone: it is there, and not finished.
        """
        try:
            found = self.read(id_, olds, context)
        except PartlyDone as unfinished:
            found = ResourceState(unfinished.id_, {}, dict(unfinished.state))
        if found is None:
            self._had.pop(context.urn, None)
            return self.create(news, context)
        return self.update(id_, found.state, news, context)

    def check(
        self, olds: Mapping[str, Any], news: Mapping[str, Any], *, urn: str = "", **options: Any
    ) -> Checked:
        """The same as for all resources; remembers what the stack has under the resource's URN."""
        if urn and (name := unwrap(olds.get(self.name_property))):
            self._had[urn] = str(name)
        options["replaced"] = self._had.get(urn, "")
        return super().check(olds, news, urn=urn, **options)

    def usable(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """The same as for all resources; a state that may have no object need not say more."""
        return self.readable(state) if ATTEMPTED in state else super().usable(state)

    def had(self, urn: str) -> str | None:
        """The name of the object that the stack has of a resource, where this run was told."""
        return self._had.get(urn)

    def owner(self, ask: ApiCall, name: str) -> str | None:
        """Whose the object of a name is, as far as this run was told."""
        return self._owners.owner((ask.service.region, name))

    def confirm_update(
        self,
        ask: ApiCall,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        context: OperationContext,
    ) -> tuple[ResourceState, dict[str, Any]]:
        """
        What is kept of an object that was updated; also the service's description of it.

        Raises:
            PartlyDone: it could not be looked at.
        """
        name = str(unwrap(news[self.name_property]))
        facts = {key: unwrap(olds[key]) for key in members(self.outputs) if key in olds}
        self.wrote(ask, name, context)
        live = (
            self.seen_after(self.to_state(name, news, facts), lambda: self.look(ask, name, context))
            or {}
        )
        return self.to_state(name, news, {**facts, **live}), live

    def wrote(
        self, ask: ApiCall, name: str, context: OperationContext, *, kept: bool = False
    ) -> None:
        """Remember who made or updated the object that has the name now, or was given it as an earlier run made it."""
        self._owners.wrote((ask.service.region, name), context.urn, kept=kept)

    def unchanged(self, urn: str, state: Mapping[str, Any]) -> None:
        """Remember whose the object of a state is."""
        name = str(unwrap(state.get(self.name_property)))
        self._owners.has((self.region(state) or "", name), urn, registered=urn in self._had)

    def delete_and_wait(
        self,
        name: str,
        state: Mapping[str, Any],
        context: OperationContext,
        ask: ApiCall,
        how: Callable[[], object],
    ) -> None:
        """
        Delete the object and see that it is gone. One that is gone already is a success.

        Raises:
            AppFlowError: the service refused, or it was still there when the time was up, or was to be replaced by itself.
        """
        place = (ask.service.region, name)
        if self._owners.is_kept(place, context.urn):
            raise not_replaced(self, name)
        if owner := self._owners.keeps(place, context.urn):
            if owner != context.urn:
                context.warn(
                    f"{self.noun} {name} was not deleted: it is the object of {owner} as well"
                )
            return
        if ATTEMPTED in state:
            live = self.describe(ask, name)
            if live is None or not _may_be_ours(live, state):
                return
        try:
            how()
        except NotFound:
            return
        timeout = context.timeout or self.delete_timeout
        what = f"waiting until {self.noun} {name} is gone"
        for _ in waits(ask.service, timeout, context.say, what):
            if self.describe(ask, name) is None:
                self._removed.add(place)
                return
        words = f"it was still there {timeout:.0f} seconds after its deletion"
        still = AppFlowError(words, ours=True)
        still.doing = f"deleting {self.noun} {name} in {ask.service.region}"
        raise still

    def was_removed(self, ask: ApiCall, name: str) -> bool:
        """Whether this run deleted an object of the name."""
        return (ask.service.region, name) in self._removed

    def look(self, ask: ApiCall, name: str, context: OperationContext) -> dict[str, Any] | None:
        """The description of an object that ought to be there, allowing for a reply from before."""
        what = f"waiting until {self.noun} {name} shows"
        rounds = waits(ask.service, _SEEN_AFTER, context.say, what)
        return next((live for _ in rounds if (live := self.describe(ask, name))), None)

    @staticmethod
    def seen_after(
        held: ResourceState, look: Callable[[], dict[str, Any] | None]
    ) -> dict[str, Any] | None:
        """
        What a look at an object finds that was just written.

        Raises:
            PartlyDone: it could not be looked at, and Pulumi has to remember it all the same.
        """
        try:
            return look()
        except AppFlowError as failed:
            raise PartlyDone(failed, id_=held.id_, state=held.state) from failed

    def state_after_write(
        self, name: str, inputs: Mapping[str, Any], reply: Mapping[str, Any]
    ) -> ResourceState:
        """What Pulumi keeps of an object that was written and not looked at yet."""
        return self.to_state(name, inputs, reply)

    def with_arn(self, live: Mapping[str, Any], arn: Any) -> Mapping[str, Any]:
        """The description with the ARN that is known from elsewhere, where it has none: that of a connector was seen without."""
        lacks = arn is not None and live.get(self.arn_property) is None
        return {**live, self.arn_property: arn} if lacks else live

    def to_state(
        self, name: str, inputs: Mapping[str, Any], live: Mapping[str, Any]
    ) -> ResourceState:
        """What Pulumi keeps: the inputs, secrets marked, and the facts in the service's answer."""
        marked = self.marked(inputs)
        return ResourceState(name, marked, {**marked, **from_api(self.outputs, live)})


def _may_be_ours(live: Mapping[str, Any], state: Mapping[str, Any]) -> bool:
    """Whether an object is the one of a state; where it is unknown whether there is one, it must have been made by that attempt."""
    attempted = unwrap(state.get(ATTEMPTED))
    if not attempted:
        return True
    try:
        return is_between(live, *span_of(str(attempted)))
    except (TypeError, ValueError):  # edited by hand: then it is left alone
        return False
