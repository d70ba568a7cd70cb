"""
How a source writes its records, where that depends on the API by which AppFlow reads.

Salesforce by Bulk API 2.0 leaves out compound fields, and writes times and nulls otherwise than by REST (documented; how is
inferred from Salesforce's own formats: times end in Z, and an empty cell of its CSV is an empty text). Without a choice AppFlow
reads by REST below 1,000,000 records (documented), and which way that is cannot be seen in a sample.
"""

import re
from collections.abc import Callable
from typing import Any

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.outcome import Record
from appflow_emulator.data_plane.places import Source

_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000", re.ASCII)
_CHOSEN = {"BULKV2": "bulk", "REST_SYNC": "rest"}


def dialect_of(source: Source, answers: Answers) -> Callable[[Record], Record]:
    """What makes the records that a source sends of those that a sample has. Samples are as the REST API writes."""
    if source.connector != "Salesforce":
        return lambda record: record
    chosen = _CHOSEN.get(source.transfer or "")

    def spoken(record: Record) -> Record:
        bulk = {name: _bulk(value) for name, value in record.items() if not isinstance(value, dict)}
        if bulk == record or (chosen or answers("bulk_dialect")) == "rest":
            return record
        return bulk

    return spoken


def _bulk(value: Any) -> Any:
    if value is None:
        return ""
    return _TIME.sub(r"\1Z", value) if isinstance(value, str) else value
