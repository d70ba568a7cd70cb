"""pulumi_aws, which is optional: imported when a helper makes a resource of it, never before."""

import importlib
from typing import Any

import pulumi

__all__ = ["aws"]

_MISSING = "{} makes resources of pulumi_aws, which is not installed: pip install pulumi_aws"


def aws(who: str, module: str) -> Any:
    """
    A module of pulumi_aws, such as `s3`.

    Args:
        who: What needs it; the error begins with it.
        module: The module.

    Raises:
        pulumi.RunError: pulumi_aws is not installed.
    """
    try:
        package = importlib.import_module("pulumi_aws")
    except ModuleNotFoundError as exc:
        if exc.name != "pulumi_aws":
            raise
        raise pulumi.RunError(_MISSING.format(who)) from exc
    return getattr(package, module) if module else package
