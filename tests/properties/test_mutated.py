"""
Of a request with one thing changed, the check and the emulator say the same, and the check names the place.

Where the emulator refuses what the check lets pass, the check has warned: what is only inferred never stops a user. A destination
that the user guide does not list for a source stops nobody either, and is warned of.
"""

from collections.abc import Mapping

import pytest
from hypothesis import event, given

from tests.properties.connectors import SOURCES
from tests.properties.effort import requests_tried
from tests.properties.flow_requests import flows
from tests.properties.model import Path
from tests.properties.mutations import Mutation, mutated
from tests.properties.profile_requests import profiles
from tests.properties.sides import FLOW, PROFILE, Emulator, Kind, Request

# What a change of one part can make wrong with another: where it is made, and where it may be named.
_RELATED: Mapping[str, tuple[str, ...]] = {
    "sourceFlowConfig": ("destinationFlowConfigList", "tasks", "triggerConfig"),
    "destinationFlowConfigList": ("kmsArn", "metadataCatalogConfig", "triggerConfig"),
    "triggerConfig": ("destinationFlowConfigList",),
    "connectorType": ("connectionMode", "connectorLabel", "connectorProfileConfig"),
    "connectionMode": ("connectorProfileConfig",),
    "connectorProfileConfig": ("connectorProfileConfig",),
}


@requests_tried
@given(mutation=mutated(FLOW.shape, flows()))
def test_a_changed_flow_is_judged_alike(emulator: Emulator, mutation: Mutation) -> None:
    event(f"{mutation.name}: {outcome(emulator, FLOW, mutation)}")


@requests_tried
@given(mutation=mutated(PROFILE.shape, profiles()))
def test_a_changed_profile_is_judged_alike(emulator: Emulator, mutation: Mutation) -> None:
    event(f"{mutation.name}: {outcome(emulator, PROFILE, mutation)}")


def outcome(emulator: Emulator, kind: Kind, mutation: Mutation) -> str:
    """How the two sides agree; fails where they do not."""
    checked = kind.check(mutation.request)
    refusal = emulator.refusal(kind, mutation.request)
    if not checked.problems:
        warned = any(points_at(warning.path, mutation) for warning in checked.warnings)
        assert refusal is None or warned, f"only the emulator refuses: {refusal}"
        if refusal is not None:
            return "warned of and refused"
        if is_off_the_lists(mutation.request):
            assert any("destination" in str(each) for each in checked.warnings), "nobody warned"
            return "off the lists, warned of and accepted"
        # What the service would put right by itself is warned of, as source fields of a task for all fields.
        assert warned or emulator.drift(kind, checked.inputs) == []
        return "accepted by both"
    assert any(points_at(problem.path, mutation) for problem in checked.problems), checked.problems
    assert refusal is not None, checked.problems
    return "refused by both"


def is_off_the_lists(request: Request) -> bool:
    """Whether the user guide does not list the destination for the source. Only asked of what is well formed."""
    if "sourceFlowConfig" not in request:
        return False
    source = request["sourceFlowConfig"]["connectorType"]
    (target,) = request["destinationFlowConfigList"]
    return target["connectorType"] not in SOURCES[source].reaches


def points_at(path: Path, mutation: Mutation) -> bool:
    """Whether the path is where the mutation was made: there, in it, or around it."""
    short = min(len(path), len(mutation.path))
    if short and path[:short] == mutation.path[:short]:
        return True
    if not mutation.loose or not path:
        return False
    beside = path[: len(mutation.path) - 1] == mutation.path[:-1] != ()
    return beside or path[0] in _RELATED.get(str(mutation.path[0]), ())


@pytest.mark.parametrize(
    ("path", "made_at", "loose", "pointed"),
    [
        (("tasks", 0, "taskType"), ("tasks", 0, "taskType"), False, True),
        (("tasks", 0), ("tasks", 0, "taskType"), False, True),
        (("tasks", 0, "taskType"), ("tasks", 0), False, True),
        (("tasks", 1), ("tasks", 0, "taskType"), False, False),
        (("tasks", 0, "sourceFields"), ("tasks", 0, "taskType"), False, False),
        (("tasks", 0, "sourceFields"), ("tasks", 0, "taskType"), True, True),
        (("tasks",), ("sourceFlowConfig", "connectorType"), False, False),
        (("tasks",), ("sourceFlowConfig", "connectorType"), True, True),
        (("kmsArn",), ("sourceFlowConfig", "connectorType"), True, False),
        (("kmsArn",), ("description",), True, False),
        ((), ("description",), True, False),
    ],
)
def test_a_problem_points_at_a_mutation_or_elsewhere(
    path: Path, made_at: Path, loose: bool, pointed: bool
) -> None:
    assert points_at(path, Mutation("drawn", {}, made_at, loose)) is pointed
