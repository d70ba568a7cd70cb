"""Backfills: a window is read slice by slice, each slice once, whatever interrupts it, and nothing of it is left."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import boto3
import pytest

import appflow_emulator
from appflow_emulator import Assumptions, clock, held
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.errors import AppFlowError, Cancelled, PartlyDone, Unreachable
from appflow_provider.resources import RESOURCES, Inputs, OperationContext, ResourceState, State
from appflow_provider.resources.backfill import Window, copy_name
from appflow_provider.service import Services
from appflow_provider.values import Secret
from tests.programs import scheduled
from tests.stories import backend, samples

RUN = RESOURCES["FlowRun"]
URN = "urn:pulumi:dev::shop::appflow:index:FlowRun::again"
START = datetime(2031, 1, 1, tzinfo=timezone.utc)
DAYS = 12


def window(**more: Any) -> dict[str, Any]:
    end = START + timedelta(days=DAYS)
    return {
        "field": "LastModifiedDate",
        "startTime": START.isoformat(),
        "endTime": end.isoformat(),
        "slices": 4,
        **more,
    }


class Killed(BaseException):
    """The process ends here."""


class Ear:
    """A service that records what it is called, and may end the process before or after a call."""

    def __init__(self, service: Any) -> None:
        self._service, self.calls = service, list[str]()
        self.before, self.after = -1, -1
        self.cancels_in = -1
        self.refuses: tuple[int, AppFlowError] | None = None

    @property
    def region(self) -> str:
        return str(self._service.region)

    def now(self) -> datetime:
        return clock.now()

    def pause(self, seconds: float) -> None:
        if self.cancels_in == 0:
            raise Cancelled("cancelled")
        self.cancels_in -= 1
        clock.advance(seconds)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        number = len(self.calls)
        self.calls.append(operation)
        if number == self.before:
            raise Killed
        if self.refuses and number == self.refuses[0]:
            raise self.refuses[1]
        try:
            reply: dict[str, Any] = self._service.call(operation, request)
        finally:
            if number == self.after:
                raise Killed
        return reply

    shared = call


class Story:
    """A scheduled flow of Salesforce with a record for every six hours, and some around the window."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.ear = Ear(services())
        self.said: list[str] = []
        records = [START + timedelta(hours=6 * n) for n in range(-4, DAYS * 4 + 4)]
        rows = [{"Id": f"{n}", "LastModifiedDate": at.isoformat()} for n, at in enumerate(records)]
        (folder / "Salesforce").mkdir()
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / "Salesforce" / "object-alpha.jsonl").write_text(text)
        appflow_emulator.add_samples(folder)
        end = START + timedelta(days=DAYS)
        self.expected = {str(n) for n, at in enumerate(records) if START <= at < end}
        program = {
            **samples.flow_from("Salesforce"),
            "sourceFlowConfig": {
                **samples.source("Salesforce"),
                "incrementalPullConfig": {"datetimeTypeFieldName": "LastModifiedDate"},
            },
            "triggerConfig": scheduled("rate(1days)"),
            "tags": {"team": "sales"},
        }
        checked = RESOURCES["Flow"].check({}, program)
        assert not checked.problems
        RESOURCES["Flow"].create(checked.inputs, self.context)
        self.before = backend.flow("story")
        self.s3 = boto3.client("s3", region_name=backend.REGION)
        where = {"LocationConstraint": backend.REGION}
        (end_,) = program["destinationFlowConfigList"]
        self.bucket = end_["destinationConnectorProperties"]["s3"]["bucketName"]
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration=where)
        self.ear.calls.clear()

    @property
    def context(self) -> OperationContext:
        return OperationContext(
            lambda _region: self.ear,
            urn=URN,
            stack="stack",
            say=lambda each: self.said.append(str(each)),
        )

    def inputs(self, **more: Any) -> Inputs:
        checked = RUN.check({}, {"flowName": "story", "window": window(), **more}, urn=URN)
        assert not checked.problems
        return checked.inputs

    def create(self, **more: Any) -> ResourceState:
        return RUN.create(self.inputs(**more), self.context)

    def written(self) -> Counter[str]:
        """How often each record was written."""
        found: Counter[str] = Counter()
        for each in self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", ()):
            body = self.s3.get_object(Bucket=self.bucket, Key=each["Key"])["Body"].read().decode()
            found.update(json.loads(line)["Id"] for line in body.splitlines())
        return found

    def check_done(self) -> None:
        """Each record of the window was written once, no copy is left, and the flow is as before."""
        assert self.written() == Counter(self.expected)
        assert list(backend.memory().flows) == ["story"]
        assert backend.flow("story") == self.before


