"""Connector profiles: the address of an application, and the login that AppFlow uses for it."""

from functools import partial

from appflow_provider.declarations.declaration import Listing, ResourceDeclaration
from appflow_provider.shapes.base import OutputShape, Shape, member
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.create_only import ANOTHER_REGION
from appflow_provider.shapes.profile import ConnectionMode, ConnectorProfileConfig
from appflow_provider.shapes.recipes.arguments import with_login
from appflow_provider.shapes.scalars import (
    ARN,
    ConnectorLabel,
    ConnectorProfileArn,
    ConnectorProfileName,
    KMSArn,
    Region,
)

_IN_UPDATE = "AppFlow cannot update it"  # UpdateConnectorProfile does not take it; model 2020-08-23


class ConnectorProfileInputs(Shape):
    """
    The address of a system that AppFlow reads from or writes to, and the login for it. Flows refer
    to a profile by name, and several flows may share one. `S3`, `EventBridge`, `Upsolver`,
    `LookoutMetrics` and `CustomerProfiles` need no profile.

    AppFlow tries the login while a `Public` profile is created or updated, so wrong credentials
    fail there. AppFlow keeps credentials in a Secrets Manager secret of its own, encrypted
    with `kmsArn`, and never returns them. Pulumi holds a copy, encrypted in the state, and sends
    all of it with every update. Credentials that somebody changed elsewhere do not show as drift,
    and an imported profile has none in the state until your program sets them.

    Another `connectorProfileName`, `connectorType`, `connectorLabel`, `kmsArn` or `region` replaces
    the profile; `connectionMode` and `connectorProfileConfig` are updated in place. Names are
    unique in an account and region, so a replacement that keeps its name deletes the old profile
    first, and AppFlow refuses to delete one that flows still use unless it is forced to.

    Before you create one: register an OAuth client with the system if it requires one. For Redshift
    and Snowflake, give the intermediate bucket a policy that grants access to
    `appflow.amazonaws.com`. AppFlow must be able to read the secret of `clientCredentialsArn` and to
    use the key that encrypts it.
    """

    connector_profile_name: ConnectorProfileName | None = member(
        "Name of the profile, for example `salesforce-prod`: up to 256 letters, digits and `_ / ! "
        "@ # + = . -`, no blanks, unique in the account and region. Left out, it is made from the "
        "resource's name and a suffix. Another name replaces the profile.",
        create_only="AppFlow cannot rename a connector profile",
    )
    connector_type: ConnectorType = member(
        "Which system the profile logs in to, for example `Salesforce`. Another type replaces the "
        "profile.",
        required=True,
        create_only=_IN_UPDATE,
    )
    connector_label: ConnectorLabel | None = member(
        "Label under which a custom connector is registered, for example `HubSpot`. Required for "
        "`CustomConnector`, and only for it. Another label replaces the profile.",
        create_only=_IN_UPDATE,
    )
    connection_mode: ConnectionMode = member(
        "`Public` reaches the system over the internet. `Private` goes through AWS PrivateLink, "
        "which AppFlow offers for Salesforce, Singular, Snowflake, Trend Micro and SAP, and which "
        "takes some minutes to set up.",
        required=True,
    )
    connector_profile_config: ConnectorProfileConfig = member(
        "Address of the system and the login for it.", required=True
    )
    kms_arn: KMSArn | None = member(
        "ARN of the KMS key that encrypts the credentials, for example "
        "`arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`. Left out, "
        "AppFlow uses a key of its own. AppFlow does not return it, so it is not checked for "
        "changes made elsewhere; another key in your program replaces the profile.",
        create_only=_IN_UPDATE,
        write_only=True,  # DescribeConnectorProfiles does not return it; model 2020-08-23
    )
    region: Region | None = member(
        "AWS region of the profile, for example `eu-west-1`. If not set, the provider's region. "
        "Another region replaces the profile.",
        create_only=ANOTHER_REGION,
    )


class ConnectorProfileFacts(OutputShape):
    """What the state of a connector profile holds beside its inputs."""

    connector_profile_arn: ConnectorProfileArn = member(
        "ARN of the profile, `arn:aws:appflow:REGION:ACCOUNT:connectorprofile/NAME`.", required=True
    )
    credentials_arn: ARN | None = member(
        "ARN of the Secrets Manager secret in which AppFlow keeps the credentials. The secret "
        "belongs to AppFlow: its name begins with `appflow!`, and it goes with the profile."
    )


CONNECTOR_PROFILE = ResourceDeclaration(
    token="ConnectorProfile",  # noqa: S106 - the resource's name in the schema
    noun="connector profile",
    name_property="connectorProfileName",
    arn_property="connectorProfileArn",
    import_id="its name or ARN",
    inputs=ConnectorProfileInputs,
    outputs=ConnectorProfileFacts,
    operations={
        "create": ("CreateConnectorProfile", "DescribeConnectorProfiles"),
        "read": ("DescribeConnectorProfiles",),
        "update": ("UpdateConnectorProfile", "DescribeConnectorProfiles"),
        "delete": ("DeleteConnectorProfile", "DescribeConnectorProfiles"),
    },
    listing=Listing(
        "DescribeConnectorProfiles",
        "connectorProfileDetails",
        "connectorProfileName",
        "connectorProfileArn",
    ),
    arguments=partial(
        with_login,
        ConnectorProfileInputs,
        *("connector_type", "connection_mode", "connector_profile_config"),
    ),
)
