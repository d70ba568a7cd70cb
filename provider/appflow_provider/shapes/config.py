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
    """The IAM role as which the provider works, instead of as whoever is logged in."""

    role_arn: AssumedRoleArn = member(
        "ARN of the role, for example `arn:aws:iam::123456789012:role/appflow-deploy`.",
        required=True,
    )
    external_id: ExternalId | None = member(
        "What the role's trust policy asks for as `sts:ExternalId`."
    )
    session_name: SessionName | None = member(
        "Name under which the role's session shows in CloudTrail. Default `pulumi-appflow`."
    )
    duration_seconds: SessionSeconds | None = member(
        "Seconds that a session lasts before it is renewed, which happens by itself: 900 to 43,200, and no more than the "
        "role allows. Default: an hour."
    )


class ProviderDefaultTags(Shape):
    """Tags of everything that the provider makes and that can have tags, which are flows."""

    tags: Annotated[dict[TagKey, TagValue], Size(max=50)] | None = member(
        "The tags. A resource's own tag of the same key goes before."
    )


class ProviderIgnoreTags(Shape):
    """
    Tags that something else than the program takes care of. They are neither sent nor compared, neither removed nor
    shown in `tagsAll`, even if they stand in a resource's `tags` or in `defaultTags`.
    """

    keys: list[IgnoredText] | None = member("Keys of such tags.")
    key_prefixes: list[IgnoredText] | None = member("How the keys of such tags begin.")


class ProviderConfig(Shape):
    """How to reach Amazon AppFlow and as whom, and what holds for all resources."""

    region: Region | None = member(
        "AWS region of resources that name none themselves, as `eu-west-1`. Read from `AWS_REGION`, `AWS_DEFAULT_REGION` or "
        "the shared config file where it is not set."
    )
    profile: ProfileName | None = member(
        "Profile of the AWS shared config and credentials files to log in with. Read from `AWS_PROFILE` where it is not set."
    )
    endpoint_url: EndpointUrl | None = member(
        "URL to send AppFlow's requests to instead of AWS, as `http://127.0.0.1:5000` for the emulator. Requests to STS "
        "go elsewhere with `AWS_ENDPOINT_URL_STS`."
    )
    assume_role: ProviderAssumeRole | None = member(
        "The role to work as, if not as whoever is logged in."
    )
    max_retries: MaxRetries | None = member(
        "How often a throttled or failed request is tried again, 0 to 100. Default `10`."
    )
    default_tags: ProviderDefaultTags | None = member(
        "Tags that every flow gets. Another value updates the flows of the stack in place."
    )
    ignore_tags: ProviderIgnoreTags | None = member(
        "Tags that the provider leaves alone, for example those of a cost report."
    )
    acknowledge: list[AcknowledgedText] | None = member(
        "Warnings that you know of and do not want to read again: the name that stands in brackets at the end of a warning, as "
        "`nothing-is-mapped`, or `orders:nothing-is-mapped` for the resource `orders` alone."
    )
    allowed_account_ids: list[AccountId] | None = member(
        "AWS accounts that the provider may work in. In any other it refuses to, before it reads or changes anything."
    )
