"""The project of an imported program: Pulumi.yaml if there is none yet, and the commands that create its environment."""

import json
import re
import shlex
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

PROJECT = "Pulumi.yaml"

_DISTRIBUTION, _ENVIRONMENT = "pulumi-appflow", ".venv"
_SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
_FALLBACK = "appflow"  # the project's name if the folder's has no letter that is allowed


def project(folder: Path) -> str:
    """
    The text of Pulumi.yaml: the project is named after its folder, and Pulumi takes the plugin from the project's environment.

    Args:
        folder: The program's folder.
    """
    name = re.sub(r"[^\w.-]+", "-", folder.resolve().name, flags=re.ASCII).strip("-.")
    return (
        f"name: {json.dumps(name or _FALLBACK)}\n"
        f"runtime:\n  name: python\n  options:\n    virtualenv: {_ENVIRONMENT}\n"
        f"plugins:\n  providers:\n    - name: appflow\n      path: {_ENVIRONMENT}/{_SCRIPTS}\n"
    )


def environment(folder: Path) -> Iterator[str]:
    """The commands that create the environment. Empty if this process runs in it."""
    if Path(sys.prefix).resolve() != (folder / _ENVIRONMENT).resolve():
        yield f"python3 -m venv {_ENVIRONMENT}"
        yield f"{_ENVIRONMENT}/{_SCRIPTS}/pip install {shlex.quote(_requirement())}"


def _requirement() -> str:
    """The installed requirement as pip spells it: the file or folder it came from (PEP 610), else the version of an index."""
    here = metadata.distribution(_DISTRIBUTION)
    source = here.read_text("direct_url.json")
    if source is None:
        return f"{_DISTRIBUTION}=={here.version}"
    return f"{_DISTRIBUTION} @ {json.loads(source)['url']}"
