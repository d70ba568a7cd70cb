"""How often schedules run."""

import pytest

from appflow_provider.frequency import frequency

CASES = {  # the shortest time between two runs in minutes, and runs in 30 days
    "rate(1minutes)": (1, 43_200),
    "rate(5 minutes)": (5, 8_640),
    "rate(1hour)": (60, 720),
    "rate(1days)": (1_440, 30),
    "rate(2weeks)": (20_160, 43_200 / 20_160),
    "cron(0 6 * * ? *)": (1_440, 30),
    "cron(0/15 6-20 ? * * *)": (15, 4 * 15 * 30),
    "cron(0,30 22-2 * * ? *)": (30, 2 * 5 * 30),
    "cron(0 0/6 ? * MON-FRI *)": (360, 4 * 30 * 5 / 7),
    "cron(5/20 12 ? * FRI-SUN *)": (20, 3 * 30 * 3 / 7),
    "cron(*/10 * * * ? *)": (10, 4_320),
    "cron(0 9 1 * ? *)": (31 * 1_440, 30 / 31),
    "cron(0 9 ? * MON,THU *)": (3 * 1_440, 30 * 2 / 7),
    "cron(0 9 ? JAN,JUL * *)": (1_440, 30 * 2 / 12),
}
NOT_COUNTED = (
    *("rate(0minutes)", "rate(5fortnights)", "cron(0 6 * * *)", "cron(0 6 L * ? *)", "once", ""),
    *("cron(0 6 ? * FRI#2 *)", "cron(61 6 * * ? *)", "cron(0/0 6 * * ? *)", "cron(0 6 1 * MON *)"),
)


@pytest.mark.parametrize(("expression", "expected"), CASES.items(), ids=CASES)
def test_a_schedule_is_counted(expression: str, expected: tuple[float, float]) -> None:
    found = frequency(expression)
    assert found is not None
    assert (found.minutes, found.runs_a_month) == pytest.approx(expected)


@pytest.mark.parametrize("expression", NOT_COUNTED)
def test_what_nobody_can_tell_is_not_guessed(expression: str) -> None:
    assert frequency(expression) is None
