"""
How Terraform's AWS provider names AppFlow's members, and pulumi-aws, which is generated from it.

Source: the input types of pulumi-aws 6.83.4 and 7.51.1, which are generated from the provider's schemas of 5.100 and 6.62, and
the provider's `internal/service/appflow/flow.go` and `connector_profile.go`. `tests/migration/members` lists all members. A name
that is equal without case and underscores is not repeated here.
"""

from typing import Any

from appflow_provider.migration.translation import Dialect, Reshaped

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
    reshaped={"connectorOperator": _operator, "sourceFields": _fields},
    mended={("parallelismConfig", "maxpagesize"): _PARALLEL},
    zero_is_unset=True,
)
