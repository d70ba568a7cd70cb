"""What the data plane refuses."""


class CannotRehearse(ValueError):
    """The flow has something that the data plane does not know. The message says where and what."""
