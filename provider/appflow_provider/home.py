"""
The project's public home, named only here. Errors, the schema, the SDKs, the release and the documentation use it.

While nobody owns a repository, nothing claims that there is one, and the release is a rehearsal.
"""

OWNER: str | None = None
"""The GitHub user or organisation that owns the public repository; None while there is none."""

_PLACE = f"github.com/{OWNER}/pulumi-appflow" if OWNER else None

REPOSITORY = f"https://{_PLACE}" if _PLACE else None
"""The address of the public repository."""

PUBLISHER = OWNER or "pulumi-appflow"
"""Who publishes the package, as Pulumi's registry shows it."""

PLUGIN_DOWNLOAD_URL = f"github://api.github.com/{OWNER}/pulumi-appflow" if OWNER else None
"""Where Pulumi downloads the plugin from: the releases of the repository."""

LOGO = (
    f"https://raw.githubusercontent.com/{OWNER}/pulumi-appflow/main/docs/logo.png"
    if OWNER
    else None
)
"""Where Pulumi's registry finds the logo."""

GO_MODULE = f"{_PLACE or 'example.com/pulumi-appflow'}/sdk/go/appflow"
"""The import path of the Go SDK. Without an owner it is on a domain that is reserved for examples, and nothing answers there."""

NPM_PACKAGE = "pulumi-appflow"
"""The name of the TypeScript SDK."""


def where_to_report(repository: str | None = REPOSITORY) -> str:
    """Where to report a bug, as the end of a sentence."""
    if repository is None:
        return "to the person who gave you this package (it has no public repository yet)"
    return f"at {repository}/issues"
