"""
Imports existing resources: writes a file for `pulumi import --file`, and the program that declares the same resources.

`finding` reads a region, `importing` and `program` write, `command` is for people. Nothing here knows Pulumi: the file is
plain JSON, the program plain text.
"""
