"""
Creates an object that has a name. No object is lost or created twice, even if the request, its reply or this process is lost.

The object under the name may exist already. What happens depends on the name and on AppFlow's reply:

| name | AppFlow's reply | what happens |
| --- | --- | --- |
| new | success | done |
| set by the program | success, but for an earlier run's request with the same client token | use the object as it is |
| set by the program | Conflict | refuse, because the object's owner is not known |
| derived from stack and resource | Conflict | if the object is young, was never updated and matches the program, an interrupted run created it: use it. Otherwise try another name |
| any | lost or unreadable | read the object by name. If it was created since the request and matches the program, remember it as unfinished |
| any | lost or unreadable, and the object has no creation time | repeat the request with its token. AppFlow refuses if the object belongs to somebody else |
"""

import re
import shlex
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING

from appflow_provider.errors import (
    Advice,
    AppFlowError,
    Conflict,
    PartlyDone,
    Unreachable,
)
from appflow_provider.resources.client_tokens import TOKEN_LIFE, fresh_token, lasting_token
from appflow_provider.resources.contract import (
    ATTEMPTED,
    AUTONAMED,
    DERIVED,
    ApiReply,
    ApiRequest,
    Inputs,
    ResourceState,
    State,
)
from appflow_provider.resources.naming import Located, another
from appflow_provider.resources.run_memory import Place
from appflow_provider.values import unwrap

if TYPE_CHECKING:
    from appflow_provider.resources.api_call import ApiCall
    from appflow_provider.resources.context import OperationContext
    from appflow_provider.resources.managed import Managed


NAMES_TRIED = 5
"""The maximum number of names to try if names are taken; our choice."""

_CLOCKS_DIFFER = timedelta(seconds=3)  # what the correction by service.clock leaves; our choice
_NEVER_UPDATED = timedelta(minutes=1)  # a start counts as an update; our choice
_ATTEMPT = timedelta(minutes=15)  # maximum length of an attempt; our choice


