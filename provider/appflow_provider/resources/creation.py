"""
Creating an object that has a name: it is never lost and never made twice, whatever becomes of the request, its answer or our process.

What is known of an object that is there already:

| the name | AppFlow answers | what happens |
| --- | --- | --- |
| is new | made it | done |
| is the program's | the same answer as to an earlier run's request, by its token | the object is used as it is |
| is the program's | Conflict | refused; whose the object is cannot be known |
| derives from stack and resource | Conflict | an interrupted run made the object, if it is young, was never updated and is as the program asks: it is used. Else another name |
| any | nothing that can be read | look by name; what was made since we asked, and is as we asked, is remembered as unfinished |
| any | nothing that can be read, and nothing says when the object was made | repeat the request under its token, which AppFlow refuses where the object is somebody else's |
"""

import shlex
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any

from appflow_provider.errors import (
    Advice,
    AppFlowError,
    Conflict,
    PartlyDone,
    Unreachable,
)
from appflow_provider.resources.client_tokens import TOKEN_LIFE, fresh_token, lasting_token
from appflow_provider.resources.naming import Located, another
from appflow_provider.resources.resource import AUTONAMED, DERIVED, ResourceState
from appflow_provider.values import unwrap

if TYPE_CHECKING:
    from appflow_provider.resources.api_call import ApiCall
    from appflow_provider.resources.context import OperationContext
    from appflow_provider.resources.managed import Managed

__all__ = ["ATTEMPTED", "Creation", "born", "is_between", "not_replaced", "span_of"]

ATTEMPTED = "__attempted"
"""A hidden property of a state that may have no object: when asking for the object began and ended, as `BEGIN/END`."""

_CLOCKS_DIFFER = timedelta(seconds=3)  # what is left of it, see service.clock; our choice
_NEVER_UPDATED = timedelta(minutes=1)  # from a flow's creation until it is started; our choice
_ATTEMPT = timedelta(minutes=15)  # an attempt lasts at most, where its end is unknown; our choice
_NAMES = 5  # that are tried where those before are taken; our choice

Answer = dict[str, Any]


