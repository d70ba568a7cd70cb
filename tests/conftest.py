"""
What all tests share: botocore's descriptions of services are read from the disk once a process.

moto starts each test with a session that knows nothing, so each of its clients would read and parse them again, which takes
longer than most tests of the emulator do. Hypothesis is told not to watch the clock.
"""

import logging
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import JSONFileLoader, Loader
from hypothesis import HealthCheck, settings

# A busy machine makes single examples slow, which says nothing about what is tested.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


# What takes most of the time beside the engine: `make check` leaves it to `make test`.
SLOW = (
    "clients/",
    "plugin/test_packaged.py",
    "properties/",
    "release/",
    "stories/",
    "tools/",
    "upgrades/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(tests) and str(item.path.relative_to(tests)).startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True, scope="session")
def _described_once() -> Any:
    read, services = JSONFileLoader.load_file, Loader.list_available_services
    reader, by_type = JSONFileLoader(), {}

    def available(self: Loader, type_name: str) -> Any:
        key = (type_name, *self.search_paths)
        if key not in by_type:
            by_type[key] = services(self, type_name)
        return by_type[key]

    once = cache(lambda path: read(reader, path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JSONFileLoader, "load_file", lambda _self, path: once(path))
        patch.setattr(Loader, "list_available_services", available)
        yield


# Pulumi's futures whose exception nobody retrieved say so when they are collected, which may be during another test. Python 3.11
# formats their traceback with a parser that fails if a parse is under way (SystemError: AST constructor recursion depth mismatch).
logging.getLogger("asyncio").setLevel(logging.CRITICAL)
