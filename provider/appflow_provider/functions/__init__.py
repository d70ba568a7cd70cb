"""
What a program can look up: AppFlow's reading operations, all pages of them, in typed results. Nothing here changes anything.

One table says of each function what it takes, what it gives and who answers. Values are plain (`values`), as for resources.
"""

from appflow_provider.functions.function import Answered, Function
from appflow_provider.functions.table import FUNCTIONS

__all__ = ["FUNCTIONS", "Answered", "Function"]
