"""Windows of backfills: their bounds and their slices."""

from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Run

_DAY = 24 * 3600  # seconds


def _seconds(run: Run) -> int:
    """The length of the window. A backfill counts whole seconds."""
    start, end = (run.window[name].moment().timestamp() for name in ("startTime", "endTime"))
    return int(end) - int(start)


@rule(Evidence.IMPOSSIBLE, "A window that ends before it begins holds no time")
def empty_window(run: Run) -> Iterator[Problem]:
    if not run.window.present():
        return
    if _seconds(run) < 1:
        start, end = run.window["startTime"], run.window["endTime"]
        yield end.problem(
            f"must be at least one second later than startTime, {start.moment().isoformat()}"
        )


@rule(Evidence.IMPOSSIBLE, "A filter for a date compares whole days")
def window_of_parts_of_days(run: Run) -> Iterator[Problem]:
    if run.window["dataType"].text_if_any() != "date":
        return
    for name in ("startTime", "endTime"):
        bound = run.window[name]
        if bound.moment().timestamp() % _DAY:
            yield bound.problem(
                "must be midnight in UTC, because dataType is date: 2031-01-01T00:00:00Z for example"
            )


@rule(
    Evidence.IMPOSSIBLE, "A window is given in whole seconds, or in days; a slice cannot be shorter"
)
def more_slices_than_time(run: Run) -> Iterator[Problem]:
    slices = run.window["slices"]
    if not slices.present():
        return
    seconds = _seconds(run)
    is_date = run.window["dataType"].text_if_any() == "date"
    most = seconds // _DAY if is_date else seconds
    if 0 < most < slices.number():
        unit = "day" if is_date else "second"
        yield slices.problem(f"must be at most {most}, the length of the window in {unit}s")


@rule(Evidence.IMPOSSIBLE, "The next slice begins when the one before has ended")
def backfill_without_wait(run: Run) -> Iterator[Problem]:
    wait = run.spot["wait"]
    if run.window.present() and wait.present() and not wait.flag():
        yield wait.problem(
            "must be true or absent with a window, because its slices run one by one"
        )


@rule(
    Evidence.ADVICE, "A backfill reads the records that are there when it runs, and no later ones"
)
def window_ends_in_the_future(run: Run) -> Iterator[Problem]:
    end = run.window["endTime"]
    if end.moment() > run.present(end):
        yield end.problem(
            f"{end.moment().isoformat()} is in the future. Records that come after the run of their slice are not read, so set a time "
            "in the past"
        )
