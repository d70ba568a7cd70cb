"""
Infor Nexus, the supply chain network. A source only.

AppFlow signs its requests (HMAC) with keys that an administrator of Infor Nexus hands out. Flows
run on demand or on a schedule, at most once a minute. The connector type is spelt `Infornexus`.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import AccessKeyId, InstanceUrl, Key, Object, Username

__all__ = [
    "InforNexusConnectorOperator",
    "InforNexusConnectorProfileCredentials",
    "InforNexusConnectorProfileProperties",
    "InforNexusSourceProperties",
]


class InforNexusConnectorOperator(ApiEnum):
    """What a task may do with fields that come from Infor Nexus."""

    PROJECTION = "PROJECTION", OPERATORS["PROJECTION"]
    BETWEEN = "BETWEEN", OPERATORS["BETWEEN"]
    EQUAL_TO = "EQUAL_TO", OPERATORS["EQUAL_TO"]
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

    object: Object = member(
        "Name of the Infor Nexus object to read. `aws appflow list-connector-entities` shows the "
        "names that a connector profile gives access to.",
        required=True,
        create_only=READS_FROM,
    )
