"""Advice for each exception of the API, for messages that `texts` does not have. An exception without useful advice has no row."""

from appflow_provider.resources.advice.lookups import bus_of_flow
from appflow_provider.resources.advice.row import Row

_MAKING = ("CreateFlow", "UpdateFlow")
_REGISTERING = ("RegisterConnector", "UpdateConnectorRegistration")
_MANAGING = (  # operations on existing objects of a stack
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
            step="Add that permission (aws lambda add-permission), check the function's log, and run again",
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
        cause="Your identity lacks a permission, or AppFlow cannot use a bucket, a key or a connector profile",
        step="Allow your identity the AppFlow action and appflow:UseConnectorProfile, and allow AppFlow to use the buckets and the key",
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
            step=f"If you renamed the resource, set aliases. To replace the {noun}, set deleteBeforeReplace. If another resource gives the name "
            f"up, run pulumi up --continue-on-error. Otherwise import the {noun}, change {name}, or delete it",
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
            cause="The flow's status does not allow a start, or its source or destination is not ready",
            step="Look up the flow's status in the AppFlow console, and run again",
            look=bus_of_flow,
        )
        for code in ("ConflictException", "ValidationException")  # either may be sent
    ),
    Row(
        "ConflictException",
        cause="Somebody else is changing it, its status forbids this, or something still uses it",
        step="Run again when no other process is changing it",
    ),
    Row(
        "ConnectorAuthenticationException",
        cause="The application did not accept the credentials. They may have expired, been revoked, or belong to another environment",
        step="Renew the credentials and run again",
    ),
    Row(
        "ConnectorServerException",
        operations=_MAKING,
        cause="The application did not answer as expected. With S3 as source, there is no file under the prefix, or the bucket's policy "
        "does not let appflow.amazonaws.com list and read it",
        step="Check the address in the connector profile. For S3, check the bucket, its prefix and its policy",
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
        cause="In a public report for Salesforce, accessToken and refreshToken without clientCredentialsArn caused this",
        step="Set clientCredentialsArn, or oauthRequest with authCode and redirectUri, and run again. If the error stays, give AWS "
        "Support the request id",
    ),
    Row(
        "InternalServerException",
        cause="AppFlow itself failed",
        step="Run again. Nothing that was created before is lost",
    ),
    Row(
        "ResourceNotFoundException",
        operations=("CreateFlow",),
        cause="Something that the flow names is not in this account and region",
        step="Create it first. If the program has it, set the flow's property to that resource's output, so that Pulumi creates it first",
    ),
    Row(
        "ResourceNotFoundException",
        operations=(*_MANAGING, "StartFlow"),
        cause="Somebody deleted it, or it is in another account or region",
        step="Run pulumi refresh. The next pulumi up creates it again",
    ),
    Row(
        "ResourceNotFoundException",
        cause="This account and region have no object of this name",
        step="Check the name, the region, and which identity you are using",
    ),
    Row(
        "ServiceQuotaExceededException",
        operations=("StartFlow",),
        cause="The account has reached its quota of concurrent runs: 1,000 unless changed",
        step="Wait for runs to end, or ask AWS for a higher quota",
    ),
    Row(
        "ServiceQuotaExceededException",
        cause="The account has reached its quota: 1,000 flows and 100 connector profiles unless raised",
        step="Remove what is no longer needed, or ask AWS for a higher quota",
    ),
    Row(
        "ThrottlingException",
        cause="The account sends more requests than AppFlow allows",
        step="Run again later, with a smaller --parallel, or with a larger appflow:maxRetries",
    ),
    Row(
        "UnsupportedOperationException",
        operations=("StopFlow",),
        cause="A flow that runs on demand cannot be stopped",
        step="Check the flow's triggerType",
    ),
)
"""Rows for single operations come before the row for the others. Quotas are those of the user guide."""
