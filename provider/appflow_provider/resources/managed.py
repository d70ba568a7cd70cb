"""
What resources with a name of their own have in common when they talk to the service: make it and see that it is there, read
it, remove it and see that it is gone. What they ask for is their own.
"""

import abc
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

from appflow_provider.errors import (
    AppFlowError,
    Conflict,
    NotFound,
    PartlyDone,
    Throttled,
    Unreachable,
)
from appflow_provider.problems import NOTHING_ACKNOWLEDGED, Acknowledged
from appflow_provider.resources.asking import Asking, waits
from appflow_provider.resources.names import located
from appflow_provider.resources.owners import Owners
from appflow_provider.resources.resource import Held, Resource
from appflow_provider.resources.tokens import fresh_token, lasting_token
from appflow_provider.resources.work import Work
from appflow_provider.shapes.walk import from_api, members, to_api
from appflow_provider.tagging import UNTAGGED, Tagging
from appflow_provider.values import unwrap

__all__ = ["Managed"]

_SEEN_AFTER = 10.0  # seconds until a new object is looked for in vain; our choice
_CLOCKS_DIFFER = timedelta(seconds=1)  # between this machine and AWS; our choice


class Managed(Resource):
    """A resource that the service knows by name."""

    gone_after: ClassVar[float]
    """Seconds until a deleted one has to be gone."""

    def __init__(
        self, tagging: Tagging = UNTAGGED, acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED
    ) -> None:
        super().__init__(tagging, acknowledged)
        self._owners = Owners()

    @abc.abstractmethod
    def describe(self, ask: Asking, name: str) -> dict[str, Any] | None:
        """The service's answer about the object, or None when there is none."""

    @abc.abstractmethod
    def seen(self, live: Mapping[str, Any]) -> dict[str, Any]:
        """The answer as properties, in the form of the inputs."""

    def read(self, id_: str, state: Mapping[str, Any], work: Work) -> Held | None:
        """
        What the service describes, in the words of the state's inputs.

        Raises:
            AppFlowError: the service refused.
            PartlyDone: the object is there, and not finished.
        """
        at = located(id_)
        region = unwrap(state.get("region")) or at.region or self.region(state)
        ask = Asking(work.service(unwrap(region)), f"reading {self.noun} {at.name}", shared=True)
        live = self.describe(ask, at.name)
        if live is None:
            return None
        self.noticed(live, state, work)
        arn = unwrap(state.get(self.arn_property)) or (id_ if at.region else None)
        held = self.held(
            at.name, self.refreshed(self.seen(live), state, at), self._with_arn(live, arn)
        )
        if lacks := self.unfinished(live, ask):
            raise PartlyDone(lacks, id_=held.id_, state=held.state, inputs=held.inputs)
        return held

    def noticed(self, live: Mapping[str, Any], state: Mapping[str, Any], work: Work) -> None:
        """Say what a person should know of an object that was looked at, beyond what a refresh shows."""

    def unfinished(self, live: Mapping[str, Any], ask: Asking) -> AppFlowError | None:  # noqa: ARG002
        """What an object lacks that was looked at, so that the next update goes on with it."""
        return None

    def asking(self, verb: str, name: str, region: Any, work: Work) -> Asking:
        """The conversation about the object in its region."""
        return Asking(work.service(unwrap(region)), f"{verb} {self.noun} {name}")

    def request(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs as the API takes them."""
        request: dict[str, Any] = to_api(self.inputs, inputs)
        request.pop("region", None)
        return request

    def make(
        self,
        ask: Asking,
        operation: str,
        inputs: Mapping[str, Any],
        work: Work,
        *,
        secret: bool = False,
    ) -> tuple[Held, dict[str, Any]]:
        """
        Make the object and see that it is there; also the service's description of it.

        Raises:
            AppFlowError: the service refused; there is no object.
            PartlyDone: there is one, or there may be, but it could not be looked at.
        """
        name, began = str(unwrap(inputs[self.name_property])), ask.service.now()
        request = self.request(inputs)
        token = lasting_token(work.urn, request, secret=secret)
        made = self.sent(name, inputs, ask(operation, **request, clientToken=token))
        self.wrote(ask, name, work)
        live = _seen(made, lambda: self.describe(ask, name))
        if live is None:
            # Reads may lag behind writes, or the token remembered an object that was deleted since.
            refused = _refusal(lambda: ask(operation, **request, clientToken=fresh_token()))
            live = _seen(made, lambda: self._look(ask, name, work))
            if live is None and isinstance(refused, (Throttled, Unreachable)):
                raise PartlyDone(refused, id_=made.id_, state=made.state) from refused
            if live is None and refused and not isinstance(refused, Conflict):
                raise refused
        elif _born(live) < began - _CLOCKS_DIFFER:
            work.warn(
                f"{self.noun} {name} is the one that an earlier run made, and is kept as it is. To make it anew, give the resource "
                "the option deleteBeforeReplace: AppFlow has no two of one name, and Pulumi makes the new one first"
            )
        if live is None:
            return made, {}
        arn = unwrap(made.state.get(self.arn_property))
        return self.held(name, inputs, self._with_arn(live, arn)), live

    def rewritten(
        self, ask: Asking, olds: Mapping[str, Any], news: Mapping[str, Any], work: Work
    ) -> tuple[Held, dict[str, Any]]:
        """
        What is kept of an object that was updated; also the service's description of it.

        Raises:
            PartlyDone: it could not be looked at.
        """
        name = str(unwrap(news[self.name_property]))
        facts = {key: unwrap(olds[key]) for key in members(self.facts) if key in olds}
        self.wrote(ask, name, work)
        live = _seen(self.held(name, news, facts), lambda: self._look(ask, name, work)) or {}
        return self.held(name, news, {**facts, **live}), live

    def wrote(self, ask: Asking, name: str, work: Work) -> None:
        """Remember who made or updated the object that has the name now."""
        self._owners.wrote((ask.service.region, name), work.urn)

    def unchanged(self, urn: str, state: Mapping[str, Any]) -> None:
        """Remember whose the object of a state is."""
        name = str(unwrap(state.get(self.name_property)))
        self._owners.has((self.region(state) or "", name), urn)

    def remove(self, name: str, work: Work, ask: Asking, how: Callable[[], object]) -> None:
        """
        Delete the object and see that it is gone. One that is gone already is a success.

        Raises:
            AppFlowError: the service refused, or it was still there when the time was up.
        """
        if owner := self._owners.keeps((ask.service.region, name), work.urn):
            if owner != work.urn:
                work.warn(
                    f"{self.noun} {name} was not deleted: it is the object of {owner} as well"
                )
            return
        try:
            how()
        except NotFound:
            return
        timeout = work.timeout or self.gone_after
        what = f"waiting until {self.noun} {name} is gone"
        for _ in waits(ask.service, timeout, work.say, what):
            if self.describe(ask, name) is None:
                return
        words = f"it was still there {timeout:.0f} seconds after its deletion"
        still = AppFlowError(words, ours=True)
        still.doing = f"deleting {self.noun} {name}"
        raise still

    def _look(self, ask: Asking, name: str, work: Work) -> dict[str, Any] | None:
        """The description of an object that ought to be there, allowing for a reply from before."""
        what = f"waiting until {self.noun} {name} shows"
        rounds = waits(ask.service, _SEEN_AFTER, work.say, what)
        return next((live for _ in rounds if (live := self.describe(ask, name))), None)

    def sent(self, name: str, inputs: Mapping[str, Any], reply: Mapping[str, Any]) -> Held:
        """What Pulumi keeps of an object that was written and not looked at yet."""
        return self.held(name, inputs, reply)

    def _with_arn(self, live: Mapping[str, Any], arn: Any) -> Mapping[str, Any]:
        """The description with the ARN that is known from elsewhere, where it has none: that of a connector was seen without."""
        lacks = arn is not None and live.get(self.arn_property) is None
        return {**live, self.arn_property: arn} if lacks else live

    def held(self, name: str, inputs: Mapping[str, Any], live: Mapping[str, Any]) -> Held:
        """What Pulumi keeps: the inputs, secrets marked, and the facts in the service's answer."""
        marked = self.marked(inputs)
        return Held(name, marked, {**marked, **from_api(self.facts, live)})


def _seen(held: Held, look: Callable[[], dict[str, Any] | None]) -> dict[str, Any] | None:
    """
    What a look at an object finds that was just written.

    Raises:
        PartlyDone: it could not be looked at, and Pulumi has to remember it all the same.
    """
    try:
        return look()
    except AppFlowError as failed:
        raise PartlyDone(failed, id_=held.id_, state=held.state) from failed


def _born(live: Mapping[str, Any]) -> datetime:
    """When the service made an object; where it does not say, it is as if it were just now."""
    born = next((live[key] for key in ("createdAt", "registeredAt") if live.get(key)), None)
    return born if isinstance(born, datetime) else datetime.max.replace(tzinfo=timezone.utc)


def _refusal(ask: Callable[[], object]) -> AppFlowError | None:
    try:
        ask()
    except AppFlowError as refused:
        return refused
    return None
