"""The service of the stories: boto3 and the emulator in this process."""

from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]
