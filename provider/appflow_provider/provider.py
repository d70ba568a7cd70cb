"""
The provider between the fronts and the core: which call asks the core for what, in which order, and with which settings.

A front (`plugin`, `dynamic`) decodes a message of the engine, calls a method here, and encodes its response. What is the same
whichever way the engine talks to us stands here: the region that is missing, states that cannot be read, previews, automatic names,
changes that the user ignores, and that a text is shown once.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from typing import Any, Protocol

from appflow_provider.diff import Change
from appflow_provider.errors import AppFlowError
from appflow_provider.functions import FUNCTIONS
from appflow_provider.paging import PAGE_MAX
from appflow_provider.problems import Problem
from appflow_provider.progress import Progress
from appflow_provider.protocol import (
    Call,
    CheckRequest,
    CheckResponse,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    DiffResponse,
    InvokeRequest,
    InvokeResponse,
    ListRequest,
    ListResponse,
    Log,
    ReadRequest,
    UpdateRequest,
)
from appflow_provider.resources import (
    RESOURCES,
    Configured,
    Inputs,
    OperationContext,
    Resource,
    ResourceState,
    Service,
    State,
    resources,
)
from appflow_provider.resources.listing import list_page
from appflow_provider.resources.states import way_out
from appflow_provider.service import Services
from appflow_provider.settings import Settings, settings_from, slips, unused
from appflow_provider.values import has_unknown, path_text, unwrap


class Clients(Protocol):
    """AppFlow in every region, as `service.Services` gives it."""

    def __call__(self, region: str | None = None) -> Service:
        """AppFlow in a region, or in the provider's own."""
        ...

    def region(self) -> str | None:
        """The provider's own region, or None where it cannot be told."""
        ...

    def missing_region(self, region: str | None) -> AppFlowError | None:
        """What would be said of a resource that names this region, if there is none for it."""
        ...

    def cancel(self) -> None:
        """End all waits, now and from now on."""
        ...


@dataclass(frozen=True)
class _Configured:
    """The settings at work."""

    clients: Clients
    resources: Mapping[str, Resource]


