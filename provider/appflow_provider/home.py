"""
Where this project lives: the one place to change when it is published. Errors, the schema and the documentation follow.

While there is no public repository, nothing claims that there is one.
"""

__all__ = ["REPOSITORY", "where_to_report"]

REPOSITORY: str | None = None
"""The address of the public repository, for example `https://github.com/OWNER/pulumi-appflow`; None while there is none."""


def where_to_report(repository: str | None = REPOSITORY) -> str:
    """Where a reader of an error can report it, as the end of a sentence."""
    if repository is None:
        return "to the person who gave you this package (it has no public repository yet)"
    return f"at {repository}/issues"
