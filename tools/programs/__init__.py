"""
Example programs, each written once in YAML and generated in every other language.

A page in `schema` or `docs` here is the source of the page of the same name in `provider/appflow_provider/schema/examples` or `docs`.
Each block of the kind `program` in it becomes the same program in every language. `pages` finds the programs and puts the generated
ones in their place, `converting` asks Pulumi's own converters for them, and `links` and `publication` make a page fit Pulumi's registry.
`python -m tools.programs` writes what has changed.
"""
