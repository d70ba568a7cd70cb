"""Writes the Python program that declares the objects: snake_case names, dictionaries, AWS's own values."""

from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.adopt.finding import Found
from appflow_provider.adopt.linked import ConfigSecret, Linked, Reference, linked
from appflow_provider.adopt.literals import Code, Remarked, literal, quoted
from appflow_provider.adopt.mapped import tasks_code
from appflow_provider.adopt.remarks import remarks
from appflow_provider.adopt.spelling import spelled
from appflow_provider.shapes.walk import Kind

_MODULES: Mapping[str, str] = {"dynamic": "pulumi_appflow.dynamic", "plugin": "pulumi_appflow"}
_CONFIG = "connector_profile_config"
_HELPERS = "tasks=mapping.of("
_INDENT = 4


def program(found: Sequence[Found], front: str, region: str) -> str:
    """
    The program's text.

    Flows refer to their profiles, and profiles to their connectors, through the resources of the program, if it has them.
    Credentials come from the stack's configuration. For a profile that was found without any, a comment shows how to set them.

    Args:
        found: What to declare.
        front: `dynamic` or `plugin`.
        region: The region of the objects; empty if it is not known.
    """
    has_profiles = any(each.resource.token == "ConnectorProfile" for each in found)  # noqa: S105
    where = f" in {region}" if region else ""
    head = [f'"""Amazon AppFlow{where}, imported into Pulumi."""', ""]
    module = f"import {_MODULES[front]} as appflow"
    declared = [_declared(each) for each in linked(found)]
    if has_profiles:
        head.append("import pulumi")
    head.append(module)
    if any(_HELPERS in text for text in declared):
        head.append("from pulumi_appflow import mapping")
    if has_profiles:
        head += ["", "config = pulumi.Config()"]
    return "\n".join([*head, *(f"\n{text}" for text in declared)]) + "\n"


def _declared(each: Linked) -> str:
    resource = each.found.resource
    arguments = _code(spelled(Kind(shape=resource.inputs), each.inputs))
    if lines := _remarks(each):
        arguments = {**arguments, _CONFIG: Remarked(arguments[_CONFIG], lines)}
    if resource.token == "Flow":  # noqa: S105
        column = _INDENT + len("tasks=")
        arguments["tasks"] = tasks_code(each.inputs, column, _INDENT) or arguments["tasks"]
    written = [f"{quoted(each.found.name)},"]
    for name, value in arguments.items():
        start = f"{name}="
        written.append(f"{start}{literal(value, _INDENT + len(start), _INDENT, 1)},")
    body = "\n".join(" " * _INDENT + entry for entry in written)
    return f"{each.found.variable} = appflow.{resource.token}(\n{body}\n)"


def _remarks(each: Linked) -> tuple[str, ...]:
    is_profile = each.found.resource.token == "ConnectorProfile"  # noqa: S105
    return (
        remarks(each.prefix, each.found.current.inputs)
        if is_profile and not each.credentials
        else ()
    )


def _code(value: Any) -> Any:
    """The value with Python's source for references and secrets."""
    if isinstance(value, Reference):
        return Code(f"{value.variable}.{value.member.python}")
    if isinstance(value, ConfigSecret):
        return Code(f'config.require_secret("{value.name}")')
    if isinstance(value, Mapping):
        return {key: _code(item) for key, item in value.items()}
    return [_code(item) for item in value] if isinstance(value, list) else value
