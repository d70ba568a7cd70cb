"""The two versions of a flow in a preview, as flows of a graph."""

from appflow_command.changes import FlowChange
from appflow_command.graph.model import Flow
from appflow_command.graph.reading import flow_of
from appflow_provider.resources.contract import AUTONAMED


def wanted(change: FlowChange) -> Flow | None:
    """The flow as the program wants it; None if it will be deleted."""
    declared = change.after
    if declared is None:
        return None
    # The automatic name of a new flow is another one in each preview.
    is_made_up = bool(declared.inputs.get(AUTONAMED)) and change.before is None
    own = {"flow_name": ""} if is_made_up else {}
    return flow_of(change.name, declared.inputs, declared.labels, place=change.place, **own)


def deployed(change: FlowChange) -> Flow | None:
    """The flow as it is deployed, or as another version of the program wants it; None for a new one."""
    declared = change.before
    return flow_of(change.name, declared.inputs, declared.labels) if declared else None
