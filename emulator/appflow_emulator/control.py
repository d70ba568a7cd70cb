"""
The emulator's own paths, under `/appflow-emulator/`: JSON in, JSON out, no signature.

    health        GET
    assumptions   GET · POST {name: answer} · DELETE (back to the defaults)
    faults        GET · POST [rule, ...] (replaces the rules) · DELETE
    calls         GET · DELETE
    clock         GET · POST {"now": "2031-01-01T00:00:00Z"} or {"advance": seconds} · DELETE (the real clock)
    flows         GET (their statuses) · flows/NAME: GET · POST {"status": "Errored", "message": "..."}
    reset         POST (all of the above, and all of moto's state)

Several accounts or regions may have a flow of the same name: `?account=` and `?region=` say which is meant. A request that
makes no sense is answered 400 with a `message`, and changes nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from moto.core.base_backend import BackendDict

from . import clock
from .assumptions import Assumptions, change_assumptions, current_assumptions, set_assumptions
from .calls import CallLog
from .faults import FaultBook, rule_from_json
from .hands import NoSuchFlow, flows_told, set_status

ROOT = "/appflow-emulator/"

Reply = tuple[int, Any]


@dataclass(frozen=True)
class Asked:
    """What came to a desk: the JSON sent, what follows its name in the path, and the server's book and log."""

    sent: Any
    rest: str
    query: Mapping[str, str]
    faults: FaultBook
    calls: CallLog


Desk = Callable[[Asked], Any]


def answer(environ: Mapping[str, Any], faults: FaultBook, calls: CallLog) -> Reply:
    """HTTP status and JSON for a request to one of our paths."""
    path = environ["PATH_INFO"].removeprefix(ROOT).rstrip("/")
    name, _, rest = path.partition("/")
    method = environ["REQUEST_METHOD"]
    methods = DESKS.get(name) if not rest or name == "flows" else None
    if methods is None:
        return 404, {"message": f"no such path; there are: {', '.join(sorted(DESKS))}"}
    if method not in methods:
        return 405, {"message": f"{name} takes {', '.join(sorted(methods))}"}
    try:
        sent = _body(environ) if method == "POST" and name != "reset" else None
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        return 200, methods[method](Asked(sent, rest, query, faults, calls))
    except NoSuchFlow as error:
        return 404, {"message": str(error)}
    except (ValueError, TypeError) as error:
        return 400, {"message": str(error)}


def _body(environ: Mapping[str, Any]) -> Any:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return json.loads(environ["wsgi.input"].read(length))


def _members(sent: Any) -> set[str]:
    return set(sent) if isinstance(sent, dict) else set()


def _health(_: Asked) -> Any:
    return {"status": "ok"}


def _show_assumptions(_: Asked) -> Any:
    return dataclasses.asdict(current_assumptions())


def _change_assumptions(asked: Asked) -> Any:
    if not isinstance(asked.sent, dict):
        raise TypeError("assumptions: a JSON object of names and answers")
    return dataclasses.asdict(change_assumptions(asked.sent))


def _default_assumptions(_: Asked) -> Any:
    set_assumptions(Assumptions())
    return dataclasses.asdict(current_assumptions())


def _show_faults(asked: Asked) -> Any:
    return asked.faults.as_json()


def _set_faults(asked: Asked) -> Any:
    if not isinstance(asked.sent, list) or not all(isinstance(one, dict) for one in asked.sent):
        raise TypeError("faults: a JSON list of rules")
    asked.faults.replace([rule_from_json(one) for one in asked.sent])
    return asked.faults.as_json()


def _clear_faults(asked: Asked) -> Any:
    asked.faults.clear()
    return asked.faults.as_json()


def _show_calls(asked: Asked) -> Any:
    return asked.calls.as_json()


def _clear_calls(asked: Asked) -> Any:
    asked.calls.clear()
    return asked.calls.as_json()


def _show_clock(_: Asked) -> Any:
    return {"now": clock.now().isoformat(), "frozen": clock.is_frozen()}


def _set_clock(asked: Asked) -> Any:
    if not set() < _members(asked.sent) <= {"now", "advance"}:
        raise ValueError('clock: {"now": an ISO moment with time zone} or {"advance": seconds}')
    if "now" in asked.sent:
        # Python 3.10 does not read the Z that everybody writes.
        clock.freeze(datetime.fromisoformat(str(asked.sent["now"]).replace("Z", "+00:00")))
    if "advance" in asked.sent:
        clock.advance(float(asked.sent["advance"]))
    return _show_clock(asked)


def _thaw_clock(asked: Asked) -> Any:
    clock.thaw()
    return _show_clock(asked)


def _show_flows(asked: Asked) -> Any:
    return flows_told(asked.rest, asked.query)


def _change_flow(asked: Asked) -> Any:
    sent = asked.sent
    if not asked.rest:
        raise ValueError("flows: name the flow in the path, as flows/NAME")
    if not {"status"} <= _members(sent) <= {"status", "message"}:
        raise ValueError('flows/NAME: {"status": a status of the API, "message": a text}')
    return set_status(asked.rest, sent["status"], sent.get("message"), asked.query)


def _reset(asked: Asked) -> Any:
    BackendDict.reset()
    set_assumptions(Assumptions())
    clock.thaw()
    asked.faults.clear()
    asked.calls.clear()
    return {"status": "reset"}


DESKS: Mapping[str, Mapping[str, Desk]] = {
    "health": {"GET": _health},
    "assumptions": {
        "GET": _show_assumptions,
        "POST": _change_assumptions,
        "DELETE": _default_assumptions,
    },
    "faults": {"GET": _show_faults, "POST": _set_faults, "DELETE": _clear_faults},
    "calls": {"GET": _show_calls, "DELETE": _clear_calls},
    "clock": {"GET": _show_clock, "POST": _set_clock, "DELETE": _thaw_clock},
    "flows": {"GET": _show_flows, "POST": _change_flow},
    "reset": {"POST": _reset},
}
