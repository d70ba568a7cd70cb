"""The policy statements with which the buckets of a refused request let AppFlow in, from the table of `surroundings`."""

import json
from collections.abc import Mapping
from typing import Any

from appflow_provider.surroundings import BUCKETS, statement, uses


def statements(request: Mapping[str, Any]) -> str:
    """One statement per line for each bucket in a request; empty if it has none."""
    wanted: dict[str, set[str]] = {}
    for use in uses(request):
        if use.kind in BUCKETS and isinstance(use.value, str):
            wanted.setdefault(use.value, set()).add(use.kind)
    return "\n".join(
        f"Statement for the policy of bucket {bucket}: {json.dumps(statement(kinds, bucket))}"
        for bucket, kinds in wanted.items()
    )
