"""Lets `python -m appflow_provider.adopt` do what `appflow-pulumi` does."""

import sys

from appflow_provider.adopt.command import main

if __name__ == "__main__":
    sys.exit(main())
