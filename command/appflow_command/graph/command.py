"""`appflow-pulumi graph`: its options and its output. It changes nothing in AWS or Pulumi."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Literal

import typer

from appflow_command import pulumi
from appflow_command.aws import OfAws, settings_from
from appflow_command.console import Misused, Statuses, fitting, progress, say, write
from appflow_command.graph.data import as_json
from appflow_command.graph.mermaid import DETAILED_MAX, as_mermaid, fenced
from appflow_command.graph.model import Flow
from appflow_command.graph.openlineage import as_openlineage
from appflow_command.graph.origins import of_preview, of_region, of_state
from appflow_command.pulumi_files import read_from
from appflow_provider.service import Services

STATUSES = Statuses(unreadable=2)

ABOUT = """\
Print flows as a graph: the systems, the flows between them, when they run, and
which fields they mask; and the lineage of each field. The flows come from the
program in this folder, from an exported stack, or from a region. The command
changes nothing in AWS or Pulumi.
"""

AFTER = """\
examples:
  appflow-pulumi graph                                # this program, as Mermaid
  appflow-pulumi graph --flow 'sales-*' --out sales.md
  appflow-pulumi graph --region eu-west-1 --detail systems
  pulumi stack export | appflow-pulumi graph --state - --format openlineage

permissions:
  A program and a file need none. A region needs appflow:ListFlows and
  appflow:DescribeFlow, with the same credentials as the AWS CLI.

exit status:
  0 graph printed, 1 Pulumi failed, AWS refused or a file holds something else,
  2 wrong arguments or a file that cannot be read
"""

Format = Literal["mermaid", "openlineage", "json"]
Detail = Literal["auto", "flows", "systems"]
_DETAILS: Mapping[Detail, bool | None] = {"auto": None, "flows": True, "systems": False}


@dataclass(frozen=True, kw_only=True)
class Options(OfAws):
    """The options. Those of `OfAws` come first; any of them reads a region."""

    format: Annotated[
        Format, typer.Option(help="what to print: a drawing, events of OpenLineage, or JSON")
    ] = "mermaid"
    flow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB",
            help="only flows of this name: of the resource, or of AppFlow in a region. May be repeated",
        ),
    ] = None
    detail: Annotated[
        Detail,
        typer.Option(
            help="draw each flow, or how many lead from system to system; "
            f"auto draws each flow, up to {DETAILED_MAX} of them",
        ),
    ] = "auto"
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="write a file (default: standard output)")
    ] = None
    stack: pulumi.StackOption = None
    preview: pulumi.PreviewOption = None
    state: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="read an exported stack, - for standard input (`pulumi stack export`)",
        ),
    ] = None
    time: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="time of events of OpenLineage whose flow has none, as 2031-01-01T00:00:00Z (default: now)",
        ),
    ] = None


def run(options: Options) -> int:
    """Print the graph. Returns the exit status."""
    now = _time(options.time)
    flows = fitting(_flows(options), options.flow, lambda flow: (flow.name, flow.flow_name))
    if not flows:
        say("There is no flow, so the graph is empty.")
    text = _FORMATS[options.format](flows, options, now)
    is_page = options.format == "mermaid" and options.out and options.out.suffix == ".md"
    write(fenced(text) if is_page else text, options.out)
    return 0


def _drawing(flows: Sequence[Flow], options: Options, _now: str) -> str:
    return as_mermaid(flows, each=_DETAILS[options.detail])


def _lineage(flows: Sequence[Flow], _options: Options, now: str) -> str:
    return as_openlineage(flows, now)


def _data(flows: Sequence[Flow], _options: Options, _now: str) -> str:
    return as_json(flows)


_FORMATS: Mapping[Format, Callable[[Sequence[Flow], Options, str], str]] = {
    "mermaid": _drawing,
    "openlineage": _lineage,
    "json": _data,
}


def _flows(options: Options) -> list[Flow]:
    in_region = options.region or options.profile or options.endpoint_url
    given = [
        name
        for name, value in (
            ("--preview", options.preview),
            ("--state", options.state),
            ("--region", in_region),
        )
        if value
    ]
    if len(given) > 1:
        raise Misused(f"{' and '.join(given)} name different flows. Give one of them")
    if in_region:
        services = Services(settings_from(options))
        with progress("reading") as report:
            return of_region(services(None), report)
    for name, read in (("preview", of_preview), ("state", of_state)):
        if file := getattr(options, name):
            return read_from(file, f"--{name}", read)
    return of_preview(pulumi.preview(Path.cwd(), options.stack))


def _time(text: str | None) -> str:
    if text is None:
        return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Misused(
            f"--time: must be a time with its offset, as 2031-01-01T00:00:00Z, not {text}"
        )
    return found.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
