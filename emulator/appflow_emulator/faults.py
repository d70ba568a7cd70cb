"""
Fault injection: rules that make the server fail, so that a test sees how its client reacts.

A rule names an operation (or `*`), a kind and when it fires. For each call, `middleware` applies the first rule that fires.
Each rule has its own seed, so a test sees the same faults each time if its calls come in the same order.
"""

import dataclasses
import random
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appflow_emulator.exceptions import STATUS
from appflow_emulator.injected import CALLERS

KINDS = {
    "throttle": "refused with 429 and ThrottlingException, or with another `code`; if `code` is empty, with no code",
    "5xx": "refused with InternalServerException, 500",
    "refuse": "refused with the exception `code` and the text `message`",
    "page": "not carried out; answered with an HTML page, with the HTTP `status` and the title `message`",
    "timeout": "not carried out; no reply until the client gives up",
    "drop-before": "not carried out; the connection closes without a reply",
    "drop-after": "carried out; the connection closes without a reply",
    "slow": "carried out and answered, after the delay",
}
CODES = (*STATUS, *CALLERS)
"""The codes that `refuse` accepts: exceptions of the model, and names of refusals by AWS that never reach AppFlow."""
TIMEOUT = 60_000  # milliseconds a `timeout` holds the connection if no delay is given; our choice


@dataclass(frozen=True, kw_only=True)
class FaultRule:
    """
    A fault and when it fires. The rule lets `after` matching calls pass, then fires with `probability`, at most `times` times.

    `code` and `message` belong to the kind `refuse`. `code` is a name of `injected.CALLERS` or any exception of the model, even
    one that the model does not list for the operation: the service raises those too (ConnectorServerException for a profile,
    seen). `throttle` accepts any code, and `page` a `status` and a `message`.
    """

    operation: str = "*"
    kind: str
    probability: float = 1.0
    times: int | None = None
    after: int = 0
    delay_ms: int | None = None
    seed: int = 0
    code: str | None = None
    message: str | None = None
    status: int | None = None

    @property
    def delay(self) -> float:
        """Seconds to wait before acting."""
        default = TIMEOUT if self.kind == "timeout" else 0
        return (default if self.delay_ms is None else self.delay_ms) / 1000

    def __post_init__(self) -> None:
        """Raise ValueError for a wrong value."""
        checks = (
            (
                isinstance(self.operation, str) and bool(self.operation),
                "operation: must be the name of an operation, or *",
            ),
            (self.kind in list(KINDS), f"kind: must be one of {', '.join(KINDS)}"),
            (
                _number(self.probability) and 0 <= self.probability <= 1,
                "probability: must be a number from 0 to 1",
            ),
            (self.times is None or _whole(self.times), "times: must be a whole number, 0 or more"),
            (_whole(self.after), "after: must be a whole number, 0 or more"),
            (
                self.delay_ms is None or _whole(self.delay_ms),
                "delayMs: must be a whole number of milliseconds, 0 or more",
            ),
            (_whole(self.seed), "seed: must be a whole number, 0 or more"),
            *self._answer_checks(),
        )
        problems = [text for fits, text in checks if not fits]
        if problems:
            raise ValueError("; ".join(problems))

    def _answer_checks(self) -> list[tuple[bool, str]]:
        checks = [
            (
                getattr(self, name) is None or self.kind in kinds,
                f"{name}: needs the kind {' or '.join(kinds)}",
            )
            for name, kinds in _ANSWERED.items()
        ]
        if self.kind == "refuse":
            checks.append((self.code in list(CODES), f"code: must be one of {', '.join(CODES)}"))
        is_status = self.status is None or (_whole(self.status) and 200 <= self.status <= 599)
        return [
            *checks,
            (_text(self.code), "code: must be a string"),
            (_text(self.message), "message: must be a string"),
            (is_status, "status: must be an HTTP status from 200 to 599"),
        ]


_ANSWERED = {
    "code": ("refuse", "throttle"),
    "message": ("refuse", "throttle", "page"),
    "status": ("page",),
}  # members of a rule that only some kinds have


def _text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass
class _Entry:
    rule: FaultRule
    chance: random.Random
    matched: int = 0
    fired: int = 0

    def fires(self, operation: str) -> bool:
        if self.rule.operation not in ("*", operation):
            return False
        self.matched += 1
        if self.matched <= self.rule.after:
            return False
        if self.rule.times is not None and self.fired >= self.rule.times:
            return False
        if self.chance.random() >= self.rule.probability:
            return False
        self.fired += 1
        return True


class FaultBook:
    """The active rules, in order, for the given operations. Thread-safe."""

    def __init__(self, operations: Collection[str]) -> None:
        self._operations = {"*", *operations}
        self._lock = threading.Lock()
        self._entries: list[_Entry] = []

    def replace(self, rules: Sequence[FaultRule]) -> None:
        """
        Replace the rules and reset their counts.

        Raises:
            ValueError: AppFlow has no such operation. The old rules stay.
        """
        unknown = sorted({rule.operation for rule in rules} - self._operations)
        if unknown:
            raise ValueError(f"operation: AppFlow has no operation {', '.join(unknown)}")
        entries = [_Entry(rule, random.Random(rule.seed)) for rule in rules]  # noqa: S311 (no secret)
        with self._lock:
            self._entries = entries

    def clear(self) -> None:
        """Remove all rules."""
        self.replace([])

    def draw(self, operation: str) -> FaultRule | None:
        """The first rule that fires for this call, or None. Counts the call; later rules do not see it."""
        with self._lock:
            return next((one.rule for one in self._entries if one.fires(operation)), None)

    def as_json(self) -> dict[str, Any]:
        """The rules, each with `matched` and `fired`: how many calls it matched, and how often it fired."""
        with self._lock:
            return {
                "rules": [
                    {**rule_as_json(one.rule), "matched": one.matched, "fired": one.fired}
                    for one in self._entries
                ]
            }


_MEMBERS = {"delayMs": "delay_ms"}  # JSON's spelling -> ours, if different


def _known_members() -> list[str]:
    spelling = {ours: sent for sent, ours in _MEMBERS.items()}
    return [spelling.get(each.name, each.name) for each in dataclasses.fields(FaultRule)]


def rule_from_json(members: Mapping[str, Any]) -> FaultRule:
    """
    A rule from the JSON of the admin path.

    Raises:
        ValueError: a member is unknown, `kind` is missing, or a value is wrong.
    """
    known = {each.name for each in dataclasses.fields(FaultRule)}
    plain = {_MEMBERS.get(name, name): value for name, value in members.items()}
    unknown = sorted(set(plain) - known)
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}; known: {', '.join(_known_members())}")
    if "kind" not in plain:
        raise ValueError(f"kind: must be one of {', '.join(KINDS)}")
    return FaultRule(**plain)


def rule_as_json(rule: FaultRule) -> dict[str, Any]:
    """The members of a rule, in JSON's spelling."""
    spelling = {ours: json for json, ours in _MEMBERS.items()}
    return {spelling.get(name, name): value for name, value in dataclasses.asdict(rule).items()}
