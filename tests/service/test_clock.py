"""AWS's clock, from its replies."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from appflow_provider.service.clock import Clock

HERE = datetime(2031, 1, 1, 12, 0, 0, 500_000, tzinfo=timezone.utc)


def told(metadata: Any) -> timedelta:
    clock = Clock(lambda: HERE)
    clock.heard(metadata)
    return clock.now() - HERE


def test_a_reply_corrects_a_clock_that_is_minutes_off() -> None:
    for date, minutes in (("12:04:00", 4), ("11:56:00", -4)):
        there = told({"HTTPHeaders": {"date": f"Wed, 01 Jan 2031 {date} GMT"}})
        assert abs(there - timedelta(minutes=minutes)) <= timedelta(seconds=1)


@pytest.mark.parametrize("second", ["11:59:59", "12:00:00", "12:00:02"])
def test_what_a_reply_takes_is_no_difference(second: str) -> None:
    assert told({"HTTPHeaders": {"date": f"Wed, 01 Jan 2031 {second} GMT"}}) == timedelta()


@pytest.mark.parametrize(
    "metadata",
    [
        *({}, {"HTTPHeaders": None}, {"HTTPHeaders": {}}),
        *(
            {"HTTPHeaders": {"date": text}}
            for text in ("", "yesterday", "Wed, 01 Jan 2031", None, 7)
        ),
    ],
)
def test_a_reply_without_a_time_changes_nothing(metadata: Any) -> None:
    assert told(metadata) == timedelta()