@pytest.fixture
def story(services: Services, tmp_path: Path) -> Iterator[Story]:
    yield Story(services, tmp_path)
    held.forget_samples()
    clock.thaw()


def test_each_slice_is_read_once_and_the_copy_goes(story: Story) -> None:
    made = story.create()
    story.check_done()
    state = made.state
    assert state["executionStatus"] == "Successful"
    assert state["slicesDone"] == 4
    assert state["recordsProcessed"] == len(story.expected) == 48
    assert "temporaryFlowName" not in state
    assert state["flowArn"].endswith("flow/story")
    assert story.ear.calls.count("StartFlow") == 4
    assert any(line.startswith("run of story, slice 3 of 4, is Successful") for line in story.said)
    assert not RUN.diff(state, story.inputs()).changes
    # Neither a refresh nor a delete has anything to ask or to do.
    asked = len(story.ear.calls)
    read = RUN.read(made.id_, state, story.context)
    assert read is not None
    assert read.state == state
    RUN.delete(made.id_, state, story.context)
    assert len(story.ear.calls) == asked


def test_the_copy_reads_what_the_flow_reads_on_demand_and_is_not_catalogued(story: Story) -> None:
    backend.memory().flows["story"].tags["aws:cloudformation:stack-name"] = "shop"  # AWS sets these
    seen: list[dict[str, Any]] = []
    call = story.ear._service.call

    class Watching:
        region = story.ear.region

        def call(self, operation: str, request: Mapping[str, Any]) -> Any:
            if operation in {"CreateFlow", "UpdateFlow"}:
                seen.append(dict(request))
            return call(operation, request)

    story.ear._service = Watching()
    story.create()
    first, *others = seen
    assert first["triggerConfig"] == {"triggerType": "OnDemand"}
    assert first["tags"] == {"team": "sales"}
    assert "incrementalPullConfig" not in first["sourceFlowConfig"]
    assert len(others) == 3
    for number, request in enumerate(seen):
        bounds = {
            task["connectorOperator"]["Salesforce"]: task["taskProperties"]["VALUE"]
            for task in request["tasks"]
            if task["taskType"] == "Filter"
        }
        begin = int((START + timedelta(days=3 * number)).timestamp() * 1000)
        assert bounds == {
            "GREATER_THAN": str(begin - 1),
            "LESS_THAN": str(begin + 3 * 24 * 3600 * 1000),
        }


def calls_of_one_backfill() -> range:
    """Enough numbers for each call of a backfill of four slices."""
    return range(30)


@pytest.mark.parametrize("number", calls_of_one_backfill())
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_process_that_is_killed_at_any_call_goes_on_and_reads_no_slice_twice(
    story: Story, moment: str, number: int
) -> None:
    setattr(story.ear, moment, number)
    try:
        story.create()
    except Killed:
        is_lost = moment == "after" and story.ear.calls[-1] == "DeleteFlow"
    else:
        assert number >= len(story.ear.calls)
        return
    setattr(story.ear, moment, -1)
    clock.advance(60)
    story.create()  # Pulumi knows nothing of the first attempt
    if is_lost:  # once the copy is gone, AppFlow knows nothing of the backfill, and it is repeated
        assert set(story.written()) == story.expected
        assert list(backend.memory().flows) == ["story"]
    else:
        story.check_done()


def refusals() -> dict[str, AppFlowError]:
    """What AppFlow may answer to any call."""
    lost = Unreachable("the connection was closed")
    lost.outcome_unknown = True
    full = AppFlowError("would exceed a quota", code="ServiceQuotaExceededException")
    return {"denied": AppFlowError("no", code="AccessDeniedException"), "quota": full, "lost": lost}


