"""A graph as JSON, for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from appflow_command.graph.model import Flow

VERSION = 1  # of this layout; it grows when a member changes its meaning


def as_json(flows: Sequence[Flow]) -> str:
    """All flows: `{"version": 1, "flows": [...]}`. The members of a flow are those of `Flow`, and `inactive`."""
    listed = [
        {**asdict(each), "inactive": each.inactive}
        for each in sorted(flows, key=lambda each: (each.name, each.flow_name))
    ]
    return json.dumps({"version": VERSION, "flows": listed}, indent=2, ensure_ascii=False) + "\n"
