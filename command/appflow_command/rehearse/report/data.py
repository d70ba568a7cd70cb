"""The report as JSON, for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from appflow_command.rehearse.report.view import FlowView
from appflow_command.rehearse.result import Status

VERSION = 1  # of this layout; it grows when a member changes its meaning


def as_json(flows: Sequence[FlowView]) -> str:
    """All flows: `{"version": 1, "status": 0, "flows": [...]}`. The members of a flow are those of `FlowView`."""
    status = max((each.status for each in flows), default=Status.UNCHANGED)
    whole = {"version": VERSION, "status": status, "flows": [asdict(each) for each in flows]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
