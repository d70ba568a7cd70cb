"""
The provider that both fronts share. It answers the engine's calls with the resources and functions.

A front (`plugin`, `dynamic`) decodes a message of the engine, calls a method here, and encodes its response. This module has what
does not depend on the front: configuration, missing regions, unreadable states, previews, automatic names, ignored changes, and
a log that shows each text once.
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
from appflow_provider.functions.objects import objects_of
from appflow_provider.mirrors import Asked, plan
from appflow_provider.paging import PAGE_MAX
from appflow_provider.problems import NOTHING_ACKNOWLEDGED, Acknowledged, Problem
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
    MirrorRequest,
    MirrorResponse,
    ReadRequest,
    Screen,
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
    """AppFlow in every region, as `service.Services` implements it."""

    def __call__(self, region: str | None = None) -> Service:
        """AppFlow in a region, or in the provider's own."""
        ...

    def region(self) -> str | None:
        """The provider's own region, or None if it is not known."""
        ...

    def missing_region(self, region: str | None) -> AppFlowError | None:
        """The error of a resource for which neither `region` nor the provider's own is set; None if there is a region."""
        ...

    def cancel(self) -> None:
        """End all waits, now and from now on."""
        ...


@dataclass(frozen=True)
class _Configured:
    """What `configure` makes of the settings."""

    clients: Clients
    resources: Mapping[str, Resource]
    acknowledged: Acknowledged


