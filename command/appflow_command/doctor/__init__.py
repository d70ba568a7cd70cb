"""
`appflow-pulumi doctor`: what is wrong with the flows of a region, of a stack, or of a program that is not deployed yet.

`region`, `stack` and `preview` each gather facts into a `Fleet`. `rules` judge it, and `formats` lay out what they find. Nothing here
changes anything in AWS or Pulumi.
"""
