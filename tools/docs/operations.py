"""Where each operation of the API is used, and the IAM policy that allows them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from appflow_provider.declarations import FUNCTIONS, RESOURCES
from tools.docs.writing import FROM_CODE, filled, table

__all__ = ["operations", "pages", "used_in"]


def pages() -> Iterator[tuple[str, str]]:
    """Each page's path in the documentation, and its text."""
    yield "operations.md", "\n".join(_operations())
    yield "how-to/iam-policy.md", _iam()


def operations() -> list[str]:
    """The operations of the API."""
    import botocore.loaders

    model = botocore.loaders.Loader().load_service_model("appflow", "service-2")
    return sorted(model["operations"])


def used_in() -> dict[str, list[str]]:
    """What each operation of the API is used for, from the declarations."""
    return {operation: list(_uses(operation)) for operation in operations()}


def _uses(operation: str) -> Iterator[str]:
    for token, resource in RESOURCES.items():
        verbs = [verb for verb, called in resource.operations.items() if operation in called]
        if verbs:
            yield f"`{token}` ({', '.join(verbs)})"
    if any(each.listing and each.listing.operation == operation for each in RESOURCES.values()):
        yield "`List` of the plugin, `appflow-pulumi import`"
    for token, function in FUNCTIONS.items():
        if operation in function.operations:
            yield f"`{token}`"


def _operations() -> Iterator[str]:
    yield from ("# Operations of the API", "", FROM_CODE, "")
    yield from (
        "What each operation of Amazon AppFlow is used for: creating, reading, updating or deleting a resource, lists, and functions.",
        "",
    )
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
