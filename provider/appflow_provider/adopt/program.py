"""The Python program that declares what was found, in the words of the SDK: snake_case, dictionaries, AWS's own values."""

from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.adopt.finding import Found
from appflow_provider.adopt.literals import Code, Remarked, literal, quoted
from appflow_provider.adopt.remarks import remarks
from appflow_provider.adopt.spelling import spelled
from appflow_provider.shapes.walk import Kind

__all__ = ["program"]

_MODULES: Mapping[str, str] = {"dynamic": "pulumi_appflow.dynamic", "plugin": "pulumi_appflow"}
_CONFIG, _NAME = "connector_profile_config", "connector_profile_name"
_SOURCE, _DESTINATIONS = "source_flow_config", "destination_flow_config_list"
_INDENT = 4


def program(found: Sequence[Found], front: str, region: str) -> str:
    """
    The program's text.

    Flows name their profiles through the profile's resource where the program has it. Profiles stand without credentials,
    as in their state, so that nothing is to be changed; a comment says how to hand them in.

    Args:
        found: What to declare.
        front: `dynamic` or `plugin`.
        region: Where all of it is.
    """
    profiles = {
        each.held.id_: Code(f"{each.variable}.{_NAME}") for each in found if not _is_flow(each)
    }
    head = [f'"""What AppFlow had in {region}, taken over by Pulumi."""', ""]
    module = f"import {_MODULES[front]} as appflow"
    head += ["import pulumi", module, "", "config = pulumi.Config()"] if profiles else [module]
    return "\n".join([*head, *(f"\n{_declared(each, profiles)}" for each in found)]) + "\n"


def _is_flow(each: Found) -> bool:
    return each.resource.token == "Flow"  # noqa: S105 - the resource's name in the schema


def _declared(each: Found, profiles: Mapping[str, Code]) -> str:
    arguments = spelled(Kind(shape=each.resource.inputs), each.held.inputs)
    if _is_flow(each):
        arguments = _referring(arguments, profiles)
    elif lines := remarks(each.variable, each.held.inputs):
        arguments = {**arguments, _CONFIG: Remarked(arguments[_CONFIG], lines)}
    written = [f"{quoted(each.name)},"]
    for name, value in arguments.items():
        start = f"{name}="
        written.append(f"{start}{literal(value, _INDENT + len(start), _INDENT, 1)},")
    body = "\n".join(" " * _INDENT + entry for entry in written)
    return f"{each.variable} = appflow.{each.resource.token}(\n{body}\n)"


def _referring(flow: Mapping[str, Any], profiles: Mapping[str, Code]) -> dict[str, Any]:
    """The flow with resources in place of the names of its profiles."""

    def end(written: Mapping[str, Any]) -> dict[str, Any]:
        reference = profiles.get(written.get(_NAME, ""))
        return {**written, _NAME: reference} if reference else dict(written)

    return {
        **flow,
        _SOURCE: end(flow[_SOURCE]),
        _DESTINATIONS: [end(each) for each in flow[_DESTINATIONS]],
    }
