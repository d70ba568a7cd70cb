"""`appflow-pulumi doctor`: how much it asks of AWS, a whole fleet, its exit statuses and its mistakes."""

import io
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from appflow_command.doctor import region
from appflow_command.doctor.limits import Limits
from appflow_command.doctor.rules import RULES
from appflow_provider.service.services import AppFlow
from tests.command.doctor import fleets
from tests.command.doctor.test_doctor_rules import PLANTS
from tests.stories import backend

Doctor = Callable[..., tuple[int, str, str]]
Found = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each operation is called."""
    counted: Counter[str] = Counter()
    one_at_a_time = Lock()  # the command reads with several threads
    call = AppFlow.call

    def counting(self: AppFlow, operation: str, request: Any) -> dict[str, Any]:
        with one_at_a_time:
            counted[operation] += 1
        return call(self, operation, request)

    monkeypatch.setattr(AppFlow, "call", counting)
    return counted


def test_a_healthy_fleet_of_two_hundred_flows_is_three_requests(
    found: Found, calls: Counter[str]
) -> None:
    fleets.healthy(200)
    assert found() == []
    assert calls == {"ListFlows": 2, "DescribeConnectorProfiles": 1}


def test_each_ill_one_of_two_hundred_flows_is_one_request_more(
    found: Found, calls: Counter[str]
) -> None:
    fleets.healthy(200)
    for name in ("copied-4", "accounts-5", "orders-6"):
        fleets.flow(name).runs = fleets.failed("No.")
    assert found() == [("last-run-failed", each) for each in ("accounts-5", "copied-4", "orders-6")]
    pages = 2
    assert sum(calls.values()) == pages + 1 + 3


def test_a_healthy_fleet_of_two_hundred_flows_is_healthy_in_depth(
    found: Found, calls: Counter[str]
) -> None:
    fleets.healthy(200)
    assert found("--deep") == []
    assert calls["DescribeFlow"] == calls["DescribeFlowExecutionRecords"] == 200
    assert sum(calls.values()) == 403


def test_a_healthy_program_of_two_hundred_flows_is_healthy(
    found: Found, calls: Counter[str]
) -> None:
    fleets.healthy(200)
    assert found(state=fleets.state()) == []
    assert not calls


def test_a_stack_and_its_region_are_judged_together(found: Found, calls: Counter[str]) -> None:
    state = fleets.state()
    fleets.put("of-others", fleets.definitions("of-others")["copied"], tags={})
    fleets.flow("copied").runs = fleets.failed("No.")
    fleets.resource(state, "orders").pop("kmsArn")
    fleets.resource(state, "accounts")["region"] = "us-east-1"
    assert found("--live", state=state) == [
        ("last-run-failed", "copied"),
        ("no-customer-key", "orders"),
    ]
    assert sum(calls.values()) == 3
    fleets.flow("tickets").runs = [fleets.run(records=0)] * 5
    assert ("reads-nothing", "tickets") in found("--live", "--deep", state=state)


TWELVE = (
    *("deactivated", "idle", "records-refused", "near-run-size", "unused-profile"),
    *("not-rotated", "schedule-ends-soon", "automatic-transfer", "no-tags"),
    *("no-error-handling", "same-keys", "runs-very-often"),
)


def test_twelve_planted_faults_are_these_twelve_findings(found: Found) -> None:
    fleets.healthy(200)
    for name in TWELVE:
        PLANTS[name][0]()
    # The same flow has three of the faults, and stays suspended: what it would cost is not counted.
    fleets.flow("copied").status = "Active"
    fleets.flow("copied-4").status = "Suspended"
    fleets.flow("copied-4").status_message = "5 runs failed."
    told = found("--deep")
    expected = {(name, PLANTS[name][1]) for name in TWELVE if name != "deactivated"}
    assert len(told) == len(TWELVE)
    assert set(told) == expected | {("deactivated", "copied-4")}


def test_each_flow_that_looks_ill_is_one_request(found: Found, calls: Counter[str]) -> None:
    fleets.healthy(20)
    for name, message in (("copied-4", None), ("orders-6", "No.")):
        fleets.flow(name).status, fleets.flow(name).status_message = "Suspended", message
    fleets.flow("accounts-5").runs = fleets.failed("No.", 3)
    told = found()
    assert sorted(told) == [
        ("deactivated", "orders-6"),
        ("keeps-failing", "accounts-5"),
        ("suspended", "copied-4"),
    ]
    assert calls == {
        "ListFlows": 1,
        "DescribeConnectorProfiles": 1,
        "DescribeFlow": 2,
        "DescribeFlowExecutionRecords": 1,
    }


def test_it_sends_requests_that_read_and_no_others(found: Found, calls: Counter[str]) -> None:
    fleets.flow("copied").runs = fleets.failed("No.")
    found("--deep")
    found()
    assert all(each.startswith(("List", "Describe")) for each in calls)


def test_a_flow_that_vanishes_meanwhile_is_left_out(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleets.flow("copied").runs = fleets.failed("No.")
    looks = region.is_suspicious

    def vanishing(flow: Any) -> bool:
        found_ = looks(flow)
        if found_:
            backend.memory().flows.pop(flow.name, None)
        return found_

    monkeypatch.setattr(region, "is_suspicious", vanishing)
    assert found() == []


@pytest.mark.parametrize(
    ("options", "status"),
    [("", 0), ("--fail-on warning", 1), ("--fail-on note", 1), ("--fail-on never", 0)],
)
def test_the_exit_status_follows_the_severity(options: str, status: int, doctor: Doctor) -> None:
    fleets.flow("copied").runs = fleets.failed("No.")  # a warning
    assert doctor(*options.split())[0] == status


def test_an_error_is_status_one_unless_its_rule_is_ignored(doctor: Doctor) -> None:
    fleets.flow("copied").runs = fleets.failed("No.", 3)
    assert doctor()[0] == 1
    assert doctor("--ignore", "keeps-failing")[0] == 0
    assert doctor("--failures", "4")[0] == 0


def test_the_report_goes_to_a_file(doctor: Doctor) -> None:
    status, out, err = doctor("--format", "json", "--output", "report.json")
    assert (status, out, err) == (0, "", "")
    assert json.loads(Path("report.json").read_text())["findings"] == []


def test_a_stack_comes_from_standard_input(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(fleets.state())))
    status, out, _ = doctor("--state", "-")
    assert status == 0
    assert out.startswith("stack, ")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ("--ignore no-tag", 2, "--ignore: there is no rule no-tag. Did you mean no-tags?"),
        (
            "--state a.json --deep",
            2,
            "--deep is about a region, not about a file. With a stack, add --live",
        ),
        (
            "--preview a.json --region eu-west-1",
            2,
            "--region is about AWS, not about a file. With a stack, add --live",
        ),
        ("--live", 2, "--live is about the flows of a stack: --state FILE"),
        ("--state none.json", 3, "--state: none.json: No such file or directory"),
        (
            "--state a.json",
            3,
            "--state: a.json is not an exported stack. Write one with pulumi stack export",
        ),
        (
            "--preview a.json",
            3,
            "--preview: a.json is not a preview. Write one with pulumi preview --json --show-sames",
        ),
        (
            "--preview b.json",
            3,
            "--preview: b.json is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (
            "--fields none",
            3,
            "There is no recorded object in none. Record some with `appflow-pulumi fields --out none`.",
        ),
    ],
)
def test_a_mistake_is_one_sentence(arguments: str, status: int, said: str, doctor: Doctor) -> None:
    Path("a.json").write_text("[]")
    Path("b.json").write_text("{")
    assert doctor(*arguments.split()) == (status, "", f"appflow-pulumi: {said}\n")


@pytest.mark.parametrize("each", fields(Limits), ids=lambda each: each.name)
def test_a_threshold_that_makes_no_sense_is_refused(each: Any, doctor: Doctor) -> None:
    option = f"--{each.name.replace('_', '-')}"
    status, out, err = doctor(option, "-1")
    assert (status, out) == (2, "")
    assert option in err
    assert doctor(option, str(10**12))[0] in {0, 2}
    assert doctor(option, str(each.default))[0] == 0


def test_a_refusal_of_aws_is_one_sentence(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, err = doctor("--endpoint-url", "http://127.0.0.1:9")
    assert (status, out) == (3, "")
    assert len(err.splitlines()) == 1
    assert "--endpoint-url" in err


def test_help_names_every_threshold_and_every_exit_status(
    doctor: Doctor,
) -> None:
    status, out, _ = doctor("--help")
    assert status == 0
    printed = " ".join(out.split())
    assert "0 nothing found that is as bad as --fail-on says, 1 something found" in printed
    assert "--rotate-days DAYS" in printed


def test_the_names_of_the_rules_are_unique() -> None:
    names = [each.name for each in RULES]
    assert len(names) == len(set(names))
