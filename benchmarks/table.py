"""The figures of a run as Markdown, and their place in the documentation."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.stack import Step

__all__ = ["BEGIN", "END", "compared", "grown", "placed", "ratio"]

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

Rounds = Mapping[str, Mapping[str, Sequence[Step]]]
"""Steps of each round, by contender and command."""


def ratio(part: float, whole: float) -> str:
    """The ratio of two figures."""
    return f"{part / whole:.2f}" if whole else "-"


def compared(rounds: Rounds, floor: str) -> str:
    """
    A row for each command and contender, with ratios to the baseline.

    Each figure is the median of the rounds. Each ratio is taken within one round, because the machine may be slower in another.
    The ranges, from minimum to maximum, show how noisy the machine was.
    """
    rows = [
        "| | | seconds | range | of the baseline | range | provider CPU, s | of the baseline | range | API calls | MiB |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
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
    seconds, cpu = [step.seconds for step in steps], [step.cpu for step in steps]
    calls = str(max(step.calls for step in steps)) if has_calls else "-"
    cells = (
        doing,
        name,
        f"{median(seconds):.1f}",
        f"{min(seconds):.1f} to {max(seconds):.1f}",
        *_ratios(seconds, [step.seconds for step in least]),
        f"{median(cpu):.2f}",
        *_ratios(cpu, [step.cpu for step in least]),
        calls,
        f"{max(step.memory for step in steps):.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _ratios(parts: Sequence[float], wholes: Sequence[float]) -> tuple[str, str]:
    """Median and range of each round's ratio to the baseline of the same round."""
    pairs = [part / whole for part, whole in zip(parts, wholes, strict=False) if whole]
    if not pairs:
        return "-", "-"
    return f"{median(pairs):.2f}", f"{min(pairs):.2f} to {max(pairs):.2f}"


def grown(costs: Mapping[int, Mapping[str, float]]) -> str:
    """A row for each number of tasks, with the milliseconds per call."""
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
    """The page, with the figures between its marks."""
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}")
