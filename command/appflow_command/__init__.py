"""
What people type: the command `appflow-pulumi`, and the plugin for pytest.

`main` has the table of subcommands, one module or package each. It imports the chosen one alone, so that `--help` and a short
command stay quick. A subcommand has the four names of `console.Subcommand`.
"""
