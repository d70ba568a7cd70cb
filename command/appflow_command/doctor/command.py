"""`appflow-pulumi doctor`: its options, its exit statuses, and where its facts come from."""

import argparse
import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from appflow_command.aws import settings_from
from appflow_command.console import NAME, Misused, complain, progress
from appflow_command.doctor.facts import Fact, Fleet
from appflow_command.doctor.formats import FORMATS
from appflow_command.doctor.joining import joined, names_in
from appflow_command.doctor.judging import judge
from appflow_command.doctor.limits import THRESHOLDS, Limits
from appflow_command.doctor.program import of_preview, of_stack
from appflow_command.doctor.region import Reader
from appflow_command.doctor.rules import RULES
from appflow_command.doctor.ruling import Severity
from appflow_command.rehearse.program import AnotherFile
from appflow_provider.adopt.options import in_options
from appflow_provider.errors import AppFlowError
from appflow_provider.mirrors import Recorded
from appflow_provider.service import Services

MISUSED, _FAILED, _FOUND = 2, 3, 1  # exit statuses; the first as argparse
_NEVER = "never"

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
  appflow-pulumi doctor --fail-on warning --ignore no-tags idle

permissions:
  The command uses the same credentials as the AWS CLI. A region needs
  appflow:ListFlows, appflow:DescribeConnectorProfiles, appflow:DescribeFlow and
  appflow:DescribeFlowExecutionRecords. A file needs none.

exit status:
  0 nothing found that is as bad as --fail-on says, 1 something found, 2 wrong
  arguments, 3 AWS refused or a file cannot be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    origin = parser.add_mutually_exclusive_group()
    origin.add_argument(
        "--state",
        metavar="FILE",
        help="an exported stack; - is standard input (pulumi stack export)",
    )
    origin.add_argument(
        "--preview",
        metavar="FILE",
        help="a preview; - is standard input (pulumi preview --json --show-sames)",
    )
    add("--region", help="AWS region (default: the region that the AWS CLI uses)")
    add("--profile", help="profile of the AWS config file")
    add("--endpoint-url", metavar="URL", help="where to send requests, for example the emulator")
    add(
        "--live", action="store_true", help="with --state: also ask AppFlow about the stack's flows"
    )
    add("--deep", action="store_true", help="read the definition and the runs of every flow")
    add(
        "--fields",
        type=Path,
        metavar="DIR",
        help="folder of fields that appflow-pulumi fields has recorded",
    )
    add(
        "--format",
        choices=FORMATS,
        default="text",
        help="form of the report (default: %(default)s)",
    )
    add("--output", type=Path, metavar="FILE", help="where to write it (default: standard output)")
    add(
        "--fail-on",
        choices=[*(each.value for each in Severity), _NEVER],
        default=Severity.ERROR.value,
        help="severity from which on the exit status is 1 (default: %(default)s)",
    )
    add(
        "--ignore",
        nargs="+",
        action="extend",
        default=[],
        metavar="RULE",
        help="rules to leave out",
    )
    thresholds = parser.add_argument_group("thresholds")
    for each in THRESHOLDS:
        thresholds.add_argument(
            f"--{each.name.replace('_', '-')}",
            type=type(each.default),
            default=each.default,
            metavar=each.unit,
            help=f"{each.about} (default: %(default)s)",
        )


def run(options: argparse.Namespace) -> int:
    """Examine the flows. Returns the exit status."""
    unknown = sorted(set(options.ignore) - {each.name for each in RULES})
    if unknown:
        raise Misused(f"--ignore: there is no rule {', '.join(unknown)}")
    fails = next((each for each in Severity if each.value == options.fail_on), None)
    try:
        fleet = _fleet(options)
    except AppFlowError as refused:
        return complain(in_options(str(refused), f"{NAME} doctor"), _FAILED)
    except OSError as failed:
        return complain(f"{failed.filename}: {failed.strerror}", _FAILED)
    report = judge(fleet, options.ignore)
    text = FORMATS[options.format](report, fails)
    if options.output is None:
        sys.stdout.write(text)
    else:
        options.output.write_text(text, encoding="utf-8")
    worst = report.worst()
    return _FOUND if fails and worst and worst.rank <= fails.rank else 0


def _fleet(options: argparse.Namespace) -> Fleet:
    limits = Limits(**{each.name: getattr(options, each.name) for each in THRESHOLDS})
    fleet = replace(_facts(options, limits), limits=limits)
    if options.fields is None:
        return fleet
    recorded = Recorded(str(options.fields))
    fields = recorded.fields(recorded.names())
    return replace(fleet, fields=fields, known=fleet.known | {Fact.FIELDS})


def _facts(options: argparse.Namespace, limits: Limits) -> Fleet:
    now = datetime.now(timezone.utc)
    if options.live and options.state is None:
        raise Misused("--live is about the flows of a stack: --state FILE")
    if options.state is None and options.preview is None:
        return _region(options, limits)
    if options.deep and not options.live:
        raise Misused("--deep is about a region, not about a file. With a stack, add --live")
    file = options.state or options.preview
    read = of_stack if options.state is not None else of_preview
    try:
        declared = read(_content(file), _named(file, options), now)
    except AnotherFile as wrong:
        raise AppFlowError(f"{file} {wrong}", ours=True) from wrong
    return _live(options, limits, declared) if options.live else declared


def _named(file: str, options: argparse.Namespace) -> str:
    kind = "stack" if options.state is not None else "preview"
    return kind if file == "-" else f"{kind} in {Path(file).name}"


def _content(file: str) -> Mapping[str, Any]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        content: Mapping[str, Any] = json.loads(text)
    except ValueError:
        raise AppFlowError(f"{file} is not JSON", ours=True) from None
    return content


def _region(options: argparse.Namespace, limits: Limits) -> Fleet:
    return _reader(options, limits).fleet(deep=options.deep)


def _live(options: argparse.Namespace, limits: Limits, declared: Fleet) -> Fleet:
    region = Services(settings_from(options))().region
    names = names_in(declared, region)
    live = _reader(options, limits, names).fleet(deep=options.deep)
    return joined(declared, live, region)


def _reader(
    options: argparse.Namespace, limits: Limits, only: Collection[str] | None = None
) -> Reader:
    runs = max(limits.failures, limits.empty_runs)
    return Reader(Services(settings_from(options))(), runs, progress, only)
