"""
What all resources share: checking inputs, comparing them with a state, and reading the service's answer back into them.

`contract` says what a resource is and lists the hooks; `managed` is the lifecycle of those that AppFlow knows by name. Nothing
here knows Pulumi or boto3.
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
    Unknown,
    path_text,
    secret_on,
    unwrap,
    wrap_where,
)

_REGION = ("region",)
_UNKNOWN = "its new value is not known yet: AppFlow may not be able to change it in place"
_NOT_SENT = (*_REGION, AUTONAMED)  # inputs that the service does not know of


class Resource(abc.ABC):
    """One kind of resource, for one configuration of the provider."""

    declaration: ClassVar[ResourceDeclaration]
    """Its name, its inputs and outputs, and all else that others know of it."""
    lost_on_replace: ClassVar[str] = ""
    """What is gone with the old object when it is replaced, beside the object itself."""

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
        """What AppFlow makes of the inputs, read from their members."""
        return form_of(self.inputs)

    @property
    def replaced(self) -> Mapping[str, str]:
        """Places whose change means another object, with the reason."""
        return reasons(self.inputs)

    # The inputs of a flow have 200 members: they are walked once inputs are compared, not while a plugin starts.
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
        Validate what the user wrote, around what is not known yet; name what has no name; mark what is secret.

        Args:
            olds: The inputs of last time, in property spelling; empty for a new resource.
            news: What the program says, in property spelling.
            resource_name: The resource's name in the program.
            seed: Makes the suffix of an automatic name where the stack has no id.
            urn: Who the resource is in the stack.
            stack: An id of the stack that no other has; empty where there is none.
            replaced: The name of the object that is replaced.
            proposed: The automatic name that the engine has for it.
            enforced: Whether no other will do; else one that AppFlow does not take makes way for ours.
            now: The present, for warnings about times that the program sets or changes.
            region: The provider's own region, or None where it cannot be told.

        Warnings are for resources that are new or change, and for those alone that the configuration has not acknowledged.
        """
        given = Inputs({key: value for key, value in news.items() if not key.startswith("__")})
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

    def _is_as_before(self, olds: Mapping[str, Any], news: Inputs) -> bool:
        """Whether the inputs are those of last time, so that what there is to warn of was said then."""
        old, new = (unwrap(self.inputs_in(side)) for side in (olds, news))
        return old == new or not compare(old, new, self.form, self._create_only).changes

    def _ill_named(self, name: str) -> tuple[Problem, ...]:
        """What is wrong with a name that the stack's configuration makes."""
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
        What differs between the state and the checked inputs.

        Args:
            olds: The old state; the inputs stand in it unchanged.
            news: The checked inputs.
            region: The provider's own region, or None where it cannot be told.
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
        """Hook: the changes with what the resource knows better than a comparison."""
        return changes

    def _moved(
        self, olds: State, news: Inputs, region: Callable[[], str | None]
    ) -> tuple[Change, ...]:
        """A region counts by what it comes to, not by where it is written."""
        here = self.region(olds)
        wanted = unwrap(news.get("region")) or region()
        if here is None or wanted is None or here == wanted:
            return ()
        return (Change(_REGION, "update", replaces=not isinstance(wanted, Unknown)),)

    def region(self, state: Mapping[str, Any]) -> str | None:
        """Where the object of a state is; None where there is none yet."""
        named = unwrap(state.get("region"))
        arn = str(unwrap(state.get(self.arn_property)) or "")
        return region_of(arn) or (named if isinstance(named, str) else None)

    def change_notes(self, found: Comparison, *, keeps_name: bool = False) -> tuple[Note, ...]:
        """
        What a person should know beforehand: of a replacement why it has to be, and what is lost; and the provider's tags that change.

        Args:
            found: The changes.
            keeps_name: Whether a replacement has the same name.
        """
        causes = [change.path for change in found.changes if change.replaces]
        replaced = [self.replacement_note(causes, keeps_name=keeps_name)] if causes else []
        return (*replaced, *(self.tags.notes(found.changes) if self.tags else ()))

    def replacement_note(self, causes: Sequence[Path], *, keeps_name: bool) -> Note:
        """Hook: what to say of a replacement, by the paths of the changes that are its causes."""
        why = "; ".join(f"{path_text(path)} changed, and {self._reason(path)}" for path in causes)
        loses = f" It loses {self.lost_on_replace}." if self.lost_on_replace else ""
        return Note(f"The {self.noun} will be replaced: {why}.{loses}")

    def _reason(self, path: Path) -> str:
        ends = range(len(path), 0, -1)
        found = [reason for end in ends for reason in self._reasons(path[:end])]
        return next(iter(found), ANOTHER_REGION if path == _REGION else _UNKNOWN)

    def with_name_of(self, olds: State, news: Inputs) -> Inputs:
        """The inputs with the name that the object has: a create may have found an automatic name taken, and used another."""
        has_name = olds.get(self.name_property) is not None
        if not (news.get(AUTONAMED) and has_name):
            return news
        return Inputs({**news, self.name_property: olds[self.name_property]})

    def keeps_name(self, found: Comparison, olds: State, news: Inputs) -> bool:
        """Whether a replacement would have the same name in the same region, so that the old one has to go first."""
        same = unwrap(olds.get(self.name_property)) == unwrap(news.get(self.name_property))
        moves = any(change.path == _REGION and change.replaces for change in found.changes)
        return same and not moves and not news.get(AUTONAMED)

    @property
    def properties(self) -> Collection[str]:
        """The inputs that a program can give."""
        return members(self.inputs).keys()

    def unreadable(self, state: Mapping[str, Any]) -> frozenset[str]:
        """The properties of a state that have another form than ours: it was edited by hand, or another version wrote it."""
        return unreadable((self.inputs, self.outputs), state)

    def readable(self, state: Mapping[str, Any]) -> State:
        """The state without what is not readable."""
        odd = self.unreadable(state)
        return State({key: item for key, item in state.items() if key not in odd})

    def usable(self, state: Mapping[str, Any]) -> State:
        """
        The readable state of an object that is to be changed.

        Raises:
            AppFlowError: it does not say which object that is.
        """
        found = self.readable(state)
        lacking = [name for name in self.addressed_by if not unwrap(found.get(name))]
        if lacking:
            raise AppFlowError(way_out(lacking), ours=True)
        return found

    @property
    def addressed_by(self) -> tuple[str, ...]:
        """The outputs without which an update does not know its object."""
        return (self.arn_property,)

    def inputs_in(self, properties: Mapping[str, Any]) -> Inputs:
        """The inputs among the properties of a state."""
        known = self.properties
        found = {key: item for key, item in properties.items() if key in known or key == AUTONAMED}
        return Inputs(found)

    def missing(self, id_: str, region: str | None) -> str:
        """What to say of an id that a program or a person gave, and that AppFlow does not know."""
        return f"There is no {self.noun} {id_} in {region}."

    def rebase(self, state: State, inputs: Inputs) -> State:
        """The state in the words of the program's last inputs, which it only follows when something changes."""
        spelt = self.inputs_in(state) if inputs else Inputs({})
        return State({**{key: state[key] for key in state.keys() - spelt.keys()}, **inputs})

    def marked(self, properties: Mapping[str, Any]) -> Inputs:
        """The properties with every secret member in a `Secret`."""
        marked = {
            key: wrap_where(item, lambda path: secret_at(self.inputs, path), (key,))
            if holds_secret(self.inputs, key)
            else item
            for key, item in properties.items()
        }
        return Inputs(marked)

    def suspected(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """
        The value with every text in a `Secret` that a program could have marked as one.

        Its name and region are not, which Pulumi shows anyway, and neither are words of the API's.
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
        Hook: the inputs as the service has them now, in the program's words; all of them where there is no state yet.

        Args:
            seen: What the reply tells, in property spelling.
            state: What Pulumi has.
            at: Where the object is.
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
        tags: Mapping[str, str] | None = None,
    ) -> ResourceState:
        """
        What Pulumi keeps: the inputs, credentials marked, and the outputs.

        Args:
            id_: What Pulumi knows the object by.
            inputs: The inputs as they are now.
            reply: What AppFlow said of the object.
            before: The state before, whose outputs are kept where the reply has none.
            tags: All tags that the object has, where the reply does not tell them.
        """
        marked, known = self.marked(inputs), before or State({})
        kept = {name: unwrap(known.get(name)) for name in members(self.outputs)}
        outputs = {name: item for name, item in kept.items() if item is not None}
        outputs |= from_api(self.outputs, reply)
        if self.tags:
            has = reply.get(OWN) or {} if tags is None else tags
            outputs[ALL] = self.tags.shown(has, inputs)
        return ResourceState(id_, marked, State({**marked, **outputs}))

    def previewed(self, inputs: Inputs, olds: State | None = None) -> State:
        """The state before it has happened: the inputs, and the outputs, which an update leaves as they were."""
        known = olds or State({})
        outputs = {name: known.get(name, UNKNOWN) for name in members(self.outputs)}
        if self.tags:
            outputs[ALL] = self.tags.sent(inputs)
        return State({**inputs, **outputs})

    def validate(self, inputs: Inputs, olds: Inputs, now: datetime | None) -> Verdict:
        """Hook: what the service's rules say of plain inputs, beyond single members. As for `check`."""
        return Verdict()

    @abc.abstractmethod
    def create(self, inputs: Inputs, context: OperationContext) -> ResourceState:
        """
        Make the object.

        Raises:
            AppFlowError: the service refused; there is no object.
            PartlyDone: there is one, but it is not finished.
        """

    @abc.abstractmethod
    def read(self, id_: str, state: State, context: OperationContext) -> ResourceState | None:
        """
        What the service holds now, in the words of the state's inputs; None when it is gone.

        Without a state (an import) all inputs come from the service.
        """

    @abc.abstractmethod
    def update(
        self, id_: str, olds: State, news: Inputs, context: OperationContext
    ) -> ResourceState:
        """Bring the object from the old state to the new inputs."""

    @abc.abstractmethod
    def delete(self, id_: str, state: State, context: OperationContext) -> None:
        """Remove the object and wait until it is gone. One that is gone already is a success."""

    def unchanged(self, urn: str, state: State) -> None:  # noqa: B027 - a run needs no note
        """Take note of a resource that the engine has and that has not changed."""
