"""The subcommand over the data plane itself: exit statuses, reports, approved rows, samples, and its mistakes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appflow_command import pulumi
from appflow_command.main import main
from tests.command.previews import SECRET, UNKNOWN, flow, mapped, mask, no_null, preview, step
from tests.programs import destination, source, task

Run = Callable[..., tuple[int, str, str]]

MARK = "qz7marker"
ROWS = [
    {"Id": "1", "Name": "first", "Phone": f"{MARK}1", "Qty": 2},
    {"Id": "2", "Name": "second", "Phone": f"{MARK}2", "Qty": None},
    {"Id": "3", "Name": "third", "Phone": f"{MARK}3", "Qty": 4},
]
PLAIN = [mapped("Id"), mapped("Phone")]
OLD, NEW = flow(*PLAIN), flow(mask("Phone"), *PLAIN)
CUSTOM = {
    **source("CustomConnector", "customConnector", {"entityName": "contacts"}),
    "connectorProfileName": "hub",
}
HUB = {"connectorProfileName": "hub", "connectorLabel": "HubSpot"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program with samples of one object."""
    monkeypatch.chdir(tmp_path)
    account = tmp_path / "samples" / "Salesforce" / "Account.jsonl"
    account.parent.mkdir(parents=True)
    account.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return tmp_path


