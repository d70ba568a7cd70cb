"""How the options of a subcommand reach AWS."""

from dataclasses import dataclass
from typing import Annotated

import typer

from appflow_command.console import Misused
from appflow_provider.adopt.options import settings_of
from appflow_provider.errors import AppFlowError
from appflow_provider.settings import Settings

ATTRIBUTES = {"region": "region", "profile": "profile", "endpointUrl": "endpoint_url"}
"""The options, by the configuration property of the same meaning."""


@dataclass(frozen=True, kw_only=True)
class OfAws:
    """The options of each subcommand that reaches AWS."""

    region: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="AWS region (default: the region that the AWS CLI uses)"),
    ] = None
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="profile of the AWS config file")
    ] = None
    endpoint_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="where to send requests, for example the emulator"),
    ] = None


def settings_from(options: OfAws) -> Settings:
    """
    The settings that `--region`, `--profile` and `--endpoint-url` make.

    Raises:
        Misused: an option is wrong.
    """
    try:
        return settings_of(lambda name: getattr(options, ATTRIBUTES[name]))
    except AppFlowError as wrong:
        raise Misused(wrong.words) from wrong
