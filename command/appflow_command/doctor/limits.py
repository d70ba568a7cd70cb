"""The thresholds of the rules. Each is an option of the command; the defaults are our choice, unless a source is named."""

from dataclasses import dataclass
from typing import Annotated

import typer

from appflow_provider.paging import PAGE_MAX

_DAYS = 36_500  # the most days that make sense; our choice


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What is too long, too many or too near."""

    failures: Annotated[
        int,
        typer.Option(
            min=1,
            max=PAGE_MAX,
            metavar="N",
            help="failed runs in a row that make a flow one that keeps failing",
        ),
    ] = 3
    empty_runs: Annotated[
        int,
        typer.Option(
            min=1,
            max=PAGE_MAX,
            metavar="N",
            help="successful runs without a record that make a flow one that does nothing",
        ),
    ] = 5
    draft_days: Annotated[
        int,
        typer.Option(
            min=0, max=_DAYS, metavar="DAYS", help="age of a flow that should have been activated"
        ),
    ] = 1
    idle_days: Annotated[
        int,
        typer.Option(
            min=0,
            max=_DAYS,
            metavar="DAYS",
            help="time without a run that makes an on-demand flow idle",
        ),
    ] = 90
    rotate_days: Annotated[
        int,
        typer.Option(
            min=0,
            max=_DAYS,
            metavar="DAYS",
            help="age of credentials that should have been rotated",
        ),
    ] = 180
    ends_within: Annotated[
        int,
        typer.Option(
            min=0,
            max=_DAYS,
            metavar="DAYS",
            help="time before the end of a schedule at which to warn",
        ),
    ] = 14
    run_hours: Annotated[
        int,
        typer.Option(
            min=0, max=24 * _DAYS, metavar="HOURS", help="time after which a run takes too long"
        ),
    ] = 24
    quota_percent: Annotated[
        int,
        typer.Option(min=1, max=100, metavar="PERCENT", help="share of a quota at which to warn"),
    ] = 80
    api_calls: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="requests a day that Salesforce allows; read yours in its setup",
        ),
    ] = 15_000
    flow_cost: Annotated[
        float,
        typer.Option(
            min=0, metavar="USD", help="estimated cost of a flow a month at which to warn"
        ),
    ] = 50
