"""
Evaluates the functions of a CloudFormation template: `Ref`, `Fn::Sub`, `Fn::If` and the like.

Source: CloudFormation's reference of intrinsic functions, pseudo parameters and dynamic references. What a template alone does not
say is `Unresolved`, with the reason.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.migration.translation import Unresolved
from appflow_provider.surroundings import partition_of

_NAMES: Mapping[str, str] = {
    "AWS::AppFlow::Flow": "FlowName",
    "AWS::AppFlow::ConnectorProfile": "ConnectorProfileName",
    "AWS::AppFlow::Connector": "ConnectorLabel",
    "AWS::S3::Bucket": "BucketName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Events::EventBus": "Name",
}
"""The property that `Ref` returns, by type (CloudFormation's reference of each type, return values)."""

_ARNS: Mapping[tuple[str, str], str] = {
    ("AWS::S3::Bucket", "Arn"): "arn:{partition}:s3:::{id}",
    ("AWS::IAM::Role", "Arn"): "arn:{partition}:iam::{account}:role{path}{id}",
    ("AWS::KMS::Key", "Arn"): "arn:{partition}:kms:{region}:{account}:key/{id}",
    ("AWS::AppFlow::Flow", "FlowArn"): "arn:{partition}:appflow:{region}:{account}:flow/{id}",
    ("AWS::SecretsManager::Secret", "Id"): "{id}",
    ("AWS::Glue::Database", "Name"): "{id}",
}
"""Attributes that follow from the id that `Ref` returns."""

LOOP = "Fn::ForEach::"
"""How the name of a loop begins, which stands in place of a parameter, a resource and so on."""

_DYNAMIC = re.compile(r"\{\{resolve:[^}]*\}\}")
_VARIABLE = re.compile(r"\$\{(!?)([^}]+)\}")
_HIDDEN = re.compile(r"\*+\Z")  # how CloudFormation shows a parameter with NoEcho
_SSM = "AWS::SSM::Parameter::"


class _NoValue:
    """What `AWS::NoValue` stands for: the property is left out."""


_NO_VALUE = _NoValue()


@dataclass(frozen=True)
class Surroundings:
    """
    What a template's functions refer to outside of it.

    Attributes:
        parameters: Values of the parameters, by name.
        ids: Physical ids of the resources, by logical id; empty without a stack.
        region: The region; empty if it is not known.
        account: The account; empty if it is not known.
        stack: The stack's name; empty if it is not known.
        stack_id: The stack's ARN; empty if it is not known.
    """

    parameters: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    region: str = ""
    account: str = ""
    stack: str = ""
    stack_id: str = ""

    @property
    def partition(self) -> str:
        """The partition of the region."""
        return partition_of(self.region)


class Template:
    """
    A template that can be evaluated.

    Args:
        content: The template, with functions in their long form.
        around: What its functions refer to.
        file: Its name, for messages.
    """

    def __init__(self, content: Mapping[str, Any], around: Surroundings, file: str) -> None:
        self._content, self._around, self._file = content, around, file
        self._see_that_it_is_a_template()
        self._open: list[str] = []  # what is being evaluated, to find circles
        self._reveals = False  # whether parameters with NoEcho are evaluated

    @property
    def resources(self) -> Mapping[str, Any]:
        """The resources by logical id."""
        found: Mapping[str, Any] = self._content["Resources"]
        return found

    def value(self, value: Any, *, reveals: bool = False) -> Any:
        """
        The value without functions. `Unresolved` stands at the innermost place that the template alone does not tell.

        Args:
            value: The value with functions.
            reveals: Whether it may have the values of parameters with NoEcho, because it is a secret as a whole.

        Raises:
            AppFlowError: a parameter has no value, or a function is not valid.
        """
        with self._revealing(reveals=reveals):
            found = self._value(value)
        return None if isinstance(found, _NoValue) else found

    def holds(self, condition: str) -> bool:
        """
        Whether a condition is true.

        Raises:
            AppFlowError: there is no such condition, or it cannot be evaluated.
        """
        conditions = self._content.get("Conditions") or {}
        if not isinstance(condition, str) or condition not in conditions:
            raise self._wrong(f"there is no condition {condition}")
        with self._revealing(reveals=True):  # a condition is true or false, and no value
            found = self._within(f"condition {condition}", conditions[condition])
        if isinstance(found, Unresolved):
            raise self._wrong(f"condition {condition} cannot be evaluated: it {found.why}")
        return found is True

    @contextmanager
    def _revealing(self, *, reveals: bool) -> Iterator[None]:
        before, self._reveals = self._reveals, reveals
        try:
            yield
        finally:
            self._reveals = before

    def _value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            if len(value) == 1:
                ((name, argument),) = value.items()
                if name in _FUNCTIONS:
                    return self._call(name, argument)
                if str(name).startswith("Fn::"):
                    return Unresolved(f"uses {name}, which cannot be evaluated here")
            items = {key: self._value(item) for key, item in value.items()}
            return {key: item for key, item in items.items() if not isinstance(item, _NoValue)}
        if isinstance(value, list):
            listed = [self._value(item) for item in value]
            return [item for item in listed if not isinstance(item, _NoValue)]
        if isinstance(value, str) and (found := _DYNAMIC.search(value)):
            return Unresolved(f"is the reference {found[0]}, whose value is not in the template")
        return value

    def _call(self, name: str, argument: Any) -> Any:
        try:
            return _FUNCTIONS[name](self, argument)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as broken:
            raise self._wrong(f"{name} has arguments that are not valid") from broken

    def _see_that_it_is_a_template(self) -> None:
        for section in ("Parameters", "Mappings", "Conditions", "Resources"):
            entries = self._content.get(section) or {}
            if not isinstance(entries, Mapping):
                raise self._wrong(f"{section} is not a map")
            for name, entry in entries.items():
                is_loop = str(name).startswith(LOOP)
                if section != "Conditions" and not is_loop and not isinstance(entry, Mapping):
                    raise self._wrong(f"{section}: {name} is not a map")
                properties = (
                    entry.get("Properties") if section == "Resources" and not is_loop else None
                )
                if properties is not None and not isinstance(properties, Mapping):
                    raise self._wrong(f"the Properties of {name} are not a map")

    def _within(self, what: str, value: Any) -> Any:
        if what in self._open:
            raise self._wrong(f"{what} refers to itself")
        self._open.append(what)
        try:
            return self._value(value)
        finally:
            self._open.pop()

    def _wrong(self, text: str) -> AppFlowError:
        return AppFlowError(f"{self._file}: {text}", ours=True)

    # The functions. Each gets its argument before it is evaluated.

    def _ref(self, name: Any) -> Any:
        around = self._around
        pseudo = {
            "AWS::AccountId": around.account,
            "AWS::Partition": around.partition if around.region else "",
            "AWS::Region": around.region,
            "AWS::StackId": around.stack_id,
            "AWS::StackName": around.stack,
            "AWS::URLSuffix": "amazonaws.com" + (".cn" if around.partition == "aws-cn" else ""),
        }
        if name == "AWS::NoValue":
            return _NO_VALUE
        if name in pseudo:
            return pseudo[name] or Unresolved(
                f"refers to {name}, which is not known without the stack"
            )
        parameters = self._content.get("Parameters") or {}
        if name in parameters:
            return self._parameter(str(name), parameters[name])
        if name in self.resources:
            return self._id(str(name))
        raise self._wrong(f"Ref names {name}, which is neither a parameter nor a resource")

    def _parameter(self, name: str, declared: Mapping[str, Any]) -> Any:
        value = self._around.parameters.get(name, declared.get("Default"))
        if value is None:
            raise self._wrong(
                f"parameter {name} has no value and no default. Name a file with its value: --parameters FILE"
            )
        if _HIDDEN.fullmatch(str(value)) and value:
            return Unresolved(
                f"is the parameter {name}, which CloudFormation does not reveal (NoEcho)"
            )
        if str(declared.get("NoEcho")).lower() == "true" and not self._reveals:
            return Unresolved(f"is the parameter {name}, which is hidden (NoEcho)")
        type_ = str(declared.get("Type", "String"))
        if type_.startswith(_SSM) and name not in self._around.parameters:
            return Unresolved(
                f"is the parameter {name} of Systems Manager, whose value is not in the template"
            )
        if type_ == "CommaDelimitedList" or type_.startswith("List<"):
            return [item.strip() for item in str(value).split(",")]
        return self._value(value)

    def _id(self, name: str) -> Any:
        if name in self._around.ids:
            return self._around.ids[name]
        resource = self.resources[name]
        property_ = _NAMES.get(str(resource.get("Type")))
        stated = (resource.get("Properties") or {}).get(property_) if property_ else None
        if stated is None:
            return Unresolved(f"refers to {name}, whose name is not known without the stack")
        return self._within(f"resource {name}", stated)

    def _get_att(self, argument: Any) -> Any:
        name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
        resource = self.resources[name]
        id_, around = self._id(name), self._around
        pattern = _ARNS.get((str(resource.get("Type")), str(attribute)))
        needs = {"{region}": around.region, "{account}": around.account}
        lacks = pattern is None or any(
            each in pattern and not known for each, known in needs.items()
        )
        path = self._value((resource.get("Properties") or {}).get("Path") or "/")
        if pattern is None or lacks or isinstance(id_, Unresolved) or isinstance(path, Unresolved):
            return Unresolved(f"refers to {name}.{attribute}, which the template does not tell")
        return pattern.format(
            id=id_,
            partition=around.partition,
            region=around.region,
            account=around.account,
            path=path,
        )

    def _sub(self, argument: Any) -> Any:
        text, given = argument if isinstance(argument, list) else (argument, {})
        unresolved: list[Unresolved] = []

        def replaced(found: re.Match[str]) -> str:
            literal, name = found[1], found[2].strip()
            if literal:
                return f"${{{name}}}"
            if name in given:
                value = self._value(given[name])
            elif "." in name:
                value = self._get_att(name)
            else:
                value = self._ref(name)
            if isinstance(value, Unresolved):
                unresolved.append(value)
            return _text(value)

        whole = _VARIABLE.sub(replaced, text)
        return unresolved[0] if unresolved else self._value(whole)

    def _join(self, argument: Any) -> Any:
        joint, items = argument[0], self._value(argument[1])
        if isinstance(items, Unresolved):
            return items
        missing = next((item for item in items if isinstance(item, Unresolved)), None)
        return missing or self._value(joint.join(map(_text, items)))

    def _split(self, argument: Any) -> Any:
        text = self._value(argument[1])
        return text if isinstance(text, Unresolved) else str(text).split(argument[0])

    def _select(self, argument: Any) -> Any:
        position, items = self._value(argument[0]), self._value(argument[1])
        for each in (position, items):
            if isinstance(each, Unresolved):
                return each
        return items[int(position)]

    def _if(self, argument: Any) -> Any:
        condition, then, otherwise = argument
        return self._value(then if self.holds(condition) else otherwise)

    def _find_in_map(self, argument: Any) -> Any:
        keys = [self._value(each) for each in argument[:3]]
        if missing := next((key for key in keys if isinstance(key, Unresolved)), None):
            return missing
        found: Any = self._content.get("Mappings") or {}
        for key in keys:
            if str(key) not in found:
                if len(argument) > len(keys):
                    return self._value(argument[3]["DefaultValue"])
                raise self._wrong(f"Fn::FindInMap finds no {key} in {keys[0]}")
            found = found[str(key)]
        return self._value(found)

    def _base64(self, argument: Any) -> Any:
        text = self._value(argument)
        return (
            text if isinstance(text, Unresolved) else base64.b64encode(str(text).encode()).decode()
        )

    def _equals(self, argument: Any) -> Any:
        sides = [self._value(each) for each in argument]
        missing = next((side for side in sides if isinstance(side, Unresolved)), None)
        return missing or _text(sides[0]) == _text(sides[1])

    def _and(self, argument: Any) -> Any:
        return self._logical(argument, all)

    def _or(self, argument: Any) -> Any:
        return self._logical(argument, any)

    def _logical(self, argument: Any, joined: Callable[[Any], bool]) -> Any:
        sides = [self._value(each) for each in argument]
        return next((side for side in sides if isinstance(side, Unresolved)), None) or joined(sides)

    def _not(self, argument: Any) -> Any:
        (only,) = [self._value(each) for each in argument]
        return only if isinstance(only, Unresolved) else not only

    def _condition(self, argument: Any) -> Any:
        return self.holds(argument)

    def _to_json(self, argument: Any) -> Any:
        value = self._value(argument)
        try:
            return json.dumps(value, separators=(",", ":"))
        except TypeError:
            return Unresolved("contains a value that is not in the template")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(_text, value)) if isinstance(value, list) else str(value)


_FUNCTIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "Condition": Template._condition,  # noqa: SLF001 - the table of this class
    "Fn::And": Template._and,  # noqa: SLF001
    "Fn::Base64": Template._base64,  # noqa: SLF001
    "Fn::Equals": Template._equals,  # noqa: SLF001
    "Fn::FindInMap": Template._find_in_map,  # noqa: SLF001
    "Fn::GetAtt": Template._get_att,  # noqa: SLF001
    "Fn::If": Template._if,  # noqa: SLF001
    "Fn::Join": Template._join,  # noqa: SLF001
    "Fn::Not": Template._not,  # noqa: SLF001
    "Fn::Or": Template._or,  # noqa: SLF001
    "Fn::Select": Template._select,  # noqa: SLF001
    "Fn::Split": Template._split,  # noqa: SLF001
    "Fn::Sub": Template._sub,  # noqa: SLF001
    "Fn::ToJsonString": Template._to_json,  # noqa: SLF001
    "Ref": Template._ref,  # noqa: SLF001
}
