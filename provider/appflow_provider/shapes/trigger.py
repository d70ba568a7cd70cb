"""
What starts a run of a flow: a call, a schedule or an event, and the details of a schedule.

Times are instants. A user may write them as RFC 3339 text with an offset or as seconds since 1970.
AppFlow stores seconds, and two spellings of one instant count as equal.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, Timestamp, member
from appflow_provider.shapes.scalars import (
    FlowErrorDeactivationThreshold,
    ScheduleExpression,
    ScheduleOffset,
    Timezone,
)
from appflow_provider.shapes.transforms import whole_seconds


class DataPullMode(ApiEnum):
    """How much a scheduled run reads."""

    INCREMENTAL = (
        "Incremental",
        (
            "What is new or changed since the last successful run; the first run reaches back 30 "
            "days, or to `firstExecutionFrom`."
        ),
    )
    COMPLETE = "Complete", "Everything, in every run."


class TriggerType(ApiEnum):
    """What starts a run."""

    SCHEDULED = (
        "Scheduled",
        "A schedule. The flow is created as `Draft`, and runs only once it is activated.",
    )
    EVENT = (
        "Event",
        (
            "An event in Salesforce, such as `AccountChangeEvent`. The flow is created as "
            "`Draft`, and listens only once it is activated."
        ),
    )
    ON_DEMAND = "OnDemand", "A call of StartFlow. The flow is `Active` as soon as it is created."


class DesiredFlowStatus(ApiEnum):
    """Whether a scheduled or event flow is to run by itself, in CloudFormation's words."""

    ACTIVE = "Active", "It runs by its schedule or listens for its events."
    SUSPENDED = (
        "Suspended",
        "It waits. A flow that was never activated, a `Draft`, counts as suspended.",
    )


class ScheduledTriggerProperties(Shape):
    """When a scheduled flow runs, and how much it reads each time."""

    schedule_expression: ScheduleExpression = member(
        "How often the flow runs: `rate(5minutes)`, `rate(3hours)` or `rate(1days)`, the unit in "
        "the plural and **no blank** after the number; or a cron expression of six fields, "
        "`cron(0/15 6-20 ? * MON-FRI *)`. AppFlow stores `rate(5 minutes)` without complaint, but "
        "its console calls it unsupported. How often a flow may run depends on the source: each "
        "minute, hour or day.",
        required=True,
    )
    data_pull_mode: DataPullMode | None = member(
        "`Incremental` reads what changed since the last successful run, `Complete` everything "
        "each time.",
        drift_when_added=False,
    )
    schedule_start_time: Timestamp | None = member(
        "When the schedule begins: RFC 3339 text with an offset (`2031-01-01T06:00:00+01:00`), or "
        "seconds since 1970. Left out, it begins when the flow is activated; a time in the past "
        "may be refused. Instants are compared, so another spelling of the same time is no "
        "change.",
        transform=whole_seconds,
        drift_when_added=False,
    )
    schedule_end_time: Timestamp | None = member(
        "When the schedule ends: RFC 3339 text with an offset (`2031-12-31T23:00:00Z`), or "
        "seconds since 1970. Left out, it does not end. Instants are compared, so another "
        "spelling of the same time is no change.",
        transform=whole_seconds,
        drift_when_added=True,
    )
    timezone: Timezone | None = member(
        "Name of a time zone to show beside the times, for example `Europe/Lisbon`. It is a label "
        "and moves no run: offsets belong into `scheduleStartTime` and `scheduleEndTime`.",
        drift_when_added=False,
    )
    schedule_offset: ScheduleOffset | None = member(
        "Seconds by which the window of data of each run is moved back, 0 to 36,000. With `900`, "
        "the run at 12:00 of an hourly `Incremental` flow reads what changed from 10:45 to 11:45. "
        "Set it for sources that record their changes late. It does not delay the run, and it may "
        "be longer than the interval. Default `0`.",
        default=0,
        drift_when_added=True,
    )
    first_execution_from: Timestamp | None = member(
        "How far the first `Incremental` run reaches back: RFC 3339 text with an offset "
        "(`2030-01-01T00:00:00Z`), or seconds since 1970. Default 30 days before that run. "
        "Instants are compared, so another spelling of the same time is no change.",
        transform=whole_seconds,
        drift_when_added=False,
        not_returned=True,  # public reports
    )
    flow_error_deactivation_threshold: FlowErrorDeactivationThreshold | None = member(
        "After how many failed runs in a row AppFlow deactivates the flow, 1 to 100. A "
        "deactivated flow has to be activated again.",
        drift_when_added=False,
    )


class TriggerProperties(Shape):
    """Details of a trigger. Only schedules have any."""

    scheduled: ScheduledTriggerProperties | None = member(
        "The schedule. Needed for `Scheduled`, and for no other type.",
        api="Scheduled",
        drift_when_added=False,
    )


class TriggerConfig(Shape):
    """What starts a run of a flow."""

    trigger_type: TriggerType = member(
        "`OnDemand` runs when StartFlow is called, and such a flow is `Active` at once. "
        "`Scheduled` and `Event` flows are created as `Draft`, and run by themselves once they "
        "are activated. `Event` needs Salesforce as source, with an event such as "
        "`AccountChangeEvent` as object.",
        required=True,
    )
    trigger_properties: TriggerProperties | None = member(
        "The schedule, for the type `Scheduled`. Leave it out for the others.",
        drift_when_added=False,
    )
