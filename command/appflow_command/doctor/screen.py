"""One screen of the fleet: what runs, what failed, what did nothing, the last runs and the next ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from appflow_command.doctor.estimates import PRICES, estimate, total
from appflow_command.doctor.facts import ACTIVE, DELETED, DRAFT, Fact, Fleet, Flow
from appflow_command.doctor.reading import schedule, text
from appflow_command.doctor.times import next_run
from appflow_command.markup import visible
from appflow_provider.counting import counted

MOST = 20  # flows on the screen; our choice
_HEAD = ("flow", "from", "to", "state", "last run", "records", "next run", "USD/month")

# What a flow is doing, the worst first.
FAILED, NOTHING, STOPPED, NEVER, RUNS, NOT_DEPLOYED = (
    "failed",
    "reads nothing",
    "suspended",
    "never activated",
    "ok",
    "declared",
)
_BROKEN = frozenset({"Errored", "Deprecated", DELETED})
STATES = (FAILED, NOTHING, STOPPED, NEVER, RUNS, NOT_DEPLOYED)


@dataclass(frozen=True)
class Line:
    """A flow on the screen."""

    name: str
    source: str
    destination: str
    state: str
    last: str
    records: str
    next: str
    cost: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells in the order of the columns."""
        return (
            *(self.name, self.source, self.destination, self.state),
            *(self.last, self.records, self.next, self.cost),
        )


def state_of(flow: Flow) -> str:
    """What a flow is doing, as one of `STATES`."""
    if (flow.last and flow.last.failed) or flow.status in _BROKEN:
        return FAILED
    if not flow.status:
        return NOT_DEPLOYED
    if flow.status == DRAFT:
        return NEVER
    if flow.status != ACTIVE:
        return STOPPED
    over = [each for each in flow.runs or () if each.status == "Successful"]
    return NOTHING if over and over[0].records == 0 else RUNS


def lines(fleet: Fleet) -> list[Line]:
    """All flows, those first that need a look."""
    found = [_line(each, fleet.now) for each in fleet.flows]
    return sorted(found, key=lambda each: (STATES.index(each.state), each.name))


def _line(flow: Flow, now: datetime) -> Line:
    cost = estimate(flow)
    due = next_run(flow, now)
    expression = text(schedule(flow), "scheduleExpression")
    last = flow.runs[0] if flow.runs else flow.last
    return Line(
        visible(flow.name),
        visible(flow.source),
        visible(flow.destination),
        state_of(flow),
        f"{_ago(now - last.started)} {visible(last.status)}" if last and last.started else "",
        f"{last.records:,}" if last and last.records is not None else "",
        f"in {_span(due - now)}" if due else visible(expression or flow.trigger),
        f"{cost.dollars:,.2f}" if cost else "",
    )


def _ago(past: timedelta) -> str:
    return f"{_span(past)} ago"


def _span(time: timedelta) -> str:
    minutes = max(0, round(time / timedelta(minutes=1)))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2 * 1440 else f"{minutes // 1440} d"


def summary(fleet: Fleet) -> str:
    """The fleet in one sentence."""
    counts = Counter(map(state_of, fleet.flows))
    parts = [f"{counts[each]} {each}" for each in STATES if counts[each]]
    flows = counted(len(fleet.flows), "flow")
    asked = f" {counted(fleet.calls, 'request')} to AppFlow." if fleet.calls else ""
    return f"{flows}{': ' if parts else ''}{', '.join(parts)}.{asked}"


def money(fleet: Fleet) -> str:
    """What the fleet costs, in one sentence; empty without flows, and if the schedules are not known."""
    if Fact.DEFINITIONS not in fleet.known or not fleet.flows:
        return ""
    all_ = total(fleet.flows)
    size = f" and {all_.gigabytes:,.1f} GB" if Fact.RUNS in fleet.known else ""
    return (
        f"Estimate for a month: {all_.runs:,.0f} runs{size}, about ${all_.dollars:,.2f} ({PRICES})."
    )


def as_table(fleet: Fleet, most: int = MOST) -> Iterator[str]:
    """The screen as lines of text."""
    there = lines(fleet)
    rows = [_HEAD, *(each.cells for each in there[:most])]
    filled = [at for at in range(len(_HEAD)) if any(row[at] for row in rows[1:])]
    widths = {at: max(len(row[at]) for row in rows) for at in filled}
    for row in rows if len(rows) > 1 else ():
        yield "  ".join(row[at].ljust(widths[at]) for at in filled).rstrip()
    yield from _rest(there[most:])


def _rest(lines_: Sequence[Line]) -> Iterator[str]:
    if lines_:
        counts = Counter(each.state for each in lines_)
        yield f"… and {', '.join(f'{counts[each]} that are: {each}' for each in STATES if counts[each])}"
