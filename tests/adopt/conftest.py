"""The emulator in this process, and an engine that records what programs register."""

from collections.abc import Callable, Iterator
from typing import Any

import pulumi
import pytest

from tests.sdk.conftest import Registered, plain
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]

Registrations = dict[str, tuple[str, dict[str, Any]]]


@pytest.fixture
def run() -> Iterator[Callable[..., Registrations]]:
    """Runs a program; type and inputs of each resource by its name, secrets unwrapped."""

    def running(source: str, **config: str) -> Registrations:
        mocks = Registered()
        pulumi.runtime.set_mocks(mocks, preview=False)
        pulumi.runtime.set_all_config({f"project:{key}": text for key, text in config.items()})
        code = compile(source, "__main__.py", "exec")
        pulumi.runtime.test(lambda: exec(code, {"__name__": "__main__"}))()
        return {each.name: (each.typ, plain(each.inputs)) for each in mocks.seen}

    yield running
    pulumi.runtime.set_all_config({})
