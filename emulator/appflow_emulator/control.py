"""
The emulator's own paths, under `/appflow-emulator/`: JSON in, JSON out, no signature.

    health        GET
    assumptions   GET · POST {name: answer} · DELETE (back to the defaults)
    faults        GET · POST [rule, ...] (replaces the rules) · DELETE
    calls         GET · DELETE
    clock         GET · POST {"now": "2031-01-01T00:00:00Z"} or {"advance": seconds} · DELETE (the real clock)
    reset         POST (all of the above, and all of moto's state)

A request that makes no sense is answered 400 with a `message`, and changes nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from . import clock
from .assumptions import Assumptions, change_assumptions, current_assumptions, set_assumptions
from .calls import CallLog
from .faults import FaultBook, rule_from_json

ROOT = "/appflow-emulator/"

Reply = tuple[int, Any]
Desk = Callable[[Any, FaultBook, CallLog], Any]


def answer(environ: Mapping[str, Any], faults: FaultBook, calls: CallLog) -> Reply:
    """HTTP status and JSON for a request to one of our paths."""
    name = environ["PATH_INFO"].removeprefix(ROOT).rstrip("/")
    method = environ["REQUEST_METHOD"]
    methods = DESKS.get(name)
    if methods is None:
        return 404, {"message": f"no such path; there are: {', '.join(sorted(DESKS))}"}
    if method not in methods:
        return 405, {"message": f"{name} takes {', '.join(sorted(methods))}"}
    try:
        sent = _body(environ) if method == "POST" and name != "reset" else None
        return 200, methods[method](sent, faults, calls)
    except (ValueError, TypeError) as error:
        return 400, {"message": str(error)}


def _body(environ: Mapping[str, Any]) -> Any:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return json.loads(environ["wsgi.input"].read(length))


def _health(_sent: Any, _faults: FaultBook, _calls: CallLog) -> Any:
    return {"status": "ok"}


def _show_assumptions(_sent: Any, _faults: FaultBook, _calls: CallLog) -> Any:
    return dataclasses.asdict(current_assumptions())


def _change_assumptions(sent: Any, _faults: FaultBook, _calls: CallLog) -> Any:
    if not isinstance(sent, dict):
        raise TypeError("assumptions: a JSON object of names and answers")
    return dataclasses.asdict(change_assumptions(sent))


def _default_assumptions(_sent: Any, _faults: FaultBook, _calls: CallLog) -> Any:
    set_assumptions(Assumptions())
    return dataclasses.asdict(current_assumptions())


def _show_faults(_sent: Any, faults: FaultBook, _calls: CallLog) -> Any:
    return faults.as_json()


def _set_faults(sent: Any, faults: FaultBook, _calls: CallLog) -> Any:
    if not isinstance(sent, list) or not all(isinstance(one, dict) for one in sent):
        raise TypeError("faults: a JSON list of rules")
    faults.replace([rule_from_json(one) for one in sent])
    return faults.as_json()


def _clear_faults(_sent: Any, faults: FaultBook, _calls: CallLog) -> Any:
    faults.clear()
    return faults.as_json()


def _show_calls(_sent: Any, _faults: FaultBook, calls: CallLog) -> Any:
    return calls.as_json()


def _clear_calls(_sent: Any, _faults: FaultBook, calls: CallLog) -> Any:
    calls.clear()
    return calls.as_json()


def _show_clock(_sent: Any, _faults: FaultBook, _calls: CallLog) -> Any:
    return {"now": clock.now().isoformat(), "frozen": clock.is_frozen()}


def _set_clock(sent: Any, faults: FaultBook, calls: CallLog) -> Any:
    if not isinstance(sent, dict) or not sent or not sent.keys() <= {"now", "advance"}:
        raise ValueError('clock: {"now": an ISO moment with time zone} or {"advance": seconds}')
    if "now" in sent:
        # Python 3.10 does not read the Z that everybody writes.
        clock.freeze(datetime.fromisoformat(str(sent["now"]).replace("Z", "+00:00")))
    if "advance" in sent:
        clock.advance(float(sent["advance"]))
    return _show_clock(None, faults, calls)


def _thaw_clock(_sent: Any, faults: FaultBook, calls: CallLog) -> Any:
    clock.thaw()
    return _show_clock(None, faults, calls)


def _reset(_sent: Any, faults: FaultBook, calls: CallLog) -> Any:
    from moto.core.base_backend import BackendDict  # late: keeps this module light

    BackendDict.reset()
    set_assumptions(Assumptions())
    clock.thaw()
    faults.clear()
    calls.clear()
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
    "reset": {"POST": _reset},
}
