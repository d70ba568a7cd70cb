"""The formats of files that a flow writes to S3 or Upsolver: which settings can be combined."""

from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Destination
from appflow_provider.spots import Spot, Undecided

_WITH_FILES = frozenset({"S3", "Upsolver"})


def _format(it: Destination) -> Spot:
    if it.end.connector.type not in _WITH_FILES:
        raise Undecided
    return it.end.properties["s3OutputFormatConfig"]


@rule(Evidence.DOCUMENTED, "User guide, Google Analytics: JSON is the only output format")
def google_analytics_in_another_format(it: Destination) -> Iterator[Problem]:
    file_type = _format(it)["fileType"]
    found = file_type.text()
    if it.flow.source.connector.type == "Googleanalytics" and found in {"CSV", "PARQUET"}:
        yield file_type.problem(f"must be JSON with Googleanalytics as source, not {found}")


@rule(Evidence.INFERRED, "User guide, Amazon S3: one file per run is not available for Parquet")
def parquet_in_one_file(it: Destination) -> Iterator[Problem]:
    aggregation = _format(it)["aggregationConfig"]["aggregationType"]
    if _format(it)["fileType"].text() == "PARQUET" and aggregation.text() == "SingleFile":
        yield aggregation.problem(
            "may not be supported with fileType PARQUET. AppFlow's console does not offer it"
        )


@rule(Evidence.ADVICE, "API reference, preserveSourceDataTyping: for the output format Parquet")
def types_kept_outside_parquet(it: Destination) -> Iterator[Problem]:
    keeps = _format(it)["preserveSourceDataTyping"]
    if keeps.flag() and _format(it)["fileType"].text_if_any() in {None, "JSON", "CSV"}:
        yield keeps.problem("has an effect with fileType PARQUET only")