class Creation:
    """One creation of one object."""

    def __init__(
        self, managed: "Managed", api: "ApiCall", inputs: Inputs, context: "OperationContext"
    ) -> None:
        self._managed, self._api, self._inputs, self._context = managed, api, inputs, context
        self._derived = inputs.get(AUTONAMED) == DERIVED
        self._name = str(unwrap(inputs[managed.name_property]))
        self._began = time.monotonic()
        self._owner: str | None = None  # URN that owns the object, if known in this run

    def __call__(self) -> ResourceState | None:
        """
        Create the object under its name. Returns None if the name is taken and the next call will try another.

        Raises:
            AppFlowError: the service refused, and no object was created.
            PartlyDone: the object exists, or may exist.
        """
        managed, context = self._managed, self._context
        request = managed.build_create_request(self._inputs)
        tells_all, self._owner = managed.reply_tells_all, managed.run.owner(self._place)
        if self._derived and tells_all:
            token, is_unused = fresh_token(), True
        else:
            token = lasting_token(
                context.urn, request, stack=context.stack, secret=managed.sends_credentials
            )
            is_unused = managed.run.is_first_use(token) and context.is_new_stack
        try:
            reply = self._api(managed.create_operation, **request, clientToken=token)
            if not reply.get(managed.arn_property):
                raise self._without_arn()
        except Conflict as conflict:
            return self._taken(conflict)
        except AppFlowError as failed:
            if not failed.outcome_unknown:
                raise
            raise self._in_doubt(failed, request, token) from failed
        if not (is_unused and tells_all):
            return self._confirmed(reply, request)
        self._wrote()
        return self._finished(reply, ApiReply({}))

    def without_name(self) -> AppFlowError:
        """The error after the last name."""
        words = f"{NAMES_TRIED} automatic names in a row are taken, {self._name} the last"
        return AppFlowError(words, ours=True)

    def _without_arn(self) -> AppFlowError:
        return Unreachable(
            "the reply has no ARN", ours=True, doing=f"creating {self._what}", outcome_unknown=True
        )

    @property
    def _place(self) -> Place:
        return self._api.service.region, self._name

    def _wrote(self, *, kept: bool = False) -> None:
        self._managed.run.wrote(self._place, self._context.urn, kept=kept)

    def _state(self, reply: ApiReply) -> ResourceState:
        return self._managed.state_after_write(self._name, self._inputs, reply)

    def _finished(self, reply: ApiReply, seen: ApiReply) -> ResourceState:
        """The state, after the resource's own steps for a new object."""
        made = self._state(reply)
        self._managed.after_write(self._api, made, seen, self._context)
        return made

    @property
    def _what(self) -> str:
        return f"{self._managed.noun} {self._name}"

    def _confirmed(self, made: ApiReply, request: ApiRequest) -> ResourceState | None:
        """
        Read the object after a successful reply, which may belong to an earlier run's request with the same token.

        Returns its state, or None to try another name. There are three outcomes: the object is new and ours; an earlier run
        created it; or no read finds it, and a request with a fresh token either creates it or gives a Conflict.
        """
        managed, context = self._managed, self._context
        look = partial(managed.look, self._api, self._name, context)
        reply = self._seen(made, lambda: managed.describe(self._api, self._name))
        if reply is None and managed.sends_credentials and not managed.run.was_removed(self._place):
            # Wait for the object first, because another request would log in again, and a code or token may be valid only once.
            reply = self._seen(made, look)
        if reply is None:
            # Either reads lag behind writes, or the token belongs to an object that was deleted since. A request with a
            # fresh token shows which.
            refused = self._create_again(request)
            reply = self._seen(made, look)
            if reply is None and refused and not isinstance(refused, Conflict):
                state = self._state(made)
                raise PartlyDone(refused, id_=state.id_, state=state.state) from refused
            self._wrote()
        elif born(reply) and not self._is_new(reply):
            if self._derived and not self._is_left_over(reply):
                self._pass_over()
                return None
            self._kept()
        else:
            self._wrote()
        if reply is None:
            return self._finished(made, ApiReply({}))
        return self._finished(managed.with_arn(reply, made[managed.arn_property]), reply)

    def _seen(self, made: ApiReply, look: Callable[[], ApiReply | None]) -> ApiReply | None:
        return seen_after(lambda: self._state(made), look)

    def _create_again(self, request: ApiRequest) -> AppFlowError | None:
        try:
            self._api(self._managed.create_operation, **request, clientToken=fresh_token())
        except AppFlowError as refused:
            return refused
        return None

    def _kept(self) -> None:
        """
        Use an object of an earlier run, which was interrupted or left it for this run to replace. A later delete shows which.

        Raises:
            AppFlowError: this run replaces the object, so old and new have the same name.
        """
        if self._managed.run.name(self._context.urn) == self._name:
            raise not_replaced(self._managed, self._name)
        self._wrote(kept=True)
        self._context.warn(f"{self._what} was created by an earlier run, and is used as it is")

    def _taken(self, conflict: Conflict) -> ResourceState | None:
        """Handle a name that is taken. Returns the state if the object under it is used, or None to try another name."""
        managed = self._managed
        reply = _found(managed, self._api, self._name)
        if reply is None:
            raise conflict
        if managed.run.name(self._context.urn) == self._name:
            raise not_replaced(managed, self._name) from conflict
        if self._derived:
            if self._is_left_over(reply) and self._is_as_asked(reply):
                return self._adopted(reply)
            self._pass_over()
            return None
        if conflict.outcome_unknown and self._is_new(reply) and self._is_as_asked(reply):
            raise self._remembered(conflict, reply) from conflict
        if self._is_left_over(reply):
            raise conflict.because(advice=self._delete_it(reply)) from conflict
        raise conflict

    def _pass_over(self) -> None:
        """Leave the object unchanged, and continue with another name."""
        self._context.warn(
            f"{self._what} exists already and may be in use, so another name is used. If this run does not delete it and you do not need it: "
            f"{self._command()}"
        )
        self._name = another(self._name, self._context.stack, self._context.urn)
        self._inputs = Inputs({**self._inputs, self._managed.name_property: self._name})

    def _adopted(self, reply: ApiReply) -> ResourceState:
        """Use an interrupted run's object. An update sends the inputs that the service does not return."""
        managed, context = self._managed, self._context
        self._wrote(kept=True)
        context.warn(f"{self._what} was created by an interrupted run, and is adopted")
        seen = managed.refreshed_inputs(
            managed.inputs_from_reply(reply), State(self._inputs), Located(self._name)
        )
        state = managed.to_state(self._name, seen, reply).state
        try:
            adopted = managed.update(self._name, state, self._inputs, context)
        except AppFlowError as refused:
            raise PartlyDone(refused, id_=self._name, state=state) from refused
        # The update recorded the object as this run's. Only a later delete shows whether this run replaces it.
        self._wrote(kept=True)
        return adopted

    def _in_doubt(self, failed: AppFlowError, request: ApiRequest, token: str) -> Exception:
        """The exception for a create whose outcome is not known, after a read of the object."""
        try:
            reply = self._managed.look(self._api, self._name, self._context)
        except AppFlowError:
            return self._may_exist(failed)
        if reply is None or (born(reply) and not self._is_new(reply)):
            return failed
        if born(reply) and self._is_as_asked(reply):
            return self._remembered(failed, reply)
        try:
            self._api(self._managed.create_operation, **request, clientToken=token)
        except Conflict as foreign:
            return foreign
        except AppFlowError:
            # Otherwise a later run could take an object for ours that somebody else created in between.
            return failed if born(reply) else self._may_exist(failed)
        return self._remembered(failed, reply)

    def _may_exist(self, failed: AppFlowError) -> PartlyDone:
        """It is not known whether our object exists. The state records when it would have been created."""
        advice = Advice(
            f"The {self._what} may exist in {self._api.service.region}",
            f"Run pulumi up again, which looks for it first; or delete it: {self._command()}",
        )
        span = f"{self._began_at().isoformat()}/{self._api.service.now().isoformat()}"
        state = {**self._managed.marked(self._inputs), ATTEMPTED: span}
        return PartlyDone(failed.because(advice=advice), id_=self._name, state=state)

    def _remembered(self, failed: AppFlowError, reply: ApiReply) -> PartlyDone:
        """The object exists and is ours, although the create failed."""
        self._wrote()
        advice = Advice(
            f"AppFlow created the {self._what} all the same", "Run pulumi up again to go on with it"
        )
        made = self._managed.to_state(self._name, self._inputs, reply)
        return PartlyDone(failed.because(advice=advice), id_=made.id_, state=made.state)

    def _began_at(self) -> datetime:
        passed = timedelta(seconds=time.monotonic() - self._began)
        return self._api.service.now() - passed

    def _is_new(self, reply: ApiReply) -> bool:
        return is_between(reply, self._began_at(), self._api.service.now())

    def _is_as_asked(self, reply: ApiReply) -> bool:
        return self._managed.is_as_asked(self._name, self._inputs, reply)

    def _is_left_over(self, reply: ApiReply) -> bool:
        """Whether the object looks like an interrupted run's: owned by no other resource, young, and never updated."""
        if self._owner not in {None, self._context.urn}:
            return False
        made, updated = born(reply), reply.get("lastUpdatedAt")
        if made is None or self._api.service.now() - made > TOKEN_LIFE:
            return False
        return not isinstance(updated, datetime) or updated - made <= _NEVER_UPDATED

    def _delete_it(self, reply: ApiReply) -> Advice:
        made = born(reply)
        assert made is not None  # noqa: S101 - see _is_left_over
        at = made.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
        return Advice(
            f"It was created at {at} in {self._api.service.region}, perhaps by a run that was interrupted",
            "If you renamed the resource, give it the option aliases. If nothing else uses it, delete it and run pulumi up again: "
            f"{self._command()}",
        )

    def _command(self) -> str:
        managed = self._managed
        operation, option = _dashed(managed.delete_operation), _dashed(managed.name_property)
        place = f"{shlex.quote(self._name)} --region {self._api.service.region}"
        return f"aws appflow {operation} --{option} {place}"


