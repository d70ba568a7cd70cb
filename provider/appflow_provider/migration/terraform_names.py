"""
How Terraform's AWS provider names AppFlow's members, and pulumi-aws, which is generated from it.

Source: the input types of pulumi-aws 6.83.4 and 7.51.1, which are generated from the provider's schemas of 5.100 and 6.62, and
the provider's `internal/service/appflow/flow.go` and `connector_profile.go`. `tests/migration/members` lists all members. A name
that is equal without case and underscores is not repeated here.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.migration.translation import Dialect, Reshaped, word
from appflow_provider.values import leaves

_PARALLEL = (
    "is taken as maxParallelism. Terraform's provider calls it max_page_size and sends nothing to AppFlow, so the flow may "
    "not have it"
)


def _operator(value: Any) -> Any:
    """The operator of a task. The provider declares a list, and sends its first entry."""
    if isinstance(value, list) and len(value) > 1:
        return Reshaped(value[:1], ("has several entries. Terraform sent only the first",))
    return value


def _fields(value: Any) -> Any:
    """The source fields. The provider writes `[""]` for none, as a `Map_all` task has."""
    return [] if value == [""] else value


def _ordered(value: Any) -> Any:
    """
    The tasks as a program would list them: the projection, then what maps its fields, in their order.

    The provider declares a set, so a state has them in an order that means nothing.
    """
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        return value
    fields = next((_sources(each) for each in value if _is_projection(each)), [])

    def place(task: Mapping[str, Any]) -> int:
        if _is_projection(task):
            return -1
        first = next(iter(_sources(task)), None)
        return fields.index(first) if first in fields else len(fields)

    return sorted(value, key=place)


def _is_projection(task: Mapping[str, Any]) -> bool:
    return "PROJECTION" in [leaf for _, leaf in leaves(task)]


def _sources(task: Mapping[str, Any]) -> list[Any]:
    found = next((item for name, item in task.items() if word(name) == "sourcefields"), None)
    return found if isinstance(found, list) else []


TERRAFORM = Dialect(
    renamed={
        ("Flow", "name"): "flowName",
        ("Flow", "destinationflowconfig"): "destinationFlowConfigList",
        ("Flow", "destinationflowconfigs"): "destinationFlowConfigList",  # pulumi-aws
        ("Flow", "task"): "tasks",
        ("ConnectorProfile", "name"): "connectorProfileName",
        ("tasks", "connectoroperators"): "connectorOperator",  # pulumi-aws
        ("prefixConfig", "prefixhierarchy"): "pathPrefixHierarchy",
        ("prefixConfig", "prefixhierarchies"): "pathPrefixHierarchy",  # pulumi-aws
        ("parallelismConfig", "maxpagesize"): "maxParallelism",
    },
    results={
        "Flow": {"arn": "flowArn", "id": None, "flowstatus": None, "tagsall": "tagsAll"},
        "ConnectorProfile": {
            "arn": "connectorProfileArn",
            "credentialsarn": "credentialsArn",
            "id": None,
        },
    },
    reshaped={"connectorOperator": _operator, "sourceFields": _fields, "tasks": _ordered},
    mended={("parallelismConfig", "maxpagesize"): _PARALLEL},
    zero_is_unset=True,
)
