"""
The tables of a run in Glue, for a flow with metadataCatalogConfig.

Documented (user guide, cataloging): a table `<prefix>_appflow_<flow>_<number>_latest`, one that ends in the schema version, and
one that ends in the execution id where that is a part of the key; names of columns in lower case, with the parameters
AppFlowLabel and AppFlowDescription; the partition keys. The database must exist. The rest is inferred.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from appflow_emulator import aws_reports
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.objects import date_folders, root_of
from appflow_emulator.data_plane.rehearsal import Rehearsal
from appflow_emulator.data_plane.steps import Map
from appflow_emulator.moving.job import Job

_CLASSES: Mapping[str, str] = {"CSV": "csv", "JSON": "json", "PARQUET": "parquet"}
_UNITS = ("year", "month", "day", "hour", "minute")


def register(job: Job, done: Rehearsal, answers: Answers) -> list[dict[str, Any]]:
    """Create or update the tables and partitions. Returns metadataCatalogDetails, empty without a catalog or objects."""
    settings = (job.run.definition.get("metadataCatalogConfig") or {}).get("glueDataCatalog")
    if not settings or not done.objects:
        return []
    return [
        _one(job, done, answers, settings, name) for name in _names(job, settings, done, answers)
    ]


def _names(
    job: Job, settings: Mapping[str, str], done: Rehearsal, answers: Answers
) -> Iterator[str]:
    layout = done.plan.destination.layout
    since = job.flow.created_at
    if answers("latest_table") == "per_run":
        since = job.run.started_at
    begin = f"{settings['tablePrefix']}_appflow_{job.flow.name}_{int(since.timestamp())}"
    version = job.flow.schema_version
    yield _glue_name(f"{begin}_latest")
    yield _glue_name(f"{begin}_{version}")
    if layout is not None and "EXECUTION_ID" in layout.hierarchy:
        yield _glue_name(f"{begin}_{version}_{job.run.execution_id}")


def _glue_name(name: str) -> str:
    """Lower case is shown in the user guide. That other characters become an underscore is inferred."""
    return re.sub(r"[^a-z0-9_]", "_", name.lower())


def _one(
    job: Job, done: Rehearsal, answers: Answers, settings: Mapping[str, str], name: str
) -> dict[str, Any]:
    database = settings["databaseName"]
    try:
        what = aws_reports.put_table(job.location, database, name, _table(done, answers))
    except LookupError as missing:
        failed = {"message": str(missing.args[0]), "result": "0", "status": "Error"}
        return {"catalogType": "GLUE", "tableName": name, "tableRegistrationOutput": failed}
    details = {
        "catalogType": "GLUE",
        "tableName": name,
        "tableRegistrationOutput": _output(f"The table was {what}.", int(what != "unchanged")),
    }
    partitions = list(_partitions(done))
    if partitions:
        made = aws_reports.put_partitions(job.location, database, name, partitions)
        details["partitionRegistrationOutput"] = _output(f"{made} partitions were created.", made)
    return details


def _output(message: str, count: int) -> dict[str, str]:
    return {"message": message, "result": str(count), "status": "Successful"}


def _table(done: Rehearsal, answers: Answers) -> dict[str, Any]:
    to = done.plan.destination
    assert to.layout is not None  # noqa: S101 (a flow with objects has a layout)
    first = done.objects[0]
    root = root_of(to.prefix, done.plan.name, answers)
    columns = dict.fromkeys(name for row in done.rows for name in row)
    labels = {each.to: each.fields[0] for each in done.plan.of(Map) if isinstance(each, Map)}
    return {
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"classification": _CLASSES[to.layout.file_type]},
        "PartitionKeys": [{"Name": name, "Type": "string"} for name in _keys(done)],
        "StorageDescriptor": {
            "Location": f"s3://{first.bucket}/{root}/",
            "Columns": [
                {
                    "Name": name.lower(),
                    "Type": "string",
                    "Parameters": {
                        "AppFlowLabel": labels.get(name, name),
                        "AppFlowDescription": labels.get(name, name),
                    },
                }
                for name in columns
            ],
        },
    }


def _dates(done: Rehearsal) -> list[str]:
    layout = done.plan.destination.layout
    return [] if layout is None else date_folders(layout, done.stamp)


def _keys(done: Rehearsal) -> list[str]:
    fields = [name.lower() for name, _ in done.objects[0].folders]
    return [*_UNITS[: len(_dates(done))], *fields]


def _partitions(done: Rehearsal) -> Iterator[dict[str, Any]]:
    """One for each folder that is a partition: by date, and by the values of fields."""
    seen = set()
    for each in done.objects:
        values = (*_dates(done), *(value for _, value in each.folders))
        if values and values not in seen:
            seen.add(values)
            folder = each.key.rpartition("/")[0]
            yield {
                "Values": list(values),
                "StorageDescriptor": {"Location": f"s3://{each.bucket}/{folder}/"},
            }
