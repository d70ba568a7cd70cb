"""`appflow-pulumi import`: reads AppFlow and writes files. It changes nothing in AWS or Pulumi."""

import json
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from appflow_command.aws import ATTRIBUTES, OfAws, settings_from
from appflow_command.console import NAME, Misused, Statuses, Unreadable, progress, say
from appflow_command.project import Project, Unusable
from appflow_provider.adopt.exported import with_credentials
from appflow_provider.adopt.finding import LISTED, Found, find
from appflow_provider.adopt.importing import entry, import_file, without_credentials
from appflow_provider.adopt.keys import without_default_keys
from appflow_provider.adopt.linked import Linked, linked
from appflow_provider.adopt.program import program
from appflow_provider.adopt.project import PROJECT, environment, project
from appflow_provider.counting import counted
from appflow_provider.declarations import RESOURCES
from appflow_provider.errors import AppFlowError
from appflow_provider.migration.gathering import Asked, gather
from appflow_provider.migration.report import report
from appflow_provider.resources import OperationContext
from appflow_provider.service import Services

Kind = Literal["connector", "connector-profile", "flow"]
_KINDS = {RESOURCES[token].snake_case.replace("_", "-"): token for token in LISTED}
STATUSES = Statuses()

ABOUT = """\
Read the flows, connector profiles and registered connectors of a region, and
write two files: one for `pulumi import --file`, which adds them to a stack's
state, and a Python program that declares them. If the program's folder has no
Pulumi.yaml, write one too. The command changes nothing in AWS or Pulumi.
"""

AFTER = """\
examples:
  appflow-pulumi import --region eu-west-1
  appflow-pulumi import --match 'sales-*' --match crm --front dynamic
  appflow-pulumi import --kind flow --out flows.json --program flows.py
  appflow-pulumi import --from terraform.tfstate
  appflow-pulumi import --from terraform.tfstate --set-credentials

permissions:
  The command uses the same credentials as the AWS CLI. Flows need
  appflow:ListFlows and appflow:DescribeFlow, connector profiles
  appflow:DescribeConnectorProfiles, and connectors appflow:ListConnectors and
  appflow:DescribeConnector. With kms:DescribeKey, the program omits the key
  that AppFlow manages.

exit status:
  0 files written or credentials set, 1 nothing found or AWS refused, 2 wrong arguments
"""


_KEYS = (
    "warning: {} of the flows have a kms_arn that KMS did not describe. If AppFlow manages that key, remove kms_arn from "
    "the program: the flows keep their key."
)
_SENT = (
    "{} takes the credentials of the file from the configuration. The command with --set-credentials stores them there and in the "
    "state, encrypted. Without it, the first `pulumi up` sends them to AppFlow."
)


@dataclass(frozen=True, kw_only=True)
class Options(OfAws):
    """The options. Those of `OfAws` come first."""

    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="a Terraform state, an exported Pulumi stack or a CloudFormation template (default: read the region)",
        ),
    ] = None
    set_credentials: Annotated[
        bool,
        typer.Option(
            "--set-credentials",
            help="after `pulumi import`: store the credentials of --from FILE in the stack, encrypted; write no files",
        ),
    ] = False
    match: Annotated[
        list[str] | None, typer.Option(metavar="GLOB", help="only these names. May be repeated")
    ] = None
    kind: Annotated[Kind | None, typer.Option(help="only this kind (default: all)")] = None
    front: Annotated[
        Literal["dynamic", "plugin"],
        typer.Option(help="write for the plugin, or for `import pulumi_appflow.dynamic`"),
    ] = "plugin"
    out: Annotated[Path, typer.Option(metavar="FILE", help="the file to write")] = Path(
        "import.json"
    )
    program: Annotated[Path, typer.Option(metavar="FILE", help="the program to write")] = Path(
        "__main__.py"
    )
    language: Annotated[Literal["python"], typer.Option(help="language of the program")] = "python"
    force: Annotated[bool, typer.Option("--force", help="overwrite files that exist")] = False


def run(options: Options) -> int:
    """Write the files. Returns the exit status."""
    try:
        _import(options)
    except OSError as failed:
        raise Unreadable(f"{failed.filename}: {failed.strerror}") from None
    return 0


def _import(options: Options) -> None:
    if options.set_credentials and options.source is None:
        raise Misused("--set-credentials needs the file with the credentials: --from FILE")
    if not options.set_credentials:
        _see_that_there_is_room(options)
    settings = settings_from(options)
    if options.source is not None:
        _import_from(options)
        return
    services = Services(settings)
    region = services().region
    kinds = [_KINDS[options.kind]] if options.kind else LISTED
    patterns = options.match or ["*"]
    with progress("reading") as report_progress:
        found = find(OperationContext(services), kinds, patterns, report_progress)
    if not found:
        raise AppFlowError(_nothing(region, options), ours=True)
    found, unknown = without_default_keys(found, services.key_manager)
    if unknown:
        say(_KEYS.format(unknown))
    _warn_of_refusals(found)
    fresh = _write(found, region, options)
    sys.stdout.write("\n".join(_told(found, region, options, fresh=fresh)) + "\n")


