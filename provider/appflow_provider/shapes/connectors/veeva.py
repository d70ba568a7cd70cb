"""
Veeva Vault, content and data management for life sciences. A source only.

AppFlow logs in with a username and password that may use the API. Flows run on demand or on a
schedule, at most once a minute for records and once an hour for documents. Documents go to Amazon
S3 only, and no tasks of the types `Merge`, `Mask`, `Truncate` or `Validate` go with them.
"""

from appflow_provider.shapes.base import Flag, Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, operators
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.scalars import DocumentType, InstanceUrl, Object, Password, Username


class VeevaConnectorProfileCredentials(Shape):
    """Username and password with which AppFlow logs in to Veeva Vault."""

    username: Username = member(
        "Vault user, for example `appflow@example.com`. The user needs access to the API.",
        required=True,
    )
    password: Password = member("Password that belongs to `username`.", required=True, secret=True)


class VeevaConnectorProfileProperties(Shape):
    """Settings of a connector profile for Veeva."""

    instance_url: InstanceUrl = member(
        "Address of the vault, for example `https://acme.veevavault.com`.", required=True
    )


class VeevaSourceProperties(Shape):
    """
    What a flow reads from Veeva Vault: the records of an object, or documents of a type with or
    without their files. The members after `object` are for documents.
    """

    object: Object = member(
        "Path of the object to read, or `documents/types/<type>__c` for documents of one type. "
        "`aws appflow list-connector-entities` shows the paths.",
        required=True,
        create_only=READS_FROM,
    )
    document_type: DocumentType | None = member(
        "Type of the documents to read, as Vault calls it. For documents only.",
        drift_when_added=False,
    )
    include_source_files: Flag | None = member(
        "`true` transfers the documents' files beside their metadata. The default is `false`, "
        "metadata only. For documents only.",
        default=False,
        drift_when_added=True,
    )
    include_renditions: Flag | None = member(
        "`true` transfers renditions too, such as the PDF that Vault makes of a file. The default "
        "is `false`. Goes with `includeSourceFiles`.",
        default=False,
        drift_when_added=True,
    )
    include_all_versions: Flag | None = member(
        "`true` transfers all versions of each document. The default is `false`, the latest one. "
        "Goes with `includeSourceFiles`.",
        default=False,
        drift_when_added=True,
    )


CONNECTOR = Connector(
    "Veeva",
    "Veeva, as source: records, or documents with their files.",
    operator=operators(
        "Veeva",
        "Veeva",
        "PROJECTION LESS_THAN GREATER_THAN CONTAINS BETWEEN "
        "LESS_THAN_OR_EQUAL_TO GREATER_THAN_OR_EQUAL_TO EQUAL_TO NOT_EQUAL_TO",
    ),
    profile=Part(VeevaConnectorProfileProperties, "Address of the Veeva vault."),
    credentials=Part(VeevaConnectorProfileCredentials, "User of Veeva."),
    source=Part(
        VeevaSourceProperties, "The Veeva object or document type, and which files come with it."
    ),
    triggers=CALLED,
)
