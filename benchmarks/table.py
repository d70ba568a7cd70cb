"""The numbers of a run as Markdown, and their place in the documentation."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.stack import Step

__all__ = ["BEGIN", "END", "compared", "grown", "placed", "ratio"]

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

Rounds = Mapping[str, Mapping[str, Sequence[Step]]]
"""Steps of each round, by contender and by what was done."""


def ratio(part: float, whole: float) -> str:
    """How many times the one is of the other."""
    return f"{part / whole:.2f}" if whole else "-"


def compared(rounds: Rounds, floor: str) -> str:
    """
    A row for each thing that is done by each contender, with the ratios to the floor.

    Each figure is the median of the rounds; the range of the seconds tells how noisy the machine was.
    """
    rows = [
        "| | | seconds | range | of the floor | provider CPU, s | of the floor | API calls | MiB |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    doings = list(next(iter(rounds.values())))
    for doing in doings:
        least = rounds[floor][doing]
        for name, done in rounds.items():
            if steps := done.get(doing):
                rows.append(_row(doing, name, steps, least, has_calls=name != floor))
    return "\n".join(rows)


def _row(
    doing: str, name: str, steps: Sequence[Step], least: Sequence[Step], *, has_calls: bool
) -> str:
    seconds = [step.seconds for step in steps]
    took, cpu = median(seconds), median(step.cpu for step in steps)
    calls = str(max(step.calls for step in steps)) if has_calls else "-"
    cells = (
        doing,
        name,
        f"{took:.1f}",
        f"{min(seconds):.1f} to {max(seconds):.1f}",
        ratio(took, median(step.seconds for step in least)),
        f"{cpu:.2f}",
        ratio(cpu, median(step.cpu for step in least)),
        calls,
        f"{max(step.memory for step in steps):.0f}",
    )
    return f"| {' | '.join(cells)} |"


def grown(costs: Mapping[int, Mapping[str, float]]) -> str:
    """A row for each number of tasks, with the milliseconds of each call."""
    names = list(next(iter(costs.values())))
    return "\n".join(
        [
            f"| tasks | {' | '.join(names)} |",
            f"|--:|{'--:|' * len(names)}",
            *(
                f"| {tasks} | {' | '.join(f'{row[name]:.1f}' for name in names)} |"
                for tasks, row in costs.items()
            ),
        ]
    )


def placed(page: Path, figures: str) -> None:
    """Put the figures between the page's marks."""
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}")
