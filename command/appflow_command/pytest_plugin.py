"""
The plugin for pytest, which finds it by its entry point: two fixtures for tests of programs.

Nothing is imported until a test asks for a fixture. Nothing here adds options or warnings.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from appflow_command.testing.rehearsal import Run
    from appflow_command.testing.sandbox import Sandbox


_PACKAGES = {"appflow_command", "appflow_emulator", "appflow_provider", "pulumi_appflow"}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """
    Let pytest import our packages as they are.

    It rewrites the assertions of every package whose distribution has a plugin. Ours have no tests, and to compile `pulumi_appflow` again
    takes two seconds of each run where Python writes no bytecode. The set is private to pytest: without it, nothing is gained.
    """
    marked = getattr(early_config.pluginmanager.rewrite_hook, "_must_rewrite", None)
    if isinstance(marked, set):
        marked -= _PACKAGES


@pytest.fixture(scope="session")
def appflow_rehearsal() -> "Callable[..., Run]":
    """Rehearses a flow: `appflow_rehearsal(args, source=[{"Id": "1"}]).rows`. `appflow_command.testing.rehearsal.run` has the arguments."""
    try:
        from appflow_command.testing.rehearsal import run
    except ModuleNotFoundError as missing:
        from appflow_command.console import without_emulator

        pytest.fail(without_emulator("appflow_rehearsal", missing), pytrace=False)
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
