"""
One kind of resource as a dynamic provider: Pulumi's calls in, the core's answers out.

Holds no state of its own but the connection; every call brings what it needs. Ours are the widening of Pulumi's pool of
four threads and the words of failures; see `frames` and `answers`.
"""

import re
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)

from appflow_provider.diff import Change, Comparison
from appflow_provider.dynamic.answers import say_failure
from appflow_provider.dynamic.encoding import decoded, encoded, secrets_of, with_whole_lists
from appflow_provider.dynamic.frames import (
    Call,
    Detailed,
    current_call,
    names_in,
    on_cancel,
    widen_pool,
)
from appflow_provider.errors import AppFlowError, NotFound, PartlyDone
from appflow_provider.problems import Problem
from appflow_provider.reference import PROVIDER, SECRETS
from appflow_provider.resources import RESOURCES, Work, resources
from appflow_provider.resources.making import ATTEMPTED
from appflow_provider.resources.states import way_out
from appflow_provider.secrecy import Redactor
from appflow_provider.service import Services
from appflow_provider.settings import settings_from, slips
from appflow_provider.shapes.python import python_path, python_words
from appflow_provider.values import Secret
from appflow_provider.wire.diffs import diff_response, left_alone
from appflow_provider.wire.failures import sentence

__all__ = ["DynamicProvider"]

_NUMBERS = re.compile(r"\d+")
_NEWS = 60.0  # seconds between two lines of a wait that differ in numbers alone; our choice
_THREADS = 1024  # of Pulumi's process, which has 4 of its own: more than operations at once, so that one is left to hear of Ctrl-C


