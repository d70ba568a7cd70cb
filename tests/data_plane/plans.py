"""Plans and tables for hypothesis: every kind of step, every answer to an open question, and texts that are hard to carry."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from appflow_emulator.assumptions import data_questions
from appflow_emulator.data_plane.places import Destination, Layout, Source
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.steps import (
    ACTIONS,
    CALCULATIONS,
    CHECKS,
    COMPARISONS,
    MASKS,
    Arithmetic,
    Filter,
    Map,
    MapAll,
    Mask,
    Merge,
    Partition,
    Passthrough,
    Projection,
    Step,
    Truncate,
    Validate,
)

FIELDS = ("Id", "First", "Last", "Qty", "Price", "When")

_ODD = (
    '"', '""', 'a"b', "a,b", "a\nb", "a\r\nb", "\r", "\t", " ", " a ", "'", "\\", "null", "None", "NaN", "true",
    "\u00e9", "e\u0301", "\u20ac5", "\U0001f600", "a\U0001f600b", "\U0001f600\U0001f468\u200d\U0001f469", "\u2028", "\ufeffx",
    "\u0130", "\u00df", "STRASSE", "stra\u00dfe", "\u017f", "\x00", "\x7f", "\uffff",
)  # fmt: skip
_NUMBERS = (
    "0", "-0", "0.0", "-0.00", "00", "007", "1", "1.0", "1.10", "-1.5", "+3", ".5", "5.", "1e3", "1E-7", "0.0000001", "1_000",
    "\u0661\u0662", "1,5", " 1", "1 ", "Infinity", "-inf", "12345678901234567890.12345678", "0.1234567890123456789012345678",
    "9999999999999999999999999999", "-9999999999999999999999999999.9999999999", "99999999999999999999999999999999999999", "3.14159",
    "1000000", "2", "10", "100.00",
)  # fmt: skip
_TIMES = (
    "2031-01-05", "2031-01-05T10:11:12Z", "2031-01-05T10:11:12.123+0000", "2031-01-05T10:11:12.123456+02:00",
    "2031-01-05 10:11:12", "1925337600000", "1925373600000", "2031-13-45", "20310105",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(("", "a", "b", "Ann", "ann", "ANN", "x-1", "0001")),
    st.sampled_from(_ODD),
    st.sampled_from(_NUMBERS),
    st.sampled_from(_TIMES),
    st.decimals(allow_nan=False, allow_infinity=False, places=4).map(lambda n: format(n, "f")),
    st.integers(-(10**28), 10**28).map(str),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
values = st.one_of(st.none(), texts)

_fields = st.sampled_from(FIELDS)
_some_fields = st.lists(_fields, min_size=1, max_size=3, unique=True).map(tuple)
_lengths = st.sampled_from((0, 1, 2, 3, 5, 40))
_characters = st.sampled_from(("*", "#", "x", "\u20ac", "\U0001f600"))
_DATA_TYPES = ("", "", "string", "datetime", "date", "integer", "decimal", "boolean")


def _filters(number: int) -> st.SearchStrategy[Step]:
    plain = st.builds(
        Filter,
        task=st.just(number),
        fields=_fields.map(lambda name: (name,)),
        operator=st.sampled_from([each for each in COMPARISONS if each != "BETWEEN"]),
        values=st.lists(texts, min_size=1, max_size=3).map(tuple),
        splits=st.booleans(),
        data_type=st.sampled_from(_DATA_TYPES),
    )
    between = st.builds(
        Filter,
        task=st.just(number),
        fields=_fields.map(lambda name: (name,)),
        operator=st.just("BETWEEN"),
        values=st.tuples(texts, texts),
        data_type=st.sampled_from(_DATA_TYPES),
    )
    return st.one_of(plain, between)


def _validations(number: int) -> st.SearchStrategy[Step]:
    return st.builds(
        Validate,
        task=st.just(number),
        fields=_fields.map(lambda name: (name,)),
        check=st.sampled_from(CHECKS),
        action=st.sampled_from(("DropRecord",) * 6 + ACTIONS),
    )


def _covers(number: int) -> st.SearchStrategy[Step]:
    masks = st.builds(
        Mask,
        task=st.just(number),
        fields=_some_fields,
        operator=st.sampled_from(MASKS),
        length=_lengths,
        character=_characters,
    )
    cuts = st.builds(Truncate, task=st.just(number), fields=_some_fields, length=_lengths)
    return st.one_of(masks, cuts)


@st.composite
def _made(draw: st.DrawFn, number: int) -> Step:
    """A Merge or an Arithmetic, into the field of AppFlow's own name or another."""
    fields = tuple(draw(st.lists(_fields, min_size=2, max_size=3, unique=True)))
    into = draw(st.sampled_from((",".join(fields), "Made", "Id")))
    if draw(st.booleans()):
        return Arithmetic(number, fields, draw(st.sampled_from(CALCULATIONS)), into)
    pattern = draw(
        st.sampled_from(
            (
                " ".join(f"${{{name}}}" for name in fields),
                f"<${{{fields[0]}}}>",
                f"${{{fields[0]}}}${{{fields[0]}}}-\U0001f600",
                f"$${{{fields[1]}}} $ {{}} }}",
                "no field",
            )
        )
    )
    return Merge(number, fields, pattern, into)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan over `FIELDS`. Its tasks are in any order, as in a request."""
    kinds = draw(st.lists(st.sampled_from("fffvvccccmmm"), max_size=6))
    build = {"f": _filters, "v": _validations, "c": _covers, "m": _made}
    steps = [draw(build[kind](0)) for kind in kinds]
    made = [
        name for step in steps if isinstance(step, (Merge, Arithmetic)) for name in step.changes
    ]
    readable = st.sampled_from((*FIELDS, *made))
    out = draw(st.sampled_from(("map", "map", "map", "all", "all but", "as it is", "map and all")))
    if "map" in out:
        for _ in range(draw(st.integers(1, 4))):
            to = draw(st.sampled_from(("A", "B", "C", "Id", 'to "x"')))
            types = draw(st.tuples(*[st.sampled_from(_DATA_TYPES)] * 2))
            steps.append(Map(0, (draw(readable),), to, *types))
    if "all" in out:
        exclude = draw(st.lists(_fields, max_size=2)) if out == "all but" else ()
        steps.append(MapAll(0, (), tuple(exclude)))
    if out == "as it is":
        steps.append(Passthrough(0, ()))
    if draw(st.booleans()):
        steps.append(Projection(0, FIELDS))
    if draw(st.integers(0, 3)) == 0:
        steps.append(Partition(0, draw(_some_fields)))
    if draw(st.booleans()):
        steps = draw(st.permutations(steps))
    return Plan(
        "orders",
        Source("S3", "in"),
        Destination("S3", "lake", layout=Layout(draw(st.sampled_from(("CSV", "JSON", "PARQUET"))))),
        tuple(replace(step, task=number) for number, step in enumerate(steps)),
    )


tables = st.lists(st.tuples(*[values] * len(FIELDS)), max_size=12).map(
    lambda rows: [dict(zip(FIELDS, row, strict=True)) for row in rows]
)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """Other answers to some questions about data. The rest has its default."""
    asked = draw(st.lists(st.sampled_from(sorted(data_questions())), max_size=3, unique=True))
    return {name: draw(st.sampled_from(data_questions()[name][1:])) for name in asked}
