"""
The emulator's own paths, under `/appflow-emulator/`: JSON in, JSON out, no signature.

    health        GET
    assumptions   GET · POST {name: answer} · DELETE (back to the defaults)
    faults        GET · POST [rule, ...] (replaces the rules) · DELETE
    calls         GET · DELETE
    clock         GET · POST {"now": "2031-01-01T00:00:00Z"} or {"advance": seconds} · DELETE (the real clock)
    flows         GET (their statuses) · flows/NAME: GET · POST {"status": "Errored", "message": "..."}
    run/NAME      POST {"window": [from, to]}, which may be left out (a run that is over when it is answered)
    rehearse      POST {"flow": CreateFlow or NAME, "sources": records or null, ...} (see `runs`; nothing is written)
    objects       GET (how many records each object has) · objects/CONNECTOR/OBJECT: GET (the records)
    overview      GET (for the page at the root of these paths) · overview/NAME/RUN, overview/objects, overview/assumptions: GET
    reset         POST (all of the above, and all of moto's state; samples are as they were at the start)

Several accounts or regions may have a flow with the same name: `?account=` and `?region=` select one. A wrong request gets
status 400 with a `message`, and changes nothing.
"""

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from moto.core.base_backend import BackendDict

from appflow_emulator import clock, held
from appflow_emulator.admin import overview as page_content
from appflow_emulator.admin.flows import FlowNotFound, flow_statuses, set_status
from appflow_emulator.admin.runs import rehearsed, run_now, window_of
from appflow_emulator.assumptions import (
    Assumptions,
    change_assumptions,
    current_assumptions,
    set_assumptions,
)
from appflow_emulator.call_log import CallLog
from appflow_emulator.faults import FaultBook, rule_from_json

ROOT = "/appflow-emulator/"

Reply = tuple[int, Any]


@dataclass(frozen=True)
class AdminRequest:
    """A request to an admin path: the JSON body, the rest of the path, the query, the fault rules and the call log."""

    sent: Any
    rest: str
    query: Mapping[str, str]
    faults: FaultBook
    calls: CallLog


_WITH_REST = {"flows", "objects", "overview", "run"}  # paths that a name may follow


class ObjectNotFound(LookupError):
    """The store has no such object."""


Handler = Callable[[AdminRequest], Any]


def answer(environ: Mapping[str, Any], faults: FaultBook, calls: CallLog) -> Reply:
    """HTTP status and JSON for a request to one of our paths."""
    path = environ["PATH_INFO"].removeprefix(ROOT).rstrip("/")
    name, _, rest = path.partition("/")
    method = environ["REQUEST_METHOD"]
    methods = HANDLERS.get(name) if not rest or name in _WITH_REST else None
    if methods is None:
        return 404, {"message": f"There is no such path. Use one of {', '.join(sorted(HANDLERS))}."}
    if method not in methods:
        return 405, {"message": f"{name} takes {', '.join(sorted(methods))}, not {method}."}
    try:
        reads = method == "POST" and name != "reset"
        sent = _body(environ, empty=name == "run") if reads else None
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        return 200, methods[method](AdminRequest(sent, rest, query, faults, calls))
    except (FlowNotFound, ObjectNotFound) as error:
        return 404, {"message": str(error)}
    except (ValueError, TypeError) as error:
        return 400, {"message": str(error)}


