"""Our word list, read from the page about writing."""

import re

from proselint.registry.checks import Check, types

from tools.prose.pages import WRITING

_ROW = re.compile(r"^\| (?!not \||--- \|)(.+?) \| (.+?) \|$", re.MULTILINE)


def words() -> dict[str, str]:
    """Words to avoid, each with its replacement."""
    _, table = WRITING.read_text().split("\n## Words\n")
    return dict(_ROW.findall(table))


def house_words() -> Check:
    """proselint's check for `words`."""
    return Check(
        check_type=types.PreferredFormsSimple(words()),
        path="house.words",
        message='Write "{}" in place of "{}".',
    )
