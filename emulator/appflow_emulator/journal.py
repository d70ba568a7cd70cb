"""
Keeps what AppFlow holds in a file, so that it survives the end of the process, however it ends.

The file is a database of SQLite, with a row for each flow (with its runs), connector profile (with its credentials), connector and
client token. A request is answered only after its changes are on the disk, all of them or none. What other services of
moto hold (objects of S3, other secrets), samples and what runs wrote into the store are not kept.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from appflow_emulator import aws_backends
from appflow_emulator.models import AppFlowBackend, appflow_backends
from appflow_emulator.records import (
    ConnectorRecord,
    FlowRecord,
    ProfileRecord,
    Run,
    ShownRow,
    ShownRows,
    Transfer,
)
from appflow_emulator.state import Request
from appflow_emulator.tokens import Done

FORMAT = 1
"""The version of what the rows hold. Raise it when a record gets or loses a member."""

RECORDS = (FlowRecord, ProfileRecord, ConnectorRecord, Run, Transfer, ShownRows, ShownRow, Done)
"""Everything that a row may hold beside plain values."""

_BY_NAME: Mapping[str, Any] = {each.__name__: each for each in RECORDS}
_OURS = 0x41464C57  # marks the file as ours, among all of SQLite's
_NUMBERS, _TOKEN, _SECRET = "numbers", "token", "secret"
_KINDS = {"flow": "flows", "profile": "profiles", "connector": "connectors"}
_NAMES = ("flowName", "connectorProfileName", "connectorLabel")

_Key = tuple[str, str]  # kind and name


class NotKept(ValueError):
    """The file cannot be used. The message says why, in a sentence."""


class Journal:
    """
    The file of one process.

    Args:
        path: The file. It is created unless it exists; only its owner may read it.

    Raises:
        NotKept: it cannot be read or written, another process has it, or it is something else.
    """

    def __init__(self, path: str | Path) -> None:
        self._path, self._lock = Path(path), threading.Lock()
        self._known: dict[tuple[str, str], dict[_Key, Any]] = {}
        with self._told():
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._rows = sqlite3.connect(
                self._path, timeout=0, isolation_level=None, check_same_thread=False
            )
            self._open()

    def _open(self) -> None:
        run = self._rows.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("BEGIN EXCLUSIVE")
        mark, version = (
            run(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        tables = run("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and mark != _OURS:
            raise NotKept(f"{self._path} is a database of something else. Name another file")
        if tables and version != FORMAT:
            raise NotKept(
                f"{self._path} has the format {version}, and this version reads {FORMAT}. Delete the file, or use the version that "
                "wrote it"
            )
        run(f"PRAGMA application_id = {_OURS}")
        run(f"PRAGMA user_version = {FORMAT}")
        run(
            "CREATE TABLE IF NOT EXISTS rows (account TEXT, region TEXT, kind TEXT, name TEXT, content TEXT, "
            "PRIMARY KEY (account, region, kind, name)) WITHOUT ROWID"
        )
        run("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell failures of the file as a sentence."""
        try:
            yield
        except OSError as failed:
            raise NotKept(f"{self._path}: {failed.strerror}") from None
        except sqlite3.Error as failed:
            words = str(failed)
            if "locked" in words:
                words = "another process uses it"
            elif "not a database" in words:
                words = "it is not a file of the emulator. Name another one"
            raise NotKept(f"{self._path}: {words}") from None

    def restore(self) -> int:
        """Put what the file holds into the emulator. Returns the number of flows, profiles and connectors."""
        with self._told():
            found = self._rows.execute(
                "SELECT account, region, kind, name, content FROM rows"
            ).fetchall()
        rows = [self._read(*each) for each in found]
        # Pages of a list go by the order in which objects were created.
        for backend, kind, name, value in sorted(
            rows, key=lambda row: getattr(row[3], "number", 0)
        ):
            self._put(backend, kind, name, value)
        for backend in _backends():
            self._known[_place(backend)] = dict(_signatures(backend))
        return sum(kind in _KINDS for _, kind, _, _ in rows)

    def _read(
        self, account: str, region: str, kind: str, name: str, content: str
    ) -> tuple[AppFlowBackend, str, str, Any]:
        try:
            value = _decoded(json.loads(content))
            return appflow_backends[account][region], kind, name, value
        except (LookupError, TypeError, ValueError):
            words = f"{self._path}: the row {kind} {name} is damaged. Delete the file"
            raise NotKept(words) from None

    def _put(self, backend: AppFlowBackend, kind: str, name: str, value: Any) -> None:
        if kind in _KINDS:
            getattr(backend, _KINDS[kind])[name] = value
        elif kind == _NUMBERS:
            backend.numbers = value
        elif kind == _TOKEN:
            operation, _, token = name.partition(" ")
            backend.tokens.restore(operation, token, value)
        elif kind == _SECRET:
            aws_backends.restore_secret(backend.location, name, **value)

    def save(self, backend: AppFlowBackend, request: Request) -> None:
        """
        Write what a request changed. The caller holds the backend's lock.

        Raises:
            NotKept: it could not be written.
        """
        with self._lock, self._told():
            self._save(backend, {request.get(name) for name in _NAMES} | {_of_arn(request)})

    def save_all(self) -> None:
        """Write what is there now, after a change that was no request of AppFlow's."""
        for backend in _backends():
            with backend.lock, self._lock, self._told():
                named = {name for kind in _KINDS.values() for name in getattr(backend, kind)}
                self._save(backend, named)
        with self._lock, self._told():
            for place in self._known.keys() - {_place(each) for each in _backends()}:
                self._rows.execute("DELETE FROM rows WHERE account = ? AND region = ?", place)
                del self._known[place]

    def _save(self, backend: AppFlowBackend, named: set[Any]) -> None:
        place = _place(backend)
        before, now = self._known.get(place, {}), dict(_signatures(backend))
        changed = [key for key in now if key[1] in named or before.get(key) != now[key]]
        gone = before.keys() - now.keys()
        if not changed and not gone:
            return
        self._rows.execute("BEGIN")
        try:
            self._rows.executemany(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)",
                [(*place, *key, _text(_value(backend, *key))) for key in changed],
            )
            self._rows.executemany(
                "DELETE FROM rows WHERE account = ? AND region = ? AND kind = ? AND name = ?",
                [(*place, *key) for key in gone],
            )
            self._rows.execute("COMMIT")
        except sqlite3.Error:
            if self._rows.in_transaction:
                self._rows.execute("ROLLBACK")
            raise
        self._known[place] = now

    def close(self) -> None:
        """Close the file. Nothing is kept any more."""
        with self._lock:
            if _current == [self]:
                _current.clear()
            self._rows.close()