@pytest.fixture
def rehearse(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command over a preview of these steps, or over one flow before and after."""

    def run(*steps: dict[str, Any], options: str = "", **versions) -> tuple[int, str, str]:
        given = steps or (step("update", versions.get("before"), versions.get("after")),)
        (folder / "preview.json").write_text(json.dumps(preview(*given)))
        status = main(["rehearse", "--preview", "preview.json", *options.split()])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def one_line(err: str) -> str:
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    return err


LOSES_ALL = flow(
    task(
        "Filter",
        ["Name"],
        "salesforce",
        "EQUAL_TO",
        taskProperties={"DATA_TYPE": "string", "VALUE": "Nobody"},
    ),
    *PLAIN,
)
STATUSES = [
    ("same", OLD, OLD, 0),
    ("new flow", None, NEW, 0),
    ("deleted flow", OLD, None, 0),
    ("masked", OLD, NEW, 1),
    ("dropped", OLD, flow(no_null("Qty"), *PLAIN), 1),
    ("moved", OLD, flow(*PLAIN, flowName="other"), 1),
    ("reads a field that no row has", OLD, flow(mapped("Id"), mapped("Fone")), 2),
    ("loses all rows", OLD, LOSES_ALL, 2),
    ("loses all rows as before", LOSES_ALL, LOSES_ALL, 2),
    ("unknown value", OLD, flow(*PLAIN, sourceFlowConfig=UNKNOWN), 3),
    ("secret value", OLD, flow(*PLAIN, destinationFlowConfigList=SECRET), 3),
    ("no sample", OLD, flow(*PLAIN, sourceFlowConfig=source("Slack", "slack", {"object": "x"})), 3),
    ("unknown task", OLD, flow({**mapped("Id"), "taskType": "Juggle"}), 3),
]


@pytest.mark.parametrize(
    ("before", "after", "status"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES]
)
def test_the_exit_status_tells_what_became_of_the_flow(
    rehearse: Run, before, after, status: int
) -> None:
    assert rehearse(before=before, after=after)[0] == status


def test_a_flow_that_cannot_be_rehearsed_is_one_sentence_with_its_place(rehearse: Run) -> None:
    slack = source("Slack", "slack", {"object": "messages"})
    status, out, _ = rehearse(
        step("update", OLD, flow(*PLAIN, sourceFlowConfig=slack)),
        step("create", after=OLD, name="fine"),
        options="--out report.json",
    )
    assert status == 3
    bad, good = sorted(out.splitlines(), reverse=True)
    assert bad.startswith("orders: cannot be rehearsed: There are no samples of Slack/messages.")
    assert bad.endswith(" (__main__.py:12)")
    assert good == "fine: 3 of 3 rows are written"


def test_a_change_of_one_mask_names_the_rows_and_the_task_but_no_value(rehearse: Run) -> None:
    status, out, err = rehearse(before=OLD, after=NEW, options="--key Id")
    assert (status, err) == (1, "")
    assert "### orders: 3 of 3 rows change" in out
    assert "Rows by task: `Mask Phone` 3 rows" in out
    assert "| `2` | `Phone` | `(masked)` | `**********` | `Mask Phone` |" in out
    assert MARK not in out


@pytest.mark.parametrize(("before", "after"), [(OLD, NEW), (NEW, OLD), (NEW, NEW)])
def test_no_output_shows_a_masked_value(folder: Path, rehearse: Run, before, after) -> None:
    told = ""
    for more in ("--both", "--check", "--show-values none", "--key Phone"):
        files = "--out a.md --out a.json --out a.html"
        told += "".join(map(str, rehearse(before=before, after=after, options=f"{more} {files}")))
        told += str(rehearse(before=before, after=after, options=more))
        told += "".join((folder / f"a.{kind}").read_text() for kind in ("md", "json", "html"))
    assert "orders" in told
    assert MARK not in told


def test_approved_rows_hold_the_result_alone_and_decide_from_then_on(
    folder: Path, rehearse: Run
) -> None:
    assert rehearse(before=OLD, after=NEW, options="--check")[0] == 1
    assert rehearse(before=OLD, after=NEW, options="--update")[0] == 0
    kept = (folder / "rehearsals" / "orders.jsonl").read_text()
    assert MARK not in kept
    assert kept.splitlines()[1] == '{"Id":"1","Phone":"**********"}'
    for options in ("", "--check"):
        status, out, _ = rehearse(before=OLD, after=NEW, options=options)
        assert status == 0
        assert "These rows are approved." in out
    status, out, _ = rehearse(before=None, after=flow(mask("Phone", first=8), *PLAIN))
    assert status == 1
    assert "The result differs from the approved rows." in out
    assert "Rows that differ from the approved ones:" in out


def test_a_mask_that_is_gone_since_the_approval_shows_nothing(rehearse: Run) -> None:
    rehearse(before=None, after=NEW, options="--update")
    status, out, _ = rehearse(before=None, after=OLD)
    assert status == 1
    assert MARK not in out


def test_an_unreadable_version_before_may_mask_anything_so_no_value_is_shown(rehearse: Run) -> None:
    before = {**OLD, "tasks": SECRET}
    rehearse(before=None, after=flow(mapped("Id")), options="--update")
    status, out, _ = rehearse(before=before, after=OLD)
    assert status == 1
    assert "The version before cannot be rehearsed: tasks is a secret" in out
    assert "(not shown)" in out
    assert MARK not in out


def test_a_flow_that_fails_is_not_approved(folder: Path, rehearse: Run) -> None:
    assert rehearse(before=None, after=LOSES_ALL, options="--update")[0] == 2
    assert not (folder / "rehearsals").exists()


def test_two_runs_give_the_same_bytes(folder: Path, rehearse: Run) -> None:
    lake = {
        "bucketName": "lake",
        "s3OutputFormatConfig": {
            "prefixConfig": {
                "prefixType": "PATH_AND_FILENAME",
                "prefixFormat": "MINUTE",
                "pathPrefixHierarchy": ["SCHEMA_VERSION", "EXECUTION_ID"],
            }
        },
    }
    dated = flow(*PLAIN, destinationFlowConfigList=[destination("S3", "s3", lake)])
    steps = [step("create", after=dated), step("update", OLD, NEW, name="b")]
    first = rehearse(*steps, options="--out r.md --out r.html --out r.json --both")
    files = {each: (folder / f"r.{each}").read_bytes() for each in ("md", "html", "json")}
    assert (
        rehearse(*reversed(steps), options="--out r.md --out r.html --out r.json --both") == first
    )
    assert {each: (folder / f"r.{each}").read_bytes() for each in files} == files
    assert b"<time>" in files["md"]
    assert b"9876" not in b"".join(files.values())


def test_an_automatic_name_does_not_enter_the_keys(rehearse: Run) -> None:
    for name in ("orders-1a2b3c4", "orders-d5e6f7a"):
        named = flow(*PLAIN, flowName=name, __autonamed=True)
        status, out, _ = rehearse(before=None, after=named, options="--update")
        assert status == 0
        assert "`<flow>/<run>`" in out
        assert rehearse(before=None, after=named, options="--check")[0] == 0


def test_assumptions_are_listed_and_both_answers_are_tried(rehearse: Run) -> None:
    _, out, _ = rehearse(before=None, after=NEW)
    assert "`mask_all` = `length` (3 times; else `five`)" in out
    _, out, _ = rehearse(before=None, after=NEW, options="--both")
    assert "else `five: 3 rows differ`)" in out
    _, out, _ = rehearse(before=None, after=NEW, options="--assume mask_all=five --both")
    assert "`mask_all` = `five` (3 times; else `length: 3 rows differ`)" in out


def test_labels_lead_to_the_samples_of_a_custom_connector(folder: Path, rehearse: Run) -> None:
    contacts = folder / "samples" / "HubSpot" / "contacts.csv"
    contacts.parent.mkdir()
    contacts.write_text("Id,Name\n1,first\n")
    custom = flow(mapped("Id", key="customConnector"), sourceFlowConfig=CUSTOM)
    status, out, _ = rehearse(
        step("create", after=custom), step("create", after=HUB, name="hub", kind="ConnectorProfile")
    )
    assert status == 0
    assert "HubSpot/contacts -> s3://lake" in out


def test_a_window_reads_what_changed_in_it(folder: Path, rehearse: Run) -> None:
    rows = [
        {"Id": str(day), "LastModifiedDate": f"2031-01-{day:02d}T12:00:00.000Z"}
        for day in (1, 2, 3)
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "samples" / "Salesforce" / "Account.jsonl").write_text(lines)
    login = source("Salesforce", "salesforce", {"object": "Account"})
    login["incrementalPullConfig"] = {"datetimeTypeFieldName": "LastModifiedDate"}
    scheduled = flow(
        mapped("Id"),
        sourceFlowConfig=login,
        triggerConfig={
            "triggerType": "Scheduled",
            "triggerProperties": {
                "scheduled": {"scheduleExpression": "rate(1days)", "dataPullMode": "Incremental"}
            },
        },
    )
    for window, count in (("2031-01-02..2031-01-03", 1), ("2031-01-01..2031-01-03T18:00Z", 3)):
        _, out, _ = rehearse(before=None, after=scheduled, options=f"--window {window}")
        assert f"{count} of {count} row" in out


def test_rows_in_a_table_are_limited(rehearse: Run) -> None:
    _, out, _ = rehearse(before=OLD, after=NEW, options="--max-rows 1")
    assert "the first 1 of 3" in out


def test_a_base_file_may_be_a_preview_or_a_reply_of_describe_flow(
    folder: Path, rehearse: Run
) -> None:
    (folder / "base.json").write_text(json.dumps(preview(step("same", NEW, NEW))))
    assert rehearse(before=OLD, after=NEW, options="--base-file base.json")[0] == 0
    reply = {
        "flowName": "orders",
        "flowArn": "arn:x",
        "sourceFlowConfig": {
            "connectorType": "Salesforce",
            "connectorProfileName": "login",
            "sourceConnectorProperties": {"Salesforce": {"object": "Account"}},
        },
        "destinationFlowConfigList": [
            {
                "connectorType": "S3",
                "destinationConnectorProperties": {"S3": {"bucketName": "lake"}},
            }
        ],
        "triggerConfig": {"triggerType": "OnDemand"},
        "tasks": [{**each, "connectorOperator": {"Salesforce": "NO_OP"}} for each in PLAIN],
    }
    (folder / "base.json").write_text(json.dumps([reply]))
    status, out, _ = rehearse(before=None, after=NEW, options="--base-file base.json")
    assert status == 1
    assert "Mask Phone" in out


def test_made_up_samples_are_enough_for_a_first_rehearsal(folder: Path, rehearse: Run) -> None:
    (folder / "samples" / "Salesforce" / "Account.jsonl").unlink()
    status, out, _ = rehearse(before=None, after=flow(no_null("Qty"), *PLAIN), options="--init")
    assert status == 0
    assert out.splitlines()[0] == "samples/Salesforce/Account.jsonl"
    text = (folder / "samples" / "Salesforce" / "Account.jsonl").read_text()
    assert len(text.splitlines()) == 20
    again = rehearse(before=None, after=flow(*PLAIN), options="--init")
    assert again[:2] == (
        0,
        "Every source has samples already, or there is no flow. Nothing was written.\n",
    )
    assert (folder / "samples" / "Salesforce" / "Account.jsonl").read_text() == text
    status, out, _ = rehearse(before=None, after=flow(no_null("Qty"), *PLAIN), options="--update")
    assert status == 0
    assert "20 / 0 / 2 / 18" in out


MISUSES = [
    ("--samples nowhere", "there is no folder nowhere. Run appflow-pulumi rehearse --init"),
    ("--flow x*", "--flow: no flow is called x*. The flows are orders"),
    ("--out report.txt", "--out: report.txt must end in one of .html, .json, .md"),
    ("--out no/report.md", "--out: there is no folder no. Create it first"),
    ("--window 2031-01-02..2031-01-01", "--window: must be FROM..TO"),
    ("--window yesterday", "--window: must be FROM..TO"),
    ("--assume colour=red", "--assume: colour is not an assumption about data"),
    ("--assume mask_all=six", "--assume: mask_all must be one of length, five, not 'six'"),
    ("--base-file none.json", "--base-file: none.json: No such file or directory"),
    ("--base-file broken.json", "--base-file: broken.json is not JSON"),
    ("--base-file list.json", "--base-file: list.json must hold a preview, or replies of Desc"),
    ("--preview broken.json", "--preview: broken.json is not JSON"),
    ("--update --check", "--update and --check exclude each other"),
    ("--base main --base-file a.json", "--base and --base-file exclude each other"),
    ("--max-rows some", "Invalid value for '--max-rows'"),
    ("--max-rows -1", "Input should be greater than or equal to 0"),
]


@pytest.mark.parametrize(("options", "text"), MISUSES, ids=[options for options, _ in MISUSES])
def test_a_mistake_in_the_options_is_one_sentence(
    folder: Path, rehearse: Run, options: str, text: str
) -> None:
    (folder / "broken.json").write_text("{")
    (folder / "list.json").write_text('[{"x": 1}]')
    status, out, err = rehearse(before=OLD, after=NEW, options=options)
    assert (status, out) == (3, "")
    assert text in one_line(err)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("Salesforce/Account.csv", "Id\n1\n", "another file already has the records of Account"),
        ("Salesforce/Lead.xlsx", "x", "must end in one of"),
    ],
)
def test_a_file_that_cannot_be_a_sample_stops_the_command(
    folder: Path, rehearse: Run, file: str, text: str, said: str
) -> None:
    (folder / "samples" / file).write_text(text)
    status, out, err = rehearse(before=OLD, after=NEW)
    assert (status, out) == (3, "")
    assert said in one_line(err)


def test_a_broken_sample_concerns_its_flow_alone(folder: Path, rehearse: Run) -> None:
    (folder / "samples" / "Salesforce" / "Lead.jsonl").write_text('{"Id": "1"}\n{"Id"\n')
    lead = source("Salesforce", "salesforce", {"object": "Lead"})
    leads = flow(mapped("Id"), sourceFlowConfig={**OLD["sourceFlowConfig"], **lead})
    status, out, err = rehearse(
        step("create", after=leads, name="leads"), step("create", after=OLD, name="fine")
    )
    assert status == 3
    assert "samples/Salesforce/Lead.jsonl: line 2: not JSON" in out
    assert "### fine: 3 of 3 rows are written" in out
    assert err == ""


def test_a_broken_sample_that_no_flow_reads_is_a_warning(folder: Path, rehearse: Run) -> None:
    (folder / "samples" / "Salesforce" / "Lead.jsonl").write_text('{"Id": "1"}\n{"Id"\n')
    status, out, err = rehearse(step("create", after=OLD, name="fine"))
    assert status == 0
    assert "### fine: 3 of 3 rows are written" in out
    assert "no flow reads this sample: samples/Salesforce/Lead.jsonl: line 2: " in one_line(err)


def test_a_broken_file_of_approved_rows_concerns_its_flow_alone(
    folder: Path, rehearse: Run
) -> None:
    (folder / "rehearsals").mkdir()
    (folder / "rehearsals" / "orders.jsonl").write_text("{}\n")
    status, out, _ = rehearse(step("create", after=OLD), step("create", after=OLD, name="fine"))
    assert status == 3
    assert "rehearsals/orders.jsonl:1: must begin with the line that --update writes" in out
    assert "### fine: 3 of 3 rows are written" in out


def test_pulumi_that_fails_is_one_sentence(
    rehearse: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["rehearse"]) == 3
    assert "pulumi is not on the PATH" in one_line(capsys.readouterr().err)


PULUMI = """\
#!{python}
import sys
print({out!r})
print("error: {err}", file=sys.stderr)
sys.exit({status})
"""


@pytest.mark.parametrize(
    ("out", "status", "said"),
    [
        ("", 255, "pulumi preview failed: no stack selected"),
        # Pulumi 3.259, in a folder without a project
        ("", 255, "has no Pulumi.yaml. Run this in the folder of a program"),
        (
            json.dumps(preview(diagnostics=[{"severity": "error", "message": "error: a\n  b\n"}])),
            255,
            "pulumi preview failed: a b",
        ),
        (json.dumps(preview(step("create", after=OLD))), 0, None),
    ],
)
def test_the_preview_of_the_program_is_asked_for(
    folder: Path,
    rehearse: Run,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    out: str,
    status: int,
    said: str | None,
) -> None:
    fake = folder / "bin" / "pulumi"
    fake.parent.mkdir()
    err = "no stack selected"
    if said and "Pulumi.yaml" in said:
        err = "no Pulumi.yaml project file found (searching upwards from ). If you have not created a project yet"
    fake.write_text(PULUMI.format(python=sys.executable, out=out, err=err, status=status))
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=":")
    ended = main(["rehearse", "--stack", "dev"])
    printed, err = capsys.readouterr()
    if said:
        assert (ended, printed) == (3, "")
        assert said in one_line(err)
    else:
        assert ended == 0
        assert "3 of 3 rows are written" in printed


def test_the_base_is_the_program_of_a_commit_and_leaves_no_worktree(
    folder: Path, rehearse: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        done = subprocess.run(
            ["git", *identity, *arguments], check=True, capture_output=True, text=True, cwd=folder
        )
        return done.stdout

    program = folder / "program"
    program.mkdir()
    (program / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (program / "flow.json").write_text(json.dumps(preview(step("create", after=OLD))))
    git("init", "--quiet")
    git("add", "program")
    git("commit", "--quiet", "-m", "base")
    (program / "flow.json").write_text(json.dumps(preview(step("create", after=NEW))))
    (program / ".venv").mkdir()
    (program / "Pulumi.dev.yaml").write_text("config: {}\n")
    fake = folder / "bin" / "pulumi"
    fake.parent.mkdir()
    fake.write_text(
        '#!/bin/sh\n[ "$1" = stack ] && { echo dev; exit; }\n'
        "[ -d .venv ] && [ -f Pulumi.dev.yaml ] && cat flow.json\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=":")
    monkeypatch.chdir(program)
    options = ["rehearse", "--samples", "../samples", "--base"]
    assert main([*options, "HEAD"]) == 1
    assert "Mask Phone" in capsys.readouterr().out
    assert len(git("worktree", "list").splitlines()) == 1
    assert main([*options, "nowhere"]) == 3
    assert "git knows no commit 'nowhere'" in one_line(capsys.readouterr().err)
    assert main([*options[:-1], "--base=--output=x"]) == 3  # never an option of git's


def test_a_folder_outside_of_git_has_no_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(pulumi.NoPreview, match="git rev-parse failed: not a git repository"):
        pulumi.preview_of("HEAD", tmp_path)


def test_a_rehearsal_of_texts_needs_neither_moto_nor_polars(folder: Path, rehearse: Run) -> None:
    rehearse(before=OLD, after=NEW)
    asked = (
        "import sys\n"
        "from appflow_command.main import main\n"
        "main(['rehearse', '--preview', 'preview.json', '--out', 'report.md'])\n"
        "print(*sorted({'boto3', 'grpc', 'moto', 'polars', 'pulumi'} & sys.modules.keys()), 'loaded')\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"
