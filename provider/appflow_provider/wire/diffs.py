"""Converts a comparison to Pulumi's protocol, and parses Pulumi's paths."""

import re
from collections.abc import Container, Iterable, Sequence

from pulumi.runtime.proto.provider_pb2 import DiffResponse, PropertyDiff

from appflow_provider.diff import Change
from appflow_provider.values import Path, path_text

_KINDS = {
    ("add", False): PropertyDiff.ADD,
    ("add", True): PropertyDiff.ADD_REPLACE,
    ("delete", False): PropertyDiff.DELETE,
    ("delete", True): PropertyDiff.DELETE_REPLACE,
    ("update", False): PropertyDiff.UPDATE,
    ("update", True): PropertyDiff.UPDATE_REPLACE,
}


def diff_response(
    changes: Sequence[Change],
    *,
    shown: Container[str] | None = None,
    deletes_first: bool = False,
    stables: Iterable[str] = (),
) -> DiffResponse:
    """
    The engine's diff response: what to do and what to show.

    Args:
        changes: The changed leaves.
        shown: The properties whose changes are shown. The engine has no new value for other ones, and would show them as
        removed.
        deletes_first: Whether a replacement needs the old resource's name, so that the old one is deleted first.
        stables: Outputs that an update does not change.
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


_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.\[\]]+)')


def path_of(text: str) -> Path:
    """Parse a path as Pulumi writes it, `a.b[0]["odd key"]`. `*` stands for any step."""
    return tuple(
        _unquoted(key) if key else int(position) if position.isdigit() else position or name
        for key, position, name in _STEP.findall(text)
    )


def _unquoted(key: str) -> str:
    return re.sub(r"\\(.)", r"\1", key)
