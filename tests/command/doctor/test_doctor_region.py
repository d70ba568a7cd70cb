"""What the doctor and the graph make of odd replies: members that are missing, null or of another type end in a report, not in a traceback."""

import copy
import os
import random
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from appflow_command.doctor.formats import FORMATS
from appflow_command.doctor.judging import judge
from appflow_command.doctor.region import Reader
from appflow_command.graph.data import as_json
from appflow_command.graph.mermaid import as_mermaid
from appflow_command.graph.openlineage import as_openlineage
from appflow_command.graph.origins import of_region
from tests.command.doctor.fleets import definitions
from tests.properties.odd_values import places, with_value

NUMBER = int(os.environ.get("APPFLOW_EXAMPLES") or 300)
NOW = datetime(2031, 1, 1, tzinfo=timezone.utc)
ODD: tuple[Any, ...] = (
    *(None, "", "text", 0, -1, 10**400, 1.5, float("nan"), True, NOW),
    *([], [None], [7], {}, {"text": None}, {"text": 7}),
)


def replies() -> dict[str, Any]:
    """A reply for each operation: two flows, one of which AppFlow has suspended, and a profile."""
    failed = {"mostRecentExecutionStatus": "Error", "mostRecentExecutionMessage": "No."}
    listed = {
        "flowName": "copied",
        "flowStatus": "Active",
        "triggerType": "Scheduled",
        "sourceConnectorType": "S3",
        "destinationConnectorType": "S3",
        "createdAt": NOW - timedelta(days=400),
        "lastUpdatedAt": NOW - timedelta(days=300),
        "tags": {"team": "shop"},
        "lastRunExecutionDetails": {**failed, "mostRecentExecutionTime": NOW},
    }
    result = {
        "recordsProcessed": 7,
        "bytesProcessed": 10**9,
        "errorInfo": {"putFailuresCount": 1, "executionMessage": "No."},
    }
    run = {
        "executionStatus": "Error",
        "startedAt": NOW - timedelta(hours=9),
        "lastUpdatedAt": NOW,
        "executionResult": result,
    }
    profile = {
        "connectorProfileName": "crm",
        "connectorType": "Salesforce",
        "createdAt": NOW - timedelta(days=4000),
        "lastUpdatedAt": NOW,
        "privateConnectionProvisioningState": {"status": "FAILED", "failureMessage": "No."},
    }
    return {
        "ListFlows": {"flows": [listed, {**listed, "flowName": "late", "flowStatus": "Suspended"}]},
        "DescribeConnectorProfiles": {"connectorProfileDetails": [profile]},
        "DescribeFlow": {
            **definitions("copied")["accounts"],
            "flowStatusMessage": "5 runs failed.",
        },
        "DescribeFlowExecutionRecords": {"flowExecutions": [run, copy.deepcopy(run)]},
    }


class Odd:
    """AppFlow with these replies."""

    region = "eu-west-1"

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told = told

    def call(self, operation: str, _request: Mapping[str, Any]) -> dict[str, Any]:
        return dict(self._told[operation])

    shared = call

    def now(self) -> datetime:
        return NOW

    def pause(self, _seconds: float) -> None:
        return


@pytest.mark.parametrize("deep", [False, True])
def test_odd_replies_end_in_a_report(deep: bool) -> None:
    chance = random.Random(0)
    for _ in range(NUMBER):
        told = replies()
        for _change in range(chance.choice((1, 1, 2, 3))):
            inner = [path for path in places(told) if len(path) > 1]
            told = with_value(told, chance.choice(inner), chance.choice(ODD))
        if deep:
            flows = of_region(Odd(told), lambda *_: None)
            assert as_json(flows)
            assert as_openlineage(flows, "2031-01-01T00:00:00Z") or not flows
            assert as_mermaid(flows)
        report = judge(Reader(Odd(told), lambda *_: None).fleet(deep=deep))
        assert report.judged
        for form in FORMATS.values():
            assert form(report, None)
