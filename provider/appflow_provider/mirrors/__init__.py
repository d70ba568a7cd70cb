"""
Mirrors: turns one set of rules into the inputs of a flow for each object.

`planning` is the way through this room and `plan` its door: `validation` looks at the inputs, `resolving` finds objects and fields,
`selection` applies the rules about fields, `judging` says what is wrong with them, and `flows` writes the inputs of each flow.
`schemas` has the fields of an object and the form in which they are recorded, `catalogue` where they come from, `templates` fills in
the name of an object, and `tasks` writes what AppFlow needs for a mapping. Nothing here calls AppFlow: a `Catalogue` is passed in.
"""

from appflow_provider.mirrors.asked import Asked
from appflow_provider.mirrors.catalogue import Catalogue, Looked, Recorded
from appflow_provider.mirrors.flows import WHENCE, MirroredFlow
from appflow_provider.mirrors.planning import Plan, plan

__all__ = ["WHENCE", "Asked", "Catalogue", "Looked", "MirroredFlow", "Plan", "Recorded", "plan"]
