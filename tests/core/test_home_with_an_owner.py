"""What one setting, the owner of the public repository, changes."""

import re
from pathlib import Path
from typing import Any

import pytest

from appflow_provider import home
from appflow_provider.schema import package

ROOT = Path(__file__).resolve().parents[2]
SETTING = re.compile(r"^OWNER: str \| None = .*$", re.MULTILINE)
PUBLIC = {
    "homepage": "https://github.com/somebody/pulumi-appflow",
    "repository": "https://github.com/somebody/pulumi-appflow",
    "pluginDownloadURL": "github://api.github.com/somebody/pulumi-appflow",
    "logoUrl": "https://raw.githubusercontent.com/somebody/pulumi-appflow/main/docs/logo.png",
}


def home_of(owner: str | None) -> dict[str, Any]:
    """The names of `home` with this owner."""
    text, changed = SETTING.subn(f"OWNER = {owner!r}", Path(home.__file__).read_text())
    assert changed == 1
    names: dict[str, Any] = {}
    exec(text, names)
    return names


def test_an_owner_gives_every_address() -> None:
    owned = home_of("somebody")
    assert owned["REPOSITORY"] == PUBLIC["repository"]
    assert owned["PLUGIN_DOWNLOAD_URL"] == PUBLIC["pluginDownloadURL"]
    assert owned["LOGO"] == PUBLIC["logoUrl"]
    assert owned["PUBLISHER"] == "somebody"
    assert owned["GO_MODULE"] == "github.com/somebody/pulumi-appflow/sdk/go/appflow"


def test_without_an_owner_there_is_no_address() -> None:
    nobodys = home_of(None)
    assert not [name for name in ("REPOSITORY", "PLUGIN_DOWNLOAD_URL", "LOGO") if nobodys[name]]
    assert nobodys["GO_MODULE"].startswith("example.com/")  # reserved: nothing answers there


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
