"""
The lifecycle of resources that AppFlow identifies by name: create and confirm, read, update and confirm, delete and wait.

`Managed` and `creation` hold each step once. A resource's hooks build the requests and read the replies; the table in `contract`
lists them.
"""

import abc
from collections.abc import Callable, Mapping
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

_SEEN_AFTER = 10.0  # seconds to wait until a read finds a new object; our choice

Undo: TypeAlias = Callable[[AppFlowError], tuple[AppFlowError, Mapping[str, Any]]]
"""Takes back a part of an update after a failure. Returns the failure to raise, and properties that the state must hold."""

_VERBS = {
    "Create": "creating",
    "Register": "registering",
    "Update": "updating",
    "Delete": "deleting",
    "Unregister": "unregistering",
}


class Managed(Resource):
    """A resource that AppFlow identifies by name."""

    not_sent: ClassVar[tuple[str, ...]] = ()
    """Inputs that neither a create nor an update sends."""
    delete_timeout: ClassVar[float]
    """Seconds to wait until a deleted object is gone."""
    sends_credentials: ClassVar[bool] = False
    """Whether a create request holds secrets, so its client token must not reveal them to somebody who guesses."""
    reply_tells_all: ClassVar[bool] = False
    """Whether the reply to a create or update holds all outputs, so that no read is needed after it."""

    def __init__(self, configured: Configured = NOTHING_CONFIGURED) -> None:
        super().__init__(configured)
        # The first declared operation is the call itself; the others read, start or tag.
        self.create_operation, self.update_operation, self.delete_operation = (
            self.declaration.operations[verb][0] for verb in ("create", "update", "delete")
        )
        self.run = RunMemory()

    # Hooks

    @abc.abstractmethod
    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """Hook: read the object. Returns the reply, in API spelling, or None if the object does not exist."""

    @abc.abstractmethod
    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """Hook: the reply of `describe` (API spelling) as inputs (property spelling)."""

    def build_create_request(self, inputs: Inputs) -> ApiRequest:
        """Hook: the create request (API spelling) for checked inputs."""
        aside = {"region", *self.not_sent}
        sent = {key: item for key, item in inputs.items() if key not in aside}
        if self.tags:
            tags = self.tags.sent(inputs)
            sent[OWN] = tags if unwrap(tags) else None
        return ApiRequest(to_api(self.inputs, sent))

    @abc.abstractmethod
    def build_update_request(self, olds: State, news: Inputs) -> ApiRequest | None:
        """Hook: the update request (API spelling) from the old state to the new inputs; None if there is nothing to send."""

    def build_delete_request(self, name: str, state: State) -> ApiRequest:
        """Hook: the delete request (API spelling)."""
        return ApiRequest({members(self.inputs)[self.name_property].api: name})

    def send_update(
        self, api: ApiCall, olds: State, news: Inputs, context: OperationContext
    ) -> Undo | None:
        """
        Hook: update the object, except for its tags.

        Raises:
            AppFlowError: AppFlow refused; nothing has changed.
            PartlyDone: a part of the update was made.
        """
        request = self.build_update_request(olds, news)
        if request is not None:
            api(self.update_operation, **request)
        return None

    def send_delete(self, api: ApiCall, name: str, state: State, context: OperationContext) -> None:
        """
        Hook: delete the object.

        Raises:
            AppFlowError: AppFlow refused.
        """
        api(self.delete_operation, **self.build_delete_request(name, state))

    def after_write(
        self, api: ApiCall, done: ResourceState, reply: ApiReply, context: OperationContext
    ) -> None:
        """
        Hook: the last step of a create or update.

        Args:
            api: The API calls of the operation.
            done: The state that Pulumi will store.
            reply: The reply of `describe`; empty if the object was not read.
            context: The operation.

        Raises:
            PartlyDone: the object exists, but is not finished.
        """

    def after_read(
        self, api: ApiCall, reply: ApiReply, state: State, context: OperationContext
    ) -> AppFlowError | None:
        """Hook: the error of an object that is not finished, so that the next update goes on with it; None if it is. May warn."""
        return None

    # Create

    def create(self, inputs: Inputs, context: OperationContext) -> ResourceState:
        """
        Create the object, read it unless the reply holds all outputs, and finish it.

        Raises:
            AppFlowError: AppFlow refused; no object was created.
            PartlyDone: the object exists, or may exist.
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
        """The API calls of one operation on the object, in its region."""
        verb = next(verb for word, verb in _VERBS.items() if operation.startswith(word))
        return ApiCall(context.service(unwrap(region)), f"{verb} {self.noun} {name}")

    def state_after_write(
        self, name: str, inputs: Inputs, reply: ApiReply, before: State | None = None
    ) -> ResourceState:
        """The state after a create or update. `tagsAll` holds the tags that were sent, as the preview showed them."""
        tags = self.tags.sent(inputs) if self.tags else None
        return self.to_state(name, inputs, reply, before, tags=tags)

    def is_as_asked(self, name: str, inputs: Inputs, reply: ApiReply) -> bool:
        """Hook: whether an object equals what a create with these inputs makes, in all that AppFlow returns."""
        wanted = Inputs({key: item for key, item in inputs.items() if key not in self.not_sent})
        seen = self.refreshed_inputs(self.inputs_from_reply(reply), State(wanted), Located(name))
        return not self.diff(self.to_state(name, seen, reply).state, wanted).changes

    def look(self, api: ApiCall, name: str, context: OperationContext) -> ApiReply | None:
        """Read an object that should exist. Waits a few seconds for it, because reads may lag behind writes."""
        what = f"waiting until {self.noun} {name} can be read"
        rounds = waits(api.service, _SEEN_AFTER, context.say, what)
        return next((reply for _ in rounds if (reply := self.describe(api, name))), None)

    # Read

    def read(self, id_: str, state: State, context: OperationContext) -> ResourceState | None:
        """
        Read the object. Inputs keep the program's form where AppFlow's value means the same.

        Raises:
            AppFlowError: AppFlow refused.
            PartlyDone: the object exists, but is not finished.
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
        """The reply with the given ARN if it has none: replies about a connector were seen without."""
        lacks = arn is not None and reply.get(self.arn_property) is None
        return ApiReply({**reply, self.arn_property: arn}) if lacks else reply

    def missing(self, id_: str, region: str | None) -> str:
        """As for all resources, with the ARN to use for an object in another region."""
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
        Update the object, then its tags. Read it unless the reply holds all outputs, and finish it.

        Raises:
            AppFlowError: AppFlow refused; nothing has changed.
            PartlyDone: a part of the update was made.
        """
        if ATTEMPTED in olds:
            return self._resumed(id_, olds, news, context)
        name = located(id_).name
        api = self.api_call(self.update_operation, name, self.region(olds), context)
        undo = self.send_update(api, olds, news, context)
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

    def changes_to_send(self, olds: State, news: Inputs) -> list[Change]:
        """The changes that an update request is for: all but those of tags and of inputs that it does not hold."""
        aside = {*self.not_sent, OWN, ALL}
        return [each for each in self.diff(olds, news).changes if each.path[0] not in aside]

    def _resumed(
        self, id_: str, olds: State, news: Inputs, context: OperationContext
    ) -> ResourceState:
        """
        Update an object that may not exist, because both its create and the read after it failed. Create it if it does not.

        Raises:
            AppFlowError: AppFlow refused.
            PartlyDone: the object exists, but is not finished.
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
        Delete the object and wait until it is gone. It is no error if it does not exist.

        Raises:
            AppFlowError: AppFlow refused, the object still existed at the timeout, or its replacement is the same object.
        """
        name = located(id_).name
        api = self.api_call(self.delete_operation, name, self.region(state), context)
        place = (api.service.region, name)
        if self.run.is_kept(place, context.urn):
            raise not_replaced(self, name)
        if owner := self.run.keeps(place, context.urn):
            if owner != context.urn:
                context.warn(f"{self.noun} {name} was not deleted, because {owner} manages it too")
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

    # The memory of one run

    def check(
        self, olds: Mapping[str, Any], news: Mapping[str, Any], *, urn: str = "", **options: Any
    ) -> Checked:
        """As for all resources. Also records the name of the resource's object in the stack."""
        self.run.registered(urn, str(unwrap(olds.get(self.name_property)) or ""))
        options["replaced"] = self.run.name(urn) or ""
        return super().check(olds, news, urn=urn, **options)

    def usable(self, state: Mapping[str, Any]) -> State:
        """As for all resources, but a state whose object may not exist needs no ARN."""
        return self.readable(state) if ATTEMPTED in state else super().usable(state)

    def unchanged(self, urn: str, state: State) -> None:
        """Record that `urn` owns the object of a state."""
        name = str(unwrap(state.get(self.name_property)))
        self.run.has((self.region(state) or "", name), urn)


def _may_be_ours(reply: ApiReply, state: State) -> bool:
    """Whether the object in a reply can be that of the state. After an unclear create, only one from the time of the attempt can."""
    attempted = unwrap(state.get(ATTEMPTED))
    if not attempted:
        return True
    try:
        return is_between(reply, *span_of(str(attempted)))
    except (TypeError, ValueError):  # edited by hand: do not touch the object
        return False
