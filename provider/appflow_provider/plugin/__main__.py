"""
The executable `pulumi-resource-appflow`. The engine passes its own address as the last argument. Users can pass `--help`.
"""

import sys
from collections.abc import Sequence

_HELP = """\
pulumi-resource-appflow: the Pulumi provider for Amazon AppFlow.

Pulumi starts this program itself. Name its folder in Pulumi.yaml, or install it as a plugin:

  pulumi plugin install resource appflow VERSION --file pulumi-resource-appflow.tar.gz

usage: pulumi-resource-appflow [--help | --version | --schema | ENGINE_ADDRESS]

  --version  print the version
  --schema   print the package schema
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the help, version or schema if an option asks for it, or serve the engine."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--help" in given or "-h" in given:
        print(_HELP, end="")  # noqa: T201
    elif "--version" in given:
        from appflow_provider.packaged import version

        print(version())  # noqa: T201
    elif "--schema" in given:
        from appflow_provider.packaged import schema

        print(schema(), end="")  # noqa: T201
    else:
        from appflow_provider.plugin.stubs import load_stubs

        load_stubs()
        from appflow_provider.plugin.serving import serve

        serve()


if __name__ == "__main__":
    main()
