"""The page of `appflow-pulumi`: its subcommands and their options."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo

from appflow_command.console import NAME, Statuses
from appflow_command.main import SUBCOMMANDS
from tools.docs.writing import filled, table

__all__ = ["options", "pages", "spelled"]

_PAGES = {
    "import": "import",
    "fields": "mirror",
    "rehearse": "rehearse",
    "doctor": "doctor",
    "graph": "graph",
    "login": "secrets",
    "rotate": "secrets",
    "probe": "probe",
}
"""Where the documentation shows a subcommand at work."""


def pages() -> Iterator[tuple[str, str]]:
    """The page."""
    told = "\n\n".join("\n".join(_subcommand(name)) for name in SUBCOMMANDS)
    yield "command-line.md", filled("command-line", statuses=_statuses(), subcommands=told)


def _statuses() -> str:
    """The table of the exit statuses of subcommands that something stops."""
    head = ["subcommand", "wrong arguments", "something refused", "a file cannot be read"]
    rows = []
    for name, (module, _) in SUBCOMMANDS.items():
        found: Statuses = importlib.import_module(module).STATUSES
        rows.append([f"`{name}`", *map(str, (found.misused, found.failed, found.unreadable))])
    return "\n".join(table(head, rows))


def options(declared: type) -> Mapping[str, tuple["Field[Any]", Any, Any]]:
    """
    The arguments and options that a dataclass declares, by the names of its fields.

    Returns:
        Of each: the field, the type of its value, and the settings for typer.
    """
    hints = get_type_hints(declared, include_extras=True)
    return {
        each.name: (each, hints[each.name].__origin__, hints[each.name].__metadata__[0])
        for each in fields(declared)
    }


def spelled(name: str, told: Any) -> str:
    """How an argument or option is written on the command line."""
    if isinstance(told, ArgumentInfo):
        return str(told.metavar)
    # typer has the spelling as a default if it stands in an annotation
    return told.default if isinstance(told.default, str) else f"--{name.replace('_', '-')}"


def _subcommand(name: str) -> Iterator[str]:
    module, about = SUBCOMMANDS[name]
    yield f"## {NAME} {name}"
    yield ""
    yield f"{about[0].upper()}{about[1:]}. [How to use it](how-to/{_PAGES[name]}.md)."
    yield ""
    asked = options(importlib.import_module(module).Options).items()
    first = sorted(asked, key=lambda each: not isinstance(each[1][2], ArgumentInfo))
    rows = [
        [_option(each, told, kind), told.help, _default(field)]
        for each, (field, kind, told) in first
    ]
    yield from table(["option", "what it is", "default"], rows)


def _option(name: str, told: Any, kind: Any) -> str:
    value = "" if isinstance(told, ArgumentInfo) else told.metavar or "|".join(_choices(kind))
    return f"`{' '.join(filter(None, (spelled(name, told), value)))}`"


def _choices(kind: Any) -> Iterator[str]:
    """The values that an option accepts, if it has a list of them."""
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    for part in get_args(kind):
        yield from _choices(part)


def _default(field: "Field[Any]") -> str:
    if field.default is MISSING:
        return "required"
    return "" if field.default in (None, False) else f"`{field.default}`"
