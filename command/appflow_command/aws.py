"""How the options of a subcommand reach AWS."""

import argparse

from appflow_command.console import Misused
from appflow_provider.adopt.options import settings_of
from appflow_provider.errors import AppFlowError
from appflow_provider.settings import Settings

ATTRIBUTES = {"region": "region", "profile": "profile", "endpointUrl": "endpoint_url"}
"""Where argparse puts the options, by the configuration property of the same meaning."""


def settings_from(options: argparse.Namespace) -> Settings:
    """
    The settings that `--region`, `--profile` and `--endpoint-url` make.

    Raises:
        Misused: an option is wrong.
    """
    try:
        return settings_of(lambda name: getattr(options, ATTRIBUTES[name]))
    except AppFlowError as wrong:
        raise Misused(wrong.words) from wrong
