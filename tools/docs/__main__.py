"""
Write the pages of docs/ that are generated from schema.json and the code: resources, functions, operations, errors, rules,
connectors, recipes, logins, policies, the IAM policy, the command line, and the rules of the doctor.

    python -m tools.docs            write what has changed
    python -m tools.docs --check    write nothing; exit code 1 and a list if something would change
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.docs import (
    command_line,
    connectors,
    doctor,
    errors,
    operations,
    policies,
    reference,
    rules,
)

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def main(argv: Sequence[str] | None = None) -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.docs", description="Write the reference pages of docs/."
    )
    parser.add_argument("--check", action="store_true", help="compare only")
    check: bool = parser.parse_args(argv).check
    changed = {
        page: text
        for page, text in pages().items()
        if not page.is_file() or page.read_text(encoding="utf-8") != text
    }
    for page, text in changed.items():
        if not check:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
        print(f"{'out of date' if check else 'written'}: {page.relative_to(ROOT)}")
    return int(check and bool(changed))


def pages() -> dict[Path, str]:
    """All reference pages, generated."""
    schema = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))
    made = [
        *reference.pages(schema),
        *operations.pages(),
        *errors.pages(),
        *rules.pages(),
        *connectors.pages(),
        *command_line.pages(),
        *doctor.pages(),
        *policies.pages(),
    ]
    return {DOCS / name: text for name, text in made}


if __name__ == "__main__":
    sys.exit(main())