_current: list[Journal] = []


def keep_in(path: str | Path) -> Journal:
    """
    Restore what a file holds, and keep what this process holds in it from now on, until the journal is closed.

    Raises:
        NotKept: the file cannot be used.
    """
    journal = Journal(path)
    try:
        journal.restore()
    except NotKept:
        journal.close()
        raise
    _current[:] = [journal]
    return journal


def current() -> Journal | None:
    """The journal of this process."""
    return _current[0] if _current else None


def _place(backend: AppFlowBackend) -> tuple[str, str]:
    return backend.account_id, backend.region_name


def _backends() -> Iterator[AppFlowBackend]:
    for by_region in list(appflow_backends.values()):
        yield from list(by_region.values())


def _signatures(backend: AppFlowBackend) -> Iterator[tuple[_Key, Any]]:
    """For each row something that differs when the row does, unless a request names the object. Cheaper than the row itself."""
    for name, flow in backend.flows.items():
        runs = tuple((run.status, run.updated_at) for run in flow.runs)
        tags = tuple(sorted(flow.tags.items()))
        yield (
            ("flow", name),
            (
                flow.number,
                flow.status,
                flow.status_message,
                flow.updated_at,
                flow.ran_until,
                runs,
                tags,
            ),
        )
    for name, profile in backend.profiles.items():
        yield ("profile", name), (profile.number, profile.updated_at)
        if profile.secret_name:
            secret = aws_backends.secret_of(backend.location, profile.secret_name)
            if secret is not None:
                yield (_SECRET, profile.secret_name), (secret["arn"], secret["text"])
    for name, connector in backend.connectors.items():
        yield ("connector", name), (connector.number, connector.description, connector.lambda_arn)
    for operation, token, done in backend.tokens.all():
        yield (_TOKEN, f"{operation} {token}"), done.until
    yield (_NUMBERS, ""), backend.numbers


def _value(backend: AppFlowBackend, kind: str, name: str) -> Any:
    """What the row holds."""
    if kind in _KINDS:
        return getattr(backend, _KINDS[kind])[name]
    if kind == _TOKEN:
        operation, _, token = name.partition(" ")
        return backend.tokens.of(operation, token)
    if kind == _SECRET:
        return aws_backends.secret_of(backend.location, name)
    return backend.numbers


def _of_arn(request: Request) -> str | None:
    """The name of the object whose tags a request is about."""
    arn = request.get("resourceArn")
    return arn.rpartition("/")[2] if isinstance(arn, str) else None


# -- values as JSON

_TAG = "$"


def _text(value: Any) -> str:
    return json.dumps(_encoded(value), ensure_ascii=False, separators=(",", ":"))


def _encoded(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        members = {each.name: _encoded(getattr(value, each.name)) for each in fields(value)}
        return {_TAG: type(value).__name__, "of": members}
    if isinstance(value, datetime):
        return {_TAG: "time", "of": value.isoformat()}
    if isinstance(value, Decimal):
        return {_TAG: "decimal", "of": str(value)}
    if isinstance(value, tuple):
        return {_TAG: "tuple", "of": [_encoded(each) for each in value]}
    if isinstance(value, Mapping):
        plain = {key: _encoded(item) for key, item in value.items()}
        return {_TAG: "map", "of": plain} if _TAG in plain else plain
    if isinstance(value, list):
        return [_encoded(each) for each in value]
    return value


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [_decoded(each) for each in value]
    if not isinstance(value, dict):
        return value
    if _TAG not in value:
        return {key: _decoded(item) for key, item in value.items()}
    kind, of = value[_TAG], value["of"]
    if kind in _BY_NAME:
        return _BY_NAME[kind](**{name: _decoded(item) for name, item in of.items()})
    return _PLAIN[kind](of)


_PLAIN: Mapping[str, Any] = {
    "time": datetime.fromisoformat,
    "decimal": Decimal,
    "tuple": lambda of: tuple(_decoded(each) for each in of),
    "map": lambda of: {key: _decoded(item) for key, item in of.items()},
}
