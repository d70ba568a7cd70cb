"""`appflow-pulumi rehearse`: its options, its output and its exit status."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Any

import typer

from appflow_command import pulumi
from appflow_command.changes import FlowChange, against, flows_of, requested
from appflow_command.console import NAME, Misused, Statuses, fitting, only_one, progress, say
from appflow_command.pulumi_files import AnotherFile, read_from
from appflow_command.rehearse import approved, made_up
from appflow_command.rehearse.compare import compare
from appflow_command.rehearse.hiding import Shown
from appflow_command.rehearse.rehearsing import Wanted, own_masks, result_of
from appflow_command.rehearse.report.data import as_json
from appflow_command.rehearse.report.markdown import as_markdown
from appflow_command.rehearse.report.page import as_page
from appflow_command.rehearse.report.view import FlowView, view_of
from appflow_command.rehearse.request import request_of
from appflow_command.rehearse.result import FlowResult, Status, status_of
from appflow_command.rehearse.side import Window
from appflow_emulator.assumptions import Assumptions, data_questions
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.samples import Samples, read_samples

ABOUT = """\
Run the flows of the program in this folder over sample records, before and
after your change, and show which rows would differ and which task made the
difference. The flows come from `pulumi preview`. Nothing is sent to AWS.

The version before is the deployed one, that of a commit (--base), or that of a
file (--base-file). The result shows rows, values, keys of objects and counts.
It does not show the bytes of files, which AWS does not document.
"""

AFTER = """\
examples:
  appflow-pulumi rehearse --init                 # made-up samples to begin with
  appflow-pulumi rehearse                        # deployed against proposed
  appflow-pulumi rehearse --base origin/main --out report.md --out report.html
  appflow-pulumi rehearse --update               # approve what the flows write
  appflow-pulumi rehearse --check --both         # in CI

samples:
  samples/Salesforce/Account.jsonl      records of an object: .jsonl, .csv, .parquet
  samples/HubSpot/contacts.csv          a custom connector's label
  samples/S3/my-bucket/in/orders.csv    objects of S3

exit status:
  0 nothing changed, or the rows are approved
  1 rows or objects differ from the approved ones, or, if there are none, from
    the version before; with --check, also if nothing is approved
  2 a run fails, or reads rows and writes none
  3 a flow cannot be rehearsed, or wrong arguments
  The highest status of all flows counts.
"""

STATUSES = Statuses(*[int(Status.IMPOSSIBLE)] * 3)
_WRITERS: Mapping[str, Callable[[Sequence[FlowView]], str]] = {
    ".html": as_page,
    ".json": as_json,
    ".md": as_markdown,
}


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options."""

    samples: Annotated[Path, typer.Option(metavar="DIR", help="folder of sample records")] = Path(
        "samples"
    )
    flow: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="only flows of this resource name. May be repeated"),
    ] = None
    stack: pulumi.StackOption = None
    preview: pulumi.PreviewOption = None
    base: Annotated[
        str | None,
        typer.Option(
            metavar="COMMIT",
            help="compare with the program of this commit, in a git worktree",
        ),
    ] = None
    base_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="compare with the flows in this file: such a preview, or replies of DescribeFlow",
        ),
    ] = None
    key: Annotated[
        str | None,
        typer.Option(
            metavar="FIELDS",
            help="columns that name a row, with commas between (default: idFieldNames, the source record, or Id)",
        ),
    ] = None
    window: Annotated[
        str | None,
        typer.Option(
            metavar="FROM..TO",
            help="read only what changed in this time, as an incremental run does: 2031-01-01..2031-01-31",
        ),
    ] = None
    assume: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=ANSWER",
            help="answer an open question about AppFlow otherwise. May be repeated",
        ),
    ] = None
    both: Annotated[
        bool,
        typer.Option(
            "--both", help="also try the other answers to the assumptions that a result rests on"
        ),
    ] = False
    max_rows: Annotated[int, typer.Option(min=0, metavar="N", help="rows in each table")] = 20
    show_values: Annotated[
        Shown,
        typer.Option(
            help="values in reports: none; all but those of fields that a version masks; all"
        ),
    ] = "masked"
    out: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="write the report as .md, .json or .html (default: Markdown on standard output). May be repeated",
        ),
    ] = None
    update: Annotated[
        bool,
        typer.Option("--update", help=f"approve the rows: write {approved.FOLDER}/FLOW.jsonl"),
    ] = False
    check: Annotated[bool, typer.Option("--check", help="fail if a flow has no approved rows")] = (
        False
    )
    init: Annotated[
        bool,
        typer.Option("--init", help="write made-up samples for the objects that the flows read"),
    ] = False


def run(options: Options) -> int:
    """Rehearse. Returns the exit status."""
    only_one(options, "base", "base_file")
    only_one(options, "update", "check", "init")
    writers = [(path, _writer(path)) for path in options.out or ()]
    assumptions, window = _assumptions(options.assume or ()), _window(options.window)
    samples = Samples() if options.init else _samples(options.samples)
    changes = _changes(options)
    if options.init:
        return _init(changes, options.samples)
    wanted = Wanted(
        samples=samples,
        folder=approved.FOLDER,
        assumptions=assumptions,
        key=tuple(options.key.split(",")) if options.key else (),
        window=window,
        shown=options.show_values,
        both=options.both,
        check=options.check,
    )
    results = []
    with progress("rehearsing") as report:
        for number, each in enumerate(changes):
            report(number, len(changes))
            results.append(result_of(each, wanted))
    for broken in _unused(samples, results):
        say(f"warning: no flow reads this sample: {broken}")
    if options.update:
        results = [_updated(*pair) for pair in zip(changes, results, strict=True)]
    _report([view_of(each, options.max_rows) for each in results], writers)
    return int(status_of(results))


