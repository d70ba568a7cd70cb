"""Values at which the peers crashed: empty, null or not known yet, anywhere in a program."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from appflow_provider.resources import RESOURCES, State
from appflow_provider.service import Services
from appflow_provider.values import UNKNOWN, Path, Secret
from tests.stories import samples
from tests.stories.lifecycle import Life, play
from tests.stories.members import changed
from tests.stories.programs import LONGEST, parts

_PROPERTIES = ("connectorProfileConfig", "connectorProfileProperties", "customConnector")
ODD = [
    pytest.param({}, id="tf-33803"),
    pytest.param(None, id="tf-33169"),
    pytest.param([], id="tf-33855"),
    pytest.param("", id="terraform-provider-google-16183"),
    pytest.param(UNKNOWN, id="unknown"),
    pytest.param(Secret(UNKNOWN), id="secret-unknown"),
    pytest.param([None, {}], id="list-of-nothing"),
    pytest.param({"": None}, id="key-of-nothing"),
    pytest.param(float("nan"), id="no-number"),
]


def _everywhere(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _everywhere(item, (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _everywhere(item, (*path, position))


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_anywhere_is_named_or_taken_and_never_breaks(odd: Any) -> None:
    for name, (kind, program) in LONGEST.items():
        resource = RESOURCES[kind]
        # Tasks are the same kind of thing from every source.
        own = set(parts(name, program)) - ({"tasks"} if name != "flow" else set())
        olds = resource.check({}, program).inputs
        for path in (path for path in _everywhere(program) if path[0] in own):
            checked = resource.check(olds, changed(program, path, odd))
            for said in (*checked.problems, *checked.warnings):
                assert str(said)
            if not checked.problems:
                found = resource.diff(State(olds), checked.inputs)
                resource.change_notes(found)
                resource.previewed(checked.inputs, State(olds))


@pytest.mark.parametrize("empty", [{}, None], ids=["empty", "null"])
def test_tf_33803_empty_profile_properties_are_fine(services: Services, empty: Any) -> None:
    program = changed(samples.profile("CustomConnector"), _PROPERTIES, {"profileProperties": empty})
    life = Life("ConnectorProfile", services)
    assert life.up(program) == "create"
    assert life.up(program) == "same"


@pytest.mark.parametrize("connector", samples.PROFILES)
def test_tf_33169_an_imported_profile_without_credentials_updates(
    services: Services, connector: str
) -> None:
    program = samples.profile(connector)
    play("ConnectorProfile", services, [(program, "create")])
    life = Life("ConnectorProfile", services)
    life.id_ = "story"
    life.refresh()
    assert life.inputs["connectorProfileName"] == "story"
    assert life.up(program) == "update"  # credentials that the service never returned
    assert life.up(program) == "same"
