"""The command line of `appflow-pulumi`: finds the subcommand, and ends with its exit status."""

import argparse
import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import cast

from appflow_command.console import (
    INCOMPLETE,
    INTERRUPTED,
    NAME,
    Misused,
    Parser,
    Subcommand,
    complain,
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Returns its exit status."""
    given = sys.argv[1:] if argv is None else list(argv)
    try:
        return _run(given)
    except ModuleNotFoundError as missing:
        return complain(without_emulator(given[0], missing), INCOMPLETE)
    except KeyboardInterrupt:
        return complain("interrupted", INTERRUPTED)


def _run(given: Sequence[str]) -> int:
    whole = Parser(prog=NAME, description="Amazon AppFlow and Pulumi.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    chosen = SUBCOMMANDS.get(given[0]) if given else None
    if chosen is None:
        for name, (_, about) in SUBCOMMANDS.items():
            commands.add_parser(name, help=about)
        whole.parse_args(given)
        return 0
    subcommand = cast("Subcommand", importlib.import_module(chosen[0]))
    parser = commands.add_parser(
        given[0],
        description=subcommand.ABOUT,
        epilog=subcommand.AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.misused = parser.misused = subcommand.MISUSED
    subcommand.add_arguments(parser)
    options = whole.parse_args(given)
    try:
        return subcommand.run(options)
    except Misused as misused:
        return complain(str(misused), subcommand.MISUSED)
    except OSError as failed:
        return complain(f"{failed.filename}: {failed.strerror}", subcommand.MISUSED)
