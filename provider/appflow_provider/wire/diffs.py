"""A comparison as Pulumi's protocol has it, and paths as Pulumi writes them."""

import re
from collections.abc import Container, Iterable, Sequence

from pulumi.runtime.proto.provider_pb2 import DiffResponse, PropertyDiff

from appflow_provider.diff import Change
from appflow_provider.values import Path, path_text

__all__ = ["diff_response", "path_of"]

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


_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.\[\]]+)')


def path_of(text: str) -> Path:
    """A path as Pulumi writes it, `a.b[0]["odd key"]`; `*` stands for any step."""
    return tuple(
        _unquoted(key) if key else int(position) if position.isdigit() else position or name
        for key, position, name in _STEP.findall(text)
    )


def _unquoted(key: str) -> str:
    return re.sub(r"\\(.)", r"\1", key)
