"""Advice for each exception of the API, where its words say no more than that. What would say nothing has no row."""

from appflow_provider.resources.advice.lookups import bus_of_flow
from appflow_provider.resources.advice.row import Row

__all__ = ["EXCEPTIONS"]

_MAKING = ("CreateFlow", "UpdateFlow")
_REGISTERING = ("RegisterConnector", "UpdateConnectorRegistration")
_MANAGING = (  # of what is in a stack
    *("UpdateFlow", "UpdateConnectorProfile", "UpdateConnectorRegistration", "StopFlow"),
    *("TagResource", "UntagResource"),
)
EXCEPTIONS = (
    *(
        Row(
            code,
            operations=_REGISTERING,
            cause="The Lambda function did not answer as a connector: it failed, is in another region, or its resource policy does not "
            "let appflow.amazonaws.com call lambda:InvokeFunction",
            step="Add that permission (aws lambda add-permission), look into the function's log, and run again",
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
        cause="You may not do it, or AppFlow may not use a bucket, a key or a connector profile",
        step="Allow your identity the AppFlow action and appflow:UseConnectorProfile, and AppFlow the buckets and the key",
        statements=True,
    ),
    Row(
        "AccessDeniedException",
        cause="The IAM policy of the identity that you are using, or the policy of a key, does not allow it",
        step="Allow that identity the AppFlow action",
    ),
    *(
        Row(
            "ConflictException",
            operations=(operation,),
            cause=f"A {noun} of this name exists",
            step="If you renamed the resource, set aliases; if you force a replacement, deleteBeforeReplace. If another resource gives up the "
            "name, run pulumi up --continue-on-error. Otherwise import it (dynamic: appflow-pulumi import), choose another "
            f"{name}, or delete it",
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
            cause="The flow is in a state from which it cannot be started, or its source or destination is not ready",
            step="Look up the flow's status in the AppFlow console, and run again",
            look=bus_of_flow,
        )
        for code in ("ConflictException", "ValidationException")  # which of them is open
    ),
    Row(
        "ConflictException",
        cause="Somebody else is changing it, its status forbids this, or something still uses it",
        step="Run again when nobody else works on it",
    ),
    Row(
        "ConnectorAuthenticationException",
        cause="The application did not accept the credentials: expired, revoked, or of another environment",
        step="Renew the credentials and run again",
    ),
    Row(
        "ConnectorServerException",
        operations=_MAKING,
        cause="The application did not answer as expected. With S3 as source, no file lies under the prefix, or the bucket's policy does "
        "not let appflow.amazonaws.com list and read it",
        step="Check the address in the connector profile; for S3, the bucket, its prefix and its policy",
        statements=True,
    ),
    Row(
        "ConnectorServerException",
        cause="The application did not answer as expected",
        step="Check the address in the connector profile's properties, and whether AppFlow can reach it",
    ),
    Row(  # inferred from one public report: openillumi.com/?p=103825
        "InternalServerException",
        operations=("CreateConnectorProfile",),
        cause="A public report for Salesforce ties this to accessToken and refreshToken without clientCredentialsArn",
        step="Set clientCredentialsArn, or oauthRequest with authCode and redirectUri, and run again. If it stays so, give AWS "
        "Support the request id",
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
        cause="Somebody deleted it, or it is in another account or region",
        step="Run pulumi refresh; the next pulumi up makes it again",
    ),
    Row(
        "ResourceNotFoundException",
        cause="There is none of this name in this account and region",
        step="Check the name, the region, and which identity you are using",
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
        operations=("StopFlow",),
        cause="A flow on demand cannot be stopped",
        step="Check the flow's triggerType",
    ),
)
"""Those for single operations stand before the one for the rest. Quotas are those of the user guide."""
