"""`python -m appflow_provider.schema [--out FILE]`: writes the schema to a file, or to standard output."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from appflow_provider.schema import render


def main(argv: Sequence[str] | None = None) -> int:
    """Write the schema; the exit code is always 0."""
    parser = argparse.ArgumentParser(
        prog="python -m appflow_provider.schema", description="Writes the Pulumi package schema."
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="standard output if left out")
    out: Path | None = parser.parse_args(argv).out
    if out is None:
        sys.stdout.buffer.write(render().encode())
    else:
        out.write_bytes(render().encode())  # bytes, so that Windows does not change the newlines
    return 0


if __name__ == "__main__":
    sys.exit(main())