@pytest.mark.parametrize("number", calls_of_one_backfill())
@pytest.mark.parametrize("answer", refusals())
@pytest.mark.parametrize("after", ["up", "destroy"])
def test_whatever_call_is_refused_the_error_names_what_is_left_and_the_next_command_ends_it(
    story: Story, answer: str, number: int, after: str
) -> None:
    story.ear.refuses = (number, refusals()[answer])
    id_, left, said = "", State({}), ""
    try:
        story.create()
    except PartlyDone as stopped:
        id_, left, said = stopped.id_, State(dict(stopped.state)), str(stopped)
    except AppFlowError as refused:
        said = str(refused)
    if not said:
        assert number >= len(story.ear.calls)
        return
    copy = left.get("temporaryFlowName")
    assert said.startswith("backfilling flow story in eu-west-1")
    assert (f"The temporary flow {copy} stays: run pulumi up again" in said) == bool(id_)
    assert id_ or list(backend.memory().flows) == ["story"]
    story.ear.refuses = None
    clock.advance(60)
    if after == "up":
        inputs = story.inputs()
        if id_:
            assert RUN.diff(left, inputs).changes
            RUN.update(id_, RUN.usable(left), inputs, story.context)
        else:
            RUN.create(inputs, story.context)
        story.check_done()
    elif id_:
        RUN.delete(id_, RUN.readable(left), story.context)
        assert list(backend.memory().flows) == ["story"]


def test_a_flow_that_is_deleted_in_the_middle_is_named_and_the_copy_can_be_removed(
    story: Story,
) -> None:
    story.ear.cancels_in = 1
    with pytest.raises(PartlyDone) as stopped:
        story.create()
    story.ear.cancels_in = -1
    flow = backend.memory().flows.pop("story")
    left = State(dict(stopped.value.state))
    with pytest.raises(PartlyDone) as gone:
        RUN.update(stopped.value.id_, RUN.usable(left), story.inputs(), story.context)
    said = str(gone.value)
    assert said.startswith("backfilling flow story in eu-west-1: ResourceNotFoundException: ")
    copy = gone.value.state["temporaryFlowName"]
    assert f"The temporary flow {copy} stays" in said
    assert list(backend.memory().flows) == [copy]
    RUN.delete(gone.value.id_, State(dict(gone.value.state)), story.context)
    assert list(backend.memory().flows) == []
    backend.memory().flows["story"] = flow


def test_twelve_slices_killed_twice_are_read_once_each(story: Story) -> None:
    inputs = {"window": window(slices=12)}
    for calls in (17, 23):
        story.ear.calls.clear()
        story.ear.after = calls
        with pytest.raises(Killed):
            story.create(**inputs)
    story.ear.after = -1
    story.create(**inputs)
    story.check_done()


def test_the_numbers_reach_the_last_call(story: Story) -> None:
    story.create()
    assert len(story.ear.calls) <= len(calls_of_one_backfill())


@pytest.mark.parametrize("pauses", range(0, 14, 2))
def test_ctrl_c_keeps_the_copy_and_the_next_deployment_goes_on(story: Story, pauses: int) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=2, private_connection_describes=0))
    story.ear.cancels_in = pauses
    with pytest.raises(PartlyDone) as stopped:
        story.create()
    story.ear.cancels_in = -1
    left = State(dict(stopped.value.state))
    assert left["temporaryFlowName"] in backend.memory().flows
    said = str(stopped.value)
    assert said.startswith("backfilling flow story in eu-west-1: cancelled. "), said
    assert re.search(r"The run of slice \d of 4 goes on\.|Slice \d of 4 has not begun\.", said), (
        said
    )
    assert "Run pulumi up again to " in said
    found = RUN.diff(left, story.inputs()).changes
    assert [change.path for change in found] == [("slicesDone",)]
    assert not any(change.replaces for change in found)
    clock.advance(600)
    done = RUN.update(stopped.value.id_, RUN.usable(left), story.inputs(), story.context)
    story.check_done()
    assert done.state["slicesDone"] == 4
    assert "temporaryFlowName" not in done.state


def test_a_slice_that_fails_is_repeated_and_the_next_ones_follow(story: Story) -> None:
    set_assumptions(Assumptions(run_status="Error", private_connection_describes=0))
    with pytest.raises(PartlyDone) as failed:
        story.create()
    state = State(dict(failed.value.state))
    text = str(failed.value)
    assert "backfilling flow story in eu-west-1, slice 1" in text
    assert "ended as Error" in text
    assert "repeats slice 1 of 4" in text
    assert state["temporaryFlowName"] in text
    assert state["executionStatus"] == "Error"
    set_assumptions(Assumptions(private_connection_describes=0))
    clock.advance(60)
    RUN.update(failed.value.id_, RUN.usable(state), story.inputs(), story.context)
    story.check_done()


