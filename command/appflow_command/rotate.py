"""`appflow-pulumi rotate`: gives a connector profile a new credential, and changes nothing else."""

import getpass
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from appflow_command import pulumi
from appflow_command.console import Misused, Statuses, say
from appflow_command.project import Project, Unusable
from appflow_command.pulumi_files import Step, kind_of, resources_in, steps_in, text_of
from appflow_provider.wire.urns import name_of

STATUSES = Statuses()
_NAME = "connectorProfileName"
_CREDENTIALS = "connectorProfileConfig.connectorProfileCredentials"

ABOUT = """\
Give a connector profile a new credential: set the secret in the configuration
of the stack, preview the profile alone, and deploy it alone. The credential is
typed or comes from standard input. It is never printed and never an argument.

If the preview shows any other change than that of the credential, nothing is
deployed and the configuration is as before.
"""

AFTER = """\
PROFILE is the name of the connector profile, or of the resource in the program.

examples:
  appflow-pulumi rotate crm --config salesforceRefreshToken
  pass show crm | appflow-pulumi rotate crm --config salesforceRefreshToken --yes

exit status:
  0 deployed, 1 nothing to rotate, refused or failed, 2 wrong arguments
"""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The arguments."""

    connector_profile: Annotated[
        str, typer.Argument(metavar="PROFILE", help="name of the profile or of its resource")
    ]
    config: Annotated[
        str,
        typer.Option(metavar="NAME", help="the secret that the program reads the credential from"),
    ]
    stack: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="stack to deploy (default: the selected one)"),
    ] = None
    yes: Annotated[bool, typer.Option("--yes", help="deploy without asking")] = False


def run(options: Options) -> int:
    """Rotate the credential. Returns the exit status."""
    project = Project.here(Path.cwd(), options.stack)
    urn = _urn(project.export(), options.connector_profile)
    secret = _typed(options)
    before = project.settings.read_bytes() if project.settings.exists() else None
    kept = False
    try:
        project.set_secret(options.config, secret)
        _see_that_only_credentials_change(project, urn, options.config)
        say(f"Only the credentials of {options.connector_profile} change.")
        if not options.yes and not _agreed():
            raise Unusable("nothing was deployed, and the configuration is as before")
        kept = True  # from here on AppFlow may have the new credential, also if somebody interrupts Pulumi
        status = project.watch(
            "up", "--yes", "--skip-preview", "--target", urn, "--non-interactive"
        )
    finally:
        if not kept:
            _restore(project.settings, before)
    if status:
        raise Unusable(
            f"the deployment failed. The secret {options.config} has its new value. Once the cause is fixed, run pulumi up"
        )
    return 0


def _typed(options: Options) -> str:
    if sys.stdin.isatty():
        secret = getpass.getpass(f"New value of {options.config}: ")
    elif options.yes:
        secret = sys.stdin.read().rstrip("\n")
    else:
        raise Misused("--yes is needed when the credential comes from standard input")
    if not secret:
        raise Misused("the new credential is empty")
    return secret


def _agreed() -> bool:
    sys.stderr.write("Deploy it? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _restore(settings: Path, before: bytes | None) -> None:
    if before is None:
        settings.unlink(missing_ok=True)
    else:
        settings.write_bytes(before)


def _urn(exported: Mapping[str, Any], wanted: str) -> str:
    """
    The URN of a connector profile in a state.

    Raises:
        Unusable: the stack has no such profile, or several.
    """
    profiles = {
        urn: text_of(outputs.get(_NAME)) if isinstance(outputs, Mapping) else ""
        for each in resources_in(exported)
        for urn, outputs in [(text_of(each.get("urn")), each.get("outputs"))]
        if kind_of(urn) == "ConnectorProfile" and not each.get("external")
    }
    found = [urn for urn, name in profiles.items() if wanted in {name, name_of(urn)}]
    if len(found) == 1:
        return found[0]
    names = sorted(name or name_of(urn) for urn, name in profiles.items())
    there = f"Its profiles are {', '.join(names)}" if names else "It has none"
    if not found:
        raise Unusable(f"the stack has no connector profile {wanted}. {there}")
    raise Unusable(
        f"the stack has {len(found)} connector profiles {wanted}. Use the other name: that on AWS, or that of the resource"
    )


def _see_that_only_credentials_change(project: Project, urn: str, config: str) -> None:
    """
    Preview the profile alone.

    Raises:
        NoPreview: the preview failed.
        Unusable: nothing changes, or more than the credentials changes.
    """
    steps = steps_in(pulumi.preview(project.folder, project.stack, "--target", urn))
    changing = [step for step in steps if step.operation not in {"same", "read", "refresh"}]
    if not changing:
        raise Unusable(
            f"the new value of {config} changes nothing. Either the credential is as before, or the program does not read it from "
            f"{config}"
        )
    others = sorted({path for step in changing for path in _others(step, urn)})
    if others:
        raise Unusable(
            f"the deployment would change more than the credentials: {', '.join(others)}. Deploy that with pulumi up first"
        )


def _others(step: Step, urn: str) -> Sequence[str]:
    """What a step changes beside the credentials of the profile."""
    name = name_of(step.urn)
    if step.urn != urn or step.operation != "update" or not step.paths:
        return [f"{name} ({step.operation})"]
    return [f"{name}.{path}" for path in step.paths if not _is_credential(path)]


def _is_credential(path: str) -> bool:
    return path.startswith(_CREDENTIALS)
