"""
A run that moves data: the data plane between moto's services and the records of the control plane.

`run` decides whether there is anything to move, `sources` reads it, `data_plane` carries it out, and `destinations` writes it.
`catalog` registers tables, and `reports` sends events and metrics.
"""
