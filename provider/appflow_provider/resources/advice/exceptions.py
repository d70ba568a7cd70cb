"""Advice for each exception of the API, where its words say no more than that."""

from appflow_provider.resources.advice.lookups import bus_of_flow
from appflow_provider.resources.advice.row import Row

__all__ = ["EXCEPTIONS"]

_MAKING = ("CreateFlow", "UpdateFlow")
_MANAGING = (  # of what is in a stack
    *("UpdateFlow", "UpdateConnectorProfile", "UpdateConnectorRegistration", "StopFlow"),
    *("TagResource", "UntagResource"),
)

EXCEPTIONS = (
    *(
        Row(
            code,
            operations=("RegisterConnector", "UpdateConnectorRegistration"),
            cause="AppFlow asks the Lambda function what it can do, and the function did not answer as a connector: it failed, is in "
            "another region, or its resource policy does not let appflow.amazonaws.com call lambda:InvokeFunction",
            step="Add that permission to the function (aws lambda add-permission), look into its log, and run again",
        )
        for code in (
            "AccessDeniedException",
            "ConnectorAuthenticationException",
            "ConnectorServerException",
        )
    ),
    Row(
        "AccessDeniedException",
        operations=_MAKING,
        cause="The caller may not do it, or AppFlow may not use a bucket, a key or a connector profile",
        step="Allow the caller the AppFlow action and appflow:UseConnectorProfile, and AppFlow the buckets and the key",
        statements=True,
    ),
    Row(
        "AccessDeniedException",
        cause="The caller's IAM policy, or the policy of a key, does not allow it",
        step="Allow the caller the AppFlow action",
    ),
    *(
        Row(
            "ConflictException",
            operations=(operation,),
            cause=f"There is a {noun} of this name already: of a resource that was renamed in the program, made by hand or by "
            "another stack, or the one that is being replaced (pulumi up --replace), which is deleted first only with the option "
            "deleteBeforeReplace",
            step="If the resource was renamed, give it the option aliases, or run pulumi state rename. If another resource of the program "
            "gave the name up in this update, run pulumi up --continue-on-error, which deletes the old one, and pulumi up again. Else take "
            f"it over (pulumi import; appflow-pulumi import for dynamic resources), choose another {name}, or delete it",
        )
        for operation, noun, name in (
            ("CreateFlow", "flow", "flowName"),
            ("CreateConnectorProfile", "connector profile", "connectorProfileName"),
            ("RegisterConnector", "connector", "connectorLabel"),
        )
    ),
    *(
        Row(
            code,
            operations=("StartFlow",),
            cause="The flow is in a state from which it cannot be started, or what it reads from or writes to is not ready",
            step="Look what the console says of the flow, and run again",
            look=bus_of_flow,
        )
        for code in ("ConflictException", "ValidationException")  # which of them is open
    ),
    Row(
        "ConflictException",
        cause="Another change to it is under way, its status forbids this, or something still uses it",
        step="Run again when nobody else works on it",
    ),
    Row(
        "ConnectorAuthenticationException",
        cause="The connector's application did not accept the credentials: expired, revoked, or of another environment",
        step="Renew the credentials and run again",
    ),
    Row(
        "ConnectorServerException",
        operations=_MAKING,
        cause="The connector's application did not answer as expected. With S3 as source this also means that nothing lies "
        "under the prefix, or that the bucket's policy does not let appflow.amazonaws.com list and read it",
        step="Check the address in the connector's properties; for S3, the bucket, its prefix and its policy",
        statements=True,
    ),
    Row(
        "ConnectorServerException",
        cause="The connector's application did not answer as expected",
        step="Check the address in the connector's properties, and whether AppFlow can reach it",
    ),
    Row(
        "InternalServerException",
        cause="AppFlow itself failed",
        step="Run again; nothing that was made before is lost",
    ),
    Row(
        "ResourceNotFoundException",
        operations=("CreateFlow",),
        cause="Something that the flow names is not in this account and region",
        step="Create it first; Pulumi knows the order where the flow takes the name from the other resource's output",
    ),
    Row(
        "ResourceNotFoundException",
        operations=(*_MANAGING, "StartFlow"),
        cause="It was deleted by somebody else, or is in another account or region",
        step="See what is there: pulumi refresh; the next pulumi up makes it again",
    ),
    Row(
        "ResourceNotFoundException",
        cause="There is none of this name in this account and region",
        step="Check the name, the region, and as whom you are logged in",
    ),
    Row(
        "ServiceQuotaExceededException",
        operations=("StartFlow",),
        cause="The account has reached its quota of runs: 1,000 at a time unless changed",
        step="Wait until runs have ended, or ask AWS for a higher quota",
    ),
    Row(
        "ServiceQuotaExceededException",
        cause="The account has reached its quota: 1,000 flows and 100 connector profiles unless raised",
        step="Remove what is no longer needed, or ask AWS for a higher quota",
    ),
    Row(
        "ThrottlingException",
        cause="The account asks more often than AppFlow answers",
        step="Run again later, with a smaller --parallel, or with a larger appflow:maxRetries",
    ),
    Row(
        "UnsupportedOperationException",
        cause="A flow on demand cannot be stopped, and not every connector supports every operation",
        step="Check the flow's triggerType",
    ),
    Row(
        "ValidationException",
        cause="Something of what was asked for does not fit the rest, or what is there",
        step="Correct what it names and run again; warnings of the preview may say more",
    ),
)
"""Those for single operations stand before the one for the rest. Quotas are those of the user guide."""
