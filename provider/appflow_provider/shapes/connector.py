"""The Lambda function behind a custom connector."""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.scalars import ARN


class ConnectorProvisioningType(ApiEnum):
    """How a custom connector is provided."""

    LAMBDA = "LAMBDA", "A Lambda function that implements AppFlow's protocol for custom connectors."


class LambdaConnectorProvisioningConfig(Shape):
    """The Lambda function behind a custom connector."""

    lambda_arn: ARN = member(
        "ARN of the function, for example `arn:aws:lambda:eu-west-1:123456789012:function:hubspot`. Its resource policy "
        "has to let `appflow.amazonaws.com` invoke it.",
        required=True,
    )


class ConnectorProvisioningConfig(Shape):
    """Where the connector's code is."""

    lambda_: LambdaConnectorProvisioningConfig | None = member(
        "The Lambda function. Required, because there is no other kind of connector.",
        api="lambda",
        drift_when_added=False,
    )
