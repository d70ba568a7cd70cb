"""
Pin what the archive of the plugin installs: `provider/requirements.txt` and all that it brings along, with hashes, for every platform.

`make lock` runs it. An update of the pins is a change like any other: review it, and run the tests.
"""

import subprocess
import sys
from pathlib import Path

PLUGIN = Path(__file__).resolve().parents[2] / "provider"
HEAD = "# What the archive of the plugin installs. `make lock` writes it from requirements.txt.\n"


def main() -> int:
    compile_ = [sys.executable, "-m", "uv", "pip", "compile", "requirements.txt", "--upgrade"]
    options = [
        "--universal",
        "--python-version",
        "3.10",
        "--generate-hashes",
        "--no-header",
        "--quiet",
    ]
    done = subprocess.run(
        [*compile_, *options], cwd=PLUGIN, stdout=subprocess.PIPE, text=True, check=True
    )
    (PLUGIN / "locked.txt").write_text(HEAD + done.stdout, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
