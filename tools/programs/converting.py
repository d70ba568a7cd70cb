"""
A YAML program in the other languages, by Pulumi's own converters (`tools/gensdk`).

They check each property against the schema and refuse a program that does not fit. Python is then formatted as our own code.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from appflow_provider.schema import render
from tools.programs.golang import corrected

ROOT = Path(__file__).resolve().parents[2]
GENSDK = ROOT / "tools" / "gensdk" / "run.py"

LANGUAGES = ("python", "typescript", "go", "yaml")
"""The languages of an example, in the order of the page."""

_ENDINGS = {"python": "py", "typescript": "ts", "go": "go"}


class UnconvertedError(Exception):
    """A program does not fit the schema, or there is no gensdk. `code` is gensdk's exit code; 3 means that there is none."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def converted(programs: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """
    Each YAML program in every language, by its text and the language.

    Raises:
        UnconvertedError: a program cannot be converted.
    """
    texts = list(dict.fromkeys(programs))
    with tempfile.TemporaryDirectory() as folder:
        schema, given, made = (Path(folder) / name for name in ("schema.json", "given", "made"))
        package = render()
        schema.write_text(package, encoding="utf-8")
        given.mkdir()
        for number, text in enumerate(texts):
            (given / f"{number}.yaml").write_text(text, encoding="utf-8")
        _run(str(GENSDK), "programs", str(schema), str(given), str(made))
        _run("-m", "ruff", "format", "--quiet", "--isolated", "--line-length=100", str(made))
        return {
            text: {
                "python": _read(made, number, "python"),
                "typescript": _read(made, number, "typescript"),
                "go": corrected(_read(made, number, "go"), json.loads(package)),
                "yaml": text,
            }
            for number, text in enumerate(texts)
        }


def _read(folder: Path, number: int, language: str) -> str:
    return (folder / f"{number}.{_ENDINGS[language]}").read_text(encoding="utf-8")


def _run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode != 0:
        raise UnconvertedError(done.stderr.strip(), done.returncode)