class Creation:
    """One create of one object."""

    def __init__(
        self,
        managed: "Managed",
        ask: "ApiCall",
        inputs: Mapping[str, Any],
        context: "OperationContext",
    ) -> None:
        self._managed, self._ask, self._inputs, self._context = managed, ask, inputs, context
        self._derived = inputs.get(AUTONAMED) == DERIVED
        self._name = str(unwrap(inputs[managed.name_property]))
        self._began = time.monotonic()
        self._owner: str | None = None  # of the object under the name, where this run was told

    def __call__(self, operation: str, *, secret: bool) -> tuple[ResourceState, Answer]:
        """
        Make the object. Also the service's description of it, as far as it was looked at.

        Raises:
            AppFlowError: the service refused; there is no object of ours.
            PartlyDone: there is one, or there may be.
        """
        for _ in range(_NAMES):
            if (made := self._made(operation, secret=secret)) is not None:
                return made
            self._name = another(self._name, self._context.stack, self._context.urn)
            self._inputs = {**self._inputs, self._managed.name_property: self._name}
        raise AppFlowError(
            f"{_NAMES} automatic names in a row are taken, {self._name} the last", ours=True
        )

    def _made(self, operation: str, *, secret: bool) -> tuple[ResourceState, Answer] | None:
        managed, context = self._managed, self._context
        request = managed.request(self._inputs)
        tells_all, self._owner = managed.reply_tells_all, managed.owner(self._ask, self._name)
        if self._derived and tells_all:
            token, is_unused = fresh_token(), True
        else:
            token = lasting_token(context.urn, request, stack=context.stack, secret=secret)
            is_unused = managed.is_unused(token, context)
        request_again = partial(self._ask, operation, **request, clientToken=token)
        try:
            reply = request_again()
            if not reply.get(managed.arn_property):
                raise self._without_arn()
        except AppFlowError as failed:
            if isinstance(failed, Conflict):
                return self._taken(failed)
            if not failed.outcome_unknown:
                raise
            raise self._in_doubt(failed, request_again) from failed
        made = managed.state_after_write(self._name, self._inputs, reply)
        if is_unused and tells_all:
            managed.wrote(self._ask, self._name, context)
            return made, {}
        return self._looked_at(made, operation, request, secret=secret)

    def _without_arn(self) -> AppFlowError:
        failed = Unreachable("the reply has no ARN", ours=True)
        failed.doing, failed.outcome_unknown = f"creating {self._what}", True
        return failed

    @property
    def _what(self) -> str:
        return f"{self._managed.noun} {self._name}"

    def _looked_at(
        self, made: ResourceState, operation: str, request: Mapping[str, Any], *, secret: bool
    ) -> tuple[ResourceState, Answer] | None:
        """What was made, as it is now: the token may have answered for an earlier run. None to try another name."""
        managed, context = self._managed, self._context
        look = partial(managed.look, self._ask, self._name, context)
        live = managed.seen_after(made, lambda: managed.describe(self._ask, self._name))
        if live is None and secret and not managed.was_removed(self._ask, self._name):
            # Another request would log in again, for which a code or token may not be good.
            live = managed.seen_after(made, look)
        if live is None:
            # Reads may lag behind writes, or the token remembered an object that was deleted since.
            refused = self._asked_again(operation, request)
            live = managed.seen_after(made, look)
            if live is None and refused and not isinstance(refused, Conflict):
                raise PartlyDone(refused, id_=made.id_, state=made.state) from refused
            managed.wrote(self._ask, self._name, context)
        elif born(live) and not self._is_new(live):
            if self._derived and not self._is_left_over(live):
                self._pass_over()
                return None
            self._kept()
        else:
            managed.wrote(self._ask, self._name, context)
        if live is None:
            return made, {}
        arn = unwrap(made.state.get(managed.arn_property))
        return managed.to_state(self._name, self._inputs, managed.with_arn(live, arn)), live

    def _asked_again(self, operation: str, request: Mapping[str, Any]) -> AppFlowError | None:
        try:
            self._ask(operation, **request, clientToken=fresh_token())
        except AppFlowError as refused:
            return refused
        return None

    def _kept(self) -> None:
        """
        Use the object that an earlier run made. Whether that run was interrupted, or this one replaces the object, shows at its deletion.

        Raises:
            AppFlowError: it is known already that it would be replaced by itself.
        """
        if self._managed.had(self._context.urn) == self._name:
            raise not_replaced(self._managed, self._name)
        self._managed.wrote(self._ask, self._name, self._context, kept=True)
        self._context.warn(f"{self._what} was created by an earlier run, and is used as it is")

    def _taken(self, conflict: Conflict) -> tuple[ResourceState, Answer] | None:
        """What to do about a name that is taken: the object under it, or None to try another name."""
        managed = self._managed
        live = _found(managed, self._ask, self._name)
        if live is None:
            raise conflict
        if managed.had(self._context.urn) == self._name:
            raise not_replaced(managed, self._name) from conflict
        if self._derived:
            if self._is_left_over(live) and self._is_as_asked(live):
                return self._adopted(live)
            self._pass_over()
            return None
        if conflict.outcome_unknown and self._is_new(live) and self._is_as_asked(live):
            raise self._remembered(conflict, live) from conflict
        if self._is_left_over(live):
            conflict.advice = self._delete_it(live)
        raise conflict

    def _pass_over(self) -> None:
        self._context.warn(
            f"{self._what} exists already and may be in use, so another name is used. If this run does not delete it and you do not need it: "
            f"{self._command()}"
        )

    def _adopted(self, live: Answer) -> tuple[ResourceState, Answer]:
        """The object that an interrupted run made, with what the service does not tell of it brought to the inputs."""
        managed, context = self._managed, self._context
        managed.wrote(self._ask, self._name, context, kept=True)
        context.warn(f"{self._what} was created by an interrupted run, and is adopted")
        seen = managed.refreshed_inputs(
            managed.inputs_from_reply(live), self._inputs, Located(self._name)
        )
        state = managed.to_state(self._name, seen, live).state
        try:
            held = managed.update(self._name, state, self._inputs, context)
        except AppFlowError as refused:
            raise PartlyDone(refused, id_=self._name, state=state) from refused
        # An update made it ours; whether this run replaces it shows at its deletion.
        managed.wrote(self._ask, self._name, context, kept=True)
        return held, live

    def _in_doubt(self, failed: AppFlowError, request_again: Callable[[], Answer]) -> Exception:
        """What to raise of a create whose outcome is unknown, after a look."""
        try:
            live = self._managed.look(self._ask, self._name, self._context)
        except AppFlowError:
            return self._may_exist(failed)
        if live is None or (born(live) and not self._is_new(live)):
            return failed
        if born(live) and self._is_as_asked(live):
            return self._remembered(failed, live)
        try:
            request_again()
        except Conflict as foreign:
            return foreign
        except AppFlowError:
            # What was made by others in between may not be taken for ours later.
            return failed if born(live) else self._may_exist(failed)
        return self._remembered(failed, live)

    def _may_exist(self, failed: AppFlowError) -> PartlyDone:
        """Nobody knows whether there is an object of ours; the state says when it would have been made."""
        failed.advice = Advice(
            f"The {self._what} may exist in {self._ask.service.region}",
            f"Run pulumi up again, which looks for it first; or delete it: {self._command()}",
        )
        span = f"{self._began_at().isoformat()}/{self._ask.service.now().isoformat()}"
        state = {**self._managed.marked(self._inputs), ATTEMPTED: span}
        return PartlyDone(failed, id_=self._name, state=state)

    def _remembered(self, failed: AppFlowError, live: Answer) -> PartlyDone:
        """The object is there and is ours, whatever was said."""
        self._managed.wrote(self._ask, self._name, self._context)
        failed.advice = Advice(
            f"AppFlow created the {self._what} all the same", "Run pulumi up again to go on with it"
        )
        held = self._managed.to_state(self._name, self._inputs, live)
        return PartlyDone(failed, id_=held.id_, state=held.state)

    def _began_at(self) -> datetime:
        passed = timedelta(seconds=time.monotonic() - self._began)
        return self._ask.service.now() - passed

    def _is_new(self, live: Mapping[str, Any]) -> bool:
        return is_between(live, self._began_at(), self._ask.service.now())

    def _is_as_asked(self, live: Mapping[str, Any]) -> bool:
        return self._managed.is_as_asked(self._name, self._inputs, live)

    def _is_left_over(self, live: Mapping[str, Any]) -> bool:
        """Whether the object is as an interrupted run leaves it: nobody's, young, and never updated."""
        if self._owner not in {None, self._context.urn}:
            return False
        made, updated = born(live), live.get("lastUpdatedAt")
        if made is None or self._ask.service.now() - made > TOKEN_LIFE:
            return False
        return not isinstance(updated, datetime) or updated - made <= _NEVER_UPDATED

    def _delete_it(self, live: Mapping[str, Any]) -> Advice:
        made = born(live)
        assert made is not None  # noqa: S101 - see _is_left_over
        at = made.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
        return Advice(
            f"It was created at {at} in {self._ask.service.region}, perhaps by a run that was interrupted",
            "If you renamed the resource, give it the option aliases. If nothing else uses it, delete it and run pulumi up again: "
            f"{self._command()}",
        )

    def _command(self) -> str:
        name = shlex.quote(self._name)
        return (
            f"aws appflow {self._managed.delete_command} {name} --region {self._ask.service.region}"
        )


