"""
Records by connector and object: what samples give, and what runs write to any destination that moto does not have.

The same records are what sources read, so that one flow's destination is another's source. INSERT is the default, UPDATE leaves
out or refuses a record without a match, and DELETE reads the ids alone (documented: user guide, Salesforce).
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from appflow_emulator.connectors import CONNECTORS
from appflow_emulator.data_plane.outcome import Record, Written
from appflow_emulator.data_plane.places import Destination

_ID_DIGITS = 18  # as long as an id of Salesforce

Key = tuple[object, ...]


@dataclass(frozen=True)
class Refused:
    """A record that a destination did not take: the number of its source record, what was sent, and why. `why` shows no value."""

    number: int
    record: Record
    why: str


@dataclass
class Delivery:
    """What a destination took: the number of changed records, the ids that it made, and what it refused."""

    changed: int = 0
    made: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


class _Table:
    """The records of one object in order, with an index for each set of id fields that was asked for."""

    def __init__(self, rows: Iterable[Record] = ()) -> None:
        self._numbers = count()
        self.rows: dict[int, Record] = {next(self._numbers): dict(row) for row in rows}
        self._indexes: dict[tuple[str, ...], dict[Key, int]] = {}

    def find(self, fields: tuple[str, ...], record: Record) -> int | None:
        """The number of the record with the same values in `fields`. Numbers equal their texts: CSV has only texts."""
        if fields not in self._indexes:
            self._indexes[fields] = {_key(fields, row): number for number, row in self.rows.items()}
        return self._indexes[fields].get(_key(fields, record))

    def add(self, record: Record) -> None:
        self._put(next(self._numbers), record)

    def change(self, number: int, record: Record) -> None:
        """Replace the fields that `record` has, and keep the others."""
        before = self.rows[number]
        self._forget(number)
        self._put(number, {**before, **record})

    def drop(self, number: int) -> None:
        self._forget(number)
        del self.rows[number]

    def _put(self, number: int, record: Record) -> None:
        self.rows[number] = dict(record)
        for fields, index in self._indexes.items():
            index[_key(fields, record)] = number

    def _forget(self, number: int) -> None:
        for fields, index in self._indexes.items():
            index.pop(_key(fields, self.rows[number]), None)


def _key(fields: tuple[str, ...], record: Record) -> Key:
    values = (record.get(name) for name in fields)
    return tuple(None if value is None else str(value) for value in values)


class Store:
    """`objects[connector][object]`: records in order. Names are those of `plan`: connector type or label, and object."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # backends of two regions share the store
        self._objects: dict[str, dict[str, _Table]] = {}
        self._ids = count(1)

    def put(self, connector: str, name: str, rows: Iterable[Record]) -> None:
        """Replace all records of an object."""
        with self._lock:
            self._objects.setdefault(connector, {})[name] = _Table(rows)

    def rows(self, connector: str, name: str) -> list[Record] | None:
        """Copies of an object's records in order, or None if the store does not have the object."""
        with self._lock:
            table = self._objects.get(connector, {}).get(name)
            return None if table is None else [dict(row) for row in table.rows.values()]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many records each object has."""
        with self._lock:
            return {
                connector: {name: len(table.rows) for name, table in objects.items()}
                for connector, objects in self._objects.items()
            }

    def clear(self) -> None:
        """Forget all objects."""
        with self._lock:
            self._objects.clear()
            self._ids = count(1)

    def deliver(
        self, to: Destination, rows: Sequence[Written], *, stops: Callable[[], bool]
    ) -> Delivery:
        """
        Write records as the destination says.

        Args:
            stops: Asked at each refusal: whether the destination takes no more records.
        """
        with self._lock:
            return self._delivered(to, rows, stops)

    def _delivered(
        self, to: Destination, rows: Sequence[Written], stops: Callable[[], bool]
    ) -> Delivery:
        table = self._objects.setdefault(to.connector, {}).setdefault(to.object, _Table())
        done = Delivery()
        write = _WRITES[to.write]
        for row in rows:
            why = write(_Writer(self, table, to, done), dict(row.record))
            if why is None:
                done.changed += 1
                continue
            done.refused.append(Refused(row.number, row.record, why))
            if stops():
                break
        return done

    def new_id(self) -> str:
        """An id that no record has yet."""
        return f"{next(self._ids):0{_ID_DIGITS}d}"


@dataclass(frozen=True)
class _Writer:
    store: Store
    table: _Table
    to: Destination
    done: Delivery

    @property
    def own_id(self) -> str | None:
        """The field of the id that the application itself gives, if it gives one."""
        facts = CONNECTORS.get(self.to.connector)
        known = facts.record_id if facts else None
        return known or (self.to.ids[0] if len(self.to.ids) == 1 else None)

    @property
    def ids(self) -> tuple[str, ...]:
        """The fields by which a record is found: idFieldNames, or the application's own id."""
        own = self.own_id
        return self.to.ids or ((own,) if own else ())


def _missing(writer: _Writer, record: Record) -> str | None:
    """Why a record cannot be found, if it cannot."""
    if not writer.ids:
        return f"{writer.to} has no id field. Set idFieldNames"
    empty = [name for name in writer.ids if record.get(name) in (None, "")]
    return f"{' and '.join(empty)} has no value, but it is the id" if empty else None


def _insert(writer: _Writer, record: Record) -> str | None:
    own = writer.own_id
    if own:
        if record.get(own) in (None, ""):
            record[own] = writer.store.new_id()
            writer.done.made.append(record[own])
        elif writer.table.find((own,), record) is not None:
            return f"{writer.to} already has a record with this {own}"
    writer.table.add(record)
    return None


def _upsert(writer: _Writer, record: Record) -> str | None:
    problem = _missing(writer, record)
    if problem:
        return problem
    found = writer.table.find(writer.ids, record)
    if found is None:
        return _insert(writer, record)
    writer.table.change(found, record)
    return None


def _update(writer: _Writer, record: Record) -> str | None:
    problem = _missing(writer, record)
    if problem:
        return problem
    found = writer.table.find(writer.ids, record)
    if found is None:
        return f"{writer.to} has no record with this {' and '.join(writer.ids)}"
    writer.table.change(found, record)
    return None


def _delete(writer: _Writer, record: Record) -> str | None:
    problem = _missing(writer, record)
    if problem:
        return problem
    found = writer.table.find(writer.ids, record)
    if found is None:
        return f"{writer.to} has no record with this {' and '.join(writer.ids)}"
    writer.table.drop(found)
    return None


_WRITES: Mapping[str, Callable[[_Writer, Record], str | None]] = {
    "INSERT": _insert,
    "UPSERT": _upsert,
    "UPDATE": _update,
    "DELETE": _delete,
}
