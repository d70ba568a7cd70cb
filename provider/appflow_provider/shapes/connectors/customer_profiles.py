"""
Amazon Connect Customer Profiles: unified records of customers. A destination only.

There is no login and no connector profile, only a domain in the same account, which has to be
encrypted with a KMS key. The flow's source determines triggers and schedules.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.connectors.parts import Part, nothing_special
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.scalars import DomainName, ObjectTypeName


class CustomerProfilesDestinationProperties(Shape):
    """Where a flow writes to in Amazon Connect Customer Profiles."""

    domain_name: DomainName = member(
        "Name of the Customer Profiles domain, for example `retail`. The domain has to exist and "
        "to be encrypted with a KMS key. Another domain replaces the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    object_type_name: ObjectTypeName | None = member(
        "Name of the profile object type that records become, for example `Salesforce-Contact`. It "
        "says which fields identify a customer.",
        create_only=WRITES_TO,
    )


CONNECTOR = Connector(
    "CustomerProfiles",
    "Amazon Connect Customer Profiles, as destination. Needs no connector profile.",
    destination=Part(
        CustomerProfilesDestinationProperties,
        "The domain and object type in Amazon Connect Customer Profiles.",
        added=5,
    ),
    metadata=nothing_special("CustomerProfiles", added=3),
)