def test_a_backfill_that_is_given_up_leaves_no_copy(story: Story) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=99, private_connection_describes=0))
    story.ear.cancels_in = 6
    with pytest.raises(PartlyDone) as stopped:
        story.create()
    RUN.delete(stopped.value.id_, State(dict(stopped.value.state)), story.context)
    assert list(backend.memory().flows) == ["story"]
    assert "CancelFlowExecutions" in story.ear.calls


def test_a_copy_that_was_deleted_by_hand_is_made_again(story: Story) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=2, private_connection_describes=0))
    story.ear.cancels_in = 8
    with pytest.raises(PartlyDone) as stopped:
        story.create()
    left = State(dict(stopped.value.state))
    del backend.memory().flows[left["temporaryFlowName"]]
    story.ear.cancels_in = -1
    RUN.update(stopped.value.id_, RUN.usable(left), story.inputs(), story.context)
    assert set(story.written()) == story.expected
    assert list(backend.memory().flows) == ["story"]


def test_a_foreign_flow_with_the_name_of_the_copy_is_not_touched(story: Story) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=2, private_connection_describes=0))
    story.ear.cancels_in = 4
    with pytest.raises(PartlyDone) as stopped:
        story.create()
    copy = backend.memory().flows[stopped.value.state["temporaryFlowName"]]
    copy.definition["tasks"] = [
        task for task in copy.definition["tasks"] if task["taskType"] != "Filter"
    ]
    story.ear.cancels_in = -1
    with pytest.raises(AppFlowError, match="that was not made for this backfill"):
        story.create()
    assert copy.name in backend.memory().flows


def test_a_source_without_filters_for_times_is_refused_by_name(story: Story) -> None:
    program = {**samples.flow_from("Zendesk"), "flowName": "tickets"}
    checked = RESOURCES["Flow"].check({}, program)
    RESOURCES["Flow"].create(checked.inputs, story.context)
    with pytest.raises(AppFlowError, match="Zendesk has no filters for a span of time"):
        story.create(flowName="tickets")
    assert sorted(backend.memory().flows) == ["story", "tickets"]


def test_events_cannot_be_read_again(story: Story) -> None:
    backend.change("Flow", "story", ("triggerConfig", "triggerType"), "Event")
    with pytest.raises(AppFlowError, match="events cannot be read again"):
        story.create()


def problems(**more: Any) -> list[str]:
    given = {"flowName": "story", "window": {**window(), **more.pop("window", {})}, **more}
    return [str(each) for each in RUN.check({}, given).problems]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"endTime": "2030-01-01T00:00:00Z"}, "window.endTime"),
        ({"endTime": "2031-01-01T00:00:00Z"}, "window.endTime"),
        ({"endTime": "2031-01-01T00:00:00.9Z"}, "window.endTime"),
        ({"endTime": "2031-01-01T00:59:59+01:00"}, "window.endTime"),
        ({"dataType": "date", "startTime": "2031-01-01T06:00:00Z"}, "window.startTime"),
        ({"dataType": "date", "slices": 13}, "window.slices"),
        ({"endTime": "2031-01-01T00:00:02Z", "slices": 3}, "window.slices"),
        ({"slices": 0}, "window.slices"),
        ({"field": ""}, "window.field"),
        ({"dataType": "time"}, "window.dataType"),
        ({"filed": "x"}, "window.filed"),
    ],
)
def test_a_window_that_cannot_be_read_is_refused(change: dict[str, Any], told: str) -> None:
    (problem,) = problems(window=change)
    assert problem.startswith(told)


def test_a_fraction_of_a_second_counts_as_none() -> None:
    """1.2 seconds on the clock, from second 0 to second 2."""
    bounds = {"startTime": "2031-01-01T00:00:00.9Z", "endTime": "2031-01-01T00:00:02.1Z"}
    assert problems(window={**bounds, "slices": 2}) == []
    assert len(set(Window.of(window(**bounds, slices=2)).bounds)) == 3


