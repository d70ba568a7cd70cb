"""Makes `python -m appflow_command` run `appflow-pulumi`."""

import sys

from appflow_command.main import main

if __name__ == "__main__":
    sys.exit(main())
