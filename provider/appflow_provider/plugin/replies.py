"""The longer answers of the plugin: what a comparison comes to, and what went wrong."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

import grpc
from pulumi.runtime.proto import provider_pb2
from pulumi.runtime.proto.provider_pb2 import DiffResponse, PropertyDiff

from appflow_provider.diff import Change
from appflow_provider.errors import (
    AppFlowError,
    Cancelled,
    Conflict,
    NotFound,
    PartlyDone,
    Throttled,
)
from appflow_provider.problems import Problem
from appflow_provider.secrecy import Redactor
from appflow_provider.values import Path, path_text
from appflow_provider.wire.failures import STATUS_TRAILER, status

__all__ = ["diff_response", "failures", "left_alone", "path_of", "refuse"]

_KINDS = {
    ("add", False): PropertyDiff.ADD,
    ("add", True): PropertyDiff.ADD_REPLACE,
    ("delete", False): PropertyDiff.DELETE,
    ("delete", True): PropertyDiff.DELETE_REPLACE,
    ("update", False): PropertyDiff.UPDATE,
    ("update", True): PropertyDiff.UPDATE_REPLACE,
}

# None of them says that the state may be corrupt, as UNKNOWN and INTERNAL do: the service's refusals leave nothing in doubt.
_CODES: dict[type[Exception], grpc.StatusCode] = {
    Cancelled: grpc.StatusCode.CANCELLED,
    Conflict: grpc.StatusCode.ALREADY_EXISTS,
    NotFound: grpc.StatusCode.NOT_FOUND,
    Throttled: grpc.StatusCode.RESOURCE_EXHAUSTED,
    AppFlowError: grpc.StatusCode.FAILED_PRECONDITION,
    PartlyDone: grpc.StatusCode.FAILED_PRECONDITION,
    Exception: grpc.StatusCode.INTERNAL,
}


def diff_response(
    changes: Sequence[Change],
    *,
    shown: Container[str] | None = None,
    deletes_first: bool = False,
    stables: Iterable[str] = (),
) -> DiffResponse:
    """
    What the engine is to do and to show.

    Args:
        changes: What differs, leaf by leaf.
        shown: The inputs. Of what else differs the engine knows no new value, and would show it as removed.
        deletes_first: Whether a replacement would need the old one's name.
        stables: Outputs that an update leaves as they are.
    """
    detailed = {
        path_text(change.path): PropertyDiff(kind=_KINDS[change.what, change.replaces])
        for change in changes
        if shown is None or change.path[0] in shown
    }
    return DiffResponse(
        changes=DiffResponse.DIFF_SOME if changes else DiffResponse.DIFF_NONE,
        diffs=sorted({str(change.path[0]) for change in changes}),
        replaces=sorted({str(change.path[0]) for change in changes if change.replaces}),
        detailedDiff=detailed,
        hasDetailedDiff=True,
        deleteBeforeReplace=deletes_first,
        stables=stables,
    )


def left_alone(changes: Iterable[Change], ignored: Iterable[str]) -> Iterator[Change]:
    """The changes that the user did not ask to ignore."""
    places = [path_of(text) for text in ignored]
    for change in changes:
        if not any(_covers(place, change.path) for place in places):
            yield change


_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.\[\]]+)')


def path_of(text: str) -> Path:
    """A path as Pulumi writes it, `a.b[0]["odd key"]`; `*` stands for any step."""
    return tuple(
        _unquoted(key) if key else int(position) if position.isdigit() else position or name
        for key, position, name in _STEP.findall(text)
    )


def _unquoted(key: str) -> str:
    return re.sub(r"\\(.)", r"\1", key)


def _covers(place: Path, path: Path) -> bool:
    fits = all(wanted in ("*", step) for wanted, step in zip(place, path, strict=False))
    return bool(place) and len(place) <= len(path) and fits


def failures(problems: Iterable[Problem], redactor: Redactor) -> list[provider_pb2.CheckFailure]:
    """The problems, of which none names its property: the engine would print the value, secret or not."""
    return [provider_pb2.CheckFailure(reason=redactor.told(str(each))) for each in problems]


def refuse(
    context: grpc.ServicerContext, failure: Exception, extra: Mapping[str, Any] | None = None
) -> NoReturn:
    """
    End the call with the failure's sentence.

    Args:
        context: The call.
        failure: What went wrong.
        extra: Properties that state has to hold beside those of a half-done resource.
    """
    code = next(code for kind, code in _CODES.items() if isinstance(failure, kind))
    said = status(failure, code.value[0], extra)
    context.set_trailing_metadata(((STATUS_TRAILER, said.SerializeToString()),))
    context.abort(code, said.message)
    raise AssertionError("abort raises")
