"""
Asks the service for one thing on behalf of a resource, and words what it refuses.

A refusal names what we were doing and to which object, and carries no secret: should the service's own words repeat a
value from the request that is secret, it is blacked out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from appflow_provider.errors import Advice, AppFlowError
from appflow_provider.resources.advice import advice_for
from appflow_provider.resources.work import Service
from appflow_provider.values import Secret, leaves

__all__ = ["Asking", "secrets_in", "waits"]

_BLACKED = "[secret]"
_PAUSE_MAX = 5.0  # seconds between two looks; our choice, nothing documents one


class Asking:
    """
    One operation's conversation with the service about one object.

    Args:
        service: Who is asked.
        doing: What we are doing and to which object.
        secrets: Texts that may not come out of it.
        shared: Whether answers may be a moment old.
    """

    def __init__(
        self, service: Service, doing: str, secrets: Iterable[str] = (), *, shared: bool = False
    ) -> None:
        self.service, self._doing, self._shared = service, doing, shared
        self._call = service.shared if shared else service.call
        # Longest first, or a secret that begins with another would keep its tail.
        self._secrets = sorted({text for text in secrets if text}, key=len, reverse=True)

    def __call__(self, operation: str, **request: Any) -> dict[str, Any]:
        """
        Call an operation of the API.

        Raises:
            AppFlowError: worded for the user.
        """
        try:
            return self._call(operation, request)
        except AppFlowError as refused:
            refused.words = self._blacked(refused.words)
            refused.doing = self._doing
            advice = advice_for(refused, operation, request, self.service)
            refused.advice = Advice(self._blacked(advice.cause), self._blacked(advice.step))
            raise

    def about(self, doing: str) -> "Asking":
        """The same conversation about something else that is done to the object."""
        return Asking(self.service, doing, self._secrets, shared=self._shared)

    def _blacked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _BLACKED)
        return text


def secrets_in(value: Any) -> Iterator[str]:
    """The texts of all secrets in a marked value."""
    if isinstance(value, Secret):
        yield from (str(leaf) for _, leaf in leaves(value.value))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from secrets_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from secrets_in(item)


def waits(
    service: Service,
    timeout: float,
    say: Callable[[str], None],
    what: str,
    *,
    longest: float = _PAUSE_MAX,
) -> Iterator[float]:
    """
    The rounds of a wait: yields the seconds waited so far, with a growing pause in between, until the time is up.

    Raises:
        Cancelled: the user cancelled.
    """
    waited, pause = 0.0, 0.25
    while True:
        yield waited
        if waited >= timeout:
            return
        say(f"{what} ({waited:.0f}s)")
        pause = min(pause * 2, longest, max(timeout - waited, 0.05))
        service.pause(pause)
        waited += pause
