"""
ServiceNow, the service management platform. A source only.

AppFlow logs in with username and password or with OAuth 2.0. Flows run on demand or on a schedule,
at most once a minute, and read up to 100,000 records a run; incremental runs go by
`sys_updated_on`. Reference fields cannot be masked or truncated: they come out as null or as empty
text. The connector type is spelled `Servicenow`.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, operators
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.oauth import OAuth2Credentials
from appflow_provider.shapes.scalars import InstanceUrl, Object, Password, Username


class ServiceNowConnectorProfileCredentials(Shape):
    """
    How AppFlow logs in to ServiceNow: with `username` and `password`, or with `oauth2Credentials`.
    The user needs read access to the tables of flows, and to `sys_db_object`, `sys_dictionary` and
    `sys_glide_object`.
    """

    username: Username | None = member(
        "ServiceNow user, for example `appflow`. Goes with `password`."
    )
    password: Password | None = member("Password that belongs to `username`.", secret=True)
    oauth2_credentials: OAuth2Credentials | None = member(
        "OAuth 2.0 client, from ServiceNow's application registry, with its tokens or the code of "
        "a login. Instead of `username` and `password`.",
        api="oAuth2Credentials",
    )


class ServiceNowConnectorProfileProperties(Shape):
    """Settings of a connector profile for ServiceNow."""

    instance_url: InstanceUrl = member(
        "Address of the ServiceNow instance, for example `https://dev12345.service-now.com`.",
        required=True,
    )


class ServiceNowSourceProperties(Shape):
    """What a flow reads from ServiceNow, at most 100,000 records a run."""

    object: Object = member(
        "Name of the table to read, for example `incident` or `u_assets`, a table of your own.",
        required=True,
        create_only=READS_FROM,
    )


CONNECTOR = Connector(
    "Servicenow",
    "ServiceNow, as source. Goes with the property `serviceNow`.",
    api="ServiceNow",
    operator=operators(
        "ServiceNow",
        "ServiceNow",
        "PROJECTION CONTAINS LESS_THAN GREATER_THAN BETWEEN "
        "LESS_THAN_OR_EQUAL_TO GREATER_THAN_OR_EQUAL_TO EQUAL_TO NOT_EQUAL_TO",
    ),
    profile=Part(
        ServiceNowConnectorProfileProperties,
        "Address of the ServiceNow instance. For the connector type `Servicenow`.",
    ),
    credentials=Part(
        ServiceNowConnectorProfileCredentials,
        "User or OAuth client of ServiceNow. For the connector type `Servicenow`.",
    ),
    source=Part(
        ServiceNowSourceProperties,
        "The ServiceNow table, for example `incident`. For the connector type `Servicenow`; a run "
        "reads at most 100,000 records.",
    ),
    triggers=CALLED,
    logins=(("username", "password"), ("oauth2Credentials",)),
)
