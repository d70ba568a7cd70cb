"""
The plugin for pytest, which finds it by its entry point: two fixtures for tests of programs.

Nothing is imported until a test asks for a fixture. Nothing here adds options, hooks or warnings.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from appflow_command.testing.rehearsal import Run
    from appflow_command.testing.sandbox import Sandbox


@pytest.fixture(scope="session")
def appflow_rehearsal() -> "Callable[..., Run]":
    """Rehearses a flow: `appflow_rehearsal(args, source=[{"Id": "1"}]).rows`. `appflow_command.testing.rehearsal.run` has the arguments."""
    from appflow_command.testing.rehearsal import run

    return run


@pytest.fixture(scope="session")
def appflow_emulator_url() -> Iterator[str]:
    """The address of an emulator that serves all tests of the session."""
    from appflow_command.testing.sandbox import emulator

    with emulator() as url:
        yield url


@pytest.fixture
def appflow_sandbox(
    appflow_emulator_url: str, tmp_path_factory: pytest.TempPathFactory
) -> "Sandbox":
    """Pulumi with an empty backend, on an empty emulator: `appflow_sandbox.run("up", "--yes", cwd=folder)`."""
    from appflow_command.testing.sandbox import sandbox

    made = sandbox(appflow_emulator_url, tmp_path_factory.mktemp("pulumi"))
    made.reset()
    return made
