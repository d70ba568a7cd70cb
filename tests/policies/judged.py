"""Applies policies to resources as the engine does: inputs one by one, and then the outputs of all."""

from collections.abc import Mapping
from typing import Any

from appflow_policies.analysis import Finding, about_resource, about_stack
from appflow_policies.configuration import ALL, USUAL, Choice, Given, chosen
from appflow_policies.policy import Level

PLUGIN, DYNAMIC = "appflow:index:{}", "pulumi-python:dynamic/appflow:{}"
Resources = Mapping[str, tuple[str, Mapping[str, Any]]]
"""Class and properties of resources, by the name in the program."""


def urn(name: str, type_: str) -> str:
    return f"urn:pulumi:dev::tests::{type_}::{name}"


def only(policy: str, values: Mapping[str, Any]) -> Choice:
    """This policy alone, with these values."""
    others = {name: Given("disabled") for name in USUAL if name != policy}
    return chosen({ALL: Given("disabled"), **others, policy: Given("mandatory", values)})


def findings(resources: Resources, choice: Choice = USUAL, front: str = PLUGIN) -> list[Finding]:
    asked = [
        (type_, urn(name, type_), lambda properties=properties: properties)
        for name, (kind, properties) in resources.items()
        for type_ in [front.format(kind)]
    ]
    found = [one for each in asked for one in about_resource(*each, choice)]
    return [*found, *about_stack(asked, choice)]


def all_on() -> Choice:
    """Every policy with its usual values."""
    return chosen({name: Given(Level.ADVISORY.value) for name in USUAL})
