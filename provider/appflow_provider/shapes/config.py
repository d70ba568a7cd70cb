"""
The provider's configuration: region, endpoint, identity, and settings for all resources. Both fronts use this shape.

Values come from the stack's configuration (`pulumi config set appflow:region eu-west-1`) or from an explicit provider. For values
that are not set, the AWS SDK uses its own sources: environment variables, the shared config file, the instance's role. Names are
those of Pulumi's AWS package if it has the same setting.
"""

from typing import Annotated, TypeAlias

from appflow_provider.shapes.base import Number, Shape, Size, Text, member
from appflow_provider.shapes.scalars import (
    EndpointUrl,
    MaxRetries,
    ProfileName,
    Region,
    TagKey,
    TagValue,
)

# Limits of AssumeRole; model 2011-06-15 of STS. Its pattern of an ARN accepts anything printable; ours requires a role.
AssumedRoleArn: TypeAlias = Annotated[
    str,
    Text(
        max=2048,
        min=20,
        pattern=r"arn:[\w-]+:iam::[0-9]{12}:role/\S+",
        says="be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME",
    ),
]
ExternalId: TypeAlias = Annotated[
    str,
    Text(
        max=1224,
        min=2,
        pattern=r"[\w+=,.@:\/-]*",
        says="be made of letters (a to z), digits and _ + = , . @ : / -",
    ),
]
SessionName: TypeAlias = Annotated[
    str,
    Text(
        max=64,
        min=2,
        pattern=r"[\w+=,.@-]*",
        says="be made of letters (a to z), digits and _ + = , . @ -",
    ),
]
SessionSeconds: TypeAlias = Annotated[int, Number(min=900, max=43200, unit="seconds")]
AccountId: TypeAlias = Annotated[
    str, Text(pattern=r"[0-9]{12}", says="be an AWS account of 12 digits")
]
AcknowledgedText: TypeAlias = Annotated[str, Text(min=1)]
IgnoredText: TypeAlias = Annotated[str, Text(min=1)]


class ProviderAssumeRole(Shape):
    """The IAM role that the provider assumes, instead of using your own identity."""

    role_arn: AssumedRoleArn = member(
        "ARN of the role, for example `arn:aws:iam::123456789012:role/appflow-deploy`.",
        required=True,
    )
    external_id: ExternalId | None = member(
        "The external id that the role's trust policy requires as `sts:ExternalId`."
    )
    session_name: SessionName | None = member(
        "Name of the role's session, as CloudTrail shows it. Default `pulumi-appflow`."
    )
    duration_seconds: SessionSeconds | None = member(
        "Seconds until a session expires, 900 to 43,200, and no more than the role allows. The provider renews it "
        "automatically. Default: an hour."
    )


class ProviderDefaultTags(Shape):
    """Tags for every resource that can have tags, which are flows."""

    tags: Annotated[dict[TagKey, TagValue], Size(max=50)] | None = member(
        "The tags. A resource's own tag with the same key overrides them."
    )


class ProviderIgnoreTags(Shape):
    """
    Tags that the provider must not manage. It neither sends, compares nor removes them, and does not show them in
    `tagsAll`, even if they are set in a resource's `tags` or in `defaultTags`.
    """

    keys: list[IgnoredText] | None = member("Keys of the tags.")
    key_prefixes: list[IgnoredText] | None = member("Prefixes of the keys of the tags.")


class ProviderConfig(Shape):
    """How to reach Amazon AppFlow, which identity to use, and settings for all resources."""

    region: Region | None = member(
        "AWS region of resources that do not set `region`, for example `eu-west-1`. If not set, it is read from `AWS_REGION`, "
        "`AWS_DEFAULT_REGION` or the shared config file."
    )
    profile: ProfileName | None = member(
        "Profile of the AWS shared config and credentials files to use. If not set, it is read from `AWS_PROFILE`."
    )
    endpoint_url: EndpointUrl | None = member(
        "URL to send AppFlow's requests to instead of AWS, for example `http://127.0.0.1:5000` for the emulator. To redirect "
        "requests to STS, set `AWS_ENDPOINT_URL_STS`."
    )
    assume_role: ProviderAssumeRole | None = member(
        "The role to assume. If not set, the provider uses your own identity."
    )
    max_retries: MaxRetries | None = member(
        "How often a throttled or failed request is tried again, 0 to 100. Default `10`."
    )
    default_tags: ProviderDefaultTags | None = member(
        "Tags for every flow. A change updates the flows of the stack in place."
    )
    ignore_tags: ProviderIgnoreTags | None = member(
        "Tags that the provider must not manage, for example those of a cost report."
    )
    acknowledge: list[AcknowledgedText] | None = member(
        "Names of warnings to silence. The name is in brackets at the end of a warning, for example `nothing-is-mapped`. Use "
        "`orders:nothing-is-mapped` to silence it only for the resource `orders`."
    )
    allowed_account_ids: list[AccountId] | None = member(
        "AWS accounts that the provider may use. In any other account it stops before it reads or changes anything."
    )