class Provider:
    """
    One provider of a program, from its configuration to its end.

    Args:
        log: Shows warnings and progress.
        setting: What stands before the name of a setting in an error.
        spelt: Brings a problem with a resource's inputs into the spelling of the program's language.
        connect: Makes the clients for some settings.
    """

    def __init__(
        self,
        log: Log,
        *,
        setting: str,
        spelt: Callable[[Resource, Problem], Problem] = lambda _resource, problem: problem,
        connect: Callable[[Settings], Clients] = Services,
    ) -> None:
        self._log, self._setting, self._spelt, self._connect = log, setting, spelt, connect
        self._configured: _Configured | None = None
        self._problems: tuple[Problem, ...] = ()
        self._is_new = False  # whether the engine has no provider of this URN yet
        self._stack, self._is_new_stack = "", False
        self._cancelled = False

    # Configuration

    def check_config(
        self, olds: Mapping[str, Any], news: Mapping[str, Any], *, urn: str, stack: Iterable[str]
    ) -> list[Problem]:
        """
        What is wrong with the configuration.

        Args:
            olds: The configuration of last time; empty for a new provider.
            news: The configuration.
            urn: Who the provider is in the stack.
            stack: The names of the stack's settings.
        """
        self._is_new = not olds
        settings, problems = settings_from(news.get)
        self._warn_of(news, settings)
        for lack in unused(stack, news, settings.acknowledged):
            self._log.warn(urn, "", lack)
        return problems

    def diff_config(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> list[Change]:
        """
        A provider is never another one: that would replace all of its resources, those with a region of their own among them.

        Whether another region of the provider moves a resource, the resource's own diff says.
        """
        self._is_new = False
        names = sorted(olds.keys() | news.keys())
        return [Change((name,), "update") for name in names if olds.get(name) != news.get(name)]

    def configure(
        self,
        get: Callable[[str], Any],
        fallback: Callable[[str], Any] = lambda _name: None,
        *,
        names: Iterable[str] = (),
        stack: str = "",
    ) -> None:
        """
        Take the configuration; nothing is asked of AWS before a resource needs it. What is wrong with it fails the calls that need it.

        Args:
            get: Gives a setting, or None.
            fallback: The same for the AWS package's settings.
            names: Names that stand in the configuration, where nobody has checked them.
            stack: The id that the engine gave the provider in the stack's state, and to none in another.
        """
        settings, problems = settings_from(get, fallback)
        self._problems = tuple(problems)
        self._warn_of(names, settings)
        self._stack, self._is_new_stack = stack, bool(stack) and self._is_new
        clients = self._connect(settings)
        self._configured = _Configured(
            clients,
            resources(Configured(settings.tagging, settings.acknowledged, settings.account)),
        )
        if self._cancelled:
            clients.cancel()

    def _warn_of(self, names: Iterable[str], settings: Settings) -> None:
        for slip in slips(names, settings.region, settings.acknowledged):
            self._log.warn("", "", slip)

    def misconfigured(self) -> AppFlowError | None:
        """What is wrong with the configuration, if anything is."""
        if not self._problems:
            return None
        words = "; ".join(f"{self._setting}{each}" for each in self._problems)
        return AppFlowError(words, ours=True)

    # Resources

    def resource(self, token: str) -> Resource:
        """The resource of a name in the schema, as the configuration has it."""
        return (self._configured.resources if self._configured else RESOURCES)[token]

    def check(self, request: CheckRequest) -> CheckResponse:
        """Validate, name, and mark secrets."""
        call, resource = request.call, self.resource(request.call.token)
        olds, naming = resource.readable(request.olds), request.autonaming
        checked = resource.check(
            olds,
            request.news,
            resource_name=call.name,
            seed=request.seed,
            urn=call.urn,
            stack=self._stack,
            proposed=naming.proposed,
            enforced=naming.enforced,
            now=datetime.now(timezone.utc),
            region=self.region,
        )
        for warning in checked.warnings:
            self._warn(call, str(self._spelt(resource, warning)))
        name = resource.name_property
        unnamed = naming.disabled and not (request.news.get(name) or olds.get(name))
        problems = [*([_unnamed(name)] if unnamed else []), *checked.problems]
        missing = self._missing_region(checked.inputs.get("region"))
        if missing and not olds:
            self._warn(call, str(missing))
        failures = [
            *(f"{self._setting}{each}" for each in self._problems),
            *(str(self._spelt(resource, each)) for each in problems),
        ]
        return CheckResponse(checked.inputs, tuple(map(call.redactor.text, failures)))

    def diff(self, request: DiffRequest) -> DiffResponse:
        """Compare the program with the state, leaf by leaf."""
        call, resource = request.call, self.resource(request.call.token)
        olds = resource.readable(request.olds)
        news = resource.with_name_of(olds, Inputs({**request.news}))
        if odd := request.olds.keys() - olds.keys():
            self._warn(call, f"{way_out(odd)}.")
        found = resource.diff(olds, news, region=self.region).without(request.ignored)
        if not found.changes:
            resource.unchanged(call.urn, olds)
        keeps_name = resource.keeps_name(found, olds, news)
        for note in resource.change_notes(found, keeps_name=keeps_name):
            show = self._log.warn if note.warns else self._log.inform
            show(call.urn, call.name, call.redactor.text(note.text))
        return DiffResponse(
            found.changes,
            deletes_first=keeps_name,
            inputs=frozenset(resource.properties),
            stables=(resource.name_property, resource.arn_property),
        )

    def create(self, request: CreateRequest) -> ResourceState:
        """
        Create the object; in a preview, say what is certain of it.

        Raises:
            AppFlowError: the service refused; there is no object.
            PartlyDone: there is one, but it is not finished.
        """
        resource, inputs = self.resource(request.call.token), Inputs({**request.inputs})
        if request.preview:
            return ResourceState("", inputs, resource.previewed(inputs))
        return resource.create(inputs, self._context(request.call))

    def read(self, request: ReadRequest) -> ResourceState | None:
        """
        Look up what the service holds; None when the object is gone.

        Raises:
            AppFlowError: the service refused.
            PartlyDone: the object is there, and not finished.
        """
        resource = self.resource(request.call.token)
        state = resource.rebase(State({**request.state}), Inputs({**request.inputs}))
        return resource.read(request.id_, resource.readable(state), self._context(request.call))

    def missing(self, token: str, id_: str) -> str:
        """What to say of an id that a program or a person gave, and that AppFlow does not know."""
        return self.resource(token).missing(id_, self.region())

    def update(self, request: UpdateRequest) -> ResourceState:
        """
        Bring the object to the new inputs; in a preview, say what is certain of it.

        Raises:
            AppFlowError: the service refused; nothing has changed.
            PartlyDone: some of it has.
        """
        resource = self.resource(request.call.token)
        read = resource.readable if request.preview else resource.usable
        olds = read(request.olds)
        news = resource.with_name_of(olds, Inputs({**request.news}))
        if request.preview:
            return ResourceState(request.id_, news, resource.previewed(news, olds))
        return resource.update(request.id_, olds, news, self._context(request.call))

    def delete(self, request: DeleteRequest) -> None:
        """
        Delete the object and wait until it is gone.

        Raises:
            AppFlowError: the service refused, or the object was still there when the time was up.
        """
        resource = self.resource(request.call.token)
        resource.delete(request.id_, resource.readable(request.state), self._context(request.call))

    # Lookups

    def list_(self, request: ListRequest) -> ListResponse:
        """
        One page of the objects in a region. An id is the ARN where the region is not the provider's own.

        Raises:
            AppFlowError: the service refused, or no region is configured.
        """
        if has_unknown(request.query):
            return ListResponse(is_known=False)
        region = unwrap(request.query.get("region"))
        # The token counts what was given before, because the limit is one for all pages.
        before, _, token = request.continuation.partition(":")
        given = int(before or 0)
        left = request.limit - given if request.limit > 0 else PAGE_MAX
        size = max(1, min(left, request.page_size or PAGE_MAX, PAGE_MAX))
        page = list_page(request.token, self._clients()(region), size, token)
        given += len(page.found)
        goes_on = page.token and not 0 < request.limit <= given
        return ListResponse(
            tuple(
                (each.arn if region and each.arn else each.name, each.name) for each in page.found
            ),
            f"{given}:{page.token}" if goes_on else "",
        )

    def invoke(self, request: InvokeRequest) -> InvokeResponse:
        """
        Call a function. There is no result while an argument is not known.

        Raises:
            AppFlowError: the service refused, or no region is configured.
        """
        function = FUNCTIONS.get(request.token)
        if function is None:
            wrong = f"There is no function {request.token}. Use one of {', '.join(FUNCTIONS)}."
            return InvokeResponse(failures=(("", wrong),))
        if has_unknown(request.arguments):
            return InvokeResponse()
        answered = function(request.arguments, OperationContext(self._clients()))
        text = request.redactor.text
        failures = [(path_text(each.path), text(str(each))) for each in answered.problems]
        return InvokeResponse(answered.result, tuple(failures))

    # Circumstances

    def cancel(self) -> None:
        """End all waits, now and from now on."""
        self._cancelled = True
        if self._configured is not None:
            self._configured.clients.cancel()

    def region(self) -> str | None:
        """The provider's own region, or None where it cannot be told."""
        return None if self._configured is None else self._configured.clients.region()

    def _missing_region(self, region: str | None) -> AppFlowError | None:
        if self._configured is None or self._problems:
            return None
        return self._configured.clients.missing_region(region)

    def _clients(self) -> Clients:
        if wrong := self.misconfigured():
            raise wrong
        if self._configured is None:
            words = "the provider was asked for work before it was configured"
            raise AppFlowError(words, ours=True)
        return self._configured.clients

    def _context(self, call: Call) -> OperationContext:
        warn = partial(self._warn, call)
        return OperationContext(
            self._clients(),
            urn=call.urn,
            stack=self._stack,
            is_new_stack=self._is_new_stack,
            timeout=call.timeout,
            say=lambda progress: self._log.status(
                call.urn, call.name, call.redactor.progress(progress)
            ),
            warn=warn,
            report=warn,
        )

    def _warn(self, call: Call, said: str | AppFlowError) -> None:
        self._log.warn(call.urn, call.name, call.redactor.text(said))


class LogOnce:
    """A log that shows each warning and each news of a resource once in a run: the engine asks about a resource several times."""

    def __init__(self, log: Log) -> None:
        self._log, self._said, self._lock = log, set[tuple[str, str, str]](), threading.Lock()

    def warn(self, urn: str, name: str, text: str) -> None:
        """Show a warning."""
        if self._is_new(urn, name, text):
            self._log.warn(urn, name, text)

    def inform(self, urn: str, name: str, text: str) -> None:
        """Show what the program itself asks for."""
        if self._is_new(urn, name, text):
            self._log.inform(urn, name, text)

    def status(self, urn: str, name: str, progress: Progress) -> None:
        """Show what a resource waits for, until the next moment is shown."""
        self._log.status(urn, name, progress)

    def _is_new(self, *said: str) -> bool:
        with self._lock:
            is_new = said not in self._said
            self._said.add(said)  # type: ignore[arg-type]
        return is_new


def _unnamed(name: str) -> Problem:
    return Problem((name,), "is required, because the stack's configuration disables autonaming")
