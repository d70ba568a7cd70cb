"""Where each operation of the API is used, and the IAM policy that allows them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.docs.writing import FROM_CODE, filled, table

__all__ = ["operations", "pages", "used_in"]

_CORE = Path(__file__).resolve().parents[2] / "provider" / "appflow_provider"
_NAMED = re.compile(r'"([A-Z][a-z]+[A-Z]\w+)"')


def pages() -> Iterator[tuple[str, str]]:
    """Each page's place in the documentation, and its text."""
    yield "operations.md", "\n".join(_operations())
    yield "how-to/iam-policy.md", _iam()


def operations() -> list[str]:
    """The operations of the API."""
    import botocore.loaders

    model = botocore.loaders.Loader().load_service_model("appflow", "service-2")
    return sorted(model["operations"])


def used_in() -> dict[str, list[str]]:
    """Where each operation of the API is asked for: names of resources and functions, read from the code."""
    found: dict[str, set[str]] = {operation: set() for operation in operations()}
    for room, said in (("resources", _RESOURCES), ("functions", _FUNCTIONS)):
        for path in sorted((_CORE / room).glob("*.py")):
            if path.stem not in said:
                continue
            for name in _NAMED.findall(path.read_text(encoding="utf-8")):
                if name in found:
                    found[name].add(said[path.stem])
    return {operation: sorted(places) for operation, places in found.items()}


_RESOURCES = {
    "connector": "Connector",
    "connector_profile": "ConnectorProfile",
    "flow": "Flow",
    "flow_run": "FlowRun",
    "flow_status": "Flow (`flowStatus`)",
    "flow_update": "Flow",
    "listing": "`List` of the plugin, `appflow-pulumi import`",
}
_FUNCTIONS = {
    "connectors": "functions on connectors",
    "flows": "functions on flows",
    "profiles": "functions on connector profiles",
}


def _operations() -> Iterator[str]:
    yield from ("# Operations of the API", "", FROM_CODE, "")
    yield from ("Where each operation of Amazon AppFlow is used.", "")
    rows = ([operation, ", ".join(places)] for operation, places in used_in().items())
    yield from table(["operation", "used by"], rows)
    yield ""


def _iam() -> str:
    reads = [name for name in operations() if name.startswith(("Describe", "List"))]
    writes = [name for name in operations() if name not in reads]
    return filled(
        "iam-policy",
        reads=json.dumps(_policy("Look", reads), indent=2),
        writes=json.dumps(_policy("Change", [*writes, "UseConnectorProfile"]), indent=2),
    )


def _policy(sid: str, operations: Sequence[str]) -> Mapping[str, Any]:
    actions = [f"appflow:{operation}" for operation in sorted(operations)]
    statement = {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
