"""
Reads the state of Terraform and OpenTofu: a state file (format 4), or the output of `terraform show -json`.

Both tools write the same format. The resources are those of the AWS provider (versions 5 and 6) and of awscc.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.migration.cloudformation_names import CLOUDFORMATION
from appflow_provider.migration.described import (
    Contents,
    Described,
    Notice,
    Skipped,
    with_all_tags,
)
from appflow_provider.migration.naming import label
from appflow_provider.migration.terraform_names import TERRAFORM
from appflow_provider.migration.translation import Dialect, translate

TYPES: Mapping[str, tuple[str, Dialect]] = {
    "aws_appflow_flow": ("Flow", TERRAFORM),
    "aws_appflow_connector_profile": ("ConnectorProfile", TERRAFORM),
    "awscc_appflow_flow": ("Flow", CLOUDFORMATION),
    "awscc_appflow_connector_profile": ("ConnectorProfile", CLOUDFORMATION),
    "awscc_appflow_connector": ("Connector", CLOUDFORMATION),
}
"""The resource types of Terraform, with our name and how their members are spelled."""

_TAINTED = "is tainted: the next `terraform apply` would replace it"
# OpenTofu's registry, in the address of a provider. A state names it after the first `tofu apply`, and Terraform's before
# (opentofu/opentofu, pull request 773).
_OPENTOFU = "registry.opentofu.org/"
_FORMAT = 4  # of the state file, since Terraform 0.12


@dataclass(frozen=True)
class _Instance:
    """One instance of a resource. `whole` is its address, `modules` the modules around it without keys of their own."""

    type: str
    whole: str
    modules: tuple[str, ...]
    name: str
    key: str
    members: Mapping[str, Any]
    is_managed: bool = True
    is_deposed: bool = False
    is_tainted: bool = False
    provider: str = ""

    def __post_init__(self) -> None:
        """
        See that the file has the structure of a state.

        Raises:
            TypeError: it has another.
        """
        texts = (self.type, self.whole, self.name, *self.modules)
        if not all(isinstance(each, str) for each in texts):
            raise TypeError("a name is not a text")
        if not isinstance(self.members, Mapping):
            raise TypeError("the attributes are not an object")


def is_state(content: Any) -> bool:
    """Whether a JSON value is a state of Terraform, or the output of `terraform show -json`."""
    return isinstance(content, Mapping) and (
        "terraform_version" in content
        or "lineage" in content
        or "encrypted_data" in content
        or "planned_values" in content
        or ("format_version" in content and "values" in content)
    )


def read(content: Mapping[str, Any], file: str) -> Contents:
    """
    The AppFlow resources of a state.

    Args:
        content: The file's JSON, for which `is_state` holds.
        file: The file's name, for messages and commands.

    Raises:
        AppFlowError: the file has another format, in one sentence.
    """
    try:
        instances = list(_instances(content, file))
    except (AttributeError, LookupError, TypeError, ValueError) as broken:
        raise AppFlowError(
            f"{file} is damaged: it does not have the structure of a Terraform state", ours=True
        ) from broken
    described, skipped = [], []
    others: Counter[str] = Counter()
    for each in instances:
        if not each.is_managed:
            continue
        if each.type not in TYPES:
            others[each.type] += 1
        elif each.is_deposed:
            skipped.append(Skipped(each.whole, "is a deposed object, which Terraform will destroy"))
        else:
            described.append(_described(each))
    return Contents(_tool(instances), tuple(described), tuple(skipped), others, file)


def _tool(instances: Sequence[_Instance]) -> str:
    """The tool that wrote the state, by the registry of its providers."""
    return "opentofu" if any(_OPENTOFU in each.provider for each in instances) else "terraform"


def _described(each: _Instance) -> Described:
    kind, dialect = TYPES[each.type]
    read = translate(kind, each.members, dialect)
    name = label(each.modules, each.name, each.key)
    tainted = (Notice("", _TAINTED),) if each.is_tainted else ()
    return Described(
        kind,
        each.whole,
        name,
        with_all_tags(read.inputs, read.outputs),
        read.outputs,
        (*tainted, *read.notices),
    )


def _instances(content: Mapping[str, Any], file: str) -> Iterator[_Instance]:
    if "encrypted_data" in content:
        raise AppFlowError(
            f"{file} is encrypted by OpenTofu. Run `tofu show -json > state.json` and use state.json",
            ours=True,
        )
    if "planned_values" in content:
        raise AppFlowError(
            f"{file} is a plan of Terraform. Run `terraform show -json > state.json`, without a plan, and use state.json",
            ours=True,
        )
    if "values" in content:
        root = (content["values"] or {}).get("root_module") or {}
        return _shown(root, ())
    if content.get("version") != _FORMAT:
        raise AppFlowError(
            f"{file} has format {content.get('version')} of Terraform's state. Accepted is format {_FORMAT}: run `terraform "
            "apply -refresh-only` with Terraform 0.12 or newer",
            ours=True,
        )
    return _stored(content)


def _stored(content: Mapping[str, Any]) -> Iterator[_Instance]:
    """The instances in a state file."""
    for resource in content["resources"]:
        module = resource.get("module", "")
        start = f"{module}.{resource['type']}.{resource['name']}"
        for instance in resource["instances"]:
            key = instance.get("index_key")
            yield _Instance(
                resource["type"],
                start.lstrip(".") + _index(key),
                _modules(module),
                resource["name"],
                "" if key is None else str(key),
                instance.get("attributes") or {},
                resource.get("mode") == "managed",
                "deposed" in instance,
                instance.get("status") == "tainted",
                str(resource.get("provider")),
            )


def _shown(module: Mapping[str, Any], around: tuple[str, ...]) -> Iterator[_Instance]:
    """The instances in the output of `terraform show -json`."""
    for resource in module.get("resources", []):
        key = resource.get("index")
        yield _Instance(
            resource["type"],
            resource["address"],
            around,
            resource["name"],
            "" if key is None else str(key),
            resource.get("values") or {},
            resource.get("mode") == "managed",
            "deposed_key" in resource,
            resource.get("tainted") is True,
            str(resource.get("provider_name")),
        )
    for child in module.get("child_modules", []):
        yield from _shown(child, _modules(child["address"]))


def _index(key: Any) -> str:
    if key is None:
        return ""
    if isinstance(key, int):
        return f"[{key}]"
    quoted = str(key).replace("\\", "\\\\").replace('"', '\\"')
    return f'["{quoted}"]'


_MODULE = re.compile(r'module\.([^.\[]+)(?:\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\])?')


def _modules(address: str) -> tuple[str, ...]:
    """The names and keys in a module's address: `crm`, `eu` for `module.crm["eu"]`."""
    return tuple(part for found in _MODULE.findall(address) for part in found if part)
