"""
Record the baseline of a release, from its source: `python -m tests.upgrades.record 0.1.0`.

A baseline of an earlier release is never recorded anew: it is what users have in their states.
"""

import sys

from tests.upgrades.baseline import FOLDER, whole
from tools.version import checked


def main() -> None:
    file = FOLDER / f"{checked(sys.argv[1])}.jsonl"
    FOLDER.mkdir(exist_ok=True)
    file.write_text("".join(f"{row.line()}\n" for row in whole()))
    print(file)


if __name__ == "__main__":
    main()