def _dashed(name: str) -> str:
    """An API name as the AWS CLI spells it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def seen_after(
    state: Callable[[], ResourceState], look: Callable[[], ApiReply | None]
) -> ApiReply | None:
    """
    Read an object after a write.

    Raises:
        PartlyDone: the read failed. The error carries `state`, so that Pulumi remembers the object.
    """
    try:
        return look()
    except AppFlowError as failed:
        written = state()
        raise PartlyDone(failed, id_=written.id_, state=written.state) from failed


def born(reply: ApiReply) -> datetime | None:
    """When the service created an object, or None if the reply does not say."""
    times = (reply.get(key) for key in ("createdAt", "registeredAt"))
    return next((each for each in times if isinstance(each, datetime)), None)


def is_between(reply: ApiReply, begin: datetime, end: datetime) -> bool:
    """Whether the object was certainly created in a period, with a margin for different clocks."""
    made = born(reply)
    return made is not None and begin - _CLOCKS_DIFFER <= made <= end + _CLOCKS_DIFFER


def span_of(attempted: str) -> tuple[datetime, datetime]:
    """
    The begin and end of an attempt. Older states have only the begin.

    Raises:
        ValueError: the state was edited by hand.
    """
    begin, _, end = attempted.partition("/")
    began = datetime.fromisoformat(begin)
    return began, datetime.fromisoformat(end) if end else began + _ATTEMPT


def not_replaced(managed: "Managed", name: str) -> AppFlowError:
    """The error for a replacement whose new object would have the same name and be created first."""
    return AppFlowError(
        f"it was not replaced and is unchanged: two {managed.noun}s cannot share a name, and Pulumi creates the new one first",
        ours=True,
        doing=f"replacing {managed.noun} {name}",
        advice=Advice(
            step=f"Set the option deleteBeforeReplace or another {managed.name_property}, and run pulumi up again"
        ),
    )


def _found(managed: "Managed", api: "ApiCall", name: str) -> ApiReply | None:
    try:
        return managed.describe(api, name)
    except AppFlowError:
        return None