def _body(environ: Mapping[str, Any], *, empty: bool) -> Any:
    """The JSON of the request. `empty` says whether it may have none."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if empty and not body:
        return {}
    try:
        return json.loads(body)
    except ValueError as wrong:
        raise ValueError(f"The body is not JSON: {wrong}") from None
    except RecursionError:
        raise ValueError("The body is nested too deeply.") from None


def _members(sent: Any) -> set[str]:
    """The members of an object; of anything else one that no object may have."""
    return set(sent) if isinstance(sent, dict) else {""}


def _health(_: AdminRequest) -> Any:
    return {"status": "ok"}


def _show_assumptions(_: AdminRequest) -> Any:
    return dataclasses.asdict(current_assumptions())


def _change_assumptions(request: AdminRequest) -> Any:
    if not isinstance(request.sent, dict):
        raise TypeError("assumptions: must be a JSON object of names and answers")
    return dataclasses.asdict(change_assumptions(request.sent))


def _default_assumptions(_: AdminRequest) -> Any:
    set_assumptions(Assumptions())
    return dataclasses.asdict(current_assumptions())


def _show_faults(request: AdminRequest) -> Any:
    return request.faults.as_json()


def _set_faults(request: AdminRequest) -> Any:
    if not isinstance(request.sent, list) or not all(isinstance(one, dict) for one in request.sent):
        raise TypeError("faults: must be a JSON list of rules")
    request.faults.replace([rule_from_json(one) for one in request.sent])
    return request.faults.as_json()


def _clear_faults(request: AdminRequest) -> Any:
    request.faults.clear()
    return request.faults.as_json()


def _show_calls(request: AdminRequest) -> Any:
    return request.calls.as_json()


def _clear_calls(request: AdminRequest) -> Any:
    request.calls.clear()
    return request.calls.as_json()


def _show_clock(_: AdminRequest) -> Any:
    return {"now": clock.now().isoformat(), "frozen": clock.is_frozen()}


def _set_clock(request: AdminRequest) -> Any:
    if not set() < _members(request.sent) <= {"now", "advance"}:
        raise ValueError('clock: must be {"now": ISO time with time zone} or {"advance": seconds}')
    if "now" in request.sent:
        # Python 3.10 does not parse the usual Z.
        clock.freeze(datetime.fromisoformat(str(request.sent["now"]).replace("Z", "+00:00")))
    if "advance" in request.sent:
        clock.advance(float(request.sent["advance"]))
    return _show_clock(request)


def _thaw_clock(request: AdminRequest) -> Any:
    clock.thaw()
    return _show_clock(request)


def _show_flows(request: AdminRequest) -> Any:
    return flow_statuses(request.rest, request.query)


def _change_flow(request: AdminRequest) -> Any:
    sent = request.sent
    if not request.rest:
        raise ValueError("flows: give the name of the flow in the path, as flows/NAME")
    if not {"status"} <= _members(sent) <= {"status", "message"}:
        raise ValueError('flows/NAME: must be {"status": a status of the API, "message": a string}')
    return set_status(request.rest, sent["status"], sent.get("message"), request.query)


def _run_flow(request: AdminRequest) -> Any:
    if not request.rest:
        raise ValueError("run: give the name of the flow in the path, as run/NAME")
    if not _members(request.sent) <= {"window"}:
        raise ValueError('run/NAME: must be {"window": [from, to]}, or empty')
    window = window_of(request.sent.get("window"))
    return run_now(request.rest, window, request.query)


def _rehearse(request: AdminRequest) -> Any:
    if not isinstance(request.sent, dict):
        raise TypeError("rehearse: must be a JSON object with a flow")
    return rehearsed(request.sent, request.query)


def _show_objects(request: AdminRequest) -> Any:
    if not request.rest:
        return held.the_store().counts()
    connector, _, name = request.rest.partition("/")
    for spelled in (name, f"/{name}"):  # SAP's objects are paths from the root
        rows = held.the_store().rows(connector, spelled)
        if rows is not None:
            return rows
    raise ObjectNotFound(f"There are no records of {connector}/{name}.")


def _show_overview(request: AdminRequest) -> Any:
    name, _, run = request.rest.partition("/")
    if run:
        return page_content.rows_of_run(name, run, request.query)
    parts = {
        "": page_content.overview,
        "objects": page_content.objects,
        "assumptions": page_content.answers,
    }
    if name not in parts:
        raise ValueError("overview: add nothing, NAME/RUN, objects or assumptions to the path")
    return parts[name]()


def _reset(request: AdminRequest) -> Any:
    BackendDict.reset()
    held.start_again()
    set_assumptions(Assumptions())
    clock.thaw()
    request.faults.clear()
    request.calls.clear()
    return {"status": "reset"}


HANDLERS: Mapping[str, Mapping[str, Handler]] = {
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
    "objects": {"GET": _show_objects},
    "rehearse": {"POST": _rehearse},
    "overview": {"GET": _show_overview},
    "reset": {"POST": _reset},
    "run": {"POST": _run_flow},
}
