"""
What a resource is given to work with: the service behind a Protocol, and the circumstances of one operation.

The fronts make an `OperationContext` for each of the engine's calls; tests make one around a fake.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Protocol

from appflow_provider.errors import AppFlowError
from appflow_provider.progress import Progress


class Service(Protocol):
    """AppFlow in one region, as the resources need it."""

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
        The same for a read whose answer may be a moment old, but older than no write of ours.

        Raises:
            AppFlowError: the service refused or could not be reached.
        """
        ...

    def now(self) -> datetime:
        """The present by AWS's clock, with its offset."""
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
    One operation on one resource.

    Attributes:
        service: Gives the service for a region; None means the provider's own region.
        urn: Who the resource is in the stack. Client tokens derive from it.
        stack: An id of the stack that no other has; empty where there is none.
        is_new_stack: Whether that id was made in this run, so that no earlier one can have used it.
        timeout: Seconds after which waits give up; 0 means our default.
        say: Shows how a wait goes on.
        warn: Warns beside the resource.
        report: Warns beside the resource, with what the service says of it.
    """

    service: Callable[[str | None], Service]
    urn: str = ""
    stack: str = ""
    is_new_stack: bool = False
    timeout: float = 0
    say: Callable[[Progress], None] = field(default=lambda _progress: None)
    warn: Callable[[str], None] = field(default=lambda _text: None)
    report: Callable[[AppFlowError], None] = field(default=lambda _said: None)
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(timezone.utc))
