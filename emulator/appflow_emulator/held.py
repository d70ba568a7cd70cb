"""
The records that this process holds besides moto's state: samples, and what runs write where moto has no service.

Like moto's state they belong to the process. `add_samples` reads a folder. A reset forgets what runs wrote and starts from the
samples again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from appflow_emulator import aws_backends
from appflow_emulator.aws_backends import Location
from appflow_emulator.schemas import add_schemas

if TYPE_CHECKING:
    from appflow_emulator.data_plane.outcome import Record
    from appflow_emulator.data_plane.store import Store

    store: Store

# The account and region of whoever names none: moto's account for any credentials.
HOME = Location(DEFAULT_ACCOUNT_ID, "us-east-1", "aws")
_S3 = "S3"


@dataclass
class _Samples:
    """What the folders hold. `objects` are keys with body and time by bucket."""

    rows: dict[tuple[str, str], list["Record"]] = field(default_factory=dict)
    events: dict[tuple[str, str], list["Record"]] = field(default_factory=dict)
    objects: dict[str, list[tuple[str, bytes, datetime]]] = field(default_factory=dict)
    given: bool = False


_samples = _Samples()


@cache
def the_store() -> "Store":
    """The store of this process, made when it is first needed: a start without samples loads none of it."""
    from appflow_emulator.data_plane.store import Store

    return Store()


def __getattr__(name: str) -> Any:
    if name == "store":
        return the_store()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def add_samples(folder: str | Path) -> None:
    """
    Read a folder of samples, as `data_plane.samples` describes it. Records replace those of the same object.

    From then on a run whose source has records moves them. Objects of S3 are put there when a flow that reads them is created or
    runs.

    Raises:
        ValueError: the folder does not exist, or a file cannot be read. Nothing changes.
    """
    from appflow_emulator.data_plane.samples import read_samples

    found = read_samples(folder)
    add_schemas(folder, without={_S3})
    for connector, objects in found.rows.items():
        for name, rows in objects.items():
            _samples.rows[connector, name] = rows
            the_store().put(connector, name, rows)
    for connector, objects in found.events.items():
        for name, rows in objects.items():
            _samples.events[connector, name] = rows
    for bucket, files in found.objects.items():
        _samples.objects.setdefault(bucket, []).extend(
            (each.key, each.body, each.modified) for each in files
        )
    _samples.given = True


def forget_samples() -> None:
    """Forget all samples and all that runs wrote into the store. What is in moto's S3 stays."""
    the_store().clear()
    _samples.__init__()  # type: ignore[misc]


def start_again() -> None:
    """Forget what runs wrote, and put the samples back."""
    the_store().clear()
    for (connector, name), rows in _samples.rows.items():
        the_store().put(connector, name, rows)


def has_samples() -> bool:
    """Whether samples were given."""
    return _samples.given


def has_records() -> bool:
    """Whether there is anything that a source other than S3 could read."""
    return _samples.given or bool(the_store.cache_info().currsize and the_store().counts())


def events_of(connector: str, name: str) -> Sequence["Record"]:
    """The change events of an object in order."""
    return _samples.events.get((connector, name), ())


def put_objects(location: Location, bucket: str) -> None:
    """
    Put the samples of a bucket into this account's S3, once. The bucket is created unless it exists.

    Not before a flow reads from it: a program that is under test may create the bucket itself.
    """
    objects = _samples.objects.get(bucket)
    if objects and aws_backends.is_new_here(location, bucket):
        for key, body, modified in objects:
            aws_backends.put_object(location, bucket, key, body, modified)
