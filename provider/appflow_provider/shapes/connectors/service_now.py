"""
ServiceNow, the service management platform. A source only.

AppFlow logs in with username and password or with OAuth 2.0. Flows run on demand or on a schedule,
at most once a minute, and read up to 100,000 records a run; incremental runs go by
`sys_updated_on`. Reference fields cannot be masked or truncated: they come out as null or as empty
text. The connector type is spelt `Servicenow`.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.oauth import OAuth2Credentials
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import InstanceUrl, Object, Password, Username

__all__ = [
    "ServiceNowConnectorOperator",
    "ServiceNowConnectorProfileCredentials",
    "ServiceNowConnectorProfileProperties",
    "ServiceNowSourceProperties",
]


class ServiceNowConnectorOperator(ApiEnum):
    """What a task may do with fields that come from ServiceNow."""

    PROJECTION = "PROJECTION", OPERATORS["PROJECTION"]
    CONTAINS = "CONTAINS", OPERATORS["CONTAINS"]
    LESS_THAN = "LESS_THAN", OPERATORS["LESS_THAN"]
    GREATER_THAN = "GREATER_THAN", OPERATORS["GREATER_THAN"]
    BETWEEN = "BETWEEN", OPERATORS["BETWEEN"]
    LESS_THAN_OR_EQUAL_TO = "LESS_THAN_OR_EQUAL_TO", OPERATORS["LESS_THAN_OR_EQUAL_TO"]
    GREATER_THAN_OR_EQUAL_TO = "GREATER_THAN_OR_EQUAL_TO", OPERATORS["GREATER_THAN_OR_EQUAL_TO"]
    EQUAL_TO = "EQUAL_TO", OPERATORS["EQUAL_TO"]
    NOT_EQUAL_TO = "NOT_EQUAL_TO", OPERATORS["NOT_EQUAL_TO"]
    ADDITION = "ADDITION", OPERATORS["ADDITION"]
    MULTIPLICATION = "MULTIPLICATION", OPERATORS["MULTIPLICATION"]
    DIVISION = "DIVISION", OPERATORS["DIVISION"]
    SUBTRACTION = "SUBTRACTION", OPERATORS["SUBTRACTION"]
    MASK_ALL = "MASK_ALL", OPERATORS["MASK_ALL"]
    MASK_FIRST_N = "MASK_FIRST_N", OPERATORS["MASK_FIRST_N"]
    MASK_LAST_N = "MASK_LAST_N", OPERATORS["MASK_LAST_N"]
    VALIDATE_NON_NULL = "VALIDATE_NON_NULL", OPERATORS["VALIDATE_NON_NULL"]
    VALIDATE_NON_ZERO = "VALIDATE_NON_ZERO", OPERATORS["VALIDATE_NON_ZERO"]
    VALIDATE_NON_NEGATIVE = "VALIDATE_NON_NEGATIVE", OPERATORS["VALIDATE_NON_NEGATIVE"]
    VALIDATE_NUMERIC = "VALIDATE_NUMERIC", OPERATORS["VALIDATE_NUMERIC"]
    NO_OP = "NO_OP", OPERATORS["NO_OP"]


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