class DynamicProvider(ResourceProvider):
    """A resource of the core, answering Pulumi's dynamic provider process."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self._resource = RESOURCES[token]
        self._problems: list[Problem] = []
        self._services = Services(settings_from(lambda _name: None)[0])

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        """By reference, so that state holds a name and no code."""
        from appflow_provider.dynamic import load

        return load, (self._token,)

    def configure(self, req: ConfigureRequest) -> None:
        """Read the stack's configuration; no network."""
        widen_pool(_THREADS)
        settings, self._problems = settings_from(
            lambda name: req.config.get(f"appflow:{name}"),
            lambda name: req.config.get(f"aws:{name}"),
        )
        ours = (name.partition(":") for name in names_in(req.config))
        named = [name for prefix, _, name in ours if prefix == "appflow"]
        _warn("provider", *slips(named, settings.region, settings.acknowledged))
        self._resource = resources(settings.tagging, settings.acknowledged, settings.account)[
            self._token
        ]
        self._services = Services(settings)
        on_cancel(self._services.cancel)

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Validate, name, and mark secrets."""
        with self._answering(_olds, news) as (call, redactor):
            olds = self._resource.readable(decoded(_olds))
            checked = self._resource.check(
                olds,
                decoded(news),
                resource_name=call.name,
                seed=call.seed,
                urn=call.urn,
                now=datetime.now(timezone.utc),
                region=self._services.region,
            )
            _warn(call.name, *(redactor.told(str(self._spelt(each))) for each in checked.warnings))
            missing = self._services.missing_region(checked.inputs.get("region"))
            if missing and not olds and not self._problems:
                _warn(call.name, str(missing))
            # No property is named: Pulumi would print its value, secret or not.
            failures = [
                CheckFailure("", redactor.told(str(each)))
                for each in self._found(map(self._spelt, checked.problems))
            ]
            return CheckResult(encoded(checked.inputs, news), failures)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare the program with the state."""
        with self._answering(_olds, _news) as (call, redactor):
            state = decoded(_olds)
            olds = self._resource.readable(state)
            news = self._resource.with_name_of(olds, decoded(_news))
            if odd := self._resource.unreadable(state):
                _warn(call.name, f"{way_out(odd)}.")
            found = self._resource.diff(olds, news, region=self._services.region)
            found = Comparison(tuple(left_alone(found.changes, call.ignored)))
            if not found.changes:
                self._resource.unchanged(call.urn, olds)
            keeps_name = self._resource.keeps_name(found, olds, news)
            for note in self._resource.told(found, keeps_name=keeps_name):
                (_warn if note.warns else _inform)(call.name, redactor.told(note.text))
            # State that does not say where its code is could not be deleted later.
            lacks = () if PROVIDER in _olds else (Change((PROVIDER,), "add"),)
            reply = diff_response(
                [*found.changes, *lacks],
                shown={*self._resource.properties, PROVIDER},
                deletes_first=keeps_name,
                stables=[self._resource.name_property, self._resource.arn_property],
            )
            return Detailed(reply)

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Make the object."""
        with self._answering(props) as (call, redactor):
            held = self._resource.create(decoded(props), self._work(call, redactor))
            return CreateResult(held.id_, encoded(held.state, props))

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Look what the service holds; an empty id says that it is gone."""
        with self._answering(props) as (call, redactor):
            held = self._resource.read(
                id_, self._resource.readable(decoded(props)), self._work(call, redactor)
            )
            if held is None and not props.keys() & {self._resource.arn_property, ATTEMPTED}:
                words = f"there is no {self._token} {id_} in {self._services.region()}"
                raise NotFound(words, ours=True)
            if held is None:
                return ReadResult("", {})
            beside = with_whole_lists(props, held.state)
            return ReadResult(held.id_, encoded(held.state, beside), encoded(held.inputs, beside))

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Change the object."""
        with self._answering(_olds, _news) as (call, redactor):
            olds = self._resource.usable(decoded(_olds))
            news = self._resource.with_name_of(olds, decoded(_news))
            held = self._resource.update(_id, olds, news, self._work(call, redactor))
            return UpdateResult(encoded(held.state, _news))

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Remove the object."""
        with self._answering(_props) as (call, redactor):
            state = self._resource.readable(decoded(_props))
            self._resource.delete(_id, state, self._work(call, redactor))

    def _spelt(self, problem: Problem) -> Problem:
        """The problem in the names of the program's language, which is Python."""
        shape = self._resource.inputs
        path = python_path(shape, problem.path)
        return replace(problem, path=path, reason=python_words(shape, problem.reason))

    def _found(self, problems: Iterable[Problem]) -> list[Problem]:
        wrong = [Problem((), f"configuration appflow:{problem}") for problem in self._problems]
        return [*wrong, *problems]

    def _work(self, call: Call, redactor: Redactor) -> Work:
        if self._problems:
            raise AppFlowError(
                "; ".join(f"configuration appflow:{each}" for each in self._problems), ours=True
            )
        phases = _Phases(call.name)
        return Work(
            self._services,
            urn=call.urn,
            timeout=call.timeout,
            say=lambda line: phases.say(redactor.told(line)),
            warn=lambda text: _warn(call.name, redactor.told(text)),
            report=lambda said: _warn(call.name, redactor.told(said)),
        )

    @contextmanager
    def _answering(self, *brought: Mapping[str, Any]) -> Iterator[tuple[Call, Redactor]]:
        """The engine's call, what hides its secrets, and the words for whatever fails while we answer it."""
        call = current_call()
        redactor = Redactor(lambda: self._secrets(brought))
        try:
            yield call, redactor
        except Exception as failure:
            redactor.failure(failure)
            last = brought[-1]
            kept = {key: last[key] for key in (PROVIDER, SECRETS) if key in last}
            say_failure(call, failure, kept)
            if isinstance(failure, (AppFlowError, PartlyDone)):
                raise failure from None  # what it came from says the same without anything hidden
            raise RuntimeError(sentence(failure)) from None  # whatever its own text holds

    def _secrets(self, brought: Collection[Mapping[str, Any]]) -> Iterator[Any]:
        """The values of a call, secrets marked; all that a program wrote is one where nothing says what is."""
        listed = [places for each in brought if (places := secrets_of(each)) is not None]
        for each in brought:
            marked = self._resource.marked(decoded(each))
            yield marked if listed else self._resource.suspected(marked)
        defaults = self._resource.tagging.defaults
        yield {
            key: Secret(text) if any(("tagsAll", key) in places for places in listed) else text
            for key, text in defaults.items()
        }


class _Phases:
    """Shows a wait when it begins, and what has changed about it now and then: what is printed here lands on the stack, for good."""

    def __init__(self, name: str) -> None:
        self._name, self._said, self._then = name, "", 0.0

    def say(self, line: str) -> None:
        phase, now = line.split(" (", maxsplit=1)[0], time.monotonic()
        is_new = _NUMBERS.sub("", phase) != _NUMBERS.sub("", self._said)
        if is_new or (phase != self._said and now - self._then >= _NEWS):
            self._said, self._then = phase, now
            print(f"{self._name}: {phase}", flush=True)  # noqa: T201 - Pulumi shows it


_SAID: set[str] = set()
_SAID_LOCK = threading.Lock()


def _warn(name: str, *warnings: str) -> None:
    _once(*(f"warning: {name}: {each}" for each in warnings))


def _inform(name: str, text: str) -> None:
    _once(f"{name}: {text}")


def _once(*texts: str) -> None:
    """Each text once in a run: Pulumi asks about a resource several times."""
    with _SAID_LOCK:
        fresh = [text for text in texts if text not in _SAID]
        _SAID.update(fresh)
    for text in fresh:
        print(text, flush=True)  # noqa: T201 - Pulumi shows it
