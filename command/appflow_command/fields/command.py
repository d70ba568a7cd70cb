"""`appflow-pulumi fields`: reads the application through AppFlow and writes files. It changes nothing in AWS or Pulumi."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from appflow_command.aws import OfAws, settings_from
from appflow_command.console import NAME, Misused, Statuses, only_one, say
from appflow_command.fields.constants import module_of
from appflow_provider.counting import counted
from appflow_provider.functions.objects import objects_of
from appflow_provider.mirrors import Catalogue, Recorded
from appflow_provider.mirrors.patterns import fits, is_pattern, nearby
from appflow_provider.mirrors.schemas import Fields, changes, written
from appflow_provider.mirrors.templates import slug
from appflow_provider.resources import OperationContext
from appflow_provider.service import Services

STATUSES = Statuses()
_OTHER = 1  # exit status

ABOUT = """\
Record the fields of an application's objects: one JSON file for each object,
sorted, for version control. A Mirror whose schemas is this folder needs no login
in a preview. Without --object, record again what the folder has. The command
changes nothing in AWS or Pulumi.
"""

AFTER = """\
examples:
  appflow-pulumi fields --connector-profile crm --object Account --object 'Order*' --out schemas
  appflow-pulumi fields --connector-profile crm --out schemas --check
  appflow-pulumi fields --connector-profile crm --out schemas --python fields.py

permissions:
  The command uses the same credentials as the AWS CLI. It needs
  appflow:ListConnectorEntities, appflow:DescribeConnectorEntity and
  appflow:UseConnectorProfile.

exit status:
  0 files written, or nothing to write with --check; 1 the application has other
  fields than the files, an object is missing, or AWS refused; 2 wrong arguments
"""


@dataclass(frozen=True, kw_only=True)
class Options(OfAws):
    """The options. Those of `OfAws` come first."""

    connector_profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="connector profile with the login")
    ] = None
    connector_type: Annotated[
        str | None,
        typer.Option(metavar="TYPE", help="a connector that needs no profile, such as S3"),
    ] = None
    api_version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="version of the application's API")
    ] = None
    objects: Annotated[
        list[str] | None,
        typer.Option(
            "--object",
            metavar="NAME",
            help="object to record: a name, or a pattern such as 'Order*'. May be repeated",
        ),
    ] = None
    out: Annotated[Path, typer.Option(metavar="DIR", help="the folder to write")] = Path("schemas")
    python: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="also write the names of the fields as constants of a Python module",
        ),
    ] = None
    check: Annotated[bool, typer.Option("--check", help="write nothing; say what has changed")] = (
        False
    )


def run(options: Options) -> int:
    """Record the fields. Returns the exit status."""
    if options.connector_profile is None and options.connector_type is None:
        raise Misused("name the source with --connector-profile, or with --connector-type")
    only_one(options, "connector_profile", "connector_type")
    before = _recorded(options.out)
    wanted = options.objects or list(before)
    if not wanted:
        raise Misused(f"{options.out} has no recorded object. Name the objects with --object")
    services = Services(settings_from(options))
    source = {
        "connectorProfileName": options.connector_profile,
        "connectorType": options.connector_type,
        "apiVersion": options.api_version,
    }
    live = objects_of(source, lambda: OperationContext(services))
    names, missing = _chosen(wanted, live)
    for each in missing:
        say(f"{NAME}: {each}")
    found = live.fields(names)
    texts = _texts(found, options, {**before, **found})
    changed = [path for path, text in texts.items() if not _holds(path, text)]
    for line in _told(found, before):
        sys.stdout.write(f"{line}\n")
    if options.check:
        return _OTHER if changed or missing else 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")
    sys.stdout.write(
        f"{counted(len(found), 'object')} in {options.out}, {counted(len(changed), 'file')} written.\n"
    )
    return _OTHER if missing else 0


def _recorded(folder: Path) -> Mapping[str, Fields]:
    if not any(folder.glob("*.json")):
        return {}
    known = Recorded(str(folder))
    return known.fields(known.names())


def _chosen(wanted: Sequence[str], live: Catalogue) -> tuple[list[str], list[str]]:
    """The names of the objects to record, and a sentence for each that the application does not have."""
    there = list(live.names())
    found: list[str] = []
    missing: list[str] = []
    for each in wanted:
        fitting = [name for name in there if fits(each, name)]
        found += fitting
        if not fitting and is_pattern(each):
            missing.append(f"{each} matches no object of the application.")
        elif not fitting:
            missing.append(f"the application has no object {each}{nearby(each, there) or '.'}")
    return sorted(dict.fromkeys(found)), missing


def _texts(
    found: Mapping[str, Fields], options: Options, whole: Mapping[str, Fields]
) -> dict[Path, str]:
    """
    The files to write.

    Raises:
        Misused: two objects would be one file, one of them recorded before.
    """
    texts: dict[Path, str] = {}
    owners: dict[str, str] = {}
    for name in whole:
        path = options.out / f"{slug(name)}.json"
        # Some file systems do not tell the case of a letter.
        other = owners.setdefault(path.name.casefold(), name)
        if other != name:
            raise Misused(
                f"{other} and {name} would both be {path}. Record one of them into another folder"
            )
        if name in found:
            texts[path] = written(name, found[name])
    if options.python is not None:
        texts[options.python] = module_of(dict(sorted(whole.items())))
    return texts


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _told(found: Mapping[str, Fields], before: Mapping[str, Fields]) -> Iterator[str]:
    """A line for each object that is new or has changed."""
    for name, fields in found.items():
        if name not in before:
            yield f"{name}: {counted(len(fields), 'field')}"
        elif said := changes(before[name], fields):
            yield f"{name}: {said}"