class Provider:
    """
    One provider of a program, from its configuration to its end.

    Args:
        log: Shows warnings and progress.
        setting: The prefix of a setting's name in an error.
        spelled: Rewrites a problem with a resource's inputs in the spelling of the program's language.
        connect: Makes the clients for the settings.
    """

    def __init__(
        self,
        log: Log,
        *,
        setting: str,
        spelled: Callable[[Resource, Problem], Problem] = lambda _resource, problem: problem,
        connect: Callable[[Settings], Clients] = Services,
    ) -> None:
        self._log, self._setting, self._spelled, self._connect = log, setting, spelled, connect
        self._configured: _Configured | None = None
        self._problems: tuple[Problem, ...] = ()
        self._is_new = False  # whether the state has no provider with this URN yet
        self._stack, self._is_new_stack = "", False
        self._cancelled = False

    # Configuration

    def check_config(
        self, olds: Mapping[str, Any], news: Mapping[str, Any], *, urn: str, stack: Iterable[str]
    ) -> list[Problem]:
        """
        The problems of the configuration. Logs its warnings.

        Args:
            olds: The old configuration; empty for a new provider.
            news: The configuration.
            urn: The URN of the provider.
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
        The changes of the configuration. None of them replaces the provider, because that would replace all of its resources.

        If the region changes, the diff of each resource decides whether the resource is replaced.
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
        Set the configuration. Nothing is sent to AWS yet. If the configuration has problems, calls that need it fail.

        Args:
            get: Returns a setting, or None.
            fallback: Returns a setting of the AWS package, or None.
            names: The names in the configuration, if `check_config` has not checked them.
            stack: The provider's id in the stack's state, which is unique.
        """
        settings, problems = settings_from(get, fallback)
        self._problems = tuple(problems)
        self._warn_of(names, settings)
        self._stack, self._is_new_stack = stack, bool(stack) and self._is_new
        clients = self._connect(settings)
        self._configured = _Configured(
            clients,
            resources(Configured(settings.tagging, settings.acknowledged, settings.account)),
            settings.acknowledged,
        )
        if self._cancelled:
            clients.cancel()

    def _warn_of(self, names: Iterable[str], settings: Settings) -> None:
        for slip in slips(names, settings.region, settings.acknowledged):
            self._log.warn("", "", slip)

    def misconfigured(self) -> AppFlowError | None:
        """The error for the problems of the configuration; None if it has none."""
        if not self._problems:
            return None
        words = "; ".join(f"{self._setting}{each}" for each in self._problems)
        return AppFlowError(words, ours=True)

    # Resources

    def resource(self, token: str) -> Resource:
        """The resource by its name in the schema, with the configuration applied."""
        return (self._configured.resources if self._configured else RESOURCES)[token]

    def check(self, request: CheckRequest) -> CheckResponse:
        """Validate the inputs, add an automatic name, and mark secrets."""
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
            # The flows of a mirror share what a rule is about.
            is_shared = call.is_mirrored and bool(warning.rule)
            self._warn(call, str(self._spelled(resource, warning)), is_shared=is_shared)
        if not checked.problems:
            plain = Inputs(unwrap(olds))
            told = resource.announcement(checked.inputs, plain, call.urn)
            if told:
                self._log.inform(call.urn, call.name, call.redactor.text(told))
        name = resource.name_property
        unnamed = naming.disabled and not (request.news.get(name) or olds.get(name))
        problems = [*([_unnamed(name)] if unnamed else []), *checked.problems]
        missing = self._missing_region(checked.inputs.get("region"))
        if missing and not olds:
            self._warn(call, str(missing), is_shared=call.is_mirrored)
        failures = [
            *(f"{self._setting}{each}" for each in self._problems),
            *(str(self._spelled(resource, each)) for each in problems),
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
        Create the object; in a preview, predict its state.

        Raises:
            AppFlowError: AppFlow refused; no object was created.
            PartlyDone: the object exists, but is not finished.
        """
        resource, inputs = self.resource(request.call.token), Inputs({**request.inputs})
        if request.preview:
            return ResourceState("", inputs, resource.previewed(inputs))
        return resource.create(inputs, self._context(request.call))

    def read(self, request: ReadRequest) -> ResourceState | None:
        """
        Read the object; None if it does not exist.

        Raises:
            AppFlowError: AppFlow refused.
            PartlyDone: the object exists, but is not finished.
        """
        resource = self.resource(request.call.token)
        state = resource.rebase(State({**request.state}), Inputs({**request.inputs}))
        return resource.read(request.id_, resource.readable(state), self._context(request.call))

    def missing(self, token: str, id_: str) -> str:
        """The message for an id, of a program or an import, that AppFlow does not find."""
        return self.resource(token).missing(id_, self.region())

    def update(self, request: UpdateRequest) -> ResourceState:
        """
        Update the object to the new inputs; in a preview, predict its state.

        Raises:
            AppFlowError: AppFlow refused; nothing has changed.
            PartlyDone: a part of the update was made.
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
            AppFlowError: AppFlow refused, or the object still existed at the timeout.
        """
        resource = self.resource(request.call.token)
        resource.delete(request.id_, resource.readable(request.state), self._context(request.call))

    # Lookups

    def list_(self, request: ListRequest) -> ListResponse:
        """
        One page of the objects in a region. If the query sets a region, the ids are ARNs.

        Raises:
            AppFlowError: AppFlow refused, or no region is configured.
        """
        if has_unknown(request.query):
            return ListResponse(is_known=False)
        region = unwrap(request.query.get("region"))
        # The token counts the objects of earlier pages, because the limit is for all pages together.
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
        Call a function. There is no result while an argument is unknown.

        Raises:
            AppFlowError: AppFlow refused, or no region is configured.
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

    # Components

    def mirror(self, request: MirrorRequest) -> MirrorResponse:
        """
        The flows of a mirror.

        Raises:
            AppFlowError: a lookup failed, or no region is configured for it.
        """
        if wrong := self.misconfigured():
            raise wrong
        live = objects_of(request.inputs, lambda: OperationContext(self._clients()))
        found = plan(Asked(request.name, request.inputs, live, request.later))
        acknowledged = self._configured.acknowledged if self._configured else NOTHING_ACKNOWLEDGED
        shown = (
            each for each in found.warnings if not acknowledged.covers(each.rule, request.name)
        )
        return MirrorResponse(found.flows, found.problems, tuple(shown))

    # Context

    def cancel(self) -> None:
        """End all waits, now and from now on."""
        self._cancelled = True
        if self._configured is not None:
            self._configured.clients.cancel()

    def region(self) -> str | None:
        """The provider's own region, or None if it is not known."""
        return None if self._configured is None else self._configured.clients.region()

    def _missing_region(self, region: str | None) -> AppFlowError | None:
        if self._configured is None or self._problems:
            return None
        return self._configured.clients.missing_region(region)

    def _clients(self) -> Clients:
        if wrong := self.misconfigured():
            raise wrong
        if self._configured is None:
            words = "the provider was called before it was configured"
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

    def _warn(self, call: Call, warning: str | AppFlowError, *, is_shared: bool = False) -> None:
        text = call.redactor.text(warning)
        self._log.warn(call.urn, call.name, text, is_shared=is_shared)


class LogOnce:
    """
    A log that shows each text about a resource once in a run, because the engine calls several times for a resource.

    It shows each shared warning once for all flows of mirrors.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen, self._lock = screen, threading.Lock()
        self._shown: set[tuple[str, str, str]] = set()

    def warn(self, urn: str, name: str, text: str, *, is_shared: bool = False) -> None:
        """Show a warning."""
        if self._is_new(*(("", "") if is_shared else (urn, name)), text):
            also = ", and perhaps other flows of a mirror" if is_shared else ""
            self._screen.warn(urn, f"{name}{also}", text)

    def inform(self, urn: str, name: str, text: str) -> None:
        """Show information about a change that the program intends."""
        if self._is_new(urn, name, text):
            self._screen.inform(urn, name, text)

    def status(self, urn: str, name: str, progress: Progress) -> None:
        """Show what a resource waits for, until the next status replaces it."""
        self._screen.status(urn, name, progress)

    def _is_new(self, urn: str, name: str, text: str) -> bool:
        with self._lock:
            line = (urn, name, text)
            is_new = line not in self._shown
            self._shown.add(line)
        return is_new


def _unnamed(name: str) -> Problem:
    return Problem((name,), "is required, because the stack's configuration disables autonaming")
