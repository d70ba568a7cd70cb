"""
One kind of resource as a dynamic provider. Answers Pulumi's calls with `provider.Provider`.

It also widens Pulumi's pool of four threads (`frames`) and shows error messages instead of tracebacks (`answers`).
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
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

from appflow_provider import protocol
from appflow_provider.diff import Change
from appflow_provider.dynamic.answers import say_failure
from appflow_provider.dynamic.encoding import (
    decoded,
    encoded,
    secrets_of,
    with_new_places,
    with_whole_lists,
)
from appflow_provider.dynamic.frames import (
    Call,
    Detailed,
    current_call,
    names_in,
    on_cancel,
    widen_pool,
)
from appflow_provider.dynamic.spelling import SETTING, in_python
from appflow_provider.errors import AppFlowError, NotFound, PartlyDone
from appflow_provider.progress import Progress
from appflow_provider.protocol import Log
from appflow_provider.provider import LogOnce, Provider
from appflow_provider.reference import PROVIDER, SECRETS
from appflow_provider.resources.contract import ATTEMPTED
from appflow_provider.secrecy import Redactor
from appflow_provider.values import Secret
from appflow_provider.wire.diffs import diff_response, path_of
from appflow_provider.wire.failures import sentence
from appflow_provider.wire.urns import is_mirrored

_NOTHING = Progress("")
_NEWS = 60.0  # seconds between two lines of one phase; our choice
_THREADS = 1024  # for Pulumi's process, which starts with 4: more than parallel operations, so that a thread is free for Cancel


class DynamicProvider(ResourceProvider):
    """A resource, as Pulumi's dynamic provider process calls it."""

    def __init__(self, token: str, log: Log | None = None, **options: Any) -> None:
        """Without a `log`, texts go to the screen. `options` are passed to `Provider`."""
        super().__init__()
        self._token = token
        self._core = Provider(log or _LOG, setting=SETTING, spelled=in_python, **options)
        self._core.configure(lambda _name: None)

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        """Pickle a reference to `load`, so that the state holds a name instead of code."""
        from appflow_provider.dynamic import load

        return load, (self._token,)

    def configure(self, req: ConfigureRequest) -> None:
        """Read the stack's configuration. Nothing is sent to AWS."""
        widen_pool(_THREADS)
        ours = (name.partition(":") for name in names_in(req.config))
        self._core.configure(
            lambda name: req.config.get(f"appflow:{name}"),
            lambda name: req.config.get(f"aws:{name}"),
            names=[name for prefix, _, name in ours if prefix == "appflow"],
        )
        on_cancel(self._core.cancel)

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Validate the inputs, add an automatic name, and mark secrets."""
        with self._answering(_olds, news) as (call, engine):
            request = protocol.CheckRequest(call, decoded(_olds), decoded(news), engine.seed)
            response = self._core.check(request)
            # The failures name no property, because Pulumi would print its value, secret or not.
            failures = [CheckFailure("", each) for each in response.failures]
            beside = with_new_places(news, response.inputs)
            return CheckResult(encoded(response.inputs, beside), failures)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare the program with the state."""
        with self._answering(_olds, _news) as (call, engine):
            ignored = [path_of(text) for text in engine.ignored]
            response = self._core.diff(
                protocol.DiffRequest(call, decoded(_olds), decoded(_news), ignored)
            )
            # Without the reference to its code, the state could not be deleted later.
            lacks = () if PROVIDER in _olds else (Change((PROVIDER,), "add"),)
            return Detailed(
                diff_response(
                    [*response.changes, *lacks],
                    shown={*response.inputs, PROVIDER},
                    deletes_first=response.deletes_first,
                    stables=response.stables,
                )
            )

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Create the object."""
        with self._answering(props) as (call, _):
            made = self._core.create(protocol.CreateRequest(call, decoded(props)))
            return CreateResult(made.id_, encoded(made.state, props))

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Read the object. An empty id means that it does not exist."""
        with self._answering(props) as (call, _):
            found = self._core.read(protocol.ReadRequest(call, id_, decoded(props)))
            known = {self._core.resource(self._token).arn_property, ATTEMPTED}
            if found is None and not props.keys() & known:
                raise NotFound(self._core.missing(self._token, id_), ours=True)
            if found is None:
                return ReadResult("", {})
            beside = with_whole_lists(props, found.state)
            return ReadResult(
                found.id_, encoded(found.state, beside), encoded(found.inputs, beside)
            )

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Update the object to the new inputs."""
        with self._answering(_olds, _news) as (call, _):
            request = protocol.UpdateRequest(call, _id, decoded(_olds), decoded(_news))
            return UpdateResult(encoded(self._core.update(request).state, _news))

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Delete the object."""
        with self._answering(_props) as (call, _):
            self._core.delete(protocol.DeleteRequest(call, _id, decoded(_props)))

    @contextmanager
    def _answering(self, *brought: Mapping[str, Any]) -> Iterator[tuple[protocol.Call, Call]]:
        """Yield the call for `Provider` and the engine's own, and turn every exception into a message for the user."""
        engine = current_call()
        redactor = Redactor(lambda: self._secrets(brought))
        try:
            yield (
                protocol.Call(
                    self._token,
                    engine.urn,
                    engine.name,
                    is_mirrored(engine.urn),
                    redactor,
                    engine.timeout,
                ),
                engine,
            )
        except Exception as raised:  # noqa: BLE001 - raised again, with a message for the user
            failure = redactor.failure(raised)
            last = brought[-1]
            kept = {key: last[key] for key in (PROVIDER, SECRETS) if key in last}
            say_failure(engine, failure, kept)
            if isinstance(failure, (AppFlowError, PartlyDone)):
                raise failure from None  # the cause's text may hold secrets
            raise RuntimeError(
                sentence(failure)
            ) from None  # the failure's own text may hold secrets

    def _secrets(self, brought: Collection[Mapping[str, Any]]) -> Iterator[Any]:
        """The values of a call, with secrets marked. Without a list of secret paths, every free text counts as a secret."""
        resource = self._core.resource(self._token)
        listed = [places for each in brought if (places := secrets_of(each)) is not None]
        for each in brought:
            marked = resource.marked(decoded(each))
            yield marked if listed else resource.suspected(marked)
        yield {
            key: Secret(text) if any(("tagsAll", key) in places for places in listed) else text
            for key, text in resource.tagging.defaults.items()
        }


class Screen:
    """Prints texts, which Pulumi shows below the stack."""

    def __init__(self) -> None:
        self._shown: dict[str, tuple[Progress, float]] = {}

    def warn(self, _urn: str, name: str, text: str) -> None:
        """Print a warning."""
        _print(f"warning: {name or 'provider'}: {text}")

    def inform(self, _urn: str, name: str, text: str) -> None:
        """Print information about a change that the program intends."""
        _print(f"{name}: {text}")

    def status(self, urn: str, name: str, progress: Progress) -> None:
        """Print what a resource waits for, but only when that changes, because printed lines stay on the screen."""
        now = time.monotonic()
        shown, then = self._shown.get(urn, (_NOTHING, now))
        is_news = progress.detail != shown.detail and now - then >= _NEWS
        if progress.phase != shown.phase or is_news:
            self._shown[urn] = progress, now
            _print(f"{name}: {progress.text}")


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - Pulumi shows it


_LOG = LogOnce(Screen())
"""One log for the process, because Pulumi makes a provider for each kind of resource."""
