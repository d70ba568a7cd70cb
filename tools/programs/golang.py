"""
Corrects what Pulumi's converter gets wrong about functions in Go; its programs with resources compile as they are.

It does not know that the SDK calls a function `LookupFlow` if `GetFlow` gets the resource, passes a value of an enum where the SDK
has a string or a pointer to one, and exports structures that are no outputs. Seen with Pulumi 3.259.
"""

import re
from collections.abc import Mapping
from typing import Any

_CALL = re.compile(
    r"(\w+), err := appflow\.Get(\w+)\(ctx, &appflow\.Get\2Args\{(.*?)\}, nil\)", re.DOTALL
)
_ENUM = re.compile(r"(\w+:\s+)(appflow\.\w+),")
_EXPORT = re.compile(r'ctx\.Export\("(\w+)", (?:pulumi\.\w+\()?((\w+)\.[\w.]+)\)+$', re.MULTILINE)


def corrected(program: str, schema: Mapping[str, Any]) -> str:
    """The program as the SDK of this schema compiles it."""
    results = {found[1] for found in _CALL.finditer(program)}

    def call(found: re.Match[str]) -> str:
        result, name, arguments = found.groups()
        verb = "Lookup" if f"appflow:index:{name}" in schema["resources"] else "Get"
        required = schema["functions"][f"appflow:index:get{name}"]["inputs"].get("required", ())

        def text(argument: re.Match[str]) -> str:
            field, value = argument.groups()
            as_text = f"string({value})"
            is_required = field[0].lower() + field[1:].partition(":")[0] in required
            return f"{field}{as_text if is_required else f'pulumi.StringRef({as_text})'},"

        head = f"{result}, err := appflow.{verb}{name}(ctx, &appflow.{verb}{name}Args{{"
        return f"{head}{_ENUM.sub(text, arguments)}}}, nil)"

    def export(found: re.Match[str]) -> str:
        name, value, variable = found.groups()
        return f'ctx.Export("{name}", pulumi.Any({value}))' if variable in results else found[0]

    return _EXPORT.sub(export, _CALL.sub(call, program))
