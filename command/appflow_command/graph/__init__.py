"""
`appflow-pulumi graph`: the fleet as a graph, and the lineage of its fields.

`origins` reads flows from a preview, a state or a region, `model` holds what a graph shows of them, and `lineage` follows the fields
through the tasks. `mermaid`, `openlineage` and `data` write it. `changes` compares two versions of a flow for the report of a rehearsal.
"""
