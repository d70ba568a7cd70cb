"""A marker in every credential member there is, looked for in everything that comes out of the core. What fronts print is tested with the fronts."""

from collections.abc import Iterator
from typing import Any

import pytest

from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.shapes.base import is_secret
from appflow_provider.shapes.profile import ConnectorProfileCredentials
from appflow_provider.shapes.walk import Kind, members
from appflow_provider.values import path_text, unwrap
from tests.programs import profile
from tests.resources.fake import FakeService

MARKER = "taint-9f8e7d6c5b4a"


def secret_members(kind: Kind, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if kind.shape is None:
        return
    for name, member in members(kind.shape).items():
        if is_secret(member.info):
            yield (*path, name)
        else:
            yield from secret_members(member.kind, (*path, name))


ALL = list(secret_members(Kind(shape=ConnectorProfileCredentials)))


def tainted(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    for step in reversed(path):
        value = {step: value}
    config = profile()["connectorProfileConfig"]
    return profile(connectorProfileConfig={**config, "connectorProfileCredentials": value})


def marker_for(path: tuple[str, ...]) -> Any:
    return {f"key_{MARKER.replace('-', '_')}": MARKER} if path[-1] == "credentialsMap" else MARKER


def test_every_login_has_secret_members() -> None:
    assert {path[0] for path in ALL} == set(members(ConnectorProfileCredentials))


@pytest.mark.parametrize("path", ALL, ids=path_text)
@pytest.mark.parametrize(
    "spoilt",
    [MARKER, f"{MARKER} with blanks\n", 7, {"deeper": MARKER}],
    ids=["good", "bad", "number", "object"],
)
def test_check_shows_no_credential(path: tuple[str, ...], spoilt: Any) -> None:
    checked = ConnectorProfile().check({}, tainted(path, spoilt))
    shown = repr(checked) + " ".join(map(str, [*checked.problems, *checked.warnings]))
    assert MARKER not in shown
    assert MARKER.replace("-", "_") not in shown


@pytest.mark.parametrize("path", ALL, ids=path_text)
def test_check_shows_no_credential_whose_name_is_misspelled(path: tuple[str, ...]) -> None:
    for at in range(len(path)):
        misspelled = (*path[:at], f"{path[at]}s", *path[at + 1 :])
        checked = ConnectorProfile().check({}, tainted(misspelled, MARKER))
        assert checked.problems
        assert MARKER not in " ".join(map(str, [*checked.problems, *checked.warnings]))


@pytest.mark.parametrize("path", ALL, ids=path_text)
def test_state_shows_no_credential(service: FakeService, path: tuple[str, ...]) -> None:
    inputs = ConnectorProfile().marked(tainted(path, marker_for(path)))
    held = ConnectorProfile().create(inputs, service.work())
    assert MARKER not in repr(held)
    assert MARKER in repr(service.profiles)
    read = ConnectorProfile().read("crm", held.state, service.work())
    assert read is not None
    assert MARKER not in repr(read)
    assert unwrap(read.inputs) == unwrap(inputs)
    rotated = ConnectorProfile().marked(
        tainted(path, "rotated" if path[-1] != "credentialsMap" else {})
    )
    found = ConnectorProfile().diff(held.state, rotated)
    assert found.action == "update"
    assert MARKER not in repr(found)
    assert MARKER.replace("-", "_") not in repr(found)  # the keys of a secret map are secret too
