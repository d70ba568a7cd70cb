"""The status of a flow's run, which flows and the catalog both report."""

from appflow_provider.shapes.base import ApiEnum


class ExecutionStatus(ApiEnum):
    """States of a run."""

    IN_PROGRESS = "InProgress", "Still running, for 48 hours at most."
    SUCCESSFUL = (
        "Successful",
        "Ended well. Records that a `Validate` task dropped do not change that.",
    )
    ERROR = "Error", "Failed. The run's record says why."
    CANCEL_STARTED = "CancelStarted", "Being canceled."
    CANCELED = "Canceled", "Canceled. What was written before stays where it is."
