"""
What an operation gets: the API client as a Protocol, and the context of the engine's call.

`provider` makes an `OperationContext` for each call of the engine; tests make one with a fake service.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Protocol

from appflow_provider.errors import AppFlowError
from appflow_provider.progress import Progress


class Service(Protocol):
    """AppFlow in one region. Requests and replies are in API spelling."""

    @property
    def region(self) -> str:
        """The region that requests go to."""
        ...

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        Call one operation of the API, with retries.

        Raises:
            AppFlowError: the service refused or could not be reached.
        """
        ...

    def shared(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        Call a read operation. The reply may come from a cache, but never from before our last write.

        Raises:
            AppFlowError: the service refused or could not be reached.
        """
        ...

    def now(self) -> datetime:
        """The current time by AWS's clock, with a UTC offset."""
        ...

    def pause(self, seconds: float) -> None:
        """
        Wait, unless the user cancels.

        Raises:
            Cancelled: the user cancelled.
        """
        ...


@dataclass(frozen=True)
class OperationContext:
    """
    The context of one operation on one resource.

    Attributes:
        service: Returns AppFlow in a region; None means the provider's own region.
        urn: The URN of the resource. Client tokens derive from it.
        stack: A unique id of the stack; empty if it is not known.
        is_new_stack: Whether this run made that id, so that no earlier run can have used it.
        timeout: Seconds until a wait ends with an error; 0 means our default.
        say: Shows the progress of a wait.
        warn: Shows a warning at the resource.
        report: Shows a message of AppFlow as a warning at the resource.
        clock: The current time of this machine.
    """

    service: Callable[[str | None], Service]
    urn: str = ""
    stack: str = ""
    is_new_stack: bool = False
    timeout: float = 0
    say: Callable[[Progress], None] = field(default=lambda _progress: None)
    warn: Callable[[str], None] = field(default=lambda _text: None)
    report: Callable[[AppFlowError], None] = field(default=lambda _error: None)
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(timezone.utc))
