"""
Pin what is installed from the package index, with all that it brings along, with hashes, for every platform: the plugin's archive and the
emulator's image.

`make lock` runs it. An update of the pins is a change like any other: review it, and run the tests.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Lock:
    """Pins for what a file asks for, in `locked.txt` beside it."""

    asking: str
    what: str
    """What installs them."""
    python: str
    """The oldest Python that they are for."""

    @property
    def file(self) -> Path:
        """Where they are written."""
        return (ROOT / self.asking).with_name("locked.txt")


LOCKS = (
    Lock("provider/requirements.txt", "the archive of the plugin", "3.10"),
    Lock("emulator/pyproject.toml", "the image of the emulator", "3.13"),
)


def main() -> int:
    for lock in LOCKS:
        asking = ROOT / lock.asking
        compile_ = [sys.executable, "-m", "uv", "pip", "compile", asking.name, "--upgrade"]
        options = [
            "--universal",
            "--python-version",
            lock.python,
            "--generate-hashes",
            "--no-header",
            "--quiet",
        ]
        done = subprocess.run(
            [*compile_, *options], cwd=asking.parent, stdout=subprocess.PIPE, text=True, check=True
        )
        head = f"# What {lock.what} installs. `make lock` writes it from {asking.name}.\n"
        lock.file.write_text(head + done.stdout, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
