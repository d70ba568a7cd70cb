"""
What the service refuses beyond the shapes: pure functions from a checked request to problems.

Words that were seen or are documented stand as they are; where only the fact is known, the wording is ours. Each rule
says which. Nothing here reads a backend: what a rule must know comes in as an argument.
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
