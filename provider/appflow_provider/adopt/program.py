"""Writes the Python program that declares the objects: snake_case names, dictionaries, AWS's own values."""

from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.adopt.finding import Found
from appflow_provider.adopt.literals import Code, Remarked, literal, quoted
from appflow_provider.adopt.naming import camel, unique
from appflow_provider.adopt.remarks import remarks
from appflow_provider.adopt.spelling import spelled
from appflow_provider.shapes.walk import Kind

_MODULES: Mapping[str, str] = {"dynamic": "pulumi_appflow.dynamic", "plugin": "pulumi_appflow"}
_CONFIG, _NAME, _LABEL = "connector_profile_config", "connector_profile_name", "connector_label"
_SOURCE, _DESTINATIONS = "source_flow_config", "destination_flow_config_list"
_INDENT = 4


def program(found: Sequence[Found], front: str, region: str) -> str:
    """
    The program's text.

    Flows refer to their profiles, and profiles to their connectors, through the resources of the program, if it has them.
    Profiles have no credentials, like their state, so that nothing changes; a comment shows how to set them.

    Args:
        found: What to declare.
        front: `dynamic` or `plugin`.
        region: The region of the objects.
    """
    profiles = _references(found, "ConnectorProfile", _NAME)
    connectors = _references(found, "Connector", _LABEL)
    head = [f'"""Amazon AppFlow in {region}, imported into Pulumi."""', ""]
    module = f"import {_MODULES[front]} as appflow"
    head += ["import pulumi", module, "", "config = pulumi.Config()"] if profiles else [module]
    # `crm_2` and `crm2` are different variables, but the same word in the configuration.
    secrets = unique((camel(each.variable) for each in found), "")
    declared = (
        f"\n{_declared(each, secret, profiles, connectors)}"
        for each, secret in zip(found, secrets, strict=True)
    )
    return "\n".join([*head, *declared]) + "\n"


def _references(found: Sequence[Found], kind: str, member: str) -> dict[str, Code]:
    """The expressions that refer to resources of a kind, by the name that AppFlow has for each."""
    return {
        each.current.id_: Code(f"{each.variable}.{member}")
        for each in found
        if each.resource.token == kind
    }


def _declared(
    each: Found, secret: str, profiles: Mapping[str, Code], connectors: Mapping[str, Code]
) -> str:
    arguments = spelled(Kind(shape=each.resource.inputs), each.current.inputs)
    if each.resource.token == "Flow":  # noqa: S105 - the resource's name in the schema
        arguments = _referring(arguments, profiles)
    elif each.resource.token == "ConnectorProfile":  # noqa: S105
        arguments = _named(arguments, _LABEL, connectors)
        if lines := remarks(secret, each.current.inputs):
            arguments = {**arguments, _CONFIG: Remarked(arguments[_CONFIG], lines)}
    written = [f"{quoted(each.name)},"]
    for name, value in arguments.items():
        start = f"{name}="
        written.append(f"{start}{literal(value, _INDENT + len(start), _INDENT, 1)},")
    body = "\n".join(" " * _INDENT + entry for entry in written)
    return f"{each.variable} = appflow.{each.resource.token}(\n{body}\n)"


def _referring(flow: Mapping[str, Any], profiles: Mapping[str, Code]) -> dict[str, Any]:
    """The flow, with references to resources in place of its profiles' names."""

    return {
        **flow,
        _SOURCE: _named(flow[_SOURCE], _NAME, profiles),
        _DESTINATIONS: [_named(each, _NAME, profiles) for each in flow[_DESTINATIONS]],
    }


def _named(written: Mapping[str, Any], member: str, known: Mapping[str, Code]) -> dict[str, Any]:
    reference = known.get(written.get(member, ""))
    return {**written, member: reference} if reference else dict(written)
