"""
The data plane: what a run of a flow does to records.

`plan` reads a flow's request. `rows` carries it out record by record, and `frames` the same plan with polars. `formats` reads and
writes files, and `objects` says under which keys they lie. Nothing here knows moto, HTTP or the records of the control plane.
"""
