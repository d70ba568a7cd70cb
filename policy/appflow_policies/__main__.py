"""
The executables `appflow-policies` and `pulumi-analyzer-policy-appflow`. The engine starts either with its own address as an argument.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

_HELP = """\
appflow-policies: a Pulumi policy pack for Amazon AppFlow. Pulumi starts it:

  pulumi preview --policy-pack "$(command -v appflow-policies)"
  pulumi policy analyze --file state.json --policy-pack "$(command -v appflow-policies)"

usage: appflow-policies [--help | --version | --folder | --list | ENGINE_ADDRESS]

  --version  print the version
  --folder   print the folder of the pack, for --policy-pack of Pulumi before 3.255
  --list     print the policies and their levels
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what an option asks for, or serve the engine."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or "--help" in given or "-h" in given:
        print(_HELP, end="")  # noqa: T201
    elif "--version" in given:
        from appflow_provider.packaged import version

        print(version())  # noqa: T201
    elif "--folder" in given:
        print(Path(__file__).resolve().parent)  # noqa: T201
    elif "--list" in given:
        from appflow_policies.pack import POLICIES

        for each in POLICIES.values():
            print(f"{each.name:<24}{each.level.value:<11}{each.description}")  # noqa: T201
    elif wrong := next((each for each in given if each.startswith("-")), None):
        sys.exit(f"appflow-policies: there is no option {wrong}. See appflow-policies --help")
    else:
        from appflow_provider.plugin.stubs import load_stubs

        load_stubs()
        from appflow_policies.serving import serve

        serve()


if __name__ == "__main__":
    main()
