"""
Strings and numbers of the AppFlow API with their limits, under the API's own shape names.

Secrets are `SecretStr`, so that no repr, log or failed test prints one. They are the strings that the model marks as sensitive, and
others that grant access too (`RefreshToken`, `AuthCode`, `ApiToken`, `ApplicationKey`, `Key`).
"""

from functools import partial
from typing import Annotated, TypeAlias

from pydantic import SecretStr

from appflow_provider.shapes.base import Number, Text

# Limits that several strings share, except for their length.
_appflow_arn = partial(
    Text,
    pattern=r"arn:aws:appflow:.*:[0-9]+:.*",
    says="be the ARN of an AppFlow object, arn:aws:appflow:REGION:ACCOUNT:…",
)
_key = partial(Text, pattern=r"[\w]+", says="be made of letters (a to z), digits and _")
_line = partial(Text, pattern=r".*", says="be on one line")
_name = partial(
    Text,
    pattern=r"[a-zA-Z0-9][\w!@#.-]+",
    says="begin with a letter (a to z) or digit and go on with at least one of letters (a to z), digits and _ ! @ # . -",
)
_no_controls = partial(
    Text,
    pattern=r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*",
    says="have no control characters but tabs",
)
_prose = partial(
    Text,
    pattern=r"[\w!@#\-.?,\s]*",
    says="be made of letters (a to z), digits, blanks and _ ! @ # - . ? ,",
)
_role_arn = partial(
    Text,
    pattern=r"arn:aws:iam:.*:[0-9]+:.*",
    says="be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME",
)
_url = partial(
    Text,
    pattern=r"^(https?)://[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]",
    says="be a URL that begins with http:// or https://",
)
_word = partial(Text, pattern=r"\S+", says="have no blanks and not be empty")
_words = partial(
    Text,
    pattern=r"[\s\w/!@#+=.-]*",
    says="be made of letters (a to z), digits, blanks and _ / ! @ # + = . -",
)

