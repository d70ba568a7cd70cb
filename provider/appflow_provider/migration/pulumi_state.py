"""
Reads an exported Pulumi stack (`pulumi stack export`) whose resources are those of pulumi-aws or aws-native.

Secrets are encrypted in an export unless it was made with `--show-secrets`.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.migration.cloudformation_names import CLOUDFORMATION
from appflow_provider.migration.described import Contents, Described, Skipped, with_all_tags
from appflow_provider.migration.naming import label
from appflow_provider.migration.terraform_names import TERRAFORM
from appflow_provider.migration.translation import Dialect, Unresolved, translate, word
from appflow_provider.reference import token_in
from appflow_provider.values import SECRET, SIGNATURE

TYPES: Mapping[str, tuple[str, Dialect]] = {
    "aws:appflow/flow:Flow": ("Flow", TERRAFORM),
    "aws:appflow/connectorProfile:ConnectorProfile": ("ConnectorProfile", TERRAFORM),
    "aws-native:appflow:Flow": ("Flow", CLOUDFORMATION),
    "aws-native:appflow:ConnectorProfile": ("ConnectorProfile", CLOUDFORMATION),
    "aws-native:appflow:Connector": ("Connector", CLOUDFORMATION),
}
"""The resource types of the two packages, with our name and how their members are spelled."""

_ENCRYPTED = "is encrypted. Export the stack with `pulumi stack export --show-secrets` to take it"
_INTERNAL = frozenset({"__defaults", "__meta"})  # what bridged providers add to structures
_OF_PULUMI = ("pulumi:",)  # stacks and providers


def is_state(content: Any) -> bool:
    """Whether a JSON value is an exported stack."""
    return isinstance(content, Mapping) and "deployment" in content


def read(content: Mapping[str, Any], file: str) -> Contents:
    """
    The AppFlow resources of a stack.

    Args:
        content: The file's JSON, for which `is_state` holds.
        file: The file's name, for messages.

    Raises:
        AppFlowError: the file is damaged, in one sentence.
    """
    described, skipped = [], []
    others: Counter[str] = Counter()
    try:
        deployment = content["deployment"] or {}
        skipped += _pending(deployment.get("pending_operations") or [])
        for each in deployment.get("resources") or []:
            type_, urn = each["type"], _urn(each)
            if type_ in TYPES:
                if each.get("delete"):
                    skipped.append(Skipped(urn, "waits for its deletion"))
                elif each.get("external"):
                    skipped.append(Skipped(urn, "is only read by the stack, not managed"))
                else:
                    described.append(_described(each))
            elif token_in(type_):
                skipped.append(Skipped(urn, "is a resource of this provider already"))
            elif not type_.startswith(_OF_PULUMI):
                others[type_] += 1
    except (AttributeError, LookupError, TypeError, ValueError) as broken:
        raise AppFlowError(
            f"{file} is damaged: it does not have the structure of an exported Pulumi stack",
            ours=True,
        ) from broken
    return Contents("pulumi", tuple(described), tuple(skipped), others, file)


def _pending(operations: Sequence[Mapping[str, Any]]) -> list[Skipped]:
    return [
        Skipped(
            urn, f"has an interrupted operation ({each['type']}). First run `pulumi refresh` there"
        )
        for each in operations
        if each["resource"]["type"] in TYPES and (urn := _urn(each["resource"]))
    ]


def _urn(each: Mapping[str, Any]) -> str:
    """The URN, `urn:pulumi:STACK::PROJECT::TYPE::NAME`."""
    urn = each["urn"]
    if not urn.startswith("urn:pulumi:") or urn.count("::") < 3:
        raise ValueError(f"{urn} is not a URN")
    return str(urn)


def _described(each: Mapping[str, Any]) -> Described:
    kind, dialect = TYPES[each["type"]]
    results = dialect.results.get(kind, {})
    outputs = _decoded(each.get("outputs") or {})
    known = {name: item for name, item in outputs.items() if word(name) in results}
    read = translate(kind, {**known, **_decoded(each.get("inputs") or {})}, dialect)
    return Described(
        kind,
        each["urn"],
        label((), each["urn"].split("::", 3)[3]),
        with_all_tags(read.inputs, read.outputs),
        read.outputs,
        read.notices,
        bool(each.get("protect")),
        read.is_partial,
    )


def _decoded(value: Any) -> Any:
    """The value without Pulumi's markers: secrets in the clear, and what is encrypted as `Unresolved`."""
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    if value.get(SIGNATURE) == SECRET:
        if "plaintext" not in value:
            return Unresolved(_ENCRYPTED)
        return _decoded(json.loads(value["plaintext"]))
    return {name: _decoded(item) for name, item in value.items() if name not in _INTERNAL}
