"""
What every operation shares: the memory of one account in one region, and the small questions asked of it.

The operations are mixins over this class, one module a subject; `models` puts them together. All state is made in
`__init__`, because moto's reset empties the instance and calls it again. Whoever reads and then writes holds `lock`;
`responses` takes it around every operation.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping
from typing import Any

from moto.core.base_backend import BaseBackend

from .assumptions import Assumptions, current_assumptions
from .exceptions import ResourceNotFound
from .neighbours import Place, caller_arn, managed_key
from .records import Connector, Flow, Profile
from .tokens import ClientTokens

Request = Mapping[str, Any]
Answer = dict[str, Any]


class State(BaseBackend):
    """Flows, profiles and connectors by name, client tokens, and who is calling."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.lock = threading.RLock()
        self.flows: dict[str, Flow] = {}
        self.deleted_flows: dict[str, Flow] = {}  # still to be seen for a while, if so assumed
        self.profiles: dict[str, Profile] = {}
        self.connectors: dict[str, Connector] = {}
        self.tokens = ClientTokens()
        self.access_key = ""
        self._numbers = 0

    @property
    def assumptions(self) -> Assumptions:
        """The answers to open questions in force now."""
        return current_assumptions()

    @property
    def place(self) -> Place:
        """Where this backend's neighbours are."""
        return Place(self.account_id, self.region_name, self.partition)

    @property
    def caller(self) -> str:
        """The ARN of whoever signed the request at hand."""
        return caller_arn(self.place, self.access_key)

    def next_number(self) -> int:
        """A number larger than all before: the order of creation, and of pages."""
        self._numbers += 1
        return self._numbers

    def arn(self, kind: str, name: str) -> str:
        """`arn:aws:appflow:<region>:<account>:<kind>/<name>` (documented)."""
        return f"arn:{self.partition}:appflow:{self.region_name}:{self.account_id}:{kind}/{name}"

    def managed_key_arn(self) -> str:
        """The KMS key that AppFlow manages in this account and region: made up, always the same, known to KMS."""
        return managed_key(
            self.place, str(uuid.uuid5(uuid.NAMESPACE_URL, self.arn("key", "managed")))
        )

    def flow(self, name: str) -> Flow:
        """The flow, or a refusal. The wording is ours: none is on public record."""
        if name not in self.flows:
            raise ResourceNotFound(f"Flow with name {name} does not exist.")
        return self.flows[name]

    def profile(self, name: str) -> Profile:
        """The connector profile, or the refusal that was seen (Terraform's issues)."""
        if name not in self.profiles:
            raise ResourceNotFound(f"Connector Profile with name {name} does not exist.")
        return self.profiles[name]


def without_none(**members: Any) -> Answer:
    """A structure without the members that are not set."""
    return {name: value for name, value in members.items() if value is not None}
