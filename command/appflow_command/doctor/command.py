"""`appflow-pulumi doctor`: its options, its exit statuses, and where its facts come from."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Literal

import typer

from appflow_command.aws import ATTRIBUTES, OfAws, settings_from
from appflow_command.console import Misused, Statuses, only_one, progress, write
from appflow_command.doctor.facts import Fact, Fleet
from appflow_command.doctor.formats import FORMATS
from appflow_command.doctor.joining import joined, names_in
from appflow_command.doctor.judging import judge
from appflow_command.doctor.limits import Limits
from appflow_command.doctor.program import of_preview, of_stack
from appflow_command.doctor.region import Reader
from appflow_command.doctor.rules import RULES
from appflow_command.doctor.ruling import Severity
from appflow_command.pulumi_files import read_from
from appflow_provider.mirrors import Recorded
from appflow_provider.service import Services

STATUSES = Statuses(failed=3, unreadable=3)
_FOUND = 1  # exit status

ABOUT = """\
Examine the flows of a region, of a stack, or of a program before it is deployed.
Print what is wrong, why, and what to do next, and one screen of all flows. The
command changes nothing in AWS or Pulumi.

Of a region it reads the lists of flows and connector profiles, and then only the
flows that look ill. With --deep it reads the definition and the latest runs of
every flow, which are two requests a flow.
"""

AFTER = """\
examples:
  appflow-pulumi doctor --region eu-west-1
  appflow-pulumi doctor --region eu-west-1 --deep --fields schemas
  pulumi stack export | appflow-pulumi doctor --state -
  pulumi stack export | appflow-pulumi doctor --state - --live --region eu-west-1
  pulumi preview --json --show-sames > preview.json
  appflow-pulumi doctor --preview preview.json --format sarif --output doctor.sarif
  appflow-pulumi doctor --fail-on warning --ignore no-tags --ignore idle

permissions:
  The command uses the same credentials as the AWS CLI. A region needs
  appflow:ListFlows, appflow:DescribeConnectorProfiles, appflow:DescribeFlow and
  appflow:DescribeFlowExecutionRecords. A file needs none.

exit status:
  0 nothing found that is as bad as --fail-on says, 1 something found, 2 wrong
  arguments, 3 AWS refused or a file cannot be read
"""


_Form = Literal["text", "json", "sarif", "junit", "markdown"]


@dataclass(frozen=True, kw_only=True)
class _Asked(OfAws):
    """The options but for the thresholds, which come last."""

    state: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="an exported stack; - is standard input (pulumi stack export)",
        ),
    ] = None
    preview: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="a preview; - is standard input (pulumi preview --json --show-sames)",
        ),
    ] = None
    live: Annotated[
        bool,
        typer.Option("--live", help="with --state: also ask AppFlow about the stack's flows"),
    ] = False
    deep: Annotated[
        bool,
        typer.Option("--deep", help="read the definition and the runs of every flow"),
    ] = False
    fields: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="folder of fields that appflow-pulumi fields has recorded",
        ),
    ] = None
    format: Annotated[_Form, typer.Option(help="form of the report")] = "text"
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="where to write it (default: standard output)"),
    ] = None
    fail_on: Annotated[
        Literal["error", "warning", "note", "never"],
        typer.Option(help="severity from which on the exit status is 1"),
    ] = "error"
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="rule to leave out. May be repeated"),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Options(Limits, _Asked):
    """The options."""


def run(options: Options) -> int:
    """Examine the flows. Returns the exit status."""
    ignored = options.ignore or ()
    unknown = sorted(set(ignored) - {each.name for each in RULES})
    if unknown:
        from difflib import get_close_matches

        near = get_close_matches(unknown[0], [each.name for each in RULES], 1)
        meant = f". Did you mean {near[0]}?" if near else ""
        raise Misused(f"--ignore: there is no rule {', '.join(unknown)}{meant}")
    fails = next((each for each in Severity if each.value == options.fail_on), None)
    report = judge(_fleet(options), ignored)
    write(FORMATS[options.format](report, fails), options.output)
    worst = report.worst()
    return _FOUND if fails and worst and worst.rank <= fails.rank else 0


def _fleet(options: Options) -> Fleet:
    limits = Limits(**{each.name: getattr(options, each.name) for each in fields(Limits)})
    fleet = replace(_facts(options), limits=limits)
    if options.fields is None:
        return fleet
    recorded = Recorded(str(options.fields))
    known = recorded.fields(recorded.names())
    return replace(fleet, fields=known, known=fleet.known | {Fact.FIELDS})


def _facts(options: Options) -> Fleet:
    now = datetime.now(timezone.utc)
    only_one(options, "state", "preview")
    if options.live and options.state is None:
        raise Misused("--live is about the flows of a stack: --state FILE")
    file = options.state or options.preview
    if file is None:
        return _read(options)
    of_aws = next((name for name in ATTRIBUTES.values() if getattr(options, name)), None)
    if of_aws and not options.live:
        option = of_aws.replace("_", "-")
        raise Misused(f"--{option} is about AWS, not about a file. With a stack, add --live")
    if options.deep and not options.live:
        raise Misused("--deep is about a region, not about a file. With a stack, add --live")
    option, read = ("--state", of_stack) if options.state is not None else ("--preview", of_preview)
    origin = _named(file, options)
    declared = read_from(file, option, lambda content: read(content, origin, now))
    return _live(options, declared) if options.live else declared


def _named(file: str, options: Options) -> str:
    kind = "stack" if options.state is not None else "preview"
    return kind if file == "-" else f"{kind} in {Path(file).name}"


def _live(options: Options, declared: Fleet) -> Fleet:
    regions = {each.region for each in declared.flows} | {each.region for each in declared.profiles}
    if options.region is None and len(regions) == 1:
        options = replace(options, region=regions.pop() or None)
    region = Services(settings_from(options))().region
    names = names_in(declared, region)
    live = _read(options, names)
    return joined(declared, live, region)


def _read(options: Options, only: Collection[str] | None = None) -> Fleet:
    with progress("reading") as report:
        reader = Reader(Services(settings_from(options))(), report, only)
        return reader.fleet(deep=options.deep)
