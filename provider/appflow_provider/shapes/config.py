"""
How the provider reaches AppFlow: one shape for every front.

Values come from the stack's configuration (`pulumi config set appflow:region eu-west-1`). What is not set there is left
to the AWS SDK's own sources: environment variables, the shared config file, the instance's role.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.scalars import EndpointUrl, MaxRetries, ProfileName, Region

__all__ = ["ProviderConfig"]


class ProviderConfig(Shape):
    """How to reach Amazon AppFlow and as whom."""

    region: Region | None = member(
        "AWS region of resources that name none themselves, as `eu-west-1`. Read from `aws:region` and then from "
        "`AWS_REGION`, `AWS_DEFAULT_REGION` or the shared config file where it is not set."
    )
    profile: ProfileName | None = member(
        "Profile of the AWS shared config and credentials files to log in with. Read from `aws:profile` and then from "
        "`AWS_PROFILE` where it is not set."
    )
    endpoint_url: EndpointUrl | None = member(
        "URL to send AppFlow's requests to instead of AWS, as `http://127.0.0.1:5000` for the emulator."
    )
    max_retries: MaxRetries | None = member(
        "How often a throttled or failed request is tried again, 0 to 100. Default `10`."
    )
