"""The options that a command has in place of the provider's configuration, and errors in their words."""

from collections.abc import Callable, Mapping
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.settings import Settings, settings_from

# Options, by the configuration property of the same meaning.
OPTIONS: Mapping[str, str] = {
    "region": "--region",
    "profile": "--profile",
    "endpointUrl": "--endpoint-url",
}


def settings_of(get: Callable[[str], Any]) -> Settings:
    """
    How to reach AWS, by the options.

    Args:
        get: Returns the value of the option for a configuration property, or None.

    Raises:
        AppFlowError: an option is wrong.
    """
    settings, problems = settings_from(lambda name: get(name) if name in OPTIONS else None)
    if problems:
        raise AppFlowError("; ".join(f"--{problem}" for problem in problems), ours=True)
    return settings


def in_options(text: str, command: str) -> str:
    """
    A message on one line, with options in place of configuration properties.

    Args:
        text: The message.
        command: What the user types before the options.
    """
    told = " ".join(text.split())
    for name, option in OPTIONS.items():  # longest first
        told = told.replace(f"pulumi config set appflow:{name}", f"{command} {option}")
        told = told.replace(f"appflow:{name}", option)
    return told
