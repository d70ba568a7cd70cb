"""The provider's own service layer, with the emulator in this process."""

from tests.declared import declared_operations
from tests.stories.conftest import from_nothing, services

__all__ = ["declared_operations", "from_nothing", "services"]
