"""The pages generated from schema.json: one for each resource, and one for the functions."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tools.docs.writing import FROM_SCHEMA, table

__all__ = ["pages"]

_LOOK = (
    "Functions look things up and change no resource. `resetCache` of getConnectorEntities makes AppFlow drop its cache and ask "
    "the application again."
)

Spec = Mapping[str, Any]


def pages(schema: Spec) -> Iterator[tuple[str, str]]:
    """Each page's path in the documentation, and its text."""
    for name, spec in _named(schema["resources"]):
        yield f"resources/{_file(name)}.md", "\n".join(_resource(name, spec, schema))
    yield "functions.md", "\n".join(_functions(schema))


def _named(specs: Spec) -> Iterator[tuple[str, Spec]]:
    for token, spec in specs.items():
        yield token.rsplit(":", 1)[-1], spec


def _file(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _resource(name: str, spec: Spec, schema: Spec) -> Iterator[str]:
    yield from (f"# {name}", "", FROM_SCHEMA, "", _text(spec), "", "## Inputs", "")
    inputs, required = spec["inputProperties"], spec.get("requiredInputs", [])
    is_component = spec.get("isComponent", False)
    yield from _table(inputs, required, None if is_component else schema)
    facts = {key: item for key, item in spec["properties"].items() if key not in inputs}
    yield from ("", "## Outputs", "", *(() if is_component else ("All inputs, and:", "")))
    yield from _table(facts, ())
    yield from _types(_reached({**inputs, **facts}, schema), schema, changes=not is_component)


def _functions(schema: Spec) -> Iterator[str]:
    yield from ("# Functions", "", FROM_SCHEMA, "", _LOOK, "")
    reached: dict[str, None] = {}
    for name, spec in _named(schema["functions"]):
        yield from (f"## {name}", "", _text(spec).replace("## Example Usage\n\n", ""), "")
        inputs = spec["inputs"]
        yield from _table(inputs["properties"], inputs.get("required", ()))
        yield from ("", "It gives:", "")
        yield from _table(spec["outputs"]["properties"], ())
        yield ""
        reached |= _reached(spec["outputs"]["properties"], schema)
    yield from _types(reached, schema)


def _text(spec: Spec) -> str:
    """A description without the marks around its examples."""
    return re.sub(r"\{\{% /?examples? %\}\}\n?", "", spec["description"]).strip()


def _table(properties: Spec, required: Sequence[str], schema: Spec | None = None) -> Iterator[str]:
    """One row per property. With the schema, the last column says what a change does."""
    head = ["property", "type", "", *(["a change"] if schema else [])]
    rows = []
    for name, spec in properties.items():
        needed = "**needed**. " if name in required else ""
        secret = "Secret. " if spec.get("secret") else ""
        told = re.sub(r"\s+", " ", spec["description"])
        last = [_effect(spec, schema)] if schema else []
        rows.append([f"`{name}`", _type(spec), f"{needed}{secret}{told}", *last])
    yield from table(head, rows)


def _effect(spec: Spec, schema: Spec) -> str:
    if spec.get("willReplaceOnChanges"):
        return "replaces"
    inner = (schema["types"][token] for token in _reached({"": spec}, schema))
    below = (each for kind in inner for each in kind.get("properties", {}).values())
    some = any(each.get("willReplaceOnChanges") for each in below)
    return "updates; some members replace" if some else "updates"


def _type(spec: Spec) -> str:
    if "oneOf" in spec:
        named = [each for each in spec["oneOf"] if "$ref" in each]  # an enumeration, or any text
        return " or ".join(map(_type, named or spec["oneOf"]))
    if "$ref" in spec:
        name = spec["$ref"].rsplit(":", 1)[-1]
        return "anything" if name.endswith("Any") else f"[{name}](#{name.lower()})"
    if spec.get("type") == "array":
        return f"list of {_type(spec['items'])}"
    if spec.get("type") == "object":
        return f"map of {_type(spec['additionalProperties'])}"
    return str(spec["type"])


def _reached(properties: Spec, schema: Spec) -> dict[str, None]:
    """The types that the properties refer to, in the order of their first use."""
    found: dict[str, None] = {}
    todo = re.findall(r"#/types/([\w:]+)", json.dumps(properties))
    while todo:
        token = todo.pop(0)
        if token not in found:
            found[token] = None
            todo += re.findall(r"#/types/([\w:]+)", json.dumps(schema["types"][token]))
    return found


def _types(tokens: Mapping[str, None], schema: Spec, *, changes: bool = False) -> Iterator[str]:
    if tokens:
        yield from ("", "## Types", "")
    for token in tokens:
        spec = schema["types"][token]
        yield from (f"### {token.rsplit(':', 1)[-1]}", "", spec.get("description", ""), "")
        if "enum" in spec:
            yield from (f"* `{each['value']}`: {each['description']}" for each in spec["enum"])
        elif spec["properties"]:
            yield from _table(
                spec["properties"], spec.get("required", ()), schema if changes else None
            )
        yield ""
