"""
Writes the program that declares the objects in PCL, from which Pulumi makes a program in any language.

PCL is Pulumi's intermediate language: HCL with resources and configuration (`pulumi convert`).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from appflow_provider.adopt.finding import Found
from appflow_provider.adopt.linked import ConfigSecret, Linked, Reference, linked

_STEP = "  "
_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def blocks(found: Sequence[Found]) -> str:
    """
    The program's text. Credentials are secrets of the stack's configuration.

    Args:
        found: What to declare.
    """
    declared = linked(found)
    secrets = [one.secret for each in declared for one in each.credentials]
    return "\n".join([*map(_config, secrets), *map(_resource, declared)])


def _config(secret: ConfigSecret) -> str:
    lines = f"{_STEP}__logicalName = {_text(secret.name)}\n{_STEP}secret = true"
    return f'config {secret.name} "string" {{\n{lines}\n}}\n'


def _resource(each: Linked) -> str:
    kind = f"appflow:index:{each.found.resource.token}"
    known = [name for name in each.found.resource.properties if name in each.inputs]
    lines = [
        f"{_STEP}__logicalName = {_text(each.found.name)}",
        *(f"{_STEP}{name} = {_value(each.inputs[name], _STEP)}" for name in known),
    ]
    return f'resource {each.prefix} "{kind}" {{\n' + "\n".join(lines) + "\n}\n"


def _value(value: Any, indent: str) -> str:
    if isinstance(value, Reference):
        return f"{value.word}.{value.member.property}"
    if isinstance(value, ConfigSecret):
        return value.name
    if isinstance(value, Mapping):
        return _around("{", "}", [*_entries(value, indent + _STEP)], indent, "")
    if isinstance(value, (list, tuple)):
        return _around("[", "]", [_value(item, indent + _STEP) for item in value], indent, ",")
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _entries(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, item in value.items():
        name = key if _WORD.fullmatch(key) else _text(key)
        yield f"{name} = {_value(item, indent)}"


def _around(first: str, last: str, items: Sequence[str], indent: str, joint: str) -> str:
    if not items:
        return first + last
    body = f"{joint}\n{indent}{_STEP}".join(items)
    return f"{first}\n{indent}{_STEP}{body}\n{indent}{last}"


def _text(text: str) -> str:
    """A text as HCL quotes it. `${` and `%{` would begin a template."""
    escaped = json.dumps(text, ensure_ascii=False)
    return escaped.replace("${", "$${").replace("%{", "%%{")
