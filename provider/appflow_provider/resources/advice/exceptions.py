"""Advice for each exception of the API, where its words say no more than that."""

from appflow_provider.resources.advice.row import Row

__all__ = ["EXCEPTIONS"]

_MAKING = ("CreateFlow", "UpdateFlow")
_REFRESH = "See what is there: pulumi refresh; the next pulumi up makes it again"

EXCEPTIONS = (
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
    Row(
        "ConflictException",
        operations=("CreateFlow",),
        cause="There is a flow of this name already, made by somebody else",
        step="Choose another flowName, take the flow over with pulumi import, or delete it",
    ),
    Row(
        "ConflictException",
        operations=("CreateConnectorProfile",),
        cause="There is a connector profile of this name already, made by somebody else",
        step="Choose another connectorProfileName, take the profile over with pulumi import, or delete it",
    ),
    Row(
        "ConflictException",
        cause="Something else is in the way: another change to it, its status, or who uses it",
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
        cause="It was deleted by somebody else, or is in another account or region",
        step=_REFRESH,
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
        cause="A flow that runs on demand is never stopped, and some connectors cannot do everything",
        step="Check the flow's triggerType",
    ),
    Row(
        "ValidationException",
        cause="AppFlow does not take the inputs, for a reason that the preview does not know",
        step="Correct what it names and run again",
    ),
)
"""Those for single operations stand before the one for the rest. Quotas are those of the user guide."""
