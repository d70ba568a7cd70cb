"""
`make bench`: times the plugin, a mirror, dynamic resources, a hand-written provider and the minimum that Pulumi needs, in one run.

The contenders take turns, so that other load on the machine affects all of them. The hand-written provider is the slowest and
runs only in the first round. The benchmark also times single calls of the plugin with 10 to 2,000 tasks, and a rehearsal of many
records.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks import programs
from benchmarks.growth import growth
from benchmarks.moved import moved
from benchmarks.stack import ROOT, Contender, Stack, Step
from benchmarks.startup import startup
from benchmarks.steps import steps
from benchmarks.table import compared, grown, placed, ratio

PAGE = ROOT / "docs" / "performance.md"
FLOOR, BY_HAND = "baseline", "by hand"
CONTENDERS = (
    Contender("plugin", programs.PLUGIN),
    Contender("mirror", programs.MIRROR),
    Contender("dynamic", programs.DYNAMIC),
    Contender(BY_HAND, programs.BY_HAND),
    Contender(FLOOR, programs.PLUGIN, is_floor=True),
)
UP = ("up", "--yes", "--skip-preview")
# The engine writes its whole checkpoint for each step, which takes most of the time of `up`, equally for all. Only an
# experimental setting of the engine turns that off; users should not set it.
UNCHECKED = {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
AGAIN = "up, no checkpoints"
STEPS = {
    "up": UP,
    "preview, no change": ("preview",),
    "refresh": ("refresh", "--yes", "--skip-preview"),
    "destroy": ("destroy", "--yes", "--skip-preview"),
    AGAIN: UP,
}


def main() -> None:
    """Run, print the figures, and write them to the documentation if asked to."""
    asked = _arguments()
    engine = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "pulumi" / "get.py")],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()
    rounds: dict[str, dict[str, list[Step]]] = {}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        for number in range(asked.rounds):
            for contender in CONTENDERS:
                if number and contender.name == BY_HAND:
                    continue
                place = work / f"{contender.name}-{number}"
                with Stack(contender, place, engine, asked.flows, asked.delay) as stack:
                    for doing, command in STEPS.items():
                        step = stack.timed(*command, **(UNCHECKED if doing == AGAIN else {}))
                        taken = rounds.setdefault(contender.name, defaultdict(list))
                        taken[doing].append(step)
                        if doing == "up":
                            sizes[contender.name] = stack.state_size()
                        _say(f"round {number + 1}: {contender.name}: {doing} {step.seconds:.1f} s")
        judged, plain = _judged(work / "judged", engine, asked.flows, asked.delay, asked.rounds)
        refresh, calls = _profiles(work / "profiles", engine, asked.flows, asked.delay)
    _say("start-up")
    port, imports = startup()
    _say(f"a rehearsal of {asked.rows:,} records")
    rehearsed = moved(asked.rows, asked.rounds)
    _say("growth")
    costs = growth()
    create = steps("create")
    heading = (
        f"{asked.flows} flows, an API that answers after {asked.delay * 1000:.0f} ms, {asked.rounds} "
        f"round{'s' if asked.rounds > 1 else ''}, {os.cpu_count()} cores."
    )
    sizes_told = ", ".join(f"{name} {size / asked.flows:.0f}" for name, size in sizes.items())
    facts = [
        f"A preview of {asked.flows} unchanged flows with the policy pack: {judged:.1f} seconds, {ratio(judged, plain)} times one without ({plain:.1f}).",
        f"`refresh` of {asked.flows} connector profiles: {calls} calls of the API, {refresh:.1f} seconds.",
        f"The port is printed after {port:.2f} seconds, {ratio(port, imports)} times a bare import of grpc and the protocol's stubs ({imports:.2f}).",
        f"Bytes of state for each flow: {sizes_told}.",
        f"`Create` of a flow with one task: {create.calls.total()} calls of the provider's functions, {create.depth} of them around the call of the API.",
    ]
    listed = "\n".join(f"- {fact}" for fact in facts)
    calls_grow = (
        f"Milliseconds of the processor for one call, by tasks of the flow:\n\n{grown(costs)}"
    )
    of_rows = f"A rehearsal of a flow with six tasks and a CSV source:\n\n{rehearsed}"
    figures = f"{heading}\n\n{compared(rounds, FLOOR)}\n\n{listed}\n\n{calls_grow}\n\n{of_rows}"
    print(figures)
    if asked.write:
        placed(PAGE, figures)


def _judged(
    folder: Path, engine: str, count: int, delay: float, rounds: int
) -> tuple[float, float]:
    """Seconds of a preview with the policy pack, and without: medians of alternating rounds."""
    pack = ("--policy-pack", str(Path(sys.executable).parent / "appflow-policies"))
    with Stack(Contender("judged", programs.PLUGIN), folder, engine, count, delay) as stack:
        stack.timed(*STEPS["up"])
        pairs = [
            (stack.timed("preview", *pack).seconds, stack.timed("preview").seconds)
            for _ in range(rounds)
        ]
    judged, plain = (median(each) for each in zip(*pairs, strict=True))
    _say(f"preview with the policy pack {judged:.1f} s, without {plain:.1f} s")
    return judged, plain


def _profiles(folder: Path, engine: str, count: int, delay: float) -> tuple[float, int]:
    contender = Contender("profiles", programs.PROFILES)
    with Stack(contender, folder, engine, count, delay) as stack:
        stack.timed(*STEPS["up"])
        step = stack.timed(*STEPS["refresh"])
        _say(f"profiles: refresh {step.seconds:.1f} s, {step.calls} calls")
        return step.seconds, step.calls


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--flows", type=int, default=300, help="how many (default: 300)")
    parser.add_argument(
        "--rounds", type=int, default=2, help="rounds of each contender (default: 2)"
    )
    parser.add_argument(
        "--delay",
        type=float,
        default=0.05,
        help="response time of the API, in seconds (default: 0.05)",
    )
    parser.add_argument(
        "--rows", type=int, default=5_000_000, help="records of the rehearsal (default: 5000000)"
    )
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.relative_to(ROOT)}")
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
