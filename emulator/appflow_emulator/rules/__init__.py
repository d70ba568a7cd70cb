"""
What the service refuses beyond the shapes: pure functions from a validated request to problems.

Messages that were seen or are documented are quoted word for word. If only the fact is known, the wording is ours. Each rule
says which. No rule reads a backend: what it needs is passed in.
"""

from appflow_emulator.rules.flows import flow_problems
from appflow_emulator.rules.profiles import LABEL_PATTERN_OF_2024, profile_problems
from appflow_emulator.rules.unions import own_member
from appflow_emulator.rules.updates import changed_immutables

__all__ = [
    "LABEL_PATTERN_OF_2024",
    "changed_immutables",
    "flow_problems",
    "own_member",
    "profile_problems",
]
