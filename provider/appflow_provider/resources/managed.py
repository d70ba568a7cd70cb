"""
The lifecycle of resources that AppFlow knows by name: create and confirm, read, update and confirm, delete and wait.

Each step is written once, here and in `creation`. What a resource sends and what it makes of a reply are its hooks; `contract`
has the table of them.
"""

import abc
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, TypeAlias

from appflow_provider.diff import Change
from appflow_provider.errors import AppFlowError, NotFound, PartlyDone
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import (
    ATTEMPTED,
    NOTHING_CONFIGURED,
    ApiReply,
    ApiRequest,
    Checked,
    Configured,
    Inputs,
    ResourceState,
    State,
)
from appflow_provider.resources.creation import (
    NAMES_TRIED,
    Creation,
    is_between,
    not_replaced,
    seen_after,
    span_of,
)
from appflow_provider.resources.naming import Located, located
from appflow_provider.resources.resource import Resource
from appflow_provider.resources.run_memory import RunMemory
from appflow_provider.resources.tags import ALL, OWN
from appflow_provider.shapes.walk import members, to_api
from appflow_provider.values import unwrap

_SEEN_AFTER = 10.0  # seconds until a new object is looked for in vain; our choice

Undo: TypeAlias = Callable[[AppFlowError], tuple[AppFlowError, Mapping[str, Any]]]
"""Takes back a part of an update after a failure. Gives the failure to raise, and properties of the state that it leaves."""

_VERBS = {
    "Create": "creating",
    "Register": "registering",
    "Update": "updating",
    "Delete": "deleting",
    "Unregister": "unregistering",
}


