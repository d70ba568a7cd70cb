"""What is wrong with a user's inputs: collected, never raised, so that one run names everything."""

from dataclasses import dataclass

from appflow_provider.values import Path, path_text


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the inputs: where, and a sentence that says what would be accepted."""

    path: Path
    reason: str

    def __str__(self) -> str:
        where = path_text(self.path)
        return f"{where}: {self.reason}" if where else self.reason