def born(live: Mapping[str, Any]) -> datetime | None:
    """When the service made an object, as far as it says."""
    times = (live.get(key) for key in ("createdAt", "registeredAt"))
    return next((each for each in times if isinstance(each, datetime)), None)


def is_between(live: Mapping[str, Any], begin: datetime, end: datetime) -> bool:
    """Whether an object is known to have been made in a span of time, as far as two clocks agree."""
    made = born(live)
    return made is not None and begin - _CLOCKS_DIFFER <= made <= end + _CLOCKS_DIFFER


def span_of(attempted: str) -> tuple[datetime, datetime]:
    """
    When an attempt began and ended. Older states have the beginning alone.

    Raises:
        ValueError: it was edited by hand.
    """
    begin, _, end = attempted.partition("/")
    began = datetime.fromisoformat(begin)
    return began, datetime.fromisoformat(end) if end else began + _ATTEMPT


def not_replaced(managed: "Managed", name: str) -> AppFlowError:
    """The refusal to replace an object by one of the same name that is to be there first."""
    refused = AppFlowError(
        f"it was not replaced and is unchanged: two {managed.noun}s cannot share a name, and Pulumi creates the new one first",
        ours=True,
    )
    refused.doing = f"replacing {managed.noun} {name}"
    refused.advice = Advice(
        step=f"Set the option deleteBeforeReplace or another {managed.name_property}, and run pulumi up again"
    )
    return refused


def _found(managed: "Managed", ask: "ApiCall", name: str) -> Answer | None:
    try:
        return managed.describe(ask, name)
    except AppFlowError:
        return None
