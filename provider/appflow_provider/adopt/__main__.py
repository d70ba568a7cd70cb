"""Makes `python -m appflow_provider.adopt` run `appflow-pulumi`."""

import sys

from appflow_provider.adopt.command import main

if __name__ == "__main__":
    sys.exit(main())
