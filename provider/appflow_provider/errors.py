"""
The provider's errors.

```text
AppFlowError            a sentence for the user: what we were doing, AWS's words, likely cause, next step, request id
├── NotFound            the object is not there (any more)
├── Conflict            a name is taken, an object is in use or in the wrong state
├── Throttled           the service asked to slow down, and went on asking
├── Unreachable         no answer of AppFlow's: no network, no credentials, a wrong endpoint, a proxy's page
└── Cancelled           the user pressed Ctrl-C while we were waiting
PartlyDone              the object exists, but a later step failed; carries what Pulumi must remember
```

Any other exception is a bug, and fronts say so. Problems of inputs are not exceptions: see `problems`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from typing_extensions import Self


@dataclass(frozen=True)
class Advice:
    """
    Advice about a refusal.

    Attributes:
        cause: The likely cause.
        step: What to do about it. Further lines, such as a policy to copy, are printed below the request id.
    """

    cause: str = ""
    step: str = ""


NO_ADVICE = Advice()
"""No advice."""


class AppFlowError(Exception):
    """
    The service refused, or could not be reached. Errors are not changed; `because` makes a copy with more information.

    Attributes:
        words: The message of AWS or of the AWS SDK.
        code: The API's name for the error, such as `ConflictException`; empty if the service was not reached.
        request_id: For AWS support; empty if there is none.
        ours: Whether the message is ours: then only values in quotation marks can be secret.
        doing: The action and its object, such as `creating flow orders`.
        after: A sentence of ours that follows the message.
        advice: The likely cause and the next step.
        tries: How many times the call was sent.
        outcome_unknown: Whether AppFlow may have done what was asked: the reply to one of the tries was lost, could not be
            read, or had a status of 500 or more. False if each try was refused or never reached AppFlow.
    """

    def __init__(
        self,
        words: str,
        *,
        code: str = "",
        request_id: str = "",
        ours: bool = False,
        doing: str = "",
        after: str = "",
        advice: Advice = NO_ADVICE,
        tries: int = 1,
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(words)
        self.words, self.code, self.request_id, self.ours = words, code, request_id, ours
        self.doing, self.after, self.advice = doing, after, advice
        self.tries, self.outcome_unknown = tries, outcome_unknown

    def because(self, **said: Any) -> Self:
        """A copy with other attributes: `error.because(doing="creating flow orders")`."""
        return type(self)(**{**vars(self), **said})

    def __str__(self) -> str:
        refused = f"{self.code}: {self.words}" if self.code else self.words
        step, _, lines = self.advice.step.partition("\n")
        parts = [f"{self.doing}: {refused}" if self.doing else refused]
        parts += [part for part in (self.after, self.advice.cause, step) if part]
        text = " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts)
        tried = f"after {self.tries} tries" if self.tries > 1 else ""
        known = f"request id {self.request_id}" if self.request_id else ""
        more = ", ".join(filter(None, (tried, known)))
        text = f"{text} ({more})" if more else text
        return f"{text}\n{lines}" if lines else text


class NotFound(AppFlowError):
    """The object does not exist."""


class Conflict(AppFlowError):
    """The name is taken, the object is in use, or its state forbids the call."""


class Throttled(AppFlowError):
    """The service kept throttling until we gave up."""


class Unreachable(AppFlowError):
    """The service sent no reply, or the reply did not come from the service."""


class Cancelled(AppFlowError):
    """The user cancelled during a wait."""


class PartlyDone(Exception):
    """
    The object exists but is not finished. Pulumi must remember it, or it is lost.

    Attributes:
        cause: What failed.
        id_: The resource's id in Pulumi.
        state: The state that Pulumi must store.
        inputs: The current inputs, if they were read.
    """

    def __init__(
        self,
        cause: AppFlowError,
        *,
        id_: str,
        state: Mapping[str, Any],
        inputs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.cause, self.id_, self.state, self.inputs = cause, id_, state, inputs

    def because(self, cause: AppFlowError) -> "PartlyDone":
        """A copy with another cause."""
        return PartlyDone(cause, id_=self.id_, state=self.state, inputs=self.inputs)

    def __str__(self) -> str:
        return str(self.cause)
