"""What a release says of itself: its section of CHANGELOG.md."""

import re

_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
UNRELEASED = "Unreleased"


def section(changelog: str, version: str) -> str | None:
    """The text under `## VERSION - DATE`, or None if there is none."""
    for title, text in _SECTION.findall(changelog):
        if re.fullmatch(rf"\[?{re.escape(version)}\]?( - \d{{4}}-\d\d-\d\d)?", title):
            return str(text).strip() + "\n"
    return None


def notes(changelog: str, version: str) -> str:
    """
    The notes of a release. Before the changelog has its section, what is unreleased stands in.

    Raises:
        ValueError: the changelog has neither.
    """
    found = section(changelog, version) or section(changelog, UNRELEASED)
    if found is None:
        raise ValueError(
            f"CHANGELOG.md has no section for {version}, and none for what is unreleased"
        )
    return f"# pulumi-appflow {version}\n\n{found}"
