"""The provider's own service layer including boto3, with the emulator in this process."""

from collections.abc import Iterator

import pytest
from moto import mock_aws
from moto.core.base_backend import BackendDict

import appflow_emulator
from appflow_emulator import Assumptions
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.service import Services
from appflow_provider.settings import Settings
from tests.declared import declared_operations
from tests.stories import backend, samples

__all__ = ["declared_operations", "from_nothing", "services"]


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    """One for all stories of a module, because a client takes longer to make than a story to play."""
    appflow_emulator.register()
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
            environment.delenv(name, raising=False)
        yield Services(Settings(region=backend.REGION))
    BackendDict.reset()


@pytest.fixture(autouse=True)
def from_nothing(services: Services) -> Iterator[None]:
    """Each story begins with the profiles that flows name, and leaves nothing."""
    backend.memory().reset()
    samples.let_there_be_profiles()
    set_assumptions(Assumptions(private_connection_describes=0))  # or each one would wait for it
    yield
    set_assumptions(Assumptions())
    BackendDict.reset()
