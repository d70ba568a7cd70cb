import pytest

from tests.resources.fake import FakeService


@pytest.fixture
def service() -> FakeService:
    return FakeService()
