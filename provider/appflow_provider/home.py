"""
The project's public repository, named only here. Errors, the schema and the documentation use it.

While there is none, nothing claims that there is one.
"""

REPOSITORY: str | None = None
"""The address of the public repository, for example `https://github.com/OWNER/pulumi-appflow`; None while there is none."""


def where_to_report(repository: str | None = REPOSITORY) -> str:
    """Where to report a bug, as the end of a sentence."""
    if repository is None:
        return "to the person who gave you this package (it has no public repository yet)"
    return f"at {repository}/issues"
