"""The executable `pulumi-converter-appflow`. The engine starts it. Users can pass `--help`."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the help or the version if an option asks for it, or serve the engine."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--help" in given or "-h" in given:
        from appflow_provider.converter.arguments import parser

        print(parser().format_help(), end="")  # noqa: T201
    elif "--version" in given:
        from appflow_provider.packaged import version

        print(version())  # noqa: T201
    else:
        from appflow_provider.plugin.stubs import load_stubs

        load_stubs()
        from appflow_provider.converter.serving import serve

        serve()


if __name__ == "__main__":
    main()
