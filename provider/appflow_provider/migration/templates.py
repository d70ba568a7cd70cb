"""Parses templates of CloudFormation: JSON, or YAML with the short forms of its functions (`!Ref`, `!Sub`)."""

import json
from collections.abc import Mapping
from typing import Any

from appflow_provider.errors import AppFlowError

_BARE = frozenset({"Ref", "Condition"})  # the only functions whose long form has no `Fn::`


def parsed(text: str, file: str) -> Any:
    """
    The template, with all functions in their long form; any other value if the text is another JSON or YAML file.

    Args:
        text: The file's text.
        file: The file's name, for messages.

    Raises:
        AppFlowError: the text is neither JSON nor YAML.
    """
    if text.lstrip().startswith(("{", "[")):
        try:
            return json.loads(text)
        except ValueError as broken:
            words = f"{file} is not valid JSON: {broken}. Is it cut off?"
            raise AppFlowError(words, ours=True) from None
    import yaml

    try:
        return yaml.load(text, Loader=_loader())  # noqa: S506 - a subclass of SafeLoader
    except yaml.YAMLError as broken:
        mark = getattr(
            broken, "problem_mark", None
        )  # the whole text would repeat a part of the file
        where = f" at line {mark.line + 1}" if mark else ""
        raise AppFlowError(f"{file} is not valid YAML{where}", ours=True) from None


def is_template(content: Any) -> bool:
    """Whether a parsed file is a template."""
    return isinstance(content, Mapping) and isinstance(content.get("Resources"), Mapping)


def _loader() -> Any:
    import yaml

    class Loader(yaml.SafeLoader):  # type: ignore[misc] # yaml ships no types
        """Reads dates as text, as CloudFormation does."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in found if not tag.endswith(":timestamp")]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.add_multi_constructor("!", _short_form)
    return Loader


def _short_form(loader: Any, name: str, node: Any) -> dict[str, Any]:
    import yaml

    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name if name in _BARE else f"Fn::{name}": value}
