"""
Strings and numbers of the AppFlow API with their limits, under the API's own shape names.

Secrets are `SecretStr`, so that no repr, log or failed test can print one: those that the model calls sensitive, and those
that it leaves out although they open a door (`RefreshToken`, `AuthCode`, `ApiToken`, `ApplicationKey`, `Key`).
"""

from typing import Annotated, TypeAlias

from pydantic import SecretStr

from appflow_provider.shapes.base import Number, Text

ARN: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"arn:aws:.*:.*:[0-9]+:.*",
        says="be an ARN, arn:aws:SERVICE:REGION:ACCOUNT:…",
    ),
]
AccessKeyId: TypeAlias = Annotated[
    SecretStr, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
AccessToken: TypeAlias = Annotated[
    SecretStr, Text(max=4096, pattern=r"\S+", says="have no blanks and not be empty")
]
AccountName: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
ApiKey: TypeAlias = Annotated[
    SecretStr, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
ApiSecretKey: TypeAlias = Annotated[
    SecretStr, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
ApiToken: TypeAlias = Annotated[
    SecretStr, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
ApiVersion: TypeAlias = Annotated[
    str, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
ApplicationHostUrl: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"^(https?)://[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]",
        says="be a URL that begins with http:// or https://",
    ),
]
ApplicationKey: TypeAlias = Annotated[
    SecretStr, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
ApplicationServicePath: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
AuthCode: TypeAlias = Annotated[
    SecretStr, Text(max=4096, pattern=r"\S+", says="have no blanks and not be empty")
]
AuthCodeUrl: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"^(https?)://[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]",
        says="be a URL that begins with http:// or https://",
    ),
]
BucketName: TypeAlias = Annotated[
    str, Text(max=63, min=3, pattern=r"\S+", says="have no blanks and not be empty")
]
BucketPrefix: TypeAlias = Annotated[str, Text(max=512, pattern=r".*", says="be on one line")]
BusinessUnitId: TypeAlias = Annotated[
    str, Text(max=18, pattern=r"\S+", says="have no blanks and not be empty")
]
ClientCredentialsArn: TypeAlias = Annotated[
    SecretStr,
    Text(
        max=2048,
        min=20,
        pattern=r"arn:aws:secretsmanager:.*:[0-9]+:.*",
        says="be the ARN of a Secrets Manager secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME",
    ),
]
ClientId: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
ClientNumber: TypeAlias = Annotated[
    str, Text(max=3, min=3, pattern=r"^\d{3}$", says="be three digits, as 001")
]
ClientSecret: TypeAlias = Annotated[
    SecretStr, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
ClientToken: TypeAlias = Annotated[
    str, Text(max=256, min=1, pattern=r"[ -~]+", says="be made of printable ASCII characters")
]
ClusterIdentifier: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
CodeVerifier: TypeAlias = Annotated[
    SecretStr,
    Text(
        max=128,
        min=43,
        pattern=r"^[A-Za-z0-9\-._~]+$",
        says="be made of letters (a to z), digits and - . _ ~",
    ),
]
ConnectorLabel: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"[a-zA-Z0-9][\w!@#.-]+",
        says="begin with a letter (a to z) or digit and go on with at least one of letters (a to z), digits and _ ! @ # . -",
    ),
]
ConnectorProfileArn: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"arn:aws:appflow:.*:[0-9]+:.*",
        says="be the ARN of an AppFlow object, arn:aws:appflow:REGION:ACCOUNT:…",
    ),
]
ConnectorProfileName: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"[\w/!@#+=.-]+",
        says="be made of letters (a to z), digits and _ / ! @ # + = . -",
    ),
]
CreatedBy: TypeAlias = Annotated[
    str, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
CredentialsMapKey: TypeAlias = Annotated[
    SecretStr,
    Text(max=128, min=1, pattern=r"[\w]+", says="be made of letters (a to z), digits and _"),
]
CredentialsMapValue: TypeAlias = Annotated[
    SecretStr, Text(max=2048, pattern=r"\S+", says="have no blanks and not be empty")
]
CustomAuthenticationType: TypeAlias = Annotated[
    str, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
CustomPropertyKey: TypeAlias = Annotated[
    str, Text(max=128, min=1, pattern=r"[\w]+", says="be made of letters (a to z), digits and _")
]
CustomPropertyValue: TypeAlias = Annotated[
    str, Text(max=2048, pattern=r"\S+", says="have no blanks and not be empty")
]
DataApiRoleArn: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"arn:aws:iam:.*:[0-9]+:.*",
        says="be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME",
    ),
]
DataTransferApiTypeName: TypeAlias = Annotated[
    str, Text(max=64, pattern=r"[\w/-]+", says="be made of letters (a to z), digits and _ / -")
]
DatabaseName: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
DatabaseUrl: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
DatetimeTypeFieldName: TypeAlias = Annotated[
    str, Text(max=256, pattern=r".*", says="be on one line")
]
DestinationField: TypeAlias = Annotated[str, Text(max=256, pattern=r".*", says="be on one line")]
DocumentType: TypeAlias = Annotated[
    str,
    Text(
        max=512, pattern=r"[\s\w_-]+", says="be made of letters (a to z), digits, blanks, _ and -"
    ),
]
DomainName: TypeAlias = Annotated[
    str, Text(max=64, pattern=r"\S+", says="have no blanks and not be empty")
]
EntityName: TypeAlias = Annotated[
    str, Text(max=1024, pattern=r"\S+", says="have no blanks and not be empty")
]
FlowArn: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"arn:aws:appflow:.*:[0-9]+:.*",
        says="be the ARN of an AppFlow object, arn:aws:appflow:REGION:ACCOUNT:…",
    ),
]
FlowDescription: TypeAlias = Annotated[
    str,
    Text(
        max=2048,
        pattern=r"[\w!@#\-.?,\s]*",
        says="be made of letters (a to z), digits, blanks and _ ! @ # - . ? ,",
    ),
]
FlowName: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"[a-zA-Z0-9][\w!@#.-]+",
        says="begin with a letter (a to z) or digit and go on with at least one of letters (a to z), digits and _ ! @ # . -",
    ),
]
FlowStatusMessage: TypeAlias = Annotated[
    str,
    Text(
        max=2048,
        pattern=r"[\s\w/!@#+=.-]*",
        says="be made of letters (a to z), digits, blanks and _ / ! @ # + = . -",
    ),
]
GlueDataCatalogDatabaseName: TypeAlias = Annotated[
    str,
    Text(
        max=255,
        pattern=r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*",
        says="have no control characters but tabs",
    ),
]
GlueDataCatalogIAMRole: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"arn:aws:iam:.*:[0-9]+:.*",
        says="be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME",
    ),
]
GlueDataCatalogTablePrefix: TypeAlias = Annotated[
    str,
    Text(
        max=128,
        pattern=r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*",
        says="have no control characters but tabs",
    ),
]
InstanceUrl: TypeAlias = Annotated[
    str, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
JwtToken: TypeAlias = Annotated[
    SecretStr,
    Text(
        max=8000,
        pattern=r"^([a-zA-Z0-9_=]+)\.([a-zA-Z0-9_=]+)\.([a-zA-Z0-9_\-\+\/=]*)",
        says="be a JSON web token: three parts with dots between, in which the first two have no -",
    ),
]
KMSArn: TypeAlias = Annotated[
    str,
    Text(
        max=2048,
        min=20,
        pattern=r"arn:aws:kms:.*:[0-9]+:.*",
        says="be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID",
    ),
]
Key: TypeAlias = Annotated[
    SecretStr, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
LogonLanguage: TypeAlias = Annotated[
    str, Text(max=2, pattern=r"^[a-zA-Z0-9_]*$", says="be made of letters (a to z), digits and _")
]
MostRecentExecutionMessage: TypeAlias = Annotated[
    str,
    Text(
        max=2048,
        pattern=r"[\w!@#\-.?,\s]*",
        says="be made of letters (a to z), digits, blanks and _ ! @ # - . ? ,",
    ),
]
Name: TypeAlias = Annotated[
    str, Text(max=128, pattern=r"\S+", says="have no blanks and not be empty")
]
NextToken: TypeAlias = Annotated[
    str, Text(max=2048, pattern=r"\S+", says="have no blanks and not be empty")
]
OAuthScope: TypeAlias = Annotated[
    str, Text(max=128, pattern=r"\S+", says="have no blanks and not be empty")
]
Object: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
ObjectTypeName: TypeAlias = Annotated[
    str, Text(max=255, pattern=r"\S+", says="have no blanks and not be empty")
]
Password: TypeAlias = Annotated[SecretStr, Text(max=512, pattern=r".*", says="be on one line")]
PrivateConnectionProvisioningFailureMessage: TypeAlias = Annotated[
    str,
    Text(
        max=2048,
        pattern=r"[\s\w/!@#+=.-]*",
        says="be made of letters (a to z), digits, blanks and _ / ! @ # + = . -",
    ),
]
PrivateKey: TypeAlias = Annotated[
    SecretStr,
    Text(max=8192, min=1, pattern=r".*", says="be on one line (tr -d '\\n' < rsa_key.p8)"),
]
PrivateLinkServiceName: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"^$|com.amazonaws.vpce.[\w/!:@#.\-]+",
        says="be empty or the name of a VPC endpoint service, com.amazonaws.vpce.REGION.vpce-svc-ID",
    ),
]
ProfilePropertyKey: TypeAlias = Annotated[
    str, Text(max=128, min=1, pattern=r"[\w]+", says="be made of letters (a to z), digits and _")
]
ProfilePropertyValue: TypeAlias = Annotated[
    str, Text(max=2048, pattern=r"\S+", says="have no blanks and not be empty")
]
Property: TypeAlias = Annotated[
    str, Text(max=2048, pattern=r".+", says="be on one line and not be empty")
]
RedirectUri: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
RefreshToken: TypeAlias = Annotated[
    SecretStr, Text(max=4096, pattern=r"\S+", says="have no blanks and not be empty")
]
Region: TypeAlias = Annotated[
    str, Text(max=64, pattern=r"\S+", says="have no blanks and not be empty")
]
RoleArn: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"arn:aws:iam:.*:[0-9]+:.*",
        says="be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME",
    ),
]
ScheduleExpression: TypeAlias = Annotated[str, Text(max=256, pattern=r".*", says="be on one line")]
SecretKey: TypeAlias = Annotated[
    SecretStr, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
Stage: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
String: TypeAlias = Annotated[str, Text(max=2048, pattern=r".*", says="be on one line")]
TagKey: TypeAlias = Annotated[
    str,
    Text(
        max=128,
        min=1,
        pattern=r"^(?!aws:)[a-zA-Z+-=._:/]+$",
        says="be made of letters (a to z), digits and + , - . / : ; < = _ and not begin with aws:",
    ),
]
TagValue: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"[\s\w+-=\.:/@]*",
        says="be made of letters (a to z), digits, blanks and + , - . / : ; < = _ @",
    ),
]
Timezone: TypeAlias = Annotated[str, Text(max=256, pattern=r".*", says="be on one line")]
TokenUrl: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"^(https?)://[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]",
        says="be a URL that begins with http:// or https://",
    ),
]
UpdatedBy: TypeAlias = Annotated[
    str, Text(max=256, pattern=r"\S+", says="have no blanks and not be empty")
]
UpsolverBucketName: TypeAlias = Annotated[
    str,
    Text(
        max=63,
        min=16,
        pattern=r"^(upsolver-appflow)\S*",
        says="begin with upsolver-appflow and have no blanks",
    ),
]
Username: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]
Warehouse: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"[\s\w/!@#+=.-]*",
        says="be made of letters (a to z), digits, blanks and _ / ! @ # + = . -",
    ),
]
WorkgroupName: TypeAlias = Annotated[
    str, Text(max=512, pattern=r"\S+", says="have no blanks and not be empty")
]