ARN: TypeAlias = Annotated[
    str,
    Text(
        max=512,
        pattern=r"arn:aws:.*:.*:[0-9]+:.*",
        says="be an ARN, arn:aws:SERVICE:REGION:ACCOUNT:…",
    ),
]
AccessKeyId: TypeAlias = Annotated[SecretStr, _word(max=256)]
AccessToken: TypeAlias = Annotated[SecretStr, _word(max=4096)]
AccountName: TypeAlias = Annotated[str, _word(max=512)]
ApiKey: TypeAlias = Annotated[SecretStr, _word(max=256)]
ApiSecretKey: TypeAlias = Annotated[SecretStr, _word(max=256)]
ApiToken: TypeAlias = Annotated[SecretStr, _word(max=256)]
ApiVersion: TypeAlias = Annotated[str, _word(max=256)]
ApplicationHostUrl: TypeAlias = Annotated[str, _url(max=256)]
ApplicationKey: TypeAlias = Annotated[SecretStr, _word(max=512)]
ApplicationServicePath: TypeAlias = Annotated[str, _word(max=512)]
AuthCode: TypeAlias = Annotated[SecretStr, _word(max=4096)]
AuthCodeUrl: TypeAlias = Annotated[str, _url(max=256)]
BucketName: TypeAlias = Annotated[str, _word(max=63, min=3)]
BucketPrefix: TypeAlias = Annotated[str, _line(max=512)]
BusinessUnitId: TypeAlias = Annotated[str, _word(max=18)]
ClientCredentialsArn: TypeAlias = Annotated[
    SecretStr,
    Text(
        max=2048,
        min=20,
        pattern=r"arn:aws:secretsmanager:.*:[0-9]+:.*",
        says="be the ARN of a Secrets Manager secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME",
    ),
]
ClientId: TypeAlias = Annotated[str, _word(max=512)]
ClientNumber: TypeAlias = Annotated[
    str, Text(max=3, min=3, pattern=r"^\d{3}$", says="be three digits, as 001")
]
ClientSecret: TypeAlias = Annotated[SecretStr, _word(max=512)]
ClusterIdentifier: TypeAlias = Annotated[str, _word(max=512)]
CodeVerifier: TypeAlias = Annotated[
    SecretStr,
    Text(
        max=128,
        min=43,
        pattern=r"^[A-Za-z0-9\-._~]+$",
        says="be made of letters (a to z), digits and - . _ ~",
    ),
]
ConnectorLabel: TypeAlias = Annotated[str, _name(max=256)]
ConnectorProfileArn: TypeAlias = Annotated[str, _appflow_arn(max=512)]
ConnectorProfileName: TypeAlias = Annotated[
    str,
    Text(
        max=256,
        pattern=r"[\w/!@#+=.-]+",
        says="be made of letters (a to z), digits and _ / ! @ # + = . -",
    ),
]
CreatedBy: TypeAlias = Annotated[str, _word(max=256)]
CredentialsMapKey: TypeAlias = Annotated[SecretStr, _key(max=128, min=1)]
CredentialsMapValue: TypeAlias = Annotated[SecretStr, _word(max=2048)]
CustomAuthenticationType: TypeAlias = Annotated[str, _word(max=256)]
CustomPropertyKey: TypeAlias = Annotated[str, _key(max=128, min=1)]
CustomPropertyValue: TypeAlias = Annotated[str, _word(max=2048)]
DataApiRoleArn: TypeAlias = Annotated[str, _role_arn(max=512)]
DataTransferApiTypeName: TypeAlias = Annotated[
    str, Text(max=64, pattern=r"[\w/-]+", says="be made of letters (a to z), digits and _ / -")
]
DatabaseName: TypeAlias = Annotated[str, _word(max=512)]
DatabaseUrl: TypeAlias = Annotated[str, _word(max=512)]
DatetimeTypeFieldName: TypeAlias = Annotated[str, _line(max=256)]
DestinationField: TypeAlias = Annotated[str, _line(max=256)]
DocumentType: TypeAlias = Annotated[
    str,
    Text(
        max=512, pattern=r"[\s\w_-]+", says="be made of letters (a to z), digits, blanks, _ and -"
    ),
]
DomainName: TypeAlias = Annotated[str, _word(max=64)]
EntityName: TypeAlias = Annotated[str, _word(max=1024)]
FlowArn: TypeAlias = Annotated[str, _appflow_arn(max=512)]
FlowDescription: TypeAlias = Annotated[str, _prose(max=2048)]
FlowName: TypeAlias = Annotated[str, _name(max=256)]
FlowStatusMessage: TypeAlias = Annotated[str, _words(max=2048)]
GlueDataCatalogDatabaseName: TypeAlias = Annotated[str, _no_controls(max=255)]
GlueDataCatalogIAMRole: TypeAlias = Annotated[str, _role_arn(max=512)]
GlueDataCatalogTablePrefix: TypeAlias = Annotated[str, _no_controls(max=128)]
InstanceUrl: TypeAlias = Annotated[str, _word(max=256)]
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
Key: TypeAlias = Annotated[SecretStr, _word(max=512)]
LogonLanguage: TypeAlias = Annotated[
    str, Text(max=2, pattern=r"^[a-zA-Z0-9_]*$", says="be made of letters (a to z), digits and _")
]
MostRecentExecutionMessage: TypeAlias = Annotated[str, _prose(max=2048)]
Name: TypeAlias = Annotated[str, _word(max=128)]
OAuthScope: TypeAlias = Annotated[str, _word(max=128)]
Object: TypeAlias = Annotated[str, _word(max=512)]
ObjectTypeName: TypeAlias = Annotated[str, _word(max=255)]
Password: TypeAlias = Annotated[SecretStr, _line(max=512)]
PrivateConnectionProvisioningFailureMessage: TypeAlias = Annotated[str, _words(max=2048)]
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
ProfilePropertyKey: TypeAlias = Annotated[str, _key(max=128, min=1)]
ProfilePropertyValue: TypeAlias = Annotated[str, _word(max=2048)]
Property: TypeAlias = Annotated[
    str, Text(max=2048, pattern=r".+", says="be on one line and not be empty")
]
RedirectUri: TypeAlias = Annotated[str, _word(max=512)]
RefreshToken: TypeAlias = Annotated[SecretStr, _word(max=4096)]
Region: TypeAlias = Annotated[str, _word(max=64)]
RoleArn: TypeAlias = Annotated[str, _role_arn(max=512)]
ScheduleExpression: TypeAlias = Annotated[str, _line(max=256)]
SecretKey: TypeAlias = Annotated[SecretStr, _word(max=256)]
Stage: TypeAlias = Annotated[str, _word(max=512)]
String: TypeAlias = Annotated[str, _line(max=2048)]
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
Timezone: TypeAlias = Annotated[str, _line(max=256)]
TokenUrl: TypeAlias = Annotated[str, _url(max=256)]
UpdatedBy: TypeAlias = Annotated[str, _word(max=256)]
UpsolverBucketName: TypeAlias = Annotated[
    str,
    Text(
        max=63,
        min=16,
        pattern=r"^(upsolver-appflow)\S*",
        says="begin with upsolver-appflow and have no blanks",
    ),
]
Username: TypeAlias = Annotated[str, _word(max=512)]
Warehouse: TypeAlias = Annotated[str, _words(max=512)]
WorkgroupName: TypeAlias = Annotated[str, _word(max=512)]

FlowErrorDeactivationThreshold: TypeAlias = Annotated[
    int, Number(min=1, max=100, unit="failed runs")
]
Long: TypeAlias = Annotated[int, Number()]
PortNumber: TypeAlias = Annotated[int, Number(min=1, max=65535)]
SAPODataMaxPageSize: TypeAlias = Annotated[int, Number(min=1, max=10000, unit="records")]
SAPODataMaxParallelism: TypeAlias = Annotated[int, Number(min=1, max=10, unit="parallel reads")]
ScheduleOffset: TypeAlias = Annotated[int, Number(min=0, max=36000, unit="seconds")]

# Values of a backfill, not of the AppFlow API.
SourceFieldName: TypeAlias = Annotated[str, Text(min=1)]
WindowSlices: TypeAlias = Annotated[int, Number(min=1, max=1000, unit="slices")]

# Strings of the provider's configuration, not of the AppFlow API.
EndpointUrl: TypeAlias = Annotated[
    str, Text(pattern=r"https?://\S+", says="be a URL that begins with http:// or https://")
]
MaxRetries: TypeAlias = Annotated[int, Number(min=0, max=100, unit="retries")]
ProfileName: TypeAlias = Annotated[str, Text(min=1)]