def _writer(path: Path) -> Callable[[Sequence[FlowView]], str]:
    if path.suffix not in _WRITERS:
        raise Misused(f"--out: {path} must end in one of {', '.join(_WRITERS)}")
    if not path.parent.is_dir():
        raise Misused(f"--out: there is no folder {path.parent}. Create it first")
    return _WRITERS[path.suffix]


def _assumptions(given: Sequence[str]) -> Assumptions:
    questions = data_questions()
    changes: dict[str, Any] = {}
    for each in given:
        name, _, answer = each.partition("=")
        if name not in questions:
            raise Misused(
                f"--assume: {name} is not an assumption about data. Known are {', '.join(questions)}"
            )
        if answer not in questions[name]:
            raise Misused(
                f"--assume: {name} must be one of {', '.join(questions[name])}, not {answer!r}"
            )
        changes[name] = answer
    return replace(Assumptions(), **changes)


def _window(text: str | None) -> Window | None:
    if text is None:
        return None
    begin, _, end = text.partition("..")
    try:
        window = _time(begin), _time(end)
    except ValueError:
        window = None
    if window is None or window[0] >= window[1]:
        raise Misused(
            f"--window: must be FROM..TO with dates or times, as 2031-01-01..2031-01-31, not {text}"
        )
    return window


def _time(text: str) -> datetime:
    found = datetime.fromisoformat(
        text.replace("Z", "+00:00")
    )  # Python 3.10 does not parse the usual Z
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def _samples(folder: Path) -> Samples:
    if not folder.is_dir():
        raise Misused(f"there is no folder {folder}. Run {NAME} rehearse --init, or set --samples")
    try:
        return read_samples(folder, keep_going=True)
    except ValueError as broken:
        raise Misused(str(broken)) from None


def _unused(samples: Samples, results: Sequence[FlowResult]) -> list[str]:
    """The files that cannot be read and that no flow has complained about."""
    told = {text for each in results for text in (each.problem, each.before_problem) if text}
    return [broken for broken in samples.broken.values() if broken.rstrip(".") not in told]


def _changes(options: Options) -> list[FlowChange]:
    here = Path.cwd()
    flows = (
        read_from(options.preview, "--preview", flows_of)
        if options.preview
        else flows_of(pulumi.preview(here, options.stack))
    )
    if options.base:
        flows = against(flows, flows_of(pulumi.preview_of(options.base, here, options.stack)))
    elif options.base_file:
        base = read_from(str(options.base_file), "--base-file", lambda found: _base(found, flows))
        flows = against(flows, base)
    chosen = fitting(flows, options.flow, lambda each: (each.name,))
    return sorted(chosen, key=lambda each: each.name)


def _base(content: Any, flows: Sequence[FlowChange]) -> list[FlowChange]:
    """The flows in a file: a preview, or replies of DescribeFlow."""
    if isinstance(content, dict) and "steps" in content:
        return flows_of(content)
    found = requested(content, flows)
    if found is None:
        raise AnotherFile("must hold a preview, or replies of DescribeFlow with a flowName")
    return found


def _updated(change: FlowChange, result: FlowResult) -> FlowResult:
    """Approve a result, unless the flow failed. Returns the result as it counts from now on."""
    if result.after is None or result.status >= Status.FAILED:
        return result
    masked = own_masks(change)
    path = approved.file_of(result.name, approved.FOLDER)
    path.parent.mkdir(exist_ok=True)
    path.write_text(approved.content(result.after, masked), encoding="utf-8")
    side = approved.as_stored(result.after, masked)
    return replace(result, approved=compare(side, side))


def _report(
    views: Sequence[FlowView], writers: Sequence[tuple[Path, Callable[[Sequence[FlowView]], str]]]
) -> None:
    for path, write in writers:
        path.write_text(write(views), encoding="utf-8")
    if not writers:
        sys.stdout.write(as_markdown(views))
        return
    for each in views:
        place = f" ({each.place})" if each.place and each.status >= Status.FAILED else ""
        sys.stdout.write(f"{each.name}: {each.headline}{place}\n")


def _init(changes: Sequence[FlowChange], folder: Path) -> int:
    plans, failed = [], 0
    for each in changes:
        if each.after is None:
            continue
        try:
            plans.append(plan_of(request_of(each.after), each.after.labels))
        except CannotRehearse as cannot:
            failed += 1
            say(f"{each.name}: no samples, because it cannot be rehearsed: {cannot}")
    count = 0
    for file in made_up.sample_files(plans, folder):
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_text(file.content, encoding="utf-8")
        sys.stdout.write(f"{file.path}\n")
        count += 1
    if not count:
        sys.stdout.write(
            "Every source has samples already, or there is no flow. Nothing was written.\n"
        )
    else:
        sys.stdout.write(f"All values are made up. Next: {NAME} rehearse --update\n")
    return int(Status.IMPOSSIBLE) if failed else 0
