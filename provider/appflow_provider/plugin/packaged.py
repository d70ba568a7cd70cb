"""What the plugin hands out as it was packaged."""

from importlib import resources
from pathlib import Path

__all__ = ["schema"]

_SCHEMA = "schema.json"


def schema() -> str:
    """The package's schema: from the installed distribution, or from the top of a checkout."""
    packaged = resources.files("appflow_provider") / _SCHEMA
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).resolve().parents[3] / _SCHEMA).read_text(encoding="utf-8")
