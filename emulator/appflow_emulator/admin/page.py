"""The page under `/appflow-emulator/`: three files that the package carries, without a build step and without the network."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "page"

FILES: Mapping[str, tuple[str, str]] = {  # the path under the root: the file, and its content type
    "": ("index.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}


@cache
def content(path: str) -> tuple[bytes, str]:
    """The bytes and the content type of one of `FILES`."""
    name, kind = FILES[path]
    return (FOLDER / name).read_bytes(), kind
