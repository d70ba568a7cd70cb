"""
What a program can look up: AppFlow's reading operations, all pages of them, in typed results. Nothing here changes anything.

`declarations` says of each function what it takes and gives, `lookups` asks AppFlow. Values are plain (`values`), as for resources.
"""

from collections.abc import Mapping

from appflow_provider import declarations
from appflow_provider.functions import lookups
from appflow_provider.functions.function import Answered, Function

__all__ = ["FUNCTIONS", "Answered", "Function"]

FUNCTIONS: Mapping[str, Function] = {
    token: Function(declared, getattr(lookups, declared.snake_case))
    for token, declared in declarations.FUNCTIONS.items()
}
"""Every function by its name in the schema."""
