"""
The base of all resources: checks inputs, compares them with a state, and makes inputs and state from a reply.

`contract` lists the hooks; `managed` has the lifecycle of resources that AppFlow identifies by name. This module uses neither
Pulumi nor boto3.
"""

import abc
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any, ClassVar

from appflow_provider.canonical import Form
from appflow_provider.declarations import ResourceDeclaration
from appflow_provider.diff import Change, Comparison, compare
from appflow_provider.errors import AppFlowError
from appflow_provider.patterns import ByPlace, Places, places
from appflow_provider.problems import Problem
from appflow_provider.projection import project, trimmed
from appflow_provider.resources.arns import elsewhere
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import (
    AUTONAMED,
    DERIVED,
    NOTHING_CONFIGURED,
    ApiReply,
    Checked,
    Configured,
    Inputs,
    Note,
    ResourceState,
    State,
)
from appflow_provider.resources.forms import form_of
from appflow_provider.resources.naming import Located, autoname, region_of, seed_of
from appflow_provider.resources.states import unreadable, way_out
from appflow_provider.resources.tags import ALL, OWN, Tags
from appflow_provider.resources.wording import with_recipe, without_appflow, worded
from appflow_provider.rules import Verdict
from appflow_provider.secrecy import Redactor
from appflow_provider.shapes.create_only import ANOTHER_REGION, reasons
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.walk import (
    completed,
    from_api,
    holds_secret,
    member_at,
    members,
    secret_at,
    speaks_at,
)
from appflow_provider.values import (
    UNKNOWN,
    Path,
    Secret,
    Unknown,
    path_text,
    secret_on,
    unwrap,
    wrap_where,
)

_REGION = ("region",)
_UNKNOWN = "its new value is not known yet: AppFlow may not be able to change it in place"
_NOT_SENT = (*_REGION, AUTONAMED)  # inputs that are not part of any request


