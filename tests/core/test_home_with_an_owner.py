"""What one setting, the owner of the public repository, changes."""

from pathlib import Path
from typing import Any

import pytest

from appflow_provider import home
from appflow_provider.schema import package

ROOT = Path(__file__).resolve().parents[2]
SETTING = "OWNER: str | None = None"
PUBLIC = {
    "homepage": "https://github.com/somebody/pulumi-appflow",
    "repository": "https://github.com/somebody/pulumi-appflow",
    "pluginDownloadURL": "github://api.github.com/somebody/pulumi-appflow",
    "logoUrl": "https://raw.githubusercontent.com/somebody/pulumi-appflow/main/docs/logo.png",
}


@pytest.fixture
def owned() -> dict[str, Any]:
    """The names of `home` with an owner."""
    text = Path(home.__file__).read_text()
    assert text.count(SETTING) == 1
    names: dict[str, Any] = {}
    exec(text.replace(SETTING, 'OWNER = "somebody"'), names)
    return names


def test_an_owner_gives_every_address(owned: dict[str, Any]) -> None:
    assert owned["REPOSITORY"] == PUBLIC["repository"]
    assert owned["PLUGIN_DOWNLOAD_URL"] == PUBLIC["pluginDownloadURL"]
    assert owned["LOGO"] == PUBLIC["logoUrl"]
    assert owned["PUBLISHER"] == "somebody"
    assert owned["GO_MODULE"] == "github.com/somebody/pulumi-appflow/sdk/go/appflow"


def test_without_an_owner_there_is_no_address() -> None:
    assert home.OWNER is None, "write down here what is public, when something is"
    assert not set(PUBLIC) & set(package.package_schema())


def test_the_schema_has_the_addresses_if_there_are_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_PUBLIC", PUBLIC)
    schema = package.package_schema()
    assert {key: schema[key] for key in PUBLIC} == PUBLIC


def test_the_logo_is_where_its_address_says_and_a_square() -> None:
    file = ROOT / PUBLIC["logoUrl"].partition("/main/")[2]
    header = file.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert header[16:20] == header[20:24]  # width and height
    assert file.with_suffix(".svg").is_file()
