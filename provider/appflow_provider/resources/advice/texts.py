"""
Advice for AWS's messages that are documented or were seen, the most specific first.

A row is as narrow as its evidence: the operations, the exception and the message of the report. A test checks that each row
matches its own sample message, and none of the other rows'.
"""

from appflow_provider.failures import ANSWER, BUCKET, LOGIN, Failure
from appflow_provider.resources.advice.lookups import (
    labels_there,
    profiles_there,
    users_of_profile,
)
from appflow_provider.resources.advice.row import Row

_FLOWS = ("CreateFlow", "UpdateFlow")
_PROFILES = ("CreateConnectorProfile", "UpdateConnectorProfile")


def _of(
    failure: Failure, code: str, operations: tuple[str, ...], *, statements: bool = False
) -> Row:
    """The advice on a refusal in the same words as a failure of a run."""
    return Row(code, failure.words, operations, failure.cause, failure.step, statements=statements)


TEXTS = (
    Row(  # hashicorp/terraform-provider-aws#42482, aws/aws-cdk#14452
        "ValidationException",
        "<what> object for the <connector> connector can not be updated",
        ("UpdateFlow",),
        r"AppFlow cannot change where a flow reads from or writes to: \g<what> object for the \g<connector> connector",
        "Undo the change, or set another flowName, which creates another flow",
    ),
    Row(  # hashicorp/terraform-provider-aws#34508
        "ValidationException",
        "You must specify a projection task or a MAP_ALL task",
        _FLOWS,
        "No task selects the fields to read",
        "Add a task of taskType Filter with the source connector's operator PROJECTION that lists the fields in "
        "sourceFields, or one task of taskType Map_all",
    ),
    Row(  # aws/aws-cdk#17748
        "ValidationException",
        "The operator <operator> is not valid for filtering tasks",
        _FLOWS,
        "A Filter has no other operator, or its operator is under another connector's key",
        "Set PROJECTION or a comparison under the key of the source's connector",
    ),
    Row(  # hashicorp/terraform-provider-aws#26396 and #43998
        "ValidationException",
        "AuthCode cannot be blank for connector",
        _PROFILES,
        "The credentials have neither a token nor an authorization code",
        "Set refreshToken or accessToken, or oauthRequest with authCode and redirectUri, or oauth2GrantType "
        "JWT_BEARER with jwtToken. Salesforce does not support CLIENT_CREDENTIALS",
    ),
    Row(  # hashicorp/terraform-provider-aws#25802
        "ValidationException",
        "validate the ClientCredentialsArn provided",
        _PROFILES,
        "The secret is not in this account and region, or AppFlow cannot read it",
        "Allow the service appflow.amazonaws.com secretsmanager:GetSecretValue in the secret's resource policy, and "
        "kms:Decrypt in the policy of its key",
    ),
    Row(  # hashicorp/terraform-provider-aws#37826, cdklabs/cdk-appflow#21; the exception is not known
        words="Connector: <label> is not registered",
        operations=_PROFILES,
        cause=r"No connector with the label \g<label> is registered in this account and region",
        step="Register it, or use one of the labels that are registered",
        look=labels_there,
    ),
    Row(  # crossplane/upjet#208
        "ValidationException",
        "dataApiRoleArn cannot be null or empty",
        _PROFILES,
        "AppFlow needs a role to reach a cluster or workgroup of Redshift through the Data API",
        "Set dataApiRoleArn together with clusterIdentifier or workgroupName, or set only databaseUrl",
    ),
    Row(  # hashicorp/terraform-provider-aws#27707
        "ResourceNotFoundException",
        "Connector Profile with name <name> does not exist",
        _FLOWS,
        r"There is no connector profile \g<name> in this account and region",
        "If Pulumi created it, somebody has deleted it: run pulumi refresh, then pulumi up to create it again. Otherwise create it. A "
        "flow whose connectorProfileName is the profile's output waits for it",
        look=profiles_there,
    ),
    Row(  # API reference, DeleteConnectorProfile
        "ConflictException",
        "associated with one or more flows",
        ("DeleteConnectorProfile",),
        "AppFlow does not delete a profile that flows use",
        "Delete those flows first, or let them use another profile. In the program, set connectorProfileName to the profile's "
        "output. To replace the profile, change its connectorProfileName too",
        look=users_of_profile,
    ),
    Row(  # API reference, UnregisterConnector
        "ConflictException",
        "associated with one or more connector profiles",
        ("UnregisterConnector",),
        "AppFlow does not unregister a connector that connector profiles use",
        "Delete those connector profiles first, or set forceDelete",
    ),
    Row(  # API reference, DeleteFlow
        "ConflictException",
        "Flow is in active state … : <name>",
        ("DeleteFlow",),
        "The flow could not be suspended, or somebody activated it again",
        r"Suspend it with aws appflow stop-flow --flow-name \g<name>, and run again",
    ),
    _of(LOGIN, "ConnectorAuthenticationException", (*_FLOWS, *_PROFILES)),
    _of(ANSWER, "ConnectorServerException", ("CreateConnectorProfile",)),
    Row(  # IAM's message without the kind of policy; `service` answers those with one
        "AccessDeniedException",
        "is not authorized to perform: <action>",
        cause=r"No IAM policy of the caller allows \g<action>",
        step=r"Allow \g<action> for the identity that runs Pulumi",
    ),
    _of(BUCKET, "ValidationException", _FLOWS, statements=True),
)
"""Each row names its source: a public report or a page of AWS."""
