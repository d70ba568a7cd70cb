"""What stands behind `--` in `pulumi import --from appflow -- …`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from appflow_provider.adopt.finding import LISTED
from appflow_provider.adopt.importing import FRONTS
from appflow_provider.declarations import RESOURCES
from appflow_provider.errors import AppFlowError
from appflow_provider.migration.gathering import Asked

COMMAND = "pulumi import --from appflow --generate-code=false --"
_KINDS = {RESOURCES[token].snake_case.replace("_", "-"): token for token in LISTED}

_ABOUT = """\
Take over flows, connector profiles and connectors from a region, or from the
files of another tool: a Terraform or OpenTofu state, an exported Pulumi stack
of pulumi-aws or aws-native, or a CloudFormation stack or template. Nothing
changes on AWS.
"""

_AFTER = """\
examples:
  pulumi import --from appflow --generate-code=false -- terraform.tfstate
  pulumi import --from appflow --generate-code=false -- --stack flows
  pulumi import --from appflow --generate-code=false -- --region eu-west-1
  pulumi convert --from appflow --language typescript --out . -- terraform.tfstate
"""


@dataclass(frozen=True)
class Options:
    """
    What the user asked for.

    Attributes:
        asked: What to take over.
        front: `dynamic` or `plugin`.
        program: Where to write the Python program; None to write none.
        is_forced: Whether the program may be overwritten.
        is_dry_run: Whether only to report.
        sets_config: Whether to set the credentials in the stack's configuration.
        hands_credentials: Whether to give credentials to an engine whose command line cannot be read.
    """

    asked: Asked
    front: str
    program: Path | None
    is_forced: bool
    is_dry_run: bool
    sets_config: bool
    hands_credentials: bool


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise AppFlowError(f"{message}. For help, run `pulumi-converter-appflow --help`", ours=True)


def parser() -> argparse.ArgumentParser:
    """The parser of the arguments. A wrong one raises `AppFlowError`."""
    made = _Parser(
        prog=COMMAND,
        description=_ABOUT,
        epilog=_AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    add = made.add_argument
    add("file", nargs="?", type=Path, help="a state, an export or a template (default: a region)")
    add("--stack", metavar="NAME", help="a CloudFormation stack")
    add("--parameters", type=Path, metavar="FILE", help="values of the template's parameters, JSON")
    add("--region", help="AWS region (default: that of the stack, of the file or of the AWS CLI)")
    add("--profile", help="profile of the AWS config file")
    add("--endpoint-url", metavar="URL", help="where to send requests, for example the emulator")
    add("--match", action="append", metavar="GLOB", help="only these names; can be repeated")
    add("--kind", choices=_KINDS, help="only this kind (default: all)")
    add("--offline", action="store_true", help="do not ask AppFlow: take everything from the file")
    add("--front", choices=FRONTS, default="plugin", help="for the plugin or for dynamic resources")
    add("--program", type=Path, metavar="FILE", help="also write the Python program")
    add("--force", action="store_true", help="overwrite the program")
    add("--set-config", action="store_true", help="set the credentials as secrets of the stack")
    add(
        "--with-credentials",
        action="store_true",
        help="hand over credentials even if the command line of Pulumi cannot be read, as on Windows; set --generate-code=false",
    )
    add("--dry-run", action="store_true", help="report, and take over nothing")
    return made


def parse(arguments: Sequence[str]) -> Options:
    """
    The options.

    Raises:
        AppFlowError: an argument is wrong.
    """
    given = parser().parse_args(list(arguments))
    if given.file and given.stack:
        raise AppFlowError(f"{given.file} and --stack cannot be read together. Omit one", ours=True)
    asked = Asked(
        file=given.file,
        stack=given.stack,
        parameters=given.parameters,
        region=given.region,
        profile=given.profile,
        endpoint_url=given.endpoint_url,
        patterns=given.match or ["*"],
        kinds=[_KINDS[given.kind]] if given.kind else LISTED,
        is_offline=given.offline,
    )
    return Options(
        asked,
        given.front,
        given.program,
        given.force,
        given.dry_run,
        given.set_config,
        given.with_credentials,
    )