class Managed(Resource):
    """A resource that the service knows by name."""

    not_sent: ClassVar[tuple[str, ...]] = ()
    """Inputs that neither a create nor an update sends."""
    delete_timeout: ClassVar[float]
    """Seconds until a deleted one has to be gone."""
    sends_credentials: ClassVar[bool] = False
    """Whether a create holds secrets, so that its client token must not be one that can be guessed."""
    reply_tells_all: ClassVar[bool] = False
    """Whether what state holds is known from the reply to a create or update, so that nothing new is learned from a look."""

    def __init__(self, configured: Configured = NOTHING_CONFIGURED) -> None:
        super().__init__(configured)
        # The first of the declared operations does it; the others look, start or tag.
        self.create_operation, self.update_operation, self.delete_operation = (
            self.declaration.operations[verb][0] for verb in ("create", "update", "delete")
        )
        self.run = RunMemory()

    # Hooks

    @abc.abstractmethod
    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """Hook: the service's answer about the object, in API spelling, or None when there is none."""

    @abc.abstractmethod
    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """Hook: the answer of `describe` (API spelling) as inputs (property spelling)."""

    def build_create_request(self, inputs: Inputs) -> ApiRequest:
        """Hook: checked inputs as the API takes them."""
        aside = {"region", *self.not_sent}
        sent = {key: item for key, item in inputs.items() if key not in aside}
        if self.tags:
            tags = self.tags.sent(inputs)
            sent[OWN] = tags if unwrap(tags) else None
        return ApiRequest(to_api(self.inputs, sent))

    @abc.abstractmethod
    def build_update_request(
        self, olds: State, news: Inputs, changes: Sequence[Change]
    ) -> ApiRequest | None:
        """Hook: what brings the object from the old state to the new inputs (API spelling); None if there is nothing to send."""

    def build_delete_request(self, name: str, state: State) -> ApiRequest:
        """Hook: what deletes the object (API spelling)."""
        return ApiRequest({members(self.inputs)[self.name_property].api: name})

    def send_update(
        self,
        api: ApiCall,
        olds: State,
        news: Inputs,
        changes: Sequence[Change],
        context: OperationContext,
    ) -> Undo | None:
        """
        Hook: change the object, but for its tags.

        Raises:
            AppFlowError: the service refused; nothing has changed.
            PartlyDone: some of it has.
        """
        request = self.build_update_request(olds, news, changes)
        if request is not None:
            api(self.update_operation, **request)
        return None

    def send_delete(self, api: ApiCall, name: str, state: State, context: OperationContext) -> None:
        """
        Hook: delete the object.

        Raises:
            AppFlowError: the service refused.
        """
        api(self.delete_operation, **self.build_delete_request(name, state))

    def after_write(
        self, api: ApiCall, done: ResourceState, reply: ApiReply, context: OperationContext
    ) -> None:
        """
        Hook: what is to be done after a create or update.

        Args:
            api: The operation's calls.
            done: What Pulumi will keep.
            reply: The answer of `describe`, as far as the object was looked at.
            context: The operation.

        Raises:
            PartlyDone: the object is there, and not finished.
        """

    def after_read(
        self, api: ApiCall, reply: ApiReply, state: State, context: OperationContext
    ) -> AppFlowError | None:
        """Hook: what is not finished in an object, so that the next update goes on with it. Also warns of what a refresh does not show."""
        return None

    # Create

    def create(self, inputs: Inputs, context: OperationContext) -> ResourceState:
        """
        Make the object, see that it is there unless the reply tells all, and finish it.

        Raises:
            AppFlowError: the service refused; there is no object.
            PartlyDone: there is one, or there may be.
        """
        name = str(unwrap(inputs[self.name_property]))
        api = self.api_call(self.create_operation, name, inputs.get("region"), context)
        creation = Creation(self, api, inputs, context)
        for _ in range(NAMES_TRIED):
            if (made := creation()) is not None:
                return made
        raise creation.without_name()

    def api_call(
        self, operation: str, name: str, region: Any, context: OperationContext
    ) -> ApiCall:
        """The calls of one operation on the object in its region."""
        verb = next(verb for word, verb in _VERBS.items() if operation.startswith(word))
        return ApiCall(context.service(unwrap(region)), f"{verb} {self.noun} {name}")

    def state_after_write(
        self, name: str, inputs: Inputs, reply: ApiReply, before: State | None = None
    ) -> ResourceState:
        """What Pulumi keeps of an object that was written: its tags are those that were sent, which a preview has shown."""
        tags = unwrap(self.tags.sent(inputs)) if self.tags else None
        return self.to_state(name, inputs, reply, before, tags=tags)

    def is_as_asked(self, name: str, inputs: Inputs, reply: ApiReply) -> bool:
        """Hook: whether an object is what a create with these inputs makes, as far as the service describes it."""
        asked = Inputs({key: item for key, item in inputs.items() if key not in self.not_sent})
        seen = self.refreshed_inputs(self.inputs_from_reply(reply), State(asked), Located(name))
        return not self.diff(self.to_state(name, seen, reply).state, asked).changes

    def look(self, api: ApiCall, name: str, context: OperationContext) -> ApiReply | None:
        """The description of an object that ought to be there, allowing for a reply from before."""
        what = f"waiting until {self.noun} {name} shows"
        rounds = waits(api.service, _SEEN_AFTER, context.say, what)
        return next((reply for _ in rounds if (reply := self.describe(api, name))), None)

    # Read

    def read(self, id_: str, state: State, context: OperationContext) -> ResourceState | None:
        """
        What the service describes, in the words of the state's inputs.

        Raises:
            AppFlowError: the service refused.
            PartlyDone: the object is there, and not finished.
        """
        at = located(id_)
        region = unwrap(state.get("region")) or at.region or self.region(state)
        api = ApiCall(
            context.service(unwrap(region)), f"reading {self.noun} {at.name}", shared=True
        )
        reply = self.describe(api, at.name)
        if reply is None or not _may_be_ours(reply, state):
            return None
        unfinished = self.after_read(api, reply, state, context)
        arn = unwrap(state.get(self.arn_property)) or (id_ if at.region else None)
        inputs = self.refreshed_inputs(self.inputs_from_reply(reply), state, at)
        found = self.to_state(at.name, inputs, self.with_arn(reply, arn))
        if unfinished:
            raise PartlyDone(unfinished, id_=found.id_, state=found.state, inputs=found.inputs)
        return found

    def with_arn(self, reply: ApiReply, arn: Any) -> ApiReply:
        """The description with the ARN that is known from elsewhere, where it has none: that of a connector was seen without."""
        lacks = arn is not None and reply.get(self.arn_property) is None
        return ApiReply({**reply, self.arn_property: arn}) if lacks else reply

    def missing(self, id_: str, region: str | None) -> str:
        """The same, with the id for an object of another region."""
        at = located(id_)
        if at.region:
            return super().missing(at.name, at.region)
        arn = f"arn:aws:appflow:REGION:ACCOUNT:{self.token.lower()}/{id_}"
        return f"{super().missing(id_, region)} If it is in another region, give its ARN as the id: {arn}."

    # Update

    def update(
        self, id_: str, olds: State, news: Inputs, context: OperationContext
    ) -> ResourceState:
        """
        Change the object if anything differs that it knows of, then its tags, see how it is unless that is known, and finish it.

        Raises:
            AppFlowError: the service refused; nothing has changed.
            PartlyDone: some of it has.
        """
        if ATTEMPTED in olds:
            return self._resumed(id_, olds, news, context)
        name = located(id_).name
        api = self.api_call(self.update_operation, name, self.region(olds), context)
        aside = {*self.not_sent, OWN, ALL}
        changes = [each for each in self.diff(olds, news).changes if each.path[0] not in aside]
        undo = self.send_update(api, olds, news, changes, context)
        self.run.wrote((api.service.region, name), context.urn)
        state, reply = partial(self.state_after_write, name, news, before=olds), ApiReply({})
        if self.tags:
            try:
                self.tags.retag(api, str(unwrap(olds[self.arn_property])), olds, news)
            except AppFlowError as refused:
                failed, left = undo(refused) if undo else (refused, {})
                kept = {**self.tags.as_before(state(reply).state, olds), **left}
                raise PartlyDone(failed, id_=name, state=kept) from refused
        if not self.reply_tells_all:
            look = partial(self.look, api, name, context)
            reply = seen_after(partial(state, reply), look) or reply
        updated = state(reply)
        self.after_write(api, updated, reply, context)
        return updated

    def _resumed(
        self, id_: str, olds: State, news: Inputs, context: OperationContext
    ) -> ResourceState:
        """
        The update of an object that may be there: a create whose answer and look both failed.

        Raises:
            AppFlowError: the service refused.
            PartlyDone: it is there, and not finished.
        """
        try:
            found = self.read(id_, olds, context)
            state = found.state if found else None
        except PartlyDone as unfinished:
            state = State(dict(unfinished.state))
        if state is None:
            self.run.gone(context.urn)
            return self.create(news, context)
        return self.update(id_, state, news, context)

    # Delete

    def delete(self, id_: str, state: State, context: OperationContext) -> None:
        """
        Delete the object and see that it is gone. One that is gone already is a success.

        Raises:
            AppFlowError: the service refused, or it was still there when the time was up, or was to be replaced by itself.
        """
        name = located(id_).name
        api = self.api_call(self.delete_operation, name, self.region(state), context)
        place = (api.service.region, name)
        if self.run.is_kept(place, context.urn):
            raise not_replaced(self, name)
        if owner := self.run.keeps(place, context.urn):
            if owner != context.urn:
                context.warn(
                    f"{self.noun} {name} was not deleted: it is the object of {owner} as well"
                )
            return
        if ATTEMPTED in state:
            reply = self.describe(api, name)
            if reply is None or not _may_be_ours(reply, state):
                return
        try:
            self.send_delete(api, name, state, context)
        except NotFound:
            return
        timeout = context.timeout or self.delete_timeout
        what = f"waiting until {self.noun} {name} is gone"
        for _ in waits(api.service, timeout, context.say, what):
            if self.describe(api, name) is None:
                self.run.removed(place)
                return
        raise AppFlowError(
            f"it was still there {timeout:.0f} seconds after its deletion",
            ours=True,
            doing=f"deleting {self.noun} {name} in {api.service.region}",
        )

    # What one run remembers

    def check(
        self, olds: Mapping[str, Any], news: Mapping[str, Any], *, urn: str = "", **options: Any
    ) -> Checked:
        """The same as for all resources; remembers what the stack has under the resource's URN."""
        self.run.registered(urn, str(unwrap(olds.get(self.name_property)) or ""))
        options["replaced"] = self.run.name(urn) or ""
        return super().check(olds, news, urn=urn, **options)

    def usable(self, state: Mapping[str, Any]) -> State:
        """The same as for all resources; a state that may have no object need not say more."""
        return self.readable(state) if ATTEMPTED in state else super().usable(state)

    def unchanged(self, urn: str, state: State) -> None:
        """Remember whose the object of a state is."""
        name = str(unwrap(state.get(self.name_property)))
        self.run.has((self.region(state) or "", name), urn)


def _may_be_ours(reply: ApiReply, state: State) -> bool:
    """Whether an object is the one of a state; where it is unknown whether there is one, it must have been made by that attempt."""
    attempted = unwrap(state.get(ATTEMPTED))
    if not attempted:
        return True
    try:
        return is_between(reply, *span_of(str(attempted)))
    except (TypeError, ValueError):  # edited by hand: then it is left alone
        return False
