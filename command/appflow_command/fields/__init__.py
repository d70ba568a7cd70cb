"""
`appflow-pulumi fields`: records the fields of objects, so that a preview of a mirror needs no login.

`command` reads AppFlow and writes a file for each object; `constants` writes the names of fields as a Python module.
"""
