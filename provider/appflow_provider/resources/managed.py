"""
What resources with a name of their own have in common when they talk to the service: make it and see that it is there, read
it, remove it and see that it is gone. What they ask for is their own.
"""

import abc
from collections.abc import Mapping
from typing import Any, ClassVar

from appflow_provider.errors import AppFlowError
from appflow_provider.resources.asking import Asking, secrets_in, waits
from appflow_provider.resources.names import located, region_of
from appflow_provider.resources.resource import Held, Resource
from appflow_provider.resources.tokens import fresh_token, lasting_token
from appflow_provider.resources.work import Work
from appflow_provider.shapes.walk import from_api, to_api
from appflow_provider.values import unwrap

__all__ = ["Managed"]

_SEEN_AFTER = 10.0  # seconds until a new object is looked for in vain; our choice


class Managed(Resource):
    """A resource that the service knows by name."""

    noun: ClassVar[str]
    """What a person calls it."""

    gone_after: ClassVar[float]
    """Seconds until a deleted one has to be gone."""

    @abc.abstractmethod
    def describe(self, ask: Asking, name: str) -> dict[str, Any] | None:
        """The service's answer about the object, or None when there is none."""

    @abc.abstractmethod
    def seen(self, live: Mapping[str, Any]) -> dict[str, Any]:
        """The answer as properties, in the form of the inputs."""

    def read(self, id_: str, state: Mapping[str, Any], work: Work) -> Held | None:
        """What the service describes, in the words of the state's inputs."""
        at = located(id_)
        region = unwrap(state.get("region")) or at.region or self.region(state)
        ask = Asking(work.service(unwrap(region)), f"reading {self.noun} {at.name}", shared=True)
        live = self.describe(ask, at.name)
        if live is None:
            return None
        return self.held(at.name, self.refreshed(self.seen(live), state, at), live)

    def asking(
        self,
        verb: str,
        name: str,
        region: Any,
        work: Work,
        inputs: Mapping[str, Any] | None = None,
    ) -> Asking:
        """The conversation about the object in its region; no secret of the inputs comes out of it."""
        service = work.service(unwrap(region))
        return Asking(service, f"{verb} {self.noun} {name}", secrets_in(inputs))

    def region(self, state: Mapping[str, Any]) -> str | None:
        """Where the object of a state is."""
        return region_of(str(unwrap(state.get(self.arn_property)) or ""))

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
        """Make the object and see that it is there; also the service's description of it."""
        name = str(unwrap(inputs[self.name_property]))
        request = self.request(inputs)
        made = ask(
            operation, **request, clientToken=lasting_token(work.urn, request, secret=secret)
        )
        live = self.look(ask, name, work)
        if live is None:  # the token remembered an object that was deleted since
            made = ask(operation, **request, clientToken=fresh_token())
            live = self.look(ask, name, work)
        return self.held(name, inputs, live or made), live or {}

    def look(self, ask: Asking, name: str, work: Work) -> dict[str, Any] | None:
        """The description of an object that ought to be there, allowing for a reply from before."""
        what = f"waiting until {self.noun} {name} shows"
        rounds = waits(ask.service, _SEEN_AFTER, work.say, what)
        return next((live for _ in rounds if (live := self.describe(ask, name))), None)

    def wait_until_gone(self, ask: Asking, name: str, work: Work) -> None:
        """
        Wait until the service no longer describes the object.

        Raises:
            AppFlowError: it was still there when the time was up.
        """
        timeout = work.timeout or self.gone_after
        what = f"waiting until {self.noun} {name} is gone"
        for _ in waits(ask.service, timeout, work.say, what):
            if self.describe(ask, name) is None:
                return
        still = AppFlowError(f"it was still there {timeout:.0f} seconds after its deletion")
        still.doing = f"deleting {self.noun} {name}"
        raise still

    def held(self, name: str, inputs: Mapping[str, Any], live: Mapping[str, Any]) -> Held:
        """What Pulumi keeps: the inputs, secrets marked, and the facts in the service's answer."""
        marked = self.marked(inputs)
        return Held(name, marked, {**marked, **from_api(self.facts, live)})
