"""The forms of a report: what each holds, that machines can read them, and that none shows a secret or another's markup."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from appflow_command.doctor.facts import Fact, Fleet, Flow, Profile, Run
from appflow_command.doctor.formats import FORMATS
from appflow_command.doctor.formats.markdown import LIMIT
from appflow_command.doctor.formats.text import how
from appflow_command.doctor.judging import judge
from appflow_command.doctor.program import of_preview
from appflow_command.doctor.ruling import Severity
from appflow_provider.values import SECRET, SIGNATURE
from tests.command import previews
from tests.command.doctor import fleets
from tests.command.doctor.schemas import JUNIT, SARIF

Doctor = Callable[..., tuple[int, str, str]]

NOW = datetime(2031, 1, 1, 12, tzinfo=timezone.utc)
HUSH = "hunter2-qz7marker"
HOSTILE = ["<script>", "]]>", "| a |", "`code`", "\x1b[31mred", "\u202eevil", "@octocat", "\x00"]


def ill(message: str = "Error while authenticating to connector", name: str = "orders") -> Fleet:
    """A flow that failed, one that runs, and a profile whose private connection failed."""
    failed = Run("Error", NOW, message=message)
    known = frozenset({Fact.LISTED, Fact.SUSPECTS, Fact.PROFILES})
    return Fleet(
        "region eu-west-1",
        known,
        NOW,
        [
            Flow(name, "", "Scheduled", "Salesforce", "S3", "Active", last=failed, tags={"a": "b"}),
            Flow(
                "fine", "", "OnDemand", "S3", "S3", "Active", last=Run("Successful", NOW), tags={}
            ),
        ],
        [Profile("crm", "Salesforce", NOW, NOW, "FAILED", f"ACCESS_DENIED: {message}")],
        calls=3,
    )


def of_program() -> Fleet:
    """A preview whose finding has a line of the program."""
    flow = previews.flow(previews.mapped("Id"), tags={"a": "b"}, kmsArn="arn:aws:kms:x")
    bare = {**flow, "flowName": "bare", "tags": None}
    steps = previews.preview(
        previews.step("create", after=flow), previews.step("same", flow, bare, name="bare")
    )
    return of_preview(steps, "preview", NOW)


FLEETS = {"ill": ill(), "program": of_program(), "empty": Fleet("region x", frozenset(Fact), NOW)}


def rendered(kind: str, fleet: Fleet, fails: Severity | None = Severity.ERROR) -> str:
    return FORMATS[kind](judge(fleet), fails)


@pytest.mark.parametrize("fleet", FLEETS.values(), ids=FLEETS)
def test_sarif_is_valid_and_each_result_has_its_rule(fleet: Fleet) -> None:
    import jsonschema  # late: it takes seconds, and each process collects this module

    whole = json.loads(rendered("sarif", fleet))
    jsonschema.validate(whole, SARIF)
    (run,) = whole["runs"]
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert (rule["id"], rule["defaultConfiguration"]["level"]) == (
            result["ruleId"],
            result["level"],
        )
    assert len(run["results"]) == len(judge(fleet).findings)


def test_sarif_leads_to_the_line_of_the_program() -> None:
    (run,) = json.loads(rendered("sarif", of_program()))["runs"]
    (bare,) = [each for each in run["results"] if each["ruleId"] == "no-tags"]
    (location,) = bare["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "__main__.py"
    assert location["physicalLocation"]["region"] == {"startLine": 12}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "flow/bare/tags"


@pytest.mark.parametrize("fails", [*Severity, None])
@pytest.mark.parametrize("fleet", FLEETS.values(), ids=FLEETS)
def test_junit_is_valid_and_fails_what_the_command_fails(
    fleet: Fleet, fails: Severity | None
) -> None:
    document = etree.fromstring(rendered("junit", fleet, fails).encode())
    etree.XMLSchema(etree.fromstring(JUNIT)).assertValid(document)
    (suite,) = document
    report = judge(fleet)
    failing = [each for each in report.findings if fails and each.rule.severity.rank <= fails.rank]
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) == len(failing)
    assert int(suite.get("tests")) == len(suite)
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped")) == len(report.left)


def test_the_text_has_the_screen_the_findings_and_what_was_not_judged() -> None:
    lines = rendered("text", ill()).splitlines()
    assert lines[:2] == [
        "region eu-west-1, 2031-01-01 12:00 UTC",
        "2 flows: 1 failed, 1 ok. 3 requests to AppFlow.",
    ]
    assert lines[3].split() == ["flow", "from", "to", "state", "last", "run", "next", "run"]
    assert lines[4].split() == [
        "orders",
        "Salesforce",
        "S3",
        "failed",
        "0",
        "min",
        "ago",
        "Error",
        "Scheduled",
    ]
    at = lines.index("Warnings (1)")
    assert lines[at + 1].startswith(
        "  flow orders: Its last run failed: Error while authenticating to connector. The application did not accept the login"
    )
    assert lines[at + 1].endswith("[last-run-failed]")
    assert lines[at + 3].startswith("    next: Set new credentials on the connector profile")
    assert "  the definition of every flow (--deep, or --state or --preview)" in lines


def test_the_findings_come_by_severity_and_each_kind_of_facts_says_how_to_have_it() -> None:
    heads = re.findall(r"^(\w+) \(\d+\)$", rendered("text", ill()), re.MULTILINE)
    assert heads == ["Errors", "Warnings", "Notes"]
    assert all(how(each) for each in Fact)


def test_a_fleet_without_a_fault_says_so() -> None:
    text = rendered("text", FLEETS["empty"])
    assert "0 flows.\n" in text
    assert "Estimate" not in text
    assert f"Nothing to report by {len(judge(FLEETS['empty']).judged)} rules.\n" in text


def test_markdown_is_a_table_that_fits_into_a_comment() -> None:
    text = rendered("markdown", ill())
    assert text.startswith("### AppFlow doctor: 1 error, 1 warning, 1 note\n")
    assert "| warning | flow `orders` | Its last run failed" in text
    many = [Flow(f"f{number}", status="Active", tags={}) for number in range(3_000)]
    long = rendered("markdown", Fleet("region x", frozenset({Fact.LISTED}), NOW, many))
    assert len(long) < LIMIT
    assert "more findings. Use --format json." in long


def test_json_has_all_that_the_others_show() -> None:
    whole = json.loads(rendered("json", ill()))
    assert whole["counts"] == {"error": 1, "warning": 1, "note": 1}
    assert [each["rule"] for each in whole["findings"]] == [
        "private-connection-failed",
        "last-run-failed",
        "no-tags",
    ]
    assert whole["notJudged"]["unused-profile"] == [Fact.DEFINITIONS.value]
    assert [each["state"] for each in whole["flows"]] == ["ok", "failed"]
    assert whole["flows"][1]["lastRun"]["startedAt"] == NOW.isoformat()


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("kind", FORMATS)
def test_what_others_wrote_is_text_in_every_form(kind: str, word: str) -> None:
    text = rendered(kind, ill(f"It said {word}.", name=f"orders{word}"))
    assert text.replace("\n", "").isprintable()
    if kind == "junit":
        etree.fromstring(text.encode())
    if kind in {"json", "sarif"}:
        json.loads(text)
    if kind == "markdown":
        assert "<script>" not in text.replace("`orders<script>`", "").partition("<details>")[0]
        assert "\\@octocat" in text or "@octocat" not in text.replace("`orders@octocat`", "")


MESSAGES = [
    f"Unauthorized: Bearer {HUSH} is not valid",
    f'{{"access_token": "{HUSH}", "scope": "api"}}',
    f"POST /token?client_secret={HUSH}&grant=x failed",
    f"password={HUSH}",
    f"POST https://somebody:{HUSH}@erp.example/token failed",
    f"apiKey: {HUSH}",
    f"Basic {base64.b64encode(HUSH.encode()).decode()} refused",
]


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_credential_in_a_message_of_an_application_is_hidden(kind: str, message: str) -> None:
    text = rendered(kind, ill(message))
    assert HUSH not in text
    assert base64.b64encode(HUSH.encode()).decode() not in text
    assert "[hidden]" in text.replace("\\", "")


def tainted() -> dict[str, Any]:
    """A stack with secrets in the clear: a credential, and members of a flow."""
    fleets.healthy()
    state = fleets.state()
    mark = {SIGNATURE: SECRET, "plaintext": json.dumps(HUSH)}
    credentials = {"salesforce": {"accessToken": HUSH, "refreshToken": mark}}
    profile = fleets.resource(state, "crm")
    profile["connectorProfileConfig"] = {"connectorProfileCredentials": credentials}
    profile["kmsArn"] = mark
    copied = fleets.resource(state, "copied")
    copied["destinationFlowConfigList"][0]["destinationConnectorProperties"]["s3"] = {
        "bucketName": mark,
        "bucketPrefix": mark,
    }
    copied["tags"] = {"team": mark, "owner": HUSH}
    copied["description"] = mark
    copied["kmsArn"] = None
    copied["triggerConfig"]["triggerProperties"]["scheduled"]["scheduleExpression"] = mark
    fleets.resource(state, "orders")["tags"] = mark
    fleets.resource(state, "accounts")["flowName"] = mark
    fleets.resource(state, "lake")["policy"] = mark
    for each in state["deployment"]["resources"]:
        each["outputs"] = {"secret": mark, "clear": HUSH}
    return state


@pytest.mark.parametrize("kind", FORMATS)
def test_no_secret_of_a_stack_is_in_any_output(kind: str, doctor: Doctor) -> None:
    Path("state.json").write_text(json.dumps(tainted()))
    status, out, err = doctor("--state", "state.json", "--format", kind, "--fail-on", "note")
    assert status == 1  # it found the missing key
    assert HUSH not in out + err
    assert SIGNATURE not in out + err


@pytest.mark.parametrize("kind", FORMATS)
def test_no_secret_or_unknown_of_a_preview_is_in_any_output(kind: str) -> None:
    flow = previews.flow(previews.mapped("Id"), flowName=previews.UNKNOWN, tags=previews.SECRET)
    flow["destinationFlowConfigList"][0]["destinationConnectorProperties"]["s3"] = {
        "bucketName": previews.SECRET
    }
    fleet = of_preview(previews.preview(previews.step("create", after=flow)), "preview", NOW)
    text = rendered(kind, fleet)
    assert previews.UNKNOWN not in text
    assert previews.SECRET not in text


def test_the_text_says_once_what_to_do_about_findings_that_are_alike() -> None:
    fleet = ill()
    bare = [replace(fleet.flows[1], name=name) for name in ("first", "second")]
    text = rendered("text", replace(fleet, flows=[*fleet.flows[:1], *bare]))
    first = text[text.index("  flow first: It has no tags") :]
    assert first.splitlines()[1].startswith("  flow second: It has no tags")
    assert first.count("Set tags on the flow") == 1


def test_a_word_that_names_the_cause_is_explained_also_where_it_looks_like_a_credential() -> None:
    text = rendered("text", ill("Refused with error code: INVALID_SESSION_ID"))
    assert "Salesforce ended the session" in text
