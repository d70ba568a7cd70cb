"""
The provider for Pulumi's dynamic resources. It runs inside Pulumi's own dynamic provider process.

A state refers to `load` by the name of this module, in a text of fixed form that `pulumi_appflow.dynamic` writes. Do not rename
either: an old stack must find its code. The state holds this text instead of code, so an upgrade of the package applies to every
resource at once, also in a refresh or destroy.
"""

from typing import Any

__all__ = ["load"]


def load(token: str) -> Any:
    """
    The dynamic provider for a resource by its name in the schema.

    Pulumi's process calls it whenever it finds the text in a state.
    """
    from appflow_provider.dynamic.provider import DynamicProvider

    return DynamicProvider(token)
