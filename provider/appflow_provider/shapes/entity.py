"""Objects of applications and their fields, as AppFlow returns them."""

from appflow_provider.shapes.base import Answer, member
from appflow_provider.shapes.operators import Operator
from appflow_provider.shapes.writing import WriteOperationType


class Range(Answer):
    """Limits of a number or of a length."""

    maximum: float | None = member("The largest.")
    minimum: float | None = member("The smallest.")


class FieldTypeDetails(Answer):
    """Type of a field, and the filters that it allows."""

    field_type: str = member("Type of the values, as the application names it.", required=True)
    filter_operators: list[Operator] = member(
        "Operators that filter tasks can use on it.", required=True
    )
    supported_values: list[str] | None = member("Accepted values, if they are limited.")
    value_regex_pattern: str | None = member("Pattern of the values.")
    supported_date_format: str | None = member("Format of dates.")
    field_value_range: Range | None = member("Limits of the values.")
    field_length_range: Range | None = member("Limits of the values' length.")


class SupportedFieldTypeDetails(Answer):
    """The details of a field's type, by version of their format. There is only one version."""

    v_1: FieldTypeDetails = member("The details in version 1.", required=True)


class SourceFieldProperties(Answer):
    """What can be done with a field of a source."""

    is_retrievable: bool | None = member("Whether flows can read the field.")
    is_queryable: bool | None = member("Whether flows can filter by the field.")
    is_timestamp_field_for_incremental_queries: bool | None = member(
        "Whether scheduled runs can use the field to find new records."
    )


class DestinationFieldProperties(Answer):
    """What can be done with a field of a destination."""

    is_creatable: bool | None = member("Whether new records can set the field.")
    is_nullable: bool | None = member("Whether the field can be empty.")
    is_upsertable: bool | None = member(
        "Whether an upsert, which updates a record or inserts it, can write the field."
    )
    is_updatable: bool | None = member("Whether the field can be changed.")
    is_defaulted_on_create: bool | None = member(
        "Whether the application fills in the field if it is not set."
    )
    supported_write_operations: list[WriteOperationType] | None = member(
        "Write operations that the field allows."
    )


class ConnectorEntityField(Answer):
    """A field of an object."""

    identifier: str = member("Name of the field in tasks.", required=True)
    parent_identifier: str | None = member("Identifier of the field's parent, if it has one.")
    label: str | None = member("Label that users see.")
    is_primary_key: bool | None = member("Whether the field identifies a record.")
    default_value: str | None = member("Value of the field if it is not set.")
    is_deprecated: bool | None = member("Whether the field is deprecated.")
    supported_field_type_details: SupportedFieldTypeDetails | None = member("Type of the field.")
    description: str | None = member("The application's description of the field.")
    source_properties: SourceFieldProperties | None = member(
        "What can be done with the field in a source."
    )
    destination_properties: DestinationFieldProperties | None = member(
        "What can be done with the field in a destination."
    )
    custom_properties: dict[str, str] | None = member(
        "Other properties that a custom connector reports."
    )


class ConnectorEntity(Answer):
    """An object of an application."""

    name: str = member("Name of the object in flows.", required=True)
    label: str | None = member("Label that users see.")
    has_nested_entities: bool | None = member(
        "Whether the object has nested objects. To look them up, set `entitiesPath`."
    )
