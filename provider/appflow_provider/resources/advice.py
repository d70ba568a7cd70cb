"""
What a refusal of the service most likely means and what to do about it, as a table from the API's exceptions and from the
texts that were seen in public reports.
"""

import re
from dataclasses import dataclass

from appflow_provider.errors import Advice, AppFlowError

__all__ = ["advice_for"]


@dataclass(frozen=True)
class _Row:
    """When it applies: the exception, its text, the operation; an empty pattern fits all. Then the advice."""

    code: str
    words: str
    operation: str
    advice: Advice


# First fit wins, so a row for a known text stands before the one for its exception.
_TABLE = (
    _Row(
        "ValidationException",
        r"can not be updated",
        "UpdateFlow",
        Advice(
            "AppFlow does not change where a flow reads from or writes to",
            "Replace the flow: pulumi up --replace URN",
        ),
    ),
    _Row(
        "ValidationException",
        r"projection task or a MAP_ALL task",
        "",
        Advice(
            step="Add a task of taskType Filter with the source connector's operator PROJECTION that lists the fields in "
            "sourceFields, or one task of taskType Map_all"
        ),
    ),
    _Row(
        "ValidationException",
        r"AuthCode cannot be blank",
        "",
        Advice(
            "The credentials hold neither a token nor an authorization code",
            "Give refreshToken or accessToken, or oauthRequest with authCode and redirectUri",
        ),
    ),
    _Row(
        "",
        r"ClientCredentialsArn",
        "",
        Advice(
            "AppFlow may not read the secret",
            "Let the service appflow.amazonaws.com call secretsmanager:GetSecretValue in the secret's resource policy, and "
            "kms:Decrypt in the policy of its key",
        ),
    ),
    _Row(
        "",
        r"is not registered",
        "",
        Advice(
            "No connector of this label is registered in this account and region",
            "See the registered labels: aws appflow list-connectors",
        ),
    ),
    _Row(
        "ResourceNotFoundException",
        r"Connector Profile",
        "",
        Advice(
            "The flow names a connector profile that is not in this account and region",
            "Create the profile first, or let the flow take its name from the profile's connectorProfileName output",
        ),
    ),
    _Row(
        "ConflictException",
        r"associated with one or more flows",
        "DeleteConnectorProfile",
        Advice(step="Delete those flows first, or let them use another profile"),
    ),
    _Row(
        "ConflictException",
        r"",
        "CreateFlow",
        Advice(
            "There is a flow of this name already, made by somebody else",
            "Choose another flowName, or delete the other flow",
        ),
    ),
    _Row(
        "ConflictException",
        r"",
        "CreateConnectorProfile",
        Advice(
            "There is a connector profile of this name already, made by somebody else",
            "Choose another connectorProfileName, or delete the other profile",
        ),
    ),
    _Row(
        "ConnectorAuthenticationException",
        r"",
        "",
        Advice(
            "The connector's application did not accept the credentials: expired, revoked, or of another environment",
            "Renew the credentials and run again",
        ),
    ),
    _Row(
        "ConnectorServerException",
        r"",
        "",
        Advice(
            "The connector's application did not answer as expected. With S3 as source this also means that nothing lies "
            "under the prefix, or that the bucket's policy does not let appflow.amazonaws.com list and read it",
            "Check the address in the connector's properties; for S3, the bucket, its prefix and its policy",
        ),
    ),
    _Row(
        "AccessDeniedException",
        r"",
        "",
        Advice(
            "The caller's IAM policy, or the policy of a bucket, key or profile, does not allow it",
            "Allow the caller the AppFlow action, and appflow:UseConnectorProfile for flows; let "
            "appflow.amazonaws.com use the buckets",
        ),
    ),
    _Row(
        "ServiceQuotaExceededException",
        r"",
        "",
        Advice(
            "The account has reached its quota: 1,000 flows and 100 connector profiles a region unless raised",
            "Remove what is no longer needed, or ask AWS for a higher quota",
        ),
    ),
    _Row(
        "ThrottlingException",
        r"",
        "",
        Advice(
            step="Run again later, with a smaller --parallel, or with a larger appflow:maxRetries"
        ),
    ),
    _Row(
        "InternalServerException",
        r"",
        "",
        Advice("AppFlow itself failed", "Run again; nothing that was made before is lost"),
    ),
)


def advice_for(refused: AppFlowError, operation: str) -> Advice:
    """The likely cause and the next step; empty where the service's words say it all."""
    fits = (
        row.advice
        for row in _TABLE
        if row.code in {"", refused.code}
        and row.operation in {"", operation}
        and re.search(row.words, refused.words)
    )
    return next(fits, refused.advice)
