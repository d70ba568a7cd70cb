"""The table of hooks that a resource can implement."""

import inspect
import re

from appflow_provider.resources import contract
from appflow_provider.resources.managed import Managed


def test_the_table_names_each_hook() -> None:
    table = re.findall(r"^\| `(\w+)` \|", contract.__doc__ or "", re.MULTILINE)
    hooks = {
        name
        for name, method in inspect.getmembers(Managed, inspect.isfunction)
        if re.match(r"\s*Hook: ", method.__doc__ or "")
    }
    assert len(table) == len(set(table))
    assert set(table) == hooks
