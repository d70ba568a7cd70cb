"""One run as the modules of this room see it: the flow, the run and the account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.aws_backends import Location
from appflow_emulator.data_plane.objects import RunStamp
from appflow_emulator.records import FlowRecord, Run


@dataclass(frozen=True)
class Job:
    """A run of a flow. `labels` has the label of each custom connector's profile by the profile's name."""

    location: Location
    flow: FlowRecord
    run: Run
    assumptions: Assumptions
    labels: Mapping[str, str]

    @property
    def request(self) -> dict[str, Any]:
        """The definition that the run uses, as a CreateFlow request."""
        return {"flowName": self.flow.name, **self.run.definition}

    @property
    def stamp(self) -> RunStamp:
        """What keys and events show of the run."""
        return RunStamp(
            self.flow.name,
            self.run.execution_id,
            self.run.started_at,
            self.flow.schema_version,
        )
