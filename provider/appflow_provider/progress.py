"""What a resource waits for, as a value that each front shows in its own way."""

from dataclasses import dataclass

__all__ = ["Progress"]


@dataclass(frozen=True)
class Progress:
    """
    One moment of a wait.

    Attributes:
        phase: What is waited for, `waiting until flow orders is gone`. Another phase is always shown.
        seconds: How long, or None where it is over.
        detail: What is known of it, `3 records, 120 bytes`.
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
