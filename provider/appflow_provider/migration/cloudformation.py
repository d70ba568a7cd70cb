"""Reads a CloudFormation template, alone or with the stack that was made from it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.migration.cloudformation_names import CLOUDFORMATION
from appflow_provider.migration.described import Contents, Described, Skipped
from appflow_provider.migration.intrinsics import LOOP, Surroundings, Template
from appflow_provider.migration.naming import label
from appflow_provider.migration.translation import translate
from appflow_provider.resources import RESOURCES

TYPES: Mapping[str, str] = {
    "AWS::AppFlow::Connector": "Connector",
    "AWS::AppFlow::ConnectorProfile": "ConnectorProfile",
    "AWS::AppFlow::Flow": "Flow",
}
"""The resource types of CloudFormation, with our name."""

_CONFIG, _CREDENTIALS = "ConnectorProfileConfig", "ConnectorProfileCredentials"
_NESTED = "AWS::CloudFormation::Stack"


def read(content: Mapping[str, Any], around: Surroundings, place: str) -> Contents:
    """
    The AppFlow resources of a template.

    Args:
        content: The parsed template.
        around: What its functions refer to. With a stack, it has the names of the resources.
        place: The stack's name, or the file's.

    Raises:
        AppFlowError: the template is not valid, or a parameter has no value, in one sentence.
    """
    template = Template(content, around, place)
    described, skipped = [], []
    others: Counter[str] = Counter()
    for logical, resource in template.resources.items():
        if str(logical).startswith(LOOP):
            skipped.append(Skipped(logical, "is a loop. Read the stack instead: --stack NAME"))
            continue
        if "Type" not in resource:
            raise AppFlowError(f"{place}: resource {logical} has no Type", ours=True)
        kind = TYPES.get(str(resource["Type"]))
        if resource["Type"] == _NESTED:
            skipped.append(
                Skipped(logical, f"is a nested stack. Read it, too: {_nested(around, logical)}")
            )
        elif kind is None:
            others[str(resource["Type"])] += 1
        elif (condition := resource.get("Condition")) and not template.holds(condition):
            skipped.append(
                Skipped(logical, f"is not created, because its condition {condition} is false")
            )
        else:
            described.append(_described(template, around, logical, kind))
    tool = "cloudformation" if around.stack else "template"
    return Contents(tool, tuple(described), tuple(skipped), others, place)


def _described(template: Template, around: Surroundings, logical: str, kind: str) -> Described:
    properties = _properties(template, template.resources[logical].get("Properties") or {})
    if not isinstance(properties, Mapping):  # a function around all of them
        properties = {"Properties": properties}
    read = translate(kind, properties, CLOUDFORMATION)
    inputs, name = read.inputs, RESOURCES[kind].name_property
    if logical in around.ids:  # what `Ref` returns, which is the name
        inputs = {**inputs, name: around.ids[logical]}
    return Described(
        kind,
        logical,
        label((), logical),
        inputs,
        {**_region(around, kind, inputs)},
        read.notices,
        is_partial=read.is_partial,
    )


def _properties(template: Template, written: Mapping[str, Any]) -> Any:
    """The properties without functions. Parameters with NoEcho have their values in credentials alone, which stay secret."""
    properties = template.value(written)
    config = written.get(_CONFIG)
    if isinstance(config, Mapping) and _CREDENTIALS in config:
        credentials = template.value(config[_CREDENTIALS], reveals=True)
        properties[_CONFIG] = {**properties[_CONFIG], _CREDENTIALS: credentials}
    return properties


def _nested(around: Surroundings, logical: str) -> str:
    arn = around.ids.get(logical, "")  # arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/ID
    return f"--stack {arn.split('/')[1]}" if arn.count("/") > 1 else "--stack NAME"


def _region(around: Surroundings, kind: str, inputs: Mapping[str, Any]) -> dict[str, str]:
    """The ARN, if the stack says where it is."""
    resource = RESOURCES[kind]
    name = inputs.get(resource.name_property)
    if not (around.region and around.account and name) or kind == "Connector":
        return {}
    start = f"arn:{around.partition}:appflow:{around.region}:{around.account}"
    return {resource.arn_property: f"{start}:{kind.lower()}/{name}"}