def _import_from(options: Options) -> None:
    """Write the files for the resources in a file of another tool. Credentials are in neither of them."""
    asked = Asked(
        options.source,
        region=options.region,
        profile=options.profile,
        endpoint_url=options.endpoint_url,
        patterns=options.match or ["*"],
        kinds=[_KINDS[options.kind]] if options.kind else LISTED,
    )
    with progress("reading") as report_progress:
        contents, outcome = gather(asked, report_progress)
    found = [each.found for each in outcome.taken]
    declared = linked(found)
    if options.set_credentials:
        _set_credentials(declared, options)
        return
    say(report(contents, outcome, declared, has_steps=False))
    fresh = _write(found, outcome.region or "", options)
    told = list(_told(found, outcome.region or "", options, fresh=fresh))
    if any(each.credentials for each in declared):
        told[-1] = _SENT.format(options.program)
        at = next(at for at, line in enumerate(told) if "pulumi preview" in line)
        told.insert(at, f"  {shlex.join(_again(options))}")
    sys.stdout.write("\n".join(told) + "\n")


def _again(options: Options) -> Iterator[str]:
    """The command that stores the credentials, with the options that choose the same resources."""
    yield from (NAME, "import", "--from", str(options.source))
    for name in ("region", "profile", "endpoint_url", "kind"):
        if value := getattr(options, name):
            yield from (f"--{name.replace('_', '-')}", value)
    if options.match:
        yield from (word for each in options.match for word in ("--match", each))
    if options.front != "plugin":
        yield from ("--front", options.front)
    yield "--set-credentials"


def _set_credentials(declared: Sequence[Linked], options: Options) -> None:
    """
    Store credentials in the stack's configuration and in the state of the profiles.

    Raises:
        Unusable: Pulumi refused.
    """
    owners = [each for each in declared if each.credentials]
    if not owners:
        raise AppFlowError(f"{options.source} has no credentials to set", ours=True)
    project = Project.here(Path.cwd())
    entries = [entry(each.found, options.front) for each in owners]
    stack, missing = with_credentials(project.export(), entries)
    if missing:
        raise Unusable(
            f"the stack {project.stack} lacks {', '.join(missing)}. First run `pulumi import --file`"
        )
    for each in owners:
        for one in each.credentials:
            project.set_secret(one.secret.name, one.value)
    try:
        project.run("stack", "import", typed=json.dumps(stack))
    except Unusable as failed:
        said = str(failed)
        for each in owners:
            for one in each.credentials:
                said = said.replace(one.value, "[secret]")
        raise Unusable(said) from None
    count = sum(len(each.credentials) for each in owners)
    sys.stdout.write(
        f"{count} credentials are in the configuration and the state of {project.stack}. Next:\n"
        "  pulumi preview --expect-no-changes\n"
    )


def _write(found: Sequence[Found], region: str, options: Options) -> bool:
    """Write both files, and Pulumi.yaml if there is none. Returns whether it was written."""
    listed = import_file([without_credentials(each) for each in found], options.front)
    texts = listed, program(found, options.front, region)
    for path, text in zip((options.out, options.program), texts, strict=True):
        path.write_text(text, encoding="utf-8")
    folder = options.program.parent
    if fresh := not (folder / PROJECT).exists():
        (folder / PROJECT).write_text(project(folder), encoding="utf-8")
    return fresh


def _see_that_there_is_room(options: Options) -> None:
    """Fail before the long read, not after it, if a file exists or cannot be written."""
    files = (options.out, options.program)
    if options.out.resolve() == options.program.resolve():
        raise Misused(f"--out and --program are the same file, {options.out}")
    if astray := [path for path in files if not path.parent.is_dir()]:
        raise Misused(f"there is no folder {astray[0].parent}. Create it first")
    if taken := [str(path) for path in files if path.exists() and not options.force]:
        verb = "exists" if len(taken) == 1 else "exist"
        raise Misused(
            f"{' and '.join(taken)} {verb}. Overwrite with --force, or set other names with --out and --program"
        )


def _nothing(region: str, options: Options) -> str:
    kinds = [_KINDS[options.kind]] if options.kind else LISTED
    what = " and no ".join(f"{RESOURCES[kind].listed_noun}s" for kind in reversed(kinds))
    matching = f" that match {' or '.join(options.match)}" if options.match else ""
    return f"{region} has no {what}{matching}, so nothing was written. To look in another region, set --region"


def _warn_of_refusals(found: Sequence[Found]) -> None:
    """Warn about existing objects that `pulumi preview` would refuse. They are imported anyway."""
    for each in found:
        checked = each.resource.check({}, each.current.inputs, resource_name=each.name)
        for problem in checked.problems:
            say(f"warning: {each.name}: `pulumi preview` will refuse it: {problem}")


def _told(found: Sequence[Found], region: str, options: Options, *, fresh: bool) -> Iterator[str]:
    often = Counter(each.resource.token for each in found)
    numbers = [
        counted(number, RESOURCES[kind].listed_noun)
        for kind in reversed(LISTED)
        if (number := often[kind])
    ]
    yield f"{' and '.join(numbers)} of {region}, in {options.out} and {options.program}. Next:"
    if fresh:
        yield from (f"  {command}" for command in environment(options.program.parent))
    yield "  pulumi stack init dev    # or select a stack"
    yield f"  pulumi config set appflow:region {region}"
    for name in ("profile", "endpointUrl"):
        if value := getattr(options, ATTRIBUTES[name]):
            yield f"  pulumi config set appflow:{name} {shlex.quote(value)}"
    file = shlex.quote(str(options.out))
    yield f"  pulumi import --file {file} --protect=false --generate-code=false"
    yield "  pulumi preview --expect-no-changes && pulumi up"
    if often["ConnectorProfile"]:
        yield f"AppFlow returns no credentials, so none are imported. Comments in {options.program} show how to set them."
