"""
Plays a story: a list of programs, each with the step that Pulumi should take for it.

Does what the engine does with a resource, on the resource itself: check, diff, then create, update or replace, deleting
first where the name stays. After each step the two promises hold that users care for most: a refresh shows nothing, and
the same program again comes to nothing. Beside them, always: the service holds exactly what the program says, and no
secret stands anywhere but in a `Secret`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.diff import Comparison
from appflow_provider.resources import (
    RESOURCES,
    Inputs,
    OperationContext,
    Resource,
    ResourceState,
    State,
)
from appflow_provider.service import Services
from appflow_provider.values import Secret, unwrap
from tests.stories import backend
from tests.stories.variety import HUSH

__all__ = ["Life", "Program", "assert_held", "go_on", "play"]

Program = Mapping[str, Any]


class Life:
    """One resource from its creation on."""

    def __init__(self, kind: str, services: Services) -> None:
        self.resource: Resource = RESOURCES[kind]
        self.work = OperationContext(services)
        self._region = services.region
        self.id_ = ""
        self.inputs = Inputs({})
        self.state = State({})
        self.found = Comparison()

    def up(self, program: Program) -> str:
        """Bring the service to what the program says, and give the step that it took."""
        inputs = self.check(program)
        if not self.id_:
            self._keep(self.resource.create(inputs, self.work))
            step = "create"
        else:
            self.found = self.diff(inputs)
            step = self.found.action
            self._take(step, inputs)
        self.is_settled(program)
        return step

    def start(self, program: Program) -> None:
        """Create what another story has looked at already."""
        self._keep(self.resource.create(self.check(program), self.work))

    def check(self, program: Program) -> Inputs:
        """The program's inputs as the engine gets them, of which nothing may be wrong."""
        checked = self.resource.check(
            self.inputs, _from_engine(program), resource_name="story", seed=b"story"
        )
        assert not checked.problems, [str(problem) for problem in checked.problems]
        return checked.inputs

    def diff(self, inputs: Inputs) -> Comparison:
        """What an update would do."""
        return self.resource.diff(self.state, inputs, region=self._region)

    def read(self) -> ResourceState | None:
        """What a refresh would find."""
        return self.resource.read(self.id_, self._told(), self.work)

    def refresh(self) -> None:
        """Take what the service holds for the state; gone if it holds nothing."""
        held = self.read()
        if held is None:
            self.id_, self.inputs, self.state = "", Inputs({}), State({})
        else:
            self._keep(held)

    def destroy(self) -> None:
        """Delete, after which the service holds nothing of it."""
        self.resource.delete(self.id_, self.state, self.work)
        assert self.read() is None
        assert self.held() is None
        self.id_, self.inputs, self.state = "", Inputs({}), State({})

    def held(self) -> Any:
        """What the service holds, in a program's spelling."""
        read = {
            "Connector": backend.memory().connectors.get,
            "ConnectorProfile": backend.profile,
            "Flow": backend.flow,
        }
        return read[self.resource.token](self.id_)

    def is_settled(self, program: Program) -> None:
        """Refresh silent, second up silent, the service as the program says, no secret in the open."""
        held = self.read()
        assert held is not None
        assert held.inputs == self.inputs
        assert held.state == self._told()
        again = self.resource.diff(held.state, self.check(program), region=self._region)
        assert again.changes == ()
        assert HUSH not in repr((self.inputs, self.state, self.found))
        assert HUSH not in str(list(_in_the_open(self.state)))

    def _told(self) -> State:
        return self.resource.rebase(self.state, self.inputs)

    def _take(self, step: str, inputs: Inputs) -> None:
        if step == "same":
            self.inputs = inputs
        elif step == "update":
            self._keep(self.resource.update(self.id_, self.state, inputs, self.work))
        else:
            self._replace(inputs)

    def _replace(self, inputs: Inputs) -> None:
        old_id, old_state = self.id_, self.state
        deletes_first = self.resource.keeps_name(self.diff(inputs), old_state, inputs)
        if deletes_first:
            self.resource.delete(old_id, old_state, self.work)
        self._keep(self.resource.create(inputs, self.work))
        if not deletes_first:
            self.resource.delete(old_id, old_state, self.work)

    def _keep(self, held: ResourceState) -> None:
        self.id_, self.inputs, self.state = held.id_, held.inputs, held.state


def play(kind: str, services: Services, story: Sequence[tuple[Program, str]]) -> Life:
    """Play a story to its end, and give the resource back as it then is."""
    life = Life(kind, services)
    go_on(life, story)
    return life


def go_on(life: Life, story: Sequence[tuple[Program, str]]) -> None:
    """Play a story with a resource that may be there already."""
    for program, step in story:
        assert life.up(program) == step
        assert_held(life, program)


def assert_held(life: Life, program: Program) -> None:
    """The service holds exactly what the program says."""
    said = unwrap(program)
    wanted = {key: item for key, item in said.items() if key != "region" and item is not None}
    if wanted.get("tags") == {}:
        del wanted["tags"]
    wanted.pop("flowStatus", None)  # which is no part of what was sent
    held = life.held()
    assert held is not None
    if "connectorProfileConfig" in wanted and not _logs_in(wanted):
        held["connectorProfileConfig"].pop("connectorProfileCredentials", None)  # those from before
    emptied = {key for key, item in held.items() if item in ("", {}) and key not in wanted}
    assert {key: item for key, item in held.items() if key not in emptied} == wanted


def _logs_in(program: Program) -> bool:
    return "connectorProfileCredentials" in program["connectorProfileConfig"]


def _from_engine(value: Any) -> Any:
    """The value as it comes out of the engine's protocol, whose numbers are all doubles."""
    if isinstance(value, Mapping):
        return {key: _from_engine(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_from_engine(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _in_the_open(value: Any) -> Any:
    """All leaves but those in a secret, and the keys of maps."""
    if isinstance(value, Secret):
        return
    if isinstance(value, Mapping):
        yield from value
        for item in value.values():
            yield from _in_the_open(item)
    elif isinstance(value, list):
        for item in value:
            yield from _in_the_open(item)
    else:
        yield value
