"""The emulator in this process, for the commands that read AWS."""

from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]
