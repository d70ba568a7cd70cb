"""
The core as providers of Pulumi's dynamic resources: what runs inside Pulumi's own dynamic provider process.

State refers to `load` by this module's name, in a text of fixed form that `pulumi_appflow.dynamic` writes. Neither name may
ever change: a stack of years ago has to find its code. The state holds this text instead of code, so an upgrade of the
package applies to every resource at once, also in a refresh or destroy.
"""

from typing import Any

__all__ = ["load"]


def load(token: str) -> Any:
    """
    The dynamic provider for a resource by its name in the schema.

    Called by Pulumi's process whenever it meets the text in state.
    """
    from appflow_provider.dynamic.provider import DynamicProvider

    return DynamicProvider(token)
