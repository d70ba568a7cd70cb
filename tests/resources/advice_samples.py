"""One refusal for each row of the tables of advice, in their order, and refusals that no known words answer."""

from typing import NamedTuple

__all__ = ["SAMPLES", "STRANGE", "Refusal"]


class Refusal(NamedTuple):
    """
    What was asked for, and what the service answered.

    Attributes:
        also: Other operations that the same row answers, if it does not answer the rest of them.
    """

    operation: str
    code: str
    words: str
    also: tuple[str, ...] = ()


# AWS's words, as documented or as in the public report that the row names.
_TEXTS = [
    Refusal(
        "UpdateFlow",
        "ValidationException",
        "Update Flow request failed due to:[Destination object for the destination connector can not be updated]",
    ),
    Refusal(
        "CreateFlow",
        "ValidationException",
        "Create Flow request failed: [Task Validation Error: You must specify a projection task or a MAP_ALL task]",
        ("UpdateFlow",),
    ),
    Refusal(
        "CreateFlow",
        "ValidationException",
        "Create Flow request failed: [Task Validation Error: The operator NO_OP is not valid for filtering tasks.  The task "
        "sourceConnectorType is FILTERING and the task operator is NO_OP]",
        ("UpdateFlow",),
    ),
    Refusal(
        "CreateConnectorProfile",
        "ValidationException",
        "Validation exception: AuthCode cannot be blank for connector: SALESFORCE",
        ("UpdateConnectorProfile",),
    ),
    Refusal(
        "CreateConnectorProfile",
        "ValidationException",
        "Please validate the ClientCredentialsArn provided and please make sure Appflow has required permissions to access the "
        "credentials",
        ("UpdateConnectorProfile",),
    ),
    Refusal(
        "CreateConnectorProfile",
        "ResourceNotFoundException",
        "Connector:HubSpott is not registered. Please register it first before creating ConnectorProfile.",
        ("UpdateConnectorProfile",),
    ),
    Refusal(
        "CreateConnectorProfile",
        "ValidationException",
        "dataApiRoleArn cannot be null or empty",
        ("UpdateConnectorProfile",),
    ),
    Refusal(
        "CreateFlow",
        "ResourceNotFoundException",
        "Connector Profile with name ga does not exist.",
        ("UpdateFlow",),
    ),
    Refusal(
        "DeleteConnectorProfile",
        "ConflictException",
        "Conflict executing request: Connector profile: crm is associated with one or more flows. Some are: [a]",
    ),
    Refusal(
        "UnregisterConnector",
        "ConflictException",
        "Conflict executing request: The connector is associated with one or more connector profiles",
    ),
    Refusal(
        "DeleteFlow",
        "ConflictException",
        "Conflict executing request: Flow is in active state, please set forceDelete to true or deactivate the flow: a",
    ),
    Refusal(
        "CreateFlow",
        "ConnectorAuthenticationException",
        "Error while authenticating to connector",
        ("UpdateFlow", "CreateConnectorProfile", "UpdateConnectorProfile"),
    ),
    Refusal(
        "CreateConnectorProfile",
        "ConnectorServerException",
        "Error while communicating to connector: Got error from connector. No valid response and error details found in the "
        "connector response.",
    ),
    Refusal(
        "CreateFlow",
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/ada is not authorized to perform: appflow:UseConnectorProfile on resource: x",
    ),
    Refusal(
        "CreateFlow",
        "ValidationException",
        "Create Flow request failed: [The bucket lake could not be accessed]",
        ("UpdateFlow",),
    ),
]

_SHORT = "no words that anybody knows"
_OF_A_STACK = (
    *("UntagResource", "StartFlow", "StopFlow"),
    *("UpdateFlow", "UpdateConnectorProfile", "UpdateConnectorRegistration"),
)
_EXCEPTIONS = [
    *(
        Refusal("RegisterConnector", code, _SHORT, ("UpdateConnectorRegistration",))
        for code in (
            "AccessDeniedException",
            "ConnectorAuthenticationException",
            "ConnectorServerException",
        )
    ),
    Refusal("CreateFlow", "AccessDeniedException", _SHORT, ("UpdateFlow",)),
    Refusal("StartFlow", "AccessDeniedException", _SHORT),
    Refusal(
        "CreateFlow",
        "ConflictException",
        "Conflict executing request: Flow with name orders-of-the-shop already exists",
    ),
    Refusal(
        "CreateConnectorProfile",
        "ConflictException",
        "Conflict executing request: Connector profile with name crm-of-the-shop already exists",
    ),
    Refusal(
        "RegisterConnector",
        "ConflictException",
        "Conflict executing request: Connector with label HubSpot already exists",
    ),
    Refusal("StartFlow", "ConflictException", _SHORT),
    Refusal("StartFlow", "ValidationException", _SHORT),
    Refusal("UpdateFlow", "ConflictException", _SHORT),
    Refusal("UpdateConnectorProfile", "ConnectorAuthenticationException", _SHORT),
    Refusal("CreateFlow", "ConnectorServerException", _SHORT, ("UpdateFlow",)),
    Refusal("UpdateConnectorProfile", "ConnectorServerException", _SHORT),
    Refusal("CreateConnectorProfile", "InternalServerException", _SHORT),
    Refusal("CreateFlow", "InternalServerException", _SHORT),
    Refusal("CreateFlow", "ResourceNotFoundException", _SHORT),
    Refusal("TagResource", "ResourceNotFoundException", _SHORT, _OF_A_STACK),
    Refusal("DescribeFlow", "ResourceNotFoundException", _SHORT),
    Refusal("StartFlow", "ServiceQuotaExceededException", _SHORT),
    Refusal("CreateFlow", "ServiceQuotaExceededException", _SHORT),
    Refusal("DescribeFlow", "ThrottlingException", _SHORT),
    Refusal("StopFlow", "UnsupportedOperationException", _SHORT),
]

SAMPLES = [*_TEXTS, *_EXCEPTIONS]

# They share words with the rows above, and have other causes.
STRANGE = [
    Refusal("CreateFlow", "ValidationException", words)
    for words in (
        "Create Flow request failed: [Task Validation Error: connectorOperator for source S3 is missing]",
        "Create Flow request failed: [Task Validation Error: The field Bucket__c is unknown to Salesforce]",
        "Create Flow request failed: [bucketPrefix of the source S3 must not be empty]",
        "Create Flow request failed: [The bucket name S3://lake is not valid]",
        "1 validation error detected: Value 'x' at 'flowName' failed to satisfy constraint: Member must satisfy a pattern",
        "Create Flow request failed: [The projection of a MAP_ALL task has too many fields]",
        "Create Flow request failed: [The operator ADDITION needs two fields]",
        "Create Flow request failed: [The schedule can not be updated so often]",
        "Connector Profile with name ga is not of type Salesforce",
        "The connector is registered in another account",
        "The flow is in a state that does not allow this",
        "The policy of the key does not name appflow.amazonaws.com",
    )
] + [
    Refusal("CreateConnectorProfile", "ValidationException", words)
    for words in (
        "1 validation error detected: Value at 'clientCredentialsArn' failed to satisfy constraint: Member must have length at most 2048",
        "AuthCode is longer than AppFlow allows",
        "dataApiRoleArn is not the ARN of a role",
        "The user is not authorized to use the application",
    )
]
