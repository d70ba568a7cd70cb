"""
Carries a plan out record by record, in plain Python.

This is the reference for `frames`, and the way of JSON and of small inputs. Each step works on a copy of the record. A question
is asked only where its answers differ for the record at hand, so that a result names what it rests on.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Context, Decimal, Inexact
from functools import partial
from typing import Any

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.comparing import keeps
from appflow_emulator.data_plane.outcome import Left, Moved, Record, RunFailed, Written
from appflow_emulator.data_plane.plan import (
    Arithmetic,
    Filter,
    Map,
    MapAll,
    Mask,
    Merge,
    Partition,
    Passthrough,
    Plan,
    Projection,
    Step,
    Truncate,
    Validate,
)
from appflow_emulator.data_plane.values import (
    EXACT,
    first,
    length_of,
    milliseconds_of,
    number_of,
    plain,
    rest,
    text_of,
)

Window = tuple[datetime, datetime]

_MASK_ALL = 5  # the MASK_LENGTH that the console sends with MASK_ALL


def carry_out(
    plan: Plan, records: Iterable[Record], answers: Answers, window: Window | None = None
) -> Moved:
    """
    What becomes of the records.

    Args:
        plan: The flow.
        records: What the source has.
        answers: The assumptions; those that are asked count as touched.
        window: Reads only records whose time of change is from the first time on and before the second.
    """
    moved = Moved(touched=answers.touched)
    try:
        for outcome in outcomes(plan, records, answers, window):
            moved.read += 1
            if isinstance(outcome, Written):
                moved.written.append(outcome)
            elif isinstance(outcome.step, Filter):
                moved.filtered.append(outcome)
            else:
                moved.dropped.append(outcome)
    except RunFailed as failed:
        moved.failure, moved.written = str(failed), []
    return moved


def outcomes(
    plan: Plan, records: Iterable[Record], answers: Answers, window: Window | None = None
) -> Iterator[Written | Left]:
    """
    What becomes of each record that is read, one at a time.

    Raises:
        RunFailed: a record ends the run.
    """
    order = answers("step_order") if plan.order_matters else "by_kind"
    steps = plan.ordered(order)
    arranged = _Arrangement(plan, answers)
    for number, record in enumerate(records):
        if window is None or _is_within(plan, number, record, window):
            yield _carried(steps, number, record, arranged, answers)


def missing_fields(plan: Plan, known: Iterable[str]) -> list[str]:
    """A sentence for each task that names a field which the source does not have, or which no projection reads."""
    names = set(known)
    read = names if plan.projected is None else names & set(plan.projected)
    made = {field for step in plan.of(Merge, Arithmetic) for field in step.changes}
    found = []
    for step in plan.steps:
        for field in step.fields:
            present = names if isinstance(step, Filter) else read
            if field in made or field in present:
                continue
            if field in names:
                found.append(
                    f"tasks[{step.task}] uses the field {field}, which no projection reads"
                )
                continue
            close = difflib.get_close_matches(field, names, 1)
            hint = f". Did you mean {close[0]}?" if close else ""
            found.append(
                f"tasks[{step.task}] names the field {field}, which {plan.source} does not have{hint}"
            )
    return found


def _is_within(plan: Plan, number: int, record: Record, window: Window) -> bool:
    field = plan.source.changed_by
    if field is None:
        return True
    at = milliseconds_of(record.get(field))
    if at is None:
        if record.get(field) is None:
            return False
        raise RunFailed(f"{field} of record {number + 1} is not a time")
    begin, end = (int(each.timestamp() * 1000) for each in window)
    return begin <= at < end


class _Arrangement:
    """The columns of the result in their order, which is worked out once for records with the same fields."""

    def __init__(self, plan: Plan, answers: Answers) -> None:
        self.plan = plan
        self._answers = answers
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __call__(self, record: Record, out: Record) -> Record:
        key = (*record, "", *out)
        if key not in self._known:
            self._known[key] = self._ordered(list(record), list(out))
        order = self._known[key]
        return {name: out[name] for name in order}

    def _ordered(self, fields: list[str], columns: list[str]) -> tuple[str, ...]:
        origin = {
            step.to: step.fields[0] for step in self.plan.of(Map) if isinstance(step, Map)
        }  # fmt: skip
        places = {name: place for place, name in enumerate(fields)}

        def place(column: str) -> int:
            return places.get(origin.get(column, column), len(places))

        by_source = sorted(columns, key=place)
        if by_source != columns and self._answers("key_order") == "source":
            columns = by_source
        to = self.plan.destination
        if to.write == "DELETE" and to.ids:  # other columns are ignored (documented)
            columns = [name for name in columns if name in to.ids]
        return tuple(columns)


class _Work:
    """One record on its way: the source record, what the steps made of it, and the result so far."""

    def __init__(self, number: int, record: Record, plan: Plan) -> None:
        self.number = number
        self.source = record
        projected = plan.projected
        self.fields: Record = (
            dict(record)
            if projected is None
            else {name: value for name, value in record.items() if name in projected}
        )
        self.made: Record = {}  # results of Merge and Arithmetic
        self.out: Record = {}
        self.folders: list[tuple[str, str]] = []

    def value(self, field: str) -> Any:
        """A field as the steps left it."""
        return self.made[field] if field in self.made else self.fields.get(field)


class _Held(Exception):
    """A step holds the record back."""

    def __init__(self, step: Step, why: str) -> None:
        super().__init__(why)
        self.step, self.why = step, why


def _carried(
    steps: Sequence[Step], number: int, record: Record, arranged: _Arrangement, answers: Answers
) -> Written | Left:
    work = _Work(number, record, arranged.plan)
    try:
        for step in steps:
            _CARRY[type(step)](step, work, answers)
    except _Held as held:
        return Left(number, record, held.step, held.why)
    return Written(number, arranged(record, work.out), tuple(work.folders))


def _filter(step: Filter, work: _Work, answers: Answers) -> None:
    (field,) = step.fields
    # A filter may use a field that is not read, because the source can filter by it.
    value = (
        work.value(field) if field in work.fields or field in work.made else work.source.get(field)
    )
    if not keeps(step, value, answers):
        why = "is null" if value is None else f"does not satisfy {step.operator}"
        raise _Held(step, f"{field} {why}")


def _validate(step: Validate, work: _Work, answers: Answers) -> None:
    for field in step.fields:
        why = _CHECKS[step.check](work.value(field), answers)
        if why is None:
            continue
        if step.action != "DropRecord":
            ends = answers("terminate_value")
            if ends == "both" or step.action == _ENDS[ends]:
                raise RunFailed(
                    f"{field} of record {work.number + 1} {why}, and {step} (tasks[{step.task}]) ends the run"
                )
        raise _Held(step, f"{field} {why}")


_ENDS = {"cdk": "DropDataset", "console": "TerminateFlow"}


def _null(value: Any, answers: Answers) -> str | None:
    if value == "" and isinstance(value, str):
        return "is empty" if answers("validate_empty_text") == "null" else None
    return "is null" if value is None else None


def _zero(value: Any, _: Answers) -> str | None:
    number = number_of(value)
    return "is zero" if number is not None and number == 0 else None


def _negative(value: Any, _: Answers) -> str | None:
    number = number_of(value)
    return "is negative" if number is not None and number < 0 else None


def _no_number(value: Any, _: Answers) -> str | None:
    if number_of(value) is not None:
        return None
    return "is null" if value is None else "is not a number"


_CHECKS: Mapping[str, Callable[[Any, Answers], str | None]] = {
    "VALIDATE_NON_NULL": _null,
    "VALIDATE_NON_ZERO": _zero,
    "VALIDATE_NON_NEGATIVE": _negative,
    "VALIDATE_NUMERIC": _no_number,
}


def _mask(step: Mask, work: _Work, answers: Answers) -> None:
    for field in step.fields:
        if field in work.fields:
            work.fields[field] = masked(step, work.fields[field], answers)


def masked(step: Mask, value: Any, answers: Answers) -> str | None:
    """The covered value. null stays null, and so does an object (documented for references of ServiceNow)."""
    if value is None or isinstance(value, (dict, list)):
        return None
    text = text_of(value) or ""
    if step.operator == "MASK_ALL":
        five = step.length or _MASK_ALL
        whole = _by_unit(lambda unit: step.character * length_of(text, unit), answers)
        if len(whole) == five * len(step.character) or answers("mask_all") == "length":
            return whole
        return step.character * five
    return _by_unit(partial(_partly, step, text), answers)


def _partly(step: Mask, text: str, unit: str) -> str:
    size = length_of(text, unit)
    count = min(step.length or 0, size)
    cover = step.character * count
    if step.operator == "MASK_FIRST_N":
        return cover + rest(text, count, unit)
    return first(text, size - count, unit) + cover


def _by_unit(result: Callable[[str], str], answers: Answers) -> str:
    """The result by what a character is. It is asked only if it matters."""
    utf16, code_point = result("utf16"), result("code_point")
    return utf16 if utf16 == code_point or answers("truncate_unit") == "utf16" else code_point


def _truncate(step: Truncate, work: _Work, answers: Answers) -> None:
    for field in step.fields:
        if field in work.fields:
            work.fields[field] = truncated(step, work.fields[field], answers)


def truncated(step: Truncate, value: Any, answers: Answers) -> Any:
    """The first characters. null stays null, an object becomes an empty text (documented for references of ServiceNow)."""
    if value is None:
        return None
    if isinstance(value, (dict, list)):
        return ""
    text = text_of(value) or ""
    cut = _by_unit(lambda unit: first(text, step.length, unit), answers)
    return value if cut == text else cut


_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")


def _merge(step: Merge, work: _Work, answers: Answers) -> None:
    missing = any(work.value(field) is None for field in step.fields)
    of_null = answers("merge_null") if missing else "empty"
    if of_null == "null":
        work.made[step.into] = None
        return
    blank = "null" if of_null == "null_word" else ""

    def text(found: re.Match[str]) -> str:
        value = text_of(work.value(found[1]))
        return blank if value is None else value

    work.made[step.into] = _PLACEHOLDER.sub(text, step.pattern)


def _arithmetic(step: Arithmetic, work: _Work, answers: Answers) -> None:
    values = [work.value(field) for field in step.fields]
    numbers = [number_of(value) for value in values]
    result: Any = None
    if None in numbers:
        (field, value) = next(
            each for each, number in zip(zip(step.fields, values, strict=True), numbers, strict=True)
            if number is None
        )  # fmt: skip
        why = f"{field} is {'null' if value is None else 'not a number'}"
        answer = answers("not_a_number")
        if answer == "drop":
            raise _Held(step, why)
        _fail_if(answer, why, step, work)
    else:
        result = _calculated(step, [each for each in numbers if each is not None], work, answers)
    is_text = result is not None and any(isinstance(value, str) for value in values)
    work.made[step.into] = plain(result) if is_text else _whole(result, values)


def _whole(result: Decimal | None, values: Sequence[Any]) -> int | Decimal | None:
    """A calculation with whole numbers gives a whole number, if it can."""
    is_whole = result is not None and all(isinstance(value, int) for value in values)
    return int(result) if is_whole and result is not None and result == int(result) else result


def _calculated(
    step: Arithmetic, numbers: Sequence[Decimal], work: _Work, answers: Answers
) -> Decimal | None:
    total, *others = numbers
    for other in others:
        if step.operator == "DIVISION":
            if other == 0:
                _fail_if(answers("divide_by_zero"), "the divisor is zero", step, work)
                return None
            total = _quotient(total, other, answers)
        else:
            total = _OPERATIONS[step.operator](total, other)
    return total


_OPERATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "ADDITION": EXACT.add,
    "SUBTRACTION": EXACT.subtract,
    "MULTIPLICATION": EXACT.multiply,
}


def _quotient(one: Decimal, other: Decimal, answers: Answers) -> Decimal:
    """The quotient. How many digits an endless one keeps is not known."""
    context = Context(prec=16)
    short = context.divide(one, other)
    if not context.flags[Inexact]:
        return short
    context = Context(prec=28)
    longer = context.divide(one, other)
    if not context.flags[Inexact] or answers("quotient_digits") == "28":
        return longer
    return short


def _fail_if(answer: str, why: str, step: Step, work: _Work) -> None:
    if answer == "fail":
        raise RunFailed(f"{why} in record {work.number + 1}, and {step} (tasks[{step.task}]) fails")


def _map(step: Map, work: _Work, _: Answers) -> None:
    work.out[step.to] = work.value(step.fields[0])


def _map_all(step: MapAll, work: _Work, _: Answers) -> None:
    work.out |= {name: value for name, value in work.fields.items() if name not in step.exclude}


def _passthrough(_: Passthrough, work: _Work, __: Answers) -> None:
    work.out |= work.fields


def _partition(step: Partition, work: _Work, _: Answers) -> None:
    for field in step.fields:
        value = text_of(work.value(field) if field in work.fields else work.out.get(field))
        work.folders.append((field, "null" if value is None else value))


def _nothing(_: Projection, __: _Work, ___: Answers) -> None:
    """A projection is applied when the record is read."""


_CARRY: Mapping[type[Step], Callable[[Any, _Work, Answers], None]] = {
    Projection: _nothing,
    Filter: _filter,
    Validate: _validate,
    Mask: _mask,
    Truncate: _truncate,
    Merge: _merge,
    Arithmetic: _arithmetic,
    Map: _map,
    MapAll: _map_all,
    Passthrough: _passthrough,
    Partition: _partition,
}
