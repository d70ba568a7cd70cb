"""What a resource is waiting for. Each front shows it in its own way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """
    One moment of a wait.

    Attributes:
        phase: What it waits for, such as `waiting until flow orders is gone`. A new phase is always shown.
        seconds: How long it has taken, or None at its end.
        detail: Details, such as `3 records, 120 bytes`.
    """

    phase: str
    seconds: float | None = None
    detail: str = ""

    def __str__(self) -> str:
        return self.text if self.seconds is None else f"{self.text} ({self.seconds:.0f}s)"

    @property
    def text(self) -> str:
        """The phase and the detail."""
        return f"{self.phase}: {self.detail}" if self.detail else self.phase