class Resource(abc.ABC):
    """One kind of resource, for one configuration of the provider."""

    declaration: ClassVar[ResourceDeclaration]
    """Its name, inputs, outputs and operations."""
    lost_on_replace: ClassVar[str] = ""
    """What a replacement loses besides the object itself, as the object of "It loses"."""

    def __init__(self, configured: Configured = NOTHING_CONFIGURED) -> None:
        declared = self.declaration
        self.token, self.noun = declared.token, declared.noun
        self.name_property, self.arn_property = declared.name_property, declared.arn_property
        self.inputs, self.outputs = declared.inputs, declared.outputs
        self.tagging, self._acknowledged = configured.tagging, configured.acknowledged
        self.tags = Tags(configured.tagging) if ALL in members(self.outputs) else None
        self._account = configured.account

    @property
    def form(self) -> Form:
        """How AppFlow changes the inputs, from the facts of their members."""
        return form_of(self.inputs)

    @property
    def replaced(self) -> Mapping[str, str]:
        """The places whose change replaces the object, each with the reason."""
        return reasons(self.inputs)

    # The inputs of a flow have 200 members. They are walked at the first comparison, not while the plugin starts.
    @cached_property
    def _create_only(self) -> Places:
        return places(*self.replaced)

    @cached_property
    def _reasons(self) -> ByPlace[str]:
        return ByPlace(self.replaced)

    def check(
        self,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        resource_name: str = "",
        seed: bytes = b"",
        urn: str = "",
        stack: str = "",
        replaced: str = "",
        proposed: str = "",
        enforced: bool = False,
        now: datetime | None = None,
        region: Callable[[], str | None] = lambda: None,
    ) -> Checked:
        """
        Validate the program's inputs, add an automatic name if they have none, and mark secrets. Unknown values are skipped.

        Args:
            olds: The old inputs, in property spelling; empty for a new resource.
            news: The program's inputs, in property spelling.
            resource_name: The resource's name in the program.
            seed: The seed of an automatic name's suffix if the stack has no id.
            urn: The URN of the resource.
            stack: A unique id of the stack; empty if it is not known.
            replaced: The name of the object that is replaced.
            proposed: The automatic name that the engine proposes.
            enforced: Whether that name must be used. If not, ours replaces a name that AppFlow does not accept.
            now: The current time, for warnings about times that the program sets or changes.
            region: The provider's own region, or None if it is not known.

        Warnings appear only for resources that are new or change, and not if the configuration acknowledges them.
        """
        given = Inputs({key: value for key, value in news.items() if not key.startswith("__")})
        given, wrong = self.spelled_out(given, olds)
        if wrong:
            return Checked(given, wrong)
        marked = self.marked(given)
        plain, redactor = unwrap(given), Redactor(lambda: [marked])
        placed = plain if plain.get("region") else Inputs({**plain, "region": region()})
        verdict = self.validate(placed, Inputs(unwrap(olds)), now)
        tags = self.tags
        found = (with_recipe(problem, plain) for problem in findings(self.inputs, plain))
        excess = tags.problems(plain) if tags else ()
        problems = worded(self.inputs, (*found, *verdict.problems, *excess), marked, redactor)
        if not problems and plain.get(self.name_property) is None:
            ill = self._ill_named(proposed) if proposed else ()
            problems = ill if enforced else ()
            is_ours, is_derived = bool(ill) or not proposed, bool(stack and urn)
            if is_derived:
                seed = seed_of(stack, urn, replaced)
            made_up = autoname(resource_name, seed) if is_ours else proposed
            old = unwrap(olds.get(self.name_property))
            mark = DERIVED if is_ours and is_derived and not old else True
            marked = Inputs({**marked, self.name_property: old or made_up, AUTONAMED: mark})
        away = elsewhere(self.inputs, placed, self.noun, self._account, partial(secret_on, marked))
        ignored = tags.warnings(plain) if tags else ()
        warnings = [
            each
            for each in (*verdict.warnings, *ignored, *without_appflow(plain), *away)
            if not self._acknowledged.covers(each.rule, resource_name)
        ]
        if warnings and olds and not problems and self._is_as_before(olds, marked):
            warnings = []
        return Checked(marked, problems, worded(self.inputs, warnings, marked, redactor))

    def spelled_out(
        self, given: Inputs, olds: Mapping[str, Any]
    ) -> tuple[Inputs, tuple[Problem, ...]]:
        """
        Hook: the inputs that the program's arguments stand for, or what is wrong with the arguments.

        Args:
            given: The program's arguments, in property spelling, with what the program marks as secret in a `Secret`.
            olds: The old inputs.
        """
        return given, ()

    def _is_as_before(self, olds: Mapping[str, Any], news: Inputs) -> bool:
        """Whether the inputs have not changed, so that their warnings were shown before."""
        old, new = (unwrap(self.inputs_in(side)) for side in (olds, news))
        return old == new or not compare(old, new, self.form, self._create_only).changes

    def _ill_named(self, name: str) -> tuple[Problem, ...]:
        """The problems of a name that the stack's autonaming configuration makes."""
        return tuple(
            replace(
                each,
                reason=f"{each.reason}. The stack's configuration of autonaming makes {name!r}",
            )
            for each in findings(self.inputs, {self.name_property: name})
            if each.path == (self.name_property,)
        )

    def diff(
        self,
        olds: State,
        news: Inputs,
        *,
        region: Callable[[], str | None] = lambda: None,
    ) -> Comparison:
        """
        The changes from the state to the checked inputs.

        Args:
            olds: The old state, which holds the old inputs unchanged.
            news: The checked inputs.
            region: The provider's own region, or None if it is not known.
        """
        sides = [self.tags.compared(side) for side in (olds, news)] if self.tags else [olds, news]
        old, new = (
            {key: item for key, item in self.inputs_in(side).items() if key not in _NOT_SENT}
            for side in sides
        )
        found = compare(old, new, self.form, self._create_only).changes
        changes = (*self._moved(olds, news, region), *found)
        if self.tags:
            changes += self.tags.changes(olds, news, changes)
        return Comparison(self.adjusted(changes, olds, news))

    def adjusted(
        self, changes: tuple[Change, ...], olds: State, news: Inputs
    ) -> tuple[Change, ...]:
        """Hook: add or drop changes that a comparison alone gets wrong."""
        return changes

    def _moved(
        self, olds: State, news: Inputs, region: Callable[[], str | None]
    ) -> tuple[Change, ...]:
        """The change of region, if the object has to move. It does not matter whether resource or provider sets the region."""
        here = self.region(olds)
        wanted = unwrap(news.get("region")) or region()
        if here is None or wanted is None or here == wanted:
            return ()
        return (Change(_REGION, "update", replaces=not isinstance(wanted, Unknown)),)

    def region(self, state: Mapping[str, Any]) -> str | None:
        """The region of the object of a state; None if it has no object yet."""
        named = unwrap(state.get("region"))
        arn = str(unwrap(state.get(self.arn_property)) or "")
        return region_of(arn) or (named if isinstance(named, str) else None)

    def announcement(self, inputs: Inputs, olds: Inputs, urn: str) -> str:
        """Hook: what a create is going to do beside creating the object, for the preview; empty for nothing."""
        return ""

    def change_notes(self, found: Comparison, *, keeps_name: bool = False) -> tuple[Note, ...]:
        """
        Notes for the preview: why the object is replaced and what that loses, and the provider's tags that change.

        Args:
            found: The changes.
            keeps_name: Whether a replacement has the same name.
        """
        causes = [change.path for change in found.changes if change.replaces]
        replaced = [self.replacement_note(causes, keeps_name=keeps_name)] if causes else []
        return (*replaced, *(self.tags.notes(found.changes) if self.tags else ()))

    def replacement_note(self, causes: Sequence[Path], *, keeps_name: bool) -> Note:
        """Hook: the note about a replacement. `causes` are the paths of the changes that need it."""
        why = "; ".join(f"{path_text(path)} changed, and {self._reason(path)}" for path in causes)
        loses = f" It loses {self.lost_on_replace}." if self.lost_on_replace else ""
        return Note(f"The {self.noun} will be replaced: {why}.{loses}")

    def _reason(self, path: Path) -> str:
        ends = range(len(path), 0, -1)
        found = [reason for end in ends for reason in self._reasons(path[:end])]
        return next(iter(found), ANOTHER_REGION if path == _REGION else _UNKNOWN)

    def with_name_of(self, olds: State, news: Inputs) -> Inputs:
        """The inputs with the object's own name: if an automatic name was taken, the create used another one."""
        has_name = olds.get(self.name_property) is not None
        if not (news.get(AUTONAMED) and has_name):
            return news
        return Inputs({**news, self.name_property: olds[self.name_property]})

    def keeps_name(self, found: Comparison, olds: State, news: Inputs) -> bool:
        """Whether a replacement has the same name in the same region, so that the old object must be deleted first."""
        same = unwrap(olds.get(self.name_property)) == unwrap(news.get(self.name_property))
        moves = any(change.path == _REGION and change.replaces for change in found.changes)
        return same and not moves and not news.get(AUTONAMED)

    @property
    def properties(self) -> Collection[str]:
        """The names of the inputs that a program can set."""
        return members(self.inputs).keys()

    def unreadable(self, state: Mapping[str, Any]) -> frozenset[str]:
        """The properties of a state whose values do not fit the shape: it was edited by hand, or another version wrote it."""
        return unreadable((self.inputs, self.outputs), state)

    def readable(self, state: Mapping[str, Any]) -> State:
        """The state without the unreadable properties."""
        odd = self.unreadable(state)
        return State({key: item for key, item in state.items() if key not in odd})

    def usable(self, state: Mapping[str, Any]) -> State:
        """
        The readable state of an object to update.

        Raises:
            AppFlowError: the state does not identify the object.
        """
        found = self.readable(state)
        lacking = [name for name in self.addressed_by if not unwrap(found.get(name))]
        if lacking:
            raise AppFlowError(way_out(lacking), ours=True)
        return found

    @property
    def addressed_by(self) -> tuple[str, ...]:
        """The outputs that identify the object of an update."""
        return (self.arn_property,)

    def inputs_in(self, properties: Mapping[str, Any]) -> Inputs:
        """The inputs among the properties of a state."""
        known = self.properties
        found = {key: item for key, item in properties.items() if key in known or key == AUTONAMED}
        return Inputs(found)

    def missing(self, id_: str, region: str | None) -> str:
        """The message for an id, of a program or an import, that AppFlow does not find."""
        return f"There is no {self.noun} {id_} in {region}."

    def rebase(self, state: State, inputs: Inputs) -> State:
        """The state with its inputs replaced by the engine's stored inputs: Pulumi keeps old outputs when a diff finds no change."""
        old_inputs = self.inputs_in(state) if inputs else Inputs({})
        return State({**{key: state[key] for key in state.keys() - old_inputs.keys()}, **inputs})

    def marked(self, properties: Mapping[str, Any]) -> Inputs:
        """The properties with every secret member in a `Secret`."""
        return Inputs({key: self._marked(key, item) for key, item in properties.items()})

    def _marked(self, key: str, item: Any) -> Any:
        shape = self.inputs
        if key not in self.properties and self.declaration.arguments:
            shape = self.declaration.written  # only if it is there, because it takes time to make
        if not holds_secret(shape, key):
            return item
        return wrap_where(item, lambda path: secret_at(shape, path), (key,))

    def suspected(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """
        The properties with every free text in a `Secret`, because the program may have marked any of them as secret.

        The name and region are not wrapped, because Pulumi shows them anyway, and neither are values of enums.
        """

        def is_free(path: Path) -> bool:
            found = member_at(self.inputs, path)
            kind = found.kind if found else None
            while kind is not None and kind.item is not None:
                kind = kind.item
            return kind is not None and kind.leaf is str

        shown = {self.name_property, *_REGION}
        return {
            key: item if key in shown else wrap_where(item, is_free, (key,))
            for key, item in value.items()
        }

    def refreshed_inputs(self, seen: Inputs, state: State, at: Located) -> Inputs:
        """
        Hook: the current inputs. A value that means the same keeps the program's form. Without a state, all inputs come from AppFlow.

        Args:
            seen: The inputs of the reply, in property spelling.
            state: The state that Pulumi has; empty for an import.
            at: The name and region of the object.
        """
        written = self.inputs_in(state)
        if self.tags:
            seen = self.tags.refreshed(seen, state, is_new=not written)
        if not written:
            speaks = partial(speaks_at, self.inputs)
            found = completed(self.inputs, trimmed(seen, self.form, speaks=speaks))
            return Inputs({**found, "region": at.region} if at.region else dict(found))
        aside = {key: written.pop(key) for key in _NOT_SENT if key in written}
        return Inputs({**project(seen, written, self.form), **aside})

    def to_state(
        self,
        id_: str,
        inputs: Inputs,
        reply: ApiReply,
        before: State | None = None,
        *,
        tags: Mapping[str, Any] | Secret | None = None,
    ) -> ResourceState:
        """
        The state for Pulumi: the inputs, with secrets marked, and the outputs.

        Args:
            id_: The id that Pulumi has for the object.
            inputs: The current inputs.
            reply: AppFlow's reply about the object, in API spelling.
            before: The old state. Its outputs are kept if the reply has none.
            tags: All tags of the object, with secrets marked, if the reply does not have them.
        """
        marked, known = self.marked(inputs), before or State({})
        if AUTONAMED in marked:
            # How the name was made up matters to the create alone. The state has the same mark from then on.
            marked = Inputs({**marked, AUTONAMED: True})
        outputs = {
            name: unwrap(known[name])
            for name in members(self.outputs)
            if known.get(name) is not None
        }
        outputs |= from_api(self.outputs, reply)
        if self.tags:
            has = reply.get(OWN) or {}
            outputs[ALL] = self.tags.shown(has, inputs) if tags is None else tags
        return ResourceState(id_, marked, State({**marked, **outputs}))

    def previewed(self, inputs: Inputs, olds: State | None = None) -> State:
        """The state that a preview shows: the inputs, and the outputs, unknown for a create and unchanged for an update."""
        known = olds or State({})
        outputs = {name: known.get(name, UNKNOWN) for name in members(self.outputs)}
        if self.tags:
            outputs[ALL] = self.tags.sent(inputs)
        return State({**inputs, **outputs})

    def validate(self, inputs: Inputs, olds: Inputs, now: datetime | None) -> Verdict:
        """Hook: check plain inputs with rules that concern several members. The arguments are those of `check`."""
        return Verdict()

    @abc.abstractmethod
    def create(self, inputs: Inputs, context: OperationContext) -> ResourceState:
        """
        Create the object.

        Raises:
            AppFlowError: AppFlow refused; no object was created.
            PartlyDone: the object exists, but is not finished.
        """

    @abc.abstractmethod
    def read(self, id_: str, state: State, context: OperationContext) -> ResourceState | None:
        """
        Read the object; None if it does not exist. Inputs keep the program's form where AppFlow's value means the same.

        Without a state (an import), all inputs come from AppFlow.
        """

    @abc.abstractmethod
    def update(
        self, id_: str, olds: State, news: Inputs, context: OperationContext
    ) -> ResourceState:
        """Update the object from the old state to the new inputs."""

    @abc.abstractmethod
    def delete(self, id_: str, state: State, context: OperationContext) -> None:
        """Delete the object and wait until it is gone. It is no error if it does not exist."""

    def unchanged(self, urn: str, state: State) -> None:  # noqa: B027 - a run needs no note
        """Record that `urn` owns the object. Called by a diff that finds no change."""
