"""Objects of applications and their fields, as AppFlow returns them."""

from appflow_provider.shapes.base import Answer, member
from appflow_provider.shapes.operators import Operator
from appflow_provider.shapes.writing import WriteOperationType


class Range(Answer):
    """Limits of a number or of a length."""

    maximum: float | None = member("The largest.")
    minimum: float | None = member("The smallest.")


class FieldTypeDetails(Answer):
    """What a field holds and how it can be filtered by."""

    field_type: str = member("Type of its values, in the application's words.", required=True)
    filter_operators: list[Operator] = member(
        "Operators that filter tasks can use on it.", required=True
    )
    supported_values: list[str] | None = member("Values to choose from, if there are only some.")
    value_regex_pattern: str | None = member("Pattern of its values.")
    supported_date_format: str | None = member("How it spells dates.")
    field_value_range: Range | None = member("Limits of its values.")
    field_length_range: Range | None = member("Limits of their length.")


class SupportedFieldTypeDetails(Answer):
    """The versions of what is said of a field's type, of which there is one."""

    v_1: FieldTypeDetails = member("The first.", required=True)


class SourceFieldProperties(Answer):
    """What can be done with a field of a source."""

    is_retrievable: bool | None = member("Whether it can be read.")
    is_queryable: bool | None = member("Whether it can be filtered by.")
    is_timestamp_field_for_incremental_queries: bool | None = member(
        "Whether scheduled runs can go by it to find what is new."
    )


class DestinationFieldProperties(Answer):
    """What can be done with a field of a destination."""

    is_creatable: bool | None = member("Whether new records can set it.")
    is_nullable: bool | None = member("Whether it can be empty.")
    is_upsertable: bool | None = member(
        "Whether records can be recognised by it when they are written."
    )
    is_updatable: bool | None = member("Whether it can be changed.")
    is_defaulted_on_create: bool | None = member(
        "Whether the application fills it in where it is left out."
    )
    supported_write_operations: list[WriteOperationType] | None = member(
        "What flows can do with it."
    )


class ConnectorEntityField(Answer):
    """A field of an object."""

    identifier: str = member("Its name in tasks.", required=True)
    parent_identifier: str | None = member("The field around it, if it is nested.")
    label: str | None = member("What people call it.")
    is_primary_key: bool | None = member("Whether records are told apart by it.")
    default_value: str | None = member("What it is where nothing is written.")
    is_deprecated: bool | None = member("Whether it should be avoided.")
    supported_field_type_details: SupportedFieldTypeDetails | None = member("What it holds.")
    description: str | None = member("What it means, in the application's words.")
    source_properties: SourceFieldProperties | None = member(
        "What can be done with it in a source."
    )
    destination_properties: DestinationFieldProperties | None = member(
        "What can be done with it in a destination."
    )
    custom_properties: dict[str, str] | None = member("What else a custom connector says of it.")


class ConnectorEntity(Answer):
    """An object of an application."""

    name: str = member("Its name in flows.", required=True)
    label: str | None = member("What people call it.")
    has_nested_entities: bool | None = member(
        "Whether there are objects in it, which `entitiesPath` leads to."
    )
