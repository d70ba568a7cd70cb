"""
Imports existing resources: writes a file for `pulumi import --file`, and the program that declares the same resources.

`finding` reads a region, `importing` and `program` create the texts. Nothing here imports Pulumi: the file is plain JSON, the
program plain text. `appflow_command.import_` is the command line.
"""
