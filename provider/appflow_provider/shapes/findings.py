"""
Validates a user's value against a shape, and returns all problems as plain sentences.

Pydantic finds the problems. This module writes the messages: the path in property spelling, the problem, the accepted values.
Values that are unknown in a preview are skipped. A message never has the value of a secret member.
"""

import difflib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from appflow_provider.problems import Problem
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.walk import Kind, member_at, members, secret_at
from appflow_provider.values import Path, Unknown, at, secret_on, secret_paths, unwrap


def findings(shape: type[Shape], value: Mapping[str, Any]) -> list[Problem]:
    """All problems of the value (property spelling); empty if it can be sent to the API."""
    plain = unwrap(value)
    try:
        shape.model_validate(plain)
    except ValidationError as invalid:
        return [
            Problem(_shown(shape, path), sentence, value=_shows(shape, path, error))
            for error in invalid.errors(include_url=False)
            if (sentence := _sentence(shape, path := _path(error), error, value)) is not None
        ]
    return []


def _path(error: ErrorDetails) -> Path:
    return tuple(step for step in error["loc"] if step != "[key]")


def _shown(shape: type[Shape], path: Path) -> Path:
    """The path up to the first secret member: the keys of a secret map are secret too."""
    ends = (end for end in range(1, len(path)) if secret_at(shape, path[:end]))
    return path[: next(ends, len(path))]


def _sentence(
    shape: type[Shape], path: Path, error: ErrorDetails, value: Mapping[str, Any]
) -> str | None:
    found = error["input"]
    if isinstance(found, Unknown) or isinstance(at(value, path), Unknown):
        return None
    if error["type"] == "dict_type" and (pairs := _pairs(found)):
        # The keys of a secret map are secret too.
        is_secret = secret_at(shape, path) or _holds_secret(value, path)
        return _as_map({"KEY": "VALUE"} if is_secret else pairs)
    word = _WORDS.get(error["type"])
    text = word(shape, path, found) if word else error["msg"]
    return f"The key {text}" if _is_key(error) else text


def _holds_secret(value: Mapping[str, Any], path: Path) -> bool:
    return secret_on(value, path) or next(secret_paths(at(value, path)), None) is not None


def _pairs(found: Any) -> dict[str, Any]:
    """The map of a list of pairs, as CloudFormation (`Key`, `Value`) and the CDK (`key`, `value`) write maps; empty for other values."""
    entries = found if isinstance(found, (list, tuple)) else ()
    plain = [
        {str(name).lower(): item for name, item in entry.items()}
        if isinstance(entry, Mapping)
        else {}
        for entry in entries
    ]
    fits = all(
        entry.keys() == {"key", "value"} and isinstance(entry["key"], str) for entry in plain
    )
    return {entry["key"]: entry["value"] for entry in plain} if fits else {}


def _as_map(pairs: Mapping[str, Any]) -> str:
    written = json.dumps(pairs, ensure_ascii=False, default=lambda _value: "…")
    return f"is a list of keys and values, as CloudFormation and the CDK write it. Write a map: {written}"


def _is_key(error: ErrorDetails) -> bool:
    return error["loc"][-1:] == ("[key]",)


def _shows(shape: type[Shape], path: Path, error: ErrorDetails) -> Any:
    """The wrong value, which the message shows; None if path or sentence are enough, and for secrets."""
    hidden = error["type"] in _NO_VALUE or secret_at(shape, path) or _is_key(error)
    return None if hidden else error["input"]


def nearest(wrong: str, accepted: Iterable[str], likeness: float = 0.6) -> str | None:
    """The accepted word closest to a wrong one, if any is at least that similar. Ignores case and underscores."""
    folded = {word.lower().replace("_", ""): word for word in accepted}
    plain = wrong.lower().replace("_", "")
    near = difflib.get_close_matches(plain, folded, n=1, cutoff=likeness)
    return folded[near[0]] if near else None


def did_you_mean(wrong: str, accepted: Sequence[str]) -> str:
    """The end of a message about a wrong word: the closest accepted word, if any is close, and all accepted words."""
    near = nearest(wrong, accepted)
    hint = f" Did you mean {near}?" if near else ""
    return f".{hint} {_accepts(accepted)}"


def _accepts(words: Sequence[str]) -> str:
    return f"Use one of {', '.join(words)}" if len(words) > 1 else f"Use {words[0]}"


def _missing(_shape: type[Shape], _path: Path, _found: Any) -> str:
    return "is required"


def _unknown_member(shape: type[Shape], path: Path, _found: Any) -> str:
    owner = _structure_at(shape, path[:-1])
    if owner is None:
        return "is not a member of this structure"
    name = str(path[-1])
    names = list(members(owner))
    if not names:
        return f"is not a member of {owner.__name__}, which has none"
    return f"is not a member of {owner.__name__}{did_you_mean(name, names)}"


def _structure_at(shape: type[Shape], path: Path) -> Any:
    if not path:
        return shape
    found = member_at(shape, path)
    kind: Kind | None = found.kind if found else None
    while kind is not None and kind.shape is None:
        kind = kind.item
    return kind.shape if kind else None


def _not_accepted(shape: type[Shape], path: Path, found: Any) -> str:
    accepted = _accepted(shape, path)
    if isinstance(found, str) and found in _CONSOLE:
        return f"is {_CONSOLE[found]}. {_accepts(accepted)}"
    return f"is not accepted{did_you_mean(str(found), accepted)}"


# Words of AWS's console that are not values of the API (hashicorp/terraform-provider-aws#37737).
_CONSOLE: Mapping[str, str] = {
    "MultipleFiles": "the console's word for None with a targetFileSize",
}


def _accepted(shape: type[Shape], path: Path) -> list[str]:
    found = member_at(shape, path)
    kind: Kind | None = found.kind if found else None
    while kind is not None and kind.item is not None and kind.key is None:
        kind = kind.item
    if kind is None:
        return []
    enum = kind.key if kind.key is not None else kind.leaf
    return [str(item.value) for item in enum] if issubclass(enum, Enum) else []


def _must_be(what: str) -> Callable[[type[Shape], Path, Any], str]:
    def word(_shape: type[Shape], _path: Path, found: Any) -> str:
        return f"must be {what}, not {_KINDS.get(type(found), 'this')}"

    return word


_KINDS: Mapping[type, str] = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "a list",
    str: "text",
    type(None): "null",
}

_NO_VALUE = frozenset(
    {"missing", "extra_forbidden", "string_type", "list_type", "dict_type", "model_type"}
)

_WORDS: Mapping[str, Callable[[type[Shape], Path, Any], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_member,
    "enum": _not_accepted,
    "string_type": _must_be("text"),
    "list_type": _must_be("a list"),
    "dict_type": _must_be("an object"),
    "model_type": _must_be("an object"),
}
