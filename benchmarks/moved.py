"""
How fast a rehearsal moves records through a flow, compared with the same transformation written by hand in polars.

Each run is a process of its own, and the two take turns, so that other load on the machine affects both. The seconds are those of
the transformation alone, without the imports. Memory is the peak of the process.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.stack import ROOT
from benchmarks.table import ratio

__all__ = ["FORMATS", "moved", "request", "written"]

FORMATS = ("CSV", "JSON", "PARQUET")
_HEADER = ("Id", "First", "Last", "Phone", "Email", "Qty", "Price", "Status", "Note")
_FIRST = ("Ann", "Bo", "Cy", "Dee", "\u00c9va", "Finn")
_LAST = ("Lee", "Ray", "Fox", "O'Hara", "Smith-Jones", "Quist")
_STATUS = ("open", "closed", "held", "void")


def written(path: Path, rows: int) -> None:
    """A CSV file of orders: nine columns, about 150 bytes a row."""
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(_HEADER) + "\n")
        file.writelines(_lines(rows))


def _lines(rows: int) -> Iterator[str]:
    chance = random.Random(1)  # noqa: S311 (sample data)
    for number in range(rows):
        quantity, cents = chance.randrange(100), chance.randrange(1, 100_000)
        yield (
            f"{number:09d},{_FIRST[number % 6]},{_LAST[number // 6 % 6]},555-{number % 10_000:04d}-{quantity:04d},"
            f"user{number}@example.com,{quantity},{cents // 100}.{cents % 100:02d},{_STATUS[number % 4]},"
            f'"a note of some length, with a comma, about order {number}, whose tail is cut off"\n'
        )


def request(file_type: str) -> dict[str, Any]:
    """The flow: two filters, a mask, a concatenation, a truncation and a product."""
    return {
        "flowName": "orders",
        "triggerConfig": {"triggerType": "OnDemand"},
        "sourceFlowConfig": {
            "connectorType": "S3",
            "sourceConnectorProperties": {"S3": {"bucketName": "in", "bucketPrefix": "orders"}},
        },
        "destinationFlowConfigList": [
            {
                "connectorType": "S3",
                "destinationConnectorProperties": {
                    "S3": {
                        "bucketName": "lake",
                        "s3OutputFormatConfig": {"fileType": file_type},
                    }
                },
            }
        ],
        "tasks": [
            _task("Filter", ["Status"], "NOT_EQUAL_TO", VALUE="void", DATA_TYPE="string"),
            _task("Filter", ["Qty"], "NOT_EQUAL_TO", VALUE="0", DATA_TYPE="string"),
            _task("Mask", ["Phone"], "MASK_FIRST_N", MASK_LENGTH="4", MASK_VALUE="*"),
            _task("Truncate", ["Note"], "NO_OP", TRUNCATE_LENGTH="20"),
            _task("Merge", ["First", "Last"], "NO_OP", CONCAT_FORMAT="${First} ${Last}"),
            _task("Arithmetic", ["Qty", "Price"], "MULTIPLICATION"),
            *(
                _task("Map", [source], "NO_OP", to)
                for source, to in {
                    **{name: name for name in ("Id", "Phone", "Email", "Note")},
                    "First,Last": "Name",
                    "Qty,Price": "Total",
                }.items()
            ),
        ],
    }


def _task(
    kind: str, fields: list[str], operator: str, to: str | None = None, **properties: str
) -> dict[str, Any]:
    return {
        "taskType": kind,
        "sourceFields": fields,
        "connectorOperator": {"S3": operator},
        "destinationField": to,
        "taskProperties": properties,
    }


def moved(rows: int, rounds: int) -> str:
    """
    A table: for each format of the destination, records per second and peak memory of the engine and of polars by hand.

    The last rows have half and a tenth of the records, which shows how memory grows with them.
    """
    lines = [
        "| records | to | engine, records/s | by hand | engine / by hand | engine, MiB | by hand |",
        "|--:|---|--:|--:|--:|--:|--:|",
    ]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for count in (rows, rows // 2, rows // 10):
            source = Path(folder) / "orders.csv"
            written(source, count)
            lines += [_row(source, count, file_type, rounds) for file_type in FORMATS]
    return "\n".join(lines)


def _row(source: Path, count: int, file_type: str, rounds: int) -> str:
    pairs = [
        (_run("engine", source, file_type), _run("hand", source, file_type)) for _ in range(rounds)
    ]
    engine, hand = zip(*pairs, strict=True)
    speeds = [count / median(each[0] for each in runs) for runs in (engine, hand)]
    share = median(by_hand[0] / by_engine[0] for by_engine, by_hand in pairs)
    peaks = [max(each[1] for each in runs) for runs in (engine, hand)]
    return (
        f"| {count:,} | {file_type} | {speeds[0]:,.0f} | {speeds[1]:,.0f} | {ratio(share, 1)} "
        f"| {peaks[0]:.0f} | {peaks[1]:.0f} |"
    )


def _run(who: str, source: Path, file_type: str) -> tuple[float, float]:
    """Seconds, and MiB at the peak, of one run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.moved", who, str(source), file_type]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


def _by_engine(source: Path, file_type: str, target: Path) -> None:
    from appflow_emulator.assumptions import Assumptions
    from appflow_emulator.data_plane.answers import Answers
    from appflow_emulator.data_plane.planning import plan_of
    from appflow_emulator.data_plane.sinks import stream

    plan = plan_of(request(file_type))
    done = stream(plan, source, Answers(Assumptions()), lambda _: target)
    assert done.written, "no record arrived"


def _by_hand(source: Path, file_type: str, target: Path) -> None:
    import polars as pl
    from polars import col

    money = pl.Decimal(38, 2)
    frame = (
        pl.scan_csv(source, infer_schema=False)
        .filter(col("Status") != "void", col("Qty") != "0")
        .select(
            "Id",
            ("****" + col("Phone").str.slice(4)).alias("Phone"),
            "Email",
            col("Note").str.head(20),
            (col("First") + " " + col("Last")).alias("Name"),
            (col("Qty").cast(money) * col("Price").cast(money)).cast(pl.String).alias("Total"),
        )
    )
    if file_type == "CSV":
        frame.sink_csv(target)
    elif file_type == "JSON":
        frame.sink_ndjson(target)
    else:
        frame.sink_parquet(target)


def main(arguments: Sequence[str]) -> None:
    """One run. Prints its seconds and MiB as JSON."""
    who, source, file_type = arguments
    import polars  # noqa: F401 (before the clock starts)

    act = {"engine": _by_engine, "hand": _by_hand}[who]
    if who == "engine":
        import appflow_emulator.data_plane.sinks  # noqa: F401
    target = Path(f"{source}.{who}")
    began = time.perf_counter()
    act(Path(source), file_type, target)
    seconds = time.perf_counter() - began
    target.unlink()
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    main(sys.argv[1:])
