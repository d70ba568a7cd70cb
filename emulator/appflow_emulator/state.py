"""
What all operations share: the state of one account in one region, and common lookups.

Each operation is a method of a mixin over this class, one module per subject; `models` combines them. `__init__` creates all
state, because moto's reset empties the instance and calls it again. Code that reads and then writes must hold `lock`;
`responses` takes it around every operation.
"""

import threading
import uuid
from collections.abc import Mapping
from typing import Any

from moto.core.base_backend import BaseBackend

from appflow_emulator.assumptions import Assumptions, current_assumptions
from appflow_emulator.aws_backends import Location, caller_arn, managed_key
from appflow_emulator.exceptions import ResourceNotFound
from appflow_emulator.records import ConnectorRecord, FlowRecord, ProfileRecord
from appflow_emulator.tokens import ClientTokens

Request = Mapping[str, Any]
Answer = dict[str, Any]


class State(BaseBackend):
    """Flows, profiles and connectors by name, client tokens, and the current caller."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.lock = threading.RLock()
        self.flows: dict[str, FlowRecord] = {}
        self.deleted_flows: dict[
            str, FlowRecord
        ] = {}  # deleted, but still shown for a while, depending on the assumption
        self.profiles: dict[str, ProfileRecord] = {}
        self.connectors: dict[str, ConnectorRecord] = {}
        self.tokens = ClientTokens()
        self.access_key = ""
        self.numbers = 0

    @property
    def assumptions(self) -> Assumptions:
        """The current answers to open questions."""
        return current_assumptions()

    @property
    def location(self) -> Location:
        """The account and region of this backend."""
        return Location(self.account_id, self.region_name, self.partition)

    @property
    def caller(self) -> str:
        """The ARN of the caller who signed the current request."""
        return caller_arn(self.location, self.access_key)

    @property
    def connector_labels(self) -> dict[str, str]:
        """The label of each custom connector's profile, by the name of the profile."""
        found = ((each.name, each.connector_label) for each in self.profiles.values())
        return {name: label for name, label in found if label is not None}

    def next_number(self) -> int:
        """A number larger than all before. It orders objects by creation, and pages."""
        self.numbers += 1
        return self.numbers

    def arn(self, kind: str, name: str) -> str:
        """`arn:aws:appflow:<region>:<account>:<kind>/<name>` (documented)."""
        return f"arn:{self.partition}:appflow:{self.region_name}:{self.account_id}:{kind}/{name}"

    def managed_key_arn(self) -> str:
        """The ARN of the KMS key that AppFlow manages in this account and region. It never changes, and KMS has the key."""
        return managed_key(
            self.location, str(uuid.uuid5(uuid.NAMESPACE_URL, self.arn("key", "managed")))
        )

    def flow(self, name: str) -> FlowRecord:
        """The flow. Raises ResourceNotFound in our words: no public record has AppFlow's."""
        if name not in self.flows:
            raise ResourceNotFound(f"Flow with name {name} does not exist.")
        return self.flows[name]

    def profile(self, name: str) -> ProfileRecord:
        """The connector profile. Raises ResourceNotFound in the words that were seen (Terraform's issues)."""
        if name not in self.profiles:
            raise ResourceNotFound(f"Connector Profile with name {name} does not exist.")
        return self.profiles[name]


def without_none(**members: Any) -> Answer:
    """A structure without its unset members."""
    return {name: value for name, value in members.items() if value is not None}
