"""Where Pulumi's language host starts this folder as a plugin."""

from appflow_provider.plugin.__main__ import main

if __name__ == "__main__":
    main()
