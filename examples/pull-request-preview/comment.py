"""
Turns `pulumi preview --json` into a comment for a pull request: each resource with what would happen to it, and each leaf that changes
with its value before and after. Secrets stay hidden, because Pulumi hides them in what this reads.

    pulumi preview --json | python comment.py
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

WORDS = {
    "create": "will be created",
    "update": "will be updated",
    "replace": "will be **replaced**",
    "create-replacement": "will be **replaced**",
    "delete": "will be **deleted**",
    "import": "will be imported",
}
SECRET = "4dabf18193072939515e22adb298388d"  # noqa: S105 - Pulumi's mark of a secret in JSON


def comment(preview: Mapping[str, Any]) -> str:
    """The comment in Markdown."""
    lines = [line for step in preview.get("steps") or [] for line in told(step)]
    said = [
        each
        for each in preview.get("diagnostics") or []
        if each.get("severity") in {"warning", "error"} and "from $PATH" not in each["message"]
    ]
    failed = any(each["severity"] == "error" for each in said)
    begin = ["**The preview failed.**"] if failed else [] if lines else ["Nothing would change."]
    warned = [f"> {name(each.get('urn'))}{each['message'].strip()}" for each in said]
    return "\n".join([*begin, *lines, *(["", *warned] if warned else [])])


def name(urn: str | None) -> str:
    """The resource that a warning is about."""
    return f"`{urn.split('::')[-1]}`: " if urn and "::pulumi:" not in urn else ""


def told(step: Mapping[str, Any]) -> Iterator[str]:
    """The lines about a resource."""
    words = WORDS.get(step["op"])
    kind, name = step["urn"].split("::")[-2:]
    if words is None or kind.startswith("pulumi:"):
        return
    yield f"* `{name}` ({kind.rsplit(':', 1)[-1]}) {words}"
    old, new = (step.get(side, {}).get("inputs", {}) for side in ("oldState", "newState"))
    differ = (
        sorted(key for key in {*old, *new} if old.get(key) != new.get(key)) if old and new else []
    )
    for path in step.get("detailedDiff") or step.get("diffReasons") or differ:
        yield f"  * `{path}`: {shown(old, path)} → {shown(new, path)}"


def shown(inputs: Any, path: str) -> str:
    """The value at a path such as `tasks[2].taskProperties.VALUE`, shortened."""
    for step in re.findall(r'[^.\[\]"]+', path):
        if isinstance(inputs, list):
            index = int(step)
            inputs = inputs[index] if index < len(inputs) else None
        else:
            inputs = inputs.get(step) if isinstance(inputs, Mapping) else None
    if inputs is None:
        return "nothing"
    if inputs == "[secret]" or (isinstance(inputs, Mapping) and SECRET in inputs):
        return "a secret"
    text = json.dumps(inputs)
    return f"`{text if len(text) <= 80 else text[:77] + '...'}`"


if __name__ == "__main__":
    print(comment(json.load(sys.stdin)))
