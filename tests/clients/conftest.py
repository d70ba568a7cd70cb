"""The emulator of the end-to-end tests, and the environment that leads any client of AWS to it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients import story
from tests.e2e.conftest import Emulator, emulator, server

__all__ = ["emulator", "server"]


@pytest.fixture
def prepared(emulator: Emulator) -> Iterator[Emulator]:
    """The emulator with what the story needs."""
    story.prepare(emulator)
    yield emulator
    emulator.control("DELETE", "faults")


@pytest.fixture
def environment(prepared: Emulator, tmp_path: Path) -> dict[str, str]:
    """The endpoint of AppFlow alone, and no setting of this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **kept,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",  # of the AWS CLI 1
        "AWS_ENDPOINT_URL_APPFLOW": prepared.url,
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }
