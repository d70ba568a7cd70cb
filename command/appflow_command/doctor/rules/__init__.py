"""The rules of the doctor. Each module is about one subject; its rules stand in it in the order of the list."""

from appflow_command.doctor.rules import (
    account,
    costs,
    destinations,
    mappings,
    profiles,
    runs,
    schedules,
    statuses,
)
from appflow_command.doctor.ruling import Rule, rules_in

RULES: tuple[Rule, ...] = rules_in(
    (statuses, runs, profiles, schedules, mappings, destinations, account, costs)
)
"""Every rule."""
