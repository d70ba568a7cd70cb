"""What flows can do with an application that AppFlow reaches through a custom connector."""

from dataclasses import dataclass

__all__ = ["Use"]


@dataclass(frozen=True)
class Use:
    """
    How flows use an application. By the user guide they only read from it, except where an entry says otherwise.

    Attributes:
        source: Whether flows can read from it; None where no public source says so.
        destination: Whether flows can write to it.
        reaches: The connector types of the only destinations for its records; empty where the connector's registration decides.
        api_version: The `apiVersion` that cdk-appflow sends.
        entities: What an `entityName` looks like in cdk-appflow; names stand in backticks.
        notes: Limits and other facts of the user guide, and of cdk-appflow.
    """

    source: bool | None = True
    destination: bool = False
    reaches: tuple[str, ...] = ()
    api_version: str | None = None
    entities: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """Whether it is a source, a destination or both, in words."""
        if not self.destination:
            return "source"
        return {True: "both", False: "destination", None: "destination; source not known"}[
            self.source
        ]
