"""Policies about the fields that a flow transfers."""

from collections.abc import Iterable, Iterator

from appflow_policies.policy import Level, Severity, Values, flag, policy, texts
from appflow_policies.subjects import Flow, each
from appflow_policies.wildcards import fits
from appflow_provider.problems import Problem
from appflow_provider.spots import Spot

# Fields of persons in the standard objects of Salesforce, Zendesk and Marketo, and words for what data protection laws name.
PERSONAL = (
    "*email*",
    "*phone*",
    "*mobile*",
    "fax",
    "*birthdate*",
    "*dateofbirth*",
    "ssn",
    "*_ssn*",
    "ssn_*",
    "*socialsecurity*",
    "*passport*",
    "*nationalid*",
    "*taxid*",
    "iban",
    "*_iban*",
    "*creditcard*",
    "*cardnumber*",
)
# Flags and dates of Salesforce that say something about an address, and do not hold it.
ABOUT_PERSONS = ("*optedout*", "*optout*", "*bounced*")

_EVERYTHING = {"Map_all": "transfers all fields", "Passthrough": "transfers records as they are"}


@policy(
    "Fields with personal data are masked.",
    "User guide, data mapping: a Mask task covers the characters of a field. The patterns are our choice",
    texts("patterns", PERSONAL, "Names of fields with personal data, with `*` and `?`."),
    texts("except", ABOUT_PERSONS, "Names of fields that may be transferred all the same."),
    flag("maskAll", "Only `MASK_ALL` counts as masked, not the first or last characters."),
    severity=Severity.HIGH,
)
def personal_data(flow: Flow, values: Values) -> Iterator[Problem]:
    masked = set(_masked(flow.tasks, only_all=values["maskAll"]))
    made = dict(_made(flow.tasks))

    def judged(task: Spot) -> Iterator[Problem]:
        if task["taskType"].text() != "Map":
            return
        target = task["destinationField"].text_if_any() or ""
        for source in task["sourceFields"].items():
            # The result of a Merge or Arithmetic task has a name of its own, or those of its fields, with commas between.
            name = source.text()
            parts = {*made.get(name, name.split(","))}
            bare = {
                name
                for name in parts
                if name not in masked and (personal(name) or personal(target))
            }
            if bare and source.text() not in masked:
                # Whole texts only: a part of a secret would not be recognised as one.
                told = source.text() if any(map(personal, parts)) else target
                yield source.problem(
                    f'"{told}" looks like personal data and is transferred unmasked. Add a Mask task for the source field, or name '
                    "it in the parameter except"
                )

    def personal(name: str) -> bool:
        return fits(values["patterns"], name) and not fits(values["except"], name)

    return each(flow.tasks, judged)


def _masked(tasks: Iterable[Spot], *, only_all: bool) -> Iterator[str]:
    """The names of masked fields."""
    for task in tasks:
        if task["taskType"].text() != "Mask":
            continue
        operators = task["connectorOperator"]
        if not only_all or "MASK_ALL" in {operators[name].text() for name in operators.names()}:
            yield from (field.text() for field in task["sourceFields"].items())


def _made(tasks: Iterable[Spot]) -> Iterator[tuple[str, list[str]]]:
    """The names of fields that tasks make of others, each with those."""
    for task in tasks:
        if task["taskType"].text() in {"Merge", "Arithmetic"}:
            name = task["destinationField"].text_if_any()
            if name:
                yield name, [field.text() for field in task["sourceFields"].items()]


@policy(
    "A flow names each field that it transfers.",
    "API reference, Task: Map_all and Passthrough transfer every field, and later ones too with enableDynamicFieldUpdate",
    level=Level.DISABLED,
)
def named_fields(flow: Flow, _values: Values) -> Iterator[Problem]:
    def judged(task: Spot) -> Iterator[Problem]:
        kind = task["taskType"]
        if everything := _EVERYTHING.get(kind.text()):
            yield kind.problem(
                f'"{kind.text()}" {everything}, also those that nobody looked at. Map each field by its name'
            )

    return each(flow.tasks, judged)