def test_a_window_whose_end_is_to_come_is_a_warning_once() -> None:
    given = {"flowName": "story", "window": window()}
    end = START + timedelta(days=DAYS)
    checked = RUN.check({}, given, now=end - timedelta(days=1))
    (warning,) = (each for each in checked.warnings if each.rule == "window-ends-in-the-future")
    assert str(warning).startswith("window.endTime: 2031-01-13T00:00:00+00:00 is in the future.")
    for olds, now in ((checked.inputs, end - timedelta(days=1)), ({}, end)):
        again = RUN.check(olds, given, now=now)
        assert again.warnings == ()


LOCAL = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("day", "hours"), [("2031-03-30", 23), ("2031-10-26", 25), ("2031-06-01", 24)]
)
def test_a_day_of_summer_time_has_the_hours_that_it_has(day: str, hours: int) -> None:
    start = datetime.fromisoformat(day).replace(tzinfo=LOCAL)
    end = (datetime.fromisoformat(day) + timedelta(days=1)).replace(tzinfo=LOCAL)
    given = window(startTime=start.isoformat(), endTime=end.isoformat(), slices=hours)
    assert problems(window=given) == []
    bounds = Window.of(given).bounds
    assert {after - before for before, after in pairwise(bounds)} == {3600 * 1000}


@pytest.mark.parametrize("slices", [1, 7, 11, 86_399])
def test_slices_that_do_not_divide_the_window_differ_by_one_second(slices: int) -> None:
    given = window(endTime="2031-01-02T00:00:00Z", slices=slices)
    lengths = {after - before for before, after in pairwise(Window.of(given).bounds)}
    assert max(lengths) - min(lengths) <= 1000
    assert min(lengths) >= 1000


WIRED = {
    "digest": 1,
    "at": "2031-01-01",
    "parts": [{"b": 2.5, "a": None}],
    "zone": {"z": 1, "y": 2},
}
"""Triggers of all kinds of values."""


def test_a_backfill_has_one_copy_whatever_order_its_triggers_come_in(story: Story) -> None:
    """Pulumi's wire keeps no order of keys, and each process sees another one."""
    turned = {"zone": {"y": 2.0, "z": 1.0}, "parts": [{"a": None, "b": 2.5}], "digest": 1.0}
    other = {**turned, "at": Secret("2031-01-01")}
    names = {copy_name("story", window(), each, URN) for each in (WIRED, other)}
    assert len(names) == 1
    assert copy_name("story", window(), {**WIRED, "digest": 2}, URN) not in names
    assert copy_name("story", window(), {}, URN) == copy_name("story", window(), None, URN)
    story.ear.after = 12
    with pytest.raises(Killed):
        story.create(triggers=WIRED)
    story.ear.after = -1
    story.create(triggers=other)
    story.check_done()


def test_a_backfill_is_always_waited_for() -> None:
    (problem,) = problems(wait=False)
    assert problem.startswith("wait is false. It must be true or absent with a window")


@pytest.mark.parametrize("slices", [1, 3, 7, 12])
@pytest.mark.parametrize("data_type", ["datetime", "date"])
def test_slices_touch_and_cover_the_window(slices: int, data_type: str) -> None:
    made = Window.of(window(slices=slices, dataType=data_type))
    assert len(made.bounds) == slices + 1
    assert made.bounds[0] == START.timestamp() * 1000
    assert made.bounds[-1] == (START + timedelta(days=DAYS)).timestamp() * 1000
    assert list(made.bounds) == sorted(set(made.bounds))
    if data_type == "date":
        assert all(bound % (24 * 3600 * 1000) == 0 for bound in made.bounds)


def test_the_preview_tells_the_copy_its_quota_and_its_cost(story: Story) -> None:
    told = RUN.announcement(story.inputs(), Inputs({}), URN)
    story.ear.cancels_in = 1
    with pytest.raises(PartlyDone) as stopped:
        story.create()
    assert stopped.value.state["temporaryFlowName"] in told
    for part in ("4 runs", "quota", "bills each run"):
        assert part in told
    assert RUN.announcement(story.inputs(), story.inputs(), URN) == ""
    assert RUN.announcement(Inputs({"flowName": "story"}), Inputs({}), URN) == ""
