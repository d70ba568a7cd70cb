"""The numbers of a run as Markdown, and their place in the documentation."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.stack import Step

__all__ = ["BEGIN", "END", "compared", "placed", "ratio"]

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

Rounds = Mapping[str, Mapping[str, Sequence[Step]]]
"""Steps of each round, by contender and by what was done."""


def ratio(part: float, whole: float) -> str:
    """How many times the one is of the other."""
    return f"{part / whole:.2f}" if whole else "-"


def compared(rounds: Rounds, floor: str) -> str:
    """A row for each thing that is done by each contender, with the ratio to the floor."""
    rows = ["| | | seconds | of the floor | API calls | MiB |", "|---|---|--:|--:|--:|--:|"]
    doings = list(next(iter(rounds.values())))
    for doing in doings:
        least = _seconds(rounds[floor][doing])
        for name, done in rounds.items():
            steps = done[doing]
            calls = "-" if name == floor else str(max(step.calls for step in steps))
            memory = max(step.memory for step in steps)
            took = _seconds(steps)
            rows.append(
                f"| {doing} | {name} | {took:.1f} | {ratio(took, least)} | {calls} | {memory:.0f} |"
            )
    return "\n".join(rows)


def _seconds(steps: Sequence[Step]) -> float:
    return median(step.seconds for step in steps)


def placed(page: Path, figures: str) -> None:
    """Put the figures between the page's marks."""
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}")
