"""`appflow-pulumi probe`: an account that answers so is recognised, and nothing is left behind."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ReadTimeoutError

from appflow_command.main import main
from appflow_command.probe.experiments import EXPERIMENTS, NOT_TRIED, Experiment
from appflow_command.probe.matching import Seen, Verdict, predicted, together, verdicts
from appflow_emulator import Server, assume
from appflow_emulator.assumptions import Assumptions, data_questions, set_assumptions

REGION = "eu-west-1"
TRIED = {question for each in EXPERIMENTS for question in each.questions}
CASES = [
    pytest.param(experiment, question, answer, id=f"{experiment.name}-{question}-{answer}")
    for experiment in EXPERIMENTS
    for question in experiment.questions
    for answer in data_questions()[question]
]


def test_every_open_question_about_data_is_tried_or_has_a_reason() -> None:
    assert sorted({*TRIED, *NOT_TRIED}) == sorted(data_questions())
    assert TRIED & NOT_TRIED.keys() == set()


@pytest.mark.parametrize(("experiment", "question", "answer"), CASES)
def test_what_a_run_wrote_fits_the_answer_under_which_it_ran(
    experiment: Experiment, question: str, answer: str
) -> None:
    told = verdicts(experiment, predicted(experiment, {question: answer}, "f"), "f")
    assert answer in {each.question: each.answers for each in told}[question]


def test_the_runs_together_tell_the_answers_to_each_question_apart() -> None:
    for question in sorted(TRIED):
        for answer in data_questions()[question]:
            runs = [each for each in EXPERIMENTS if question in each.questions]
            found = [
                verdict
                for each in runs
                for verdict in verdicts(each, predicted(each, {question: answer}, "f"), "f")
            ]
            assert together(found)[question] == (answer,), question


def test_an_output_that_nobody_expected_fits_no_answer() -> None:
    (masks,) = (each for each in EXPERIMENTS if each.name == "mask-all")
    seen = Seen(failed=False, objects=(("out/f/0", b'{"Id":"1","Phone":"?"}\n'),))
    assert verdicts(masks, seen, "f") == [Verdict("mask_all", ())]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "probe")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "probe")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    yield
    set_assumptions(Assumptions())


def probed(server: Server, *more: str) -> int:
    return main(["probe", "--region", REGION, "--endpoint-url", server.url, "--yes", *more])


def left(server: Server) -> list[str]:
    buckets = boto3.client("s3", region_name=REGION, endpoint_url=server.url).list_buckets()
    flows = boto3.client("appflow", region_name=REGION, endpoint_url=server.url).list_flows()
    return [
        *(each["Name"] for each in buckets["Buckets"]),
        *(each["flowName"] for each in flows["flows"]),
    ]


def last_answers() -> dict[str, str]:
    """To each question the last answer, which is never the default."""
    return {name: answers[-1] for name, answers in data_questions().items()}


@pytest.mark.parametrize("answers", [{}, last_answers()], ids=["first", "last"])
def test_the_account_is_asked_and_left_as_it_was(
    server: Server, capsys: pytest.CaptureFixture[str], answers: dict[str, str]
) -> None:
    with assume(**answers):
        assert probed(server, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    defaults = {name: each[0] for name, each in data_questions().items() if name in TRIED}
    assert told == {**defaults, **{name: answers[name] for name in answers if name in TRIED}}
    assert left(server) == []


def test_a_refusal_is_told_and_does_not_stop_the_other_runs(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    with assume(flow_quota=0):
        assert probed(server, "--only", "mask-all", "--only", "truncate") == 1
    out, told = capsys.readouterr()
    assert out.count("none of the known answers") == 2
    assert "ServiceQuotaExceededException" in told
    assert left(server) == []


class Calls:
    """Counts the calls of all clients, and makes one of them, and maybe all later ones that remove something, end in an error."""

    def __init__(self, number: int, moment: str, error: BaseException, *, locked: bool) -> None:
        self.count, self.number, self.moment = 0, number, moment
        self.error, self.locked, self.happened, self.failed = error, locked, False, ""

    def __call__(self, make: Any) -> Any:
        calls = self

        def made(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
            number = calls.count
            calls.count += 1
            if calls.locked and operation.startswith("Delete"):
                raise refused(operation)
            if number != calls.number:
                return make(client, operation, arguments)
            calls.happened, calls.failed = True, operation
            if calls.moment == "after":
                make(client, operation, arguments)
            raise calls.error

        return made


def refused(operation: str) -> ClientError:
    return ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, operation)


@pytest.mark.parametrize("locked", [False, True], ids=["", "nothing may be removed"])
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("kind", ["interrupted", "refused", "hung"])
def test_what_cannot_be_removed_is_named_with_its_command(
    server: Server,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    moment: str,
    locked: bool,
) -> None:
    if (kind, moment) == ("refused", "after"):
        return  # a call that is refused has done nothing
    number, happened = 0, True
    while happened:
        errors: dict[str, BaseException] = {
            "interrupted": KeyboardInterrupt(),
            "refused": refused("X"),
            "hung": ReadTimeoutError(endpoint_url="x"),
        }
        calls = Calls(number, moment, errors[kind], locked=locked)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(BaseClient, "_make_api_call", calls(BaseClient._make_api_call))
            status = probed(server, "--only", "mask-all")
        _, told = capsys.readouterr()
        there = left(server)
        for name in there:
            assert f" {name} may still be there. Remove it: aws " in told, (number, told)
        if there and calls.happened:
            assert status in {1, 130}
        if not locked and not calls.failed.startswith(("Delete", "ListObjects")):
            assert there == [], calls.failed
        assert "Traceback" not in told
        clear(server)
        happened, number = calls.happened, number + 1
    assert number > 8


def clear(server: Server) -> None:
    appflow = boto3.client("appflow", region_name=REGION, endpoint_url=server.url)
    for flow in appflow.list_flows()["flows"]:
        appflow.delete_flow(flowName=flow["flowName"], forceDelete=True)
    s3 = boto3.client("s3", region_name=REGION, endpoint_url=server.url)
    for bucket in s3.list_buckets()["Buckets"]:
        for each in s3.list_objects_v2(Bucket=bucket["Name"]).get("Contents", ()):
            s3.delete_object(Bucket=bucket["Name"], Key=each["Key"])
        s3.delete_bucket(Bucket=bucket["Name"])


def test_nothing_is_created_without_consent(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["probe", "--region", REGION, "--endpoint-url", server.url]) == 2
    assert "Add --yes to allow it" in capsys.readouterr().err
    assert left(server) == []


def test_a_wrong_name_is_refused_with_the_names_that_there_are(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert probed(server, "--only", "mask") == 2
    names = ", ".join(each.name for each in EXPERIMENTS)
    assert f"--only: there is no mask. Use one of {names}" in capsys.readouterr().err


def test_no_two_experiments_share_a_name() -> None:
    for one, other in itertools.combinations(EXPERIMENTS, 2):
        assert one.name != other.name
