"""The command line of `appflow-pulumi`: finds the subcommand, and ends with its exit status."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from appflow_command.console import (
    INCOMPLETE,
    INTERRUPTED,
    NAME,
    Failed,
    Misused,
    Statuses,
    Subcommand,
    Unreadable,
    complain,
    say,
    without_emulator,
)

# The subcommands: the module that each one is, and what the list of commands says about it.
SUBCOMMANDS: Mapping[str, tuple[str, str]] = {
    "import": (
        "appflow_command.import_",
        "write an import file and a program for existing resources",
    ),
    "fields": (
        "appflow_command.fields.command",
        "record the fields of an application's objects, for mirrors and editors",
    ),
    "rehearse": (
        "appflow_command.rehearse.command",
        "run flows over sample records and show which rows a change would alter",
    ),
    "doctor": (
        "appflow_command.doctor.command",
        "examine the flows of a region, a stack or a preview, and say what to do",
    ),
    "graph": (
        "appflow_command.graph.command",
        "draw the flows of a program, a stack or a region, and the lineage of their fields",
    ),
    "login": (
        "appflow_command.login",
        "log in to an application and keep its refresh token as a secret",
    ),
    "rotate": (
        "appflow_command.rotate",
        "give a connector profile a new credential, and change nothing else",
    ),
    "probe": (
        "appflow_command.probe",
        "find out how AppFlow answers open questions, with small runs in your account",
    ),
}


_ABOUT = "Amazon AppFlow and Pulumi."
_UNCHOSEN = Statuses()
"""The exit statuses before a subcommand is known."""


@dataclass
class _Chosen:
    """The subcommand, once it is known."""

    name: str = NAME
    subcommand: Subcommand | None = None


class _Command(TyperCommand):
    """A subcommand, whose examples keep their lines."""

    def format_epilog(self, _ctx: Any, formatter: Any) -> None:
        formatter.write(f"\n{self.epilog}")


class _Commands(TyperGroup):
    """All subcommands. The module of one is loaded when the command line names it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        if name is None:
            return name, command, rest
        subcommand = cast("Subcommand", importlib.import_module(SUBCOMMANDS[name][0]))
        if isinstance(ctx.obj, _Chosen):
            ctx.obj.name, ctx.obj.subcommand = f"{NAME} {name}", subcommand
        return name, _command(name, subcommand), rest


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib import metadata  # late: nothing else needs it

        sys.stdout.write(f"{NAME} {metadata.version('pulumi-appflow')}\n")
        raise typer.Exit


def _before_any(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_tell_version),
    ] = False,
) -> None:
    """Declares the options that stand before a subcommand."""


def _command(name: str, subcommand: Subcommand) -> Any:
    """The parser of a subcommand. It answers with the options."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    declare = alone.command(name, cls=_Command, help=subcommand.ABOUT, epilog=subcommand.AFTER)
    declare(subcommand.Options)
    return typer.main.get_command(alone)


def _whole() -> Any:
    """The parser of the command line."""
    whole = typer.Typer(cls=_Commands, rich_markup_mode=None)
    whole.callback(help=_ABOUT)(_before_any)
    for name, (_, about) in SUBCOMMANDS.items():
        whole.command(name, short_help=about)(lambda: None)
    return typer.main.get_command(whole)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Returns its exit status."""
    given = sys.argv[1:] if argv is None else list(argv)
    chosen = _Chosen()
    try:
        found = _whole().main(given, prog_name=NAME, standalone_mode=False, obj=chosen)
        return found if isinstance(found, int) else _run(chosen, found)
    except typer.TyperException as wrong:
        return _refused(wrong, chosen)
    except ModuleNotFoundError as missing:
        return complain(without_emulator(given[0], missing), INCOMPLETE)
    except (KeyboardInterrupt, typer.Abort):
        return complain("interrupted", INTERRUPTED)


def _run(chosen: _Chosen, options: Any) -> int:
    assert chosen.subcommand is not None  # noqa: S101 - there are options of one
    from appflow_provider.errors import AppFlowError

    statuses = chosen.subcommand.STATUSES
    try:
        return chosen.subcommand.run(options)
    except Misused as misused:
        return complain(str(misused), statuses.misused)
    except Unreadable as unreadable:
        return complain(str(unreadable), statuses.unreadable)
    except Failed as failed:
        return complain(str(failed), statuses.failed)
    except AppFlowError as refused:
        from appflow_provider.adopt.options import in_options

        return complain(in_options(str(refused), chosen.name), statuses.failed)
    except OSError as failed:
        return complain(f"{failed.filename}: {failed.strerror}", statuses.misused)


def _refused(wrong: typer.TyperException, chosen: _Chosen) -> int:
    """Say what is wrong with the arguments. Returns the exit status."""
    said = wrong.format_message().replace(
        "Value error, ", ""
    )  # pydantic's words, which typer keeps
    end = "" if said.endswith(("?", ".")) else "."
    say(f"{chosen.name}: {said}{end} See {chosen.name} --help")
    return (chosen.subcommand.STATUSES if chosen.subcommand else _UNCHOSEN).misused
