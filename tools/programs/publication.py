"""
What a page says of the published packages.

A page has the line `{packages}`, and parts between `<!-- published -->` or `<!-- unpublished -->` and the same mark with a slash. There
are published packages as soon as there is a public repository (`appflow_provider.home`).
"""

import re

from appflow_provider.home import GO_MODULE, NPM_PACKAGE

_PART = re.compile(r"<!-- (published|unpublished) -->\n(.*?)<!-- /\1 -->\n", re.DOTALL)
_PYTHON = "pulumi-appflow"


def published(page: str, repository: str | None) -> str:
    """The page as it is with or without a public repository."""
    kept = "unpublished" if repository is None else "published"
    page = _PART.sub(lambda part: part[2] if part[1] == kept else "", page)
    return page.replace("{packages}\n", _packages(repository))


def _packages(repository: str | None) -> str:
    go = f"{repository.removeprefix('https://')}/sdk/go/appflow" if repository else GO_MODULE
    rows = [
        ("Python", _PYTHON, f"https://pypi.org/project/{_PYTHON}/"),
        ("TypeScript, JavaScript", NPM_PACKAGE, f"https://www.npmjs.com/package/{NPM_PACKAGE}"),
        ("Go", go, f"https://pkg.go.dev/{go}"),
    ]
    lines = [
        f"| {language} | {f'[`{name}`]({link})' if repository else f'`{name}`'} |\n"
        for language, name, link in rows
    ]
    return "".join(["| language | package |\n", "| --- | --- |\n", *lines, "| YAML | none |\n"])
