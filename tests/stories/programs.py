"""The shortest and the longest program of every connector, by the names that tests have for them."""

from collections.abc import Mapping
from typing import Any

from tests.stories import samples

__all__ = ["LONGEST", "SHORTEST", "parts"]


def _programs(*, longest: bool) -> dict[str, tuple[str, dict[str, Any]]]:
    sources = {
        f"from-{name}": ("Flow", samples.flow_from(name, longest=longest))
        for name in samples.SOURCES
    }
    destinations = {
        f"to-{name}": ("Flow", samples.flow_to(name, longest=longest))
        for name in samples.DESTINATIONS
    }
    logins = {
        f"login-{name}": ("ConnectorProfile", samples.profile(name, longest=longest))
        for name in samples.PROFILES
    }
    return {**sources, **destinations, **logins}


SHORTEST = _programs(longest=False)
LONGEST = {**_programs(longest=True), "flow": ("Flow", samples.whole_flow())}


def parts(name: str, program: Mapping[str, Any]) -> list[str]:
    """The properties that are a program's own; what all flows share is played with one of them, `flow`."""
    if name.startswith("from-"):
        return ["sourceFlowConfig", "tasks"]
    return ["destinationFlowConfigList"] if name.startswith("to-") else list(program)