FlowErrorDeactivationThreshold: TypeAlias = Annotated[
    int, Number(min=1, max=100, unit="failed runs")
]
Long: TypeAlias = Annotated[int, Number()]
MaxResults: TypeAlias = Annotated[int, Number(min=1, max=100, unit="results")]
PortNumber: TypeAlias = Annotated[int, Number(min=1, max=65535)]
SAPODataMaxPageSize: TypeAlias = Annotated[int, Number(min=1, max=10000, unit="records")]
SAPODataMaxParallelism: TypeAlias = Annotated[int, Number(min=1, max=10, unit="parallel reads")]
ScheduleOffset: TypeAlias = Annotated[int, Number(min=0, max=36000, unit="seconds")]

# Ours, not the API's: how to reach it.
EndpointUrl: TypeAlias = Annotated[
    str, Text(pattern=r"https?://\S+", says="be a URL that begins with http:// or https://")
]
MaxRetries: TypeAlias = Annotated[int, Number(min=0, max=100, unit="retries")]
ProfileName: TypeAlias = Annotated[str, Text(min=1)]

__all__ = [
    "ARN",
    "AccessKeyId",
    "AccessToken",
    "AccountName",
    "ApiKey",
    "ApiSecretKey",
    "ApiToken",
    "ApiVersion",
    "ApplicationHostUrl",
    "ApplicationKey",
    "ApplicationServicePath",
    "AuthCode",
    "AuthCodeUrl",
    "BucketName",
    "BucketPrefix",
    "BusinessUnitId",
    "ClientCredentialsArn",
    "ClientId",
    "ClientNumber",
    "ClientSecret",
    "ClientToken",
    "ClusterIdentifier",
    "CodeVerifier",
    "ConnectorLabel",
    "ConnectorProfileArn",
    "ConnectorProfileName",
    "CreatedBy",
    "CredentialsMapKey",
    "CredentialsMapValue",
    "CustomAuthenticationType",
    "CustomPropertyKey",
    "CustomPropertyValue",
    "DataApiRoleArn",
    "DataTransferApiTypeName",
    "DatabaseName",
    "DatabaseUrl",
    "DatetimeTypeFieldName",
    "DestinationField",
    "DocumentType",
    "DomainName",
    "EndpointUrl",
    "EntityName",
    "FlowArn",
    "FlowDescription",
    "FlowErrorDeactivationThreshold",
    "FlowName",
    "FlowStatusMessage",
    "GlueDataCatalogDatabaseName",
    "GlueDataCatalogIAMRole",
    "GlueDataCatalogTablePrefix",
    "InstanceUrl",
    "JwtToken",
    "KMSArn",
    "Key",
    "LogonLanguage",
    "Long",
    "MaxResults",
    "MaxRetries",
    "MostRecentExecutionMessage",
    "Name",
    "NextToken",
    "OAuthScope",
    "Object",
    "ObjectTypeName",
    "Password",
    "PortNumber",
    "PrivateConnectionProvisioningFailureMessage",
    "PrivateKey",
    "PrivateLinkServiceName",
    "ProfileName",
    "ProfilePropertyKey",
    "ProfilePropertyValue",
    "Property",
    "RedirectUri",
    "RefreshToken",
    "Region",
    "RoleArn",
    "SAPODataMaxPageSize",
    "SAPODataMaxParallelism",
    "ScheduleExpression",
    "ScheduleOffset",
    "SecretKey",
    "Stage",
    "String",
    "TagKey",
    "TagValue",
    "Timezone",
    "TokenUrl",
    "UpdatedBy",
    "UpsolverBucketName",
    "Username",
    "Warehouse",
    "WorkgroupName",
]
