"""
The functions of the provider: AppFlow's read operations, with all pages of their results.

`declarations` has the arguments and results of each function; `lookups` calls AppFlow. Values are plain (`values`), as for
resources.
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
