"""
Imports existing resources: writes a file for `pulumi import --file`, and the program that declares the same resources.

`finding` reads a region, `importing` and `program` create the texts, and `command` is the command line. Nothing here imports
Pulumi: the file is plain JSON, the program plain text.
"""
