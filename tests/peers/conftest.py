"""The stories' way to the service, with the emulator at its end in this process."""

from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]
