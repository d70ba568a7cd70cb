"""
Client tokens: a request that repeats a token gets the first response and is not carried out again.

Documented: a token lives eight hours. The same token with the same input gives the first response; with other input it is an
error, except for StartFlow of an on-demand flow. Not documented, and our reading: the error is ConflictException, which most of
these operations have in the model, and a token belongs to one operation.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_emulator import clock
from appflow_emulator.exceptions import Conflict

TOKEN_LIFE = 8 * 60 * 60  # seconds; model 2020-08-23, prose of the clientToken members

Request = Mapping[str, Any]
Answer = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """
    A request that was carried out, and its answer.

    Attributes:
        until: When it is forgotten, in epoch seconds.
    """

    request: Request
    answer: Answer
    until: float  # epoch seconds


class ClientTokens:
    """The responses given under each token, per operation. The caller holds the backend's lock."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, str], Done] = {}

    def once(
        self,
        operation: str,
        request: Request,
        carry_out: Callable[[Request], Answer],
        *,
        other_input_allowed: bool = False,
    ) -> Answer:
        """
        Carry the request out, or repeat its first response. A refused request is not remembered.

        Raises:
            Conflict: the token was used with other input before, and `other_input_allowed` is not set.
        """
        token = request.get("clientToken")
        if token is None:
            return carry_out(request)
        self._forget_old()
        known = self._done.get((operation, token))
        if known and known.request == request:
            return known.answer
        if known and not other_input_allowed:
            raise Conflict(f"The clientToken was used for another {operation} request before.")
        answer = carry_out(request)
        self._done[operation, token] = Done(request, answer, clock.epoch() + TOKEN_LIFE)
        return answer

    def all(self) -> Iterator[tuple[str, str, Done]]:
        """What is remembered: operation, token, and what was answered."""
        return ((*of, done) for of, done in self._done.items())

    def of(self, operation: str, token: str) -> Done:
        """What was answered under a token that is remembered."""
        return self._done[operation, token]

    def restore(self, operation: str, token: str, done: Done) -> None:
        """Remember again what an earlier process answered."""
        self._done[operation, token] = done

    def _forget_old(self) -> None:
        now = clock.epoch()
        self._done = {key: done for key, done in self._done.items() if done.until > now}
