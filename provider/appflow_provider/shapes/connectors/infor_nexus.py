"""
Infor Nexus, the supply chain network. A source only.

AppFlow signs its requests (HMAC) with keys that an administrator of Infor Nexus hands out. Flows
run on demand or on a schedule, at most once a minute. The connector type is spelled `Infornexus`.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, listed_object, operators
from appflow_provider.shapes.scalars import AccessKeyId, InstanceUrl, Key, Object, Username


class InforNexusConnectorProfileCredentials(Shape):
    """
    User and keys with which AppFlow signs its requests to Infor Nexus. An administrator of Infor
    Nexus hands them out; all four are needed.
    """

    access_key_id: AccessKeyId = member(
        "Id of the access key. Kept secret, as the keys are.", required=True, secret=True
    )
    user_id: Username = member("Infor Nexus user in whose name AppFlow reads.", required=True)
    secret_access_key: Key = member(
        "Secret half of the access key, with which requests are signed.", required=True, secret=True
    )
    datakey: Key = member(
        "Data key of the Infor Nexus API that goes with the access key.", required=True, secret=True
    )


class InforNexusConnectorProfileProperties(Shape):
    """Settings of a connector profile for Infor Nexus."""

    instance_url: InstanceUrl = member(
        "Address of your instance of Infor Nexus, for example `https://network.infornexus.com`.",
        required=True,
    )


class InforNexusSourceProperties(Shape):
    """What a flow reads from Infor Nexus."""

    object: Object = listed_object("Infor Nexus")


CONNECTOR = Connector(
    "Infornexus",
    "Infor Nexus, as source. Goes with the property `inforNexus`.",
    api="InforNexus",
    operator=operators("InforNexus", "Infor Nexus", "PROJECTION BETWEEN EQUAL_TO"),
    profile=Part(
        InforNexusConnectorProfileProperties,
        "Address of Infor Nexus. For the connector type `Infornexus`.",
    ),
    credentials=Part(
        InforNexusConnectorProfileCredentials,
        "User and keys of Infor Nexus. For the connector type `Infornexus`.",
    ),
    source=Part(
        InforNexusSourceProperties, "The Infor Nexus object. For the connector type `Infornexus`."
    ),
    triggers=CALLED,
)
