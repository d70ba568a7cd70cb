"""The emulator in this process, for the commands that read AWS, and a folder of their own."""

from pathlib import Path

import pytest

from appflow_command import console
from tests.stories import backend
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No command takes so long that it tells of its progress, however busy this machine is."""
    monkeypatch.setattr(console, "_PATIENCE", 1e9)


@pytest.fixture
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The working folder. Nothing of this machine says anything about AWS, and the region is the emulator's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_REGION", backend.REGION)
    return tmp_path
