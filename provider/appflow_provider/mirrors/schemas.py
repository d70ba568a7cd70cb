"""
The fields of an object, and the file that records them.

A recorded file has only what mirrors and people need, sorted, so that two recordings of the same object are the same text and a
diff shows what the application has changed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_provider.errors import AppFlowError

_TYPE = "string"  # the type of a field for which AppFlow names none
_FLAGS = {"key": "is_key", "hidden": "is_hidden", "incremental": "is_incremental"}
"""The flags of a recorded field by their names in the file. A flag that is false is left out."""


@dataclass(frozen=True)
class Field:
    """
    A field of an object.

    Attributes:
        type: The type of its values, in the application's words.
        parent: The field that it is nested in; empty for a field of the object itself.
        is_key: Whether it identifies a record.
        is_hidden: Whether flows cannot read it.
        is_incremental: Whether scheduled runs can find new records by it.
    """

    type: str = _TYPE
    parent: str = ""
    is_key: bool = False
    is_hidden: bool = False
    is_incremental: bool = False

    @property
    def is_mapped(self) -> bool:
        """Whether a flow maps the field by itself: it can be read, and is not a part of another."""
        return not (self.is_hidden or self.parent)


Fields = Mapping[str, Field]
"""The fields of an object by their names, in alphabetical order."""


def fields_of(found: Iterable[Mapping[str, Any]]) -> Fields:
    """The fields in the result of `getConnectorEntity`, in property spelling."""
    return dict(sorted((str(each["identifier"]), _field(each)) for each in found))


def _field(found: Mapping[str, Any]) -> Field:
    details = (found.get("supportedFieldTypeDetails") or {}).get("v1") or {}
    source = found.get("sourceProperties") or {}
    return Field(
        str(details.get("fieldType") or _TYPE),
        str(found.get("parentIdentifier") or ""),
        found.get("isPrimaryKey") is True,
        source.get("isRetrievable") is False,
        source.get("isTimestampFieldForIncrementalQueries") is True,
    )


def written(name: str, fields: Fields) -> str:
    """The text of the file that records an object."""
    entries = {
        key: {
            "type": field.type,
            **({"parent": field.parent} if field.parent else {}),
            **{flag: True for flag, attribute in _FLAGS.items() if getattr(field, attribute)},
        }
        for key, field in sorted(fields.items())
    }
    whole = {"object": name, "fields": entries}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def read(text: str, file: str) -> tuple[str, Fields]:
    """
    The name of the object and its fields in a recorded file.

    Raises:
        AppFlowError: it is not such a file.
    """
    try:
        whole = json.loads(text)
        fields = {str(key): _recorded(entry) for key, entry in sorted(whole["fields"].items())}
        return str(whole["object"]), fields
    except (AttributeError, KeyError, TypeError, ValueError):
        raise AppFlowError(
            f"{file} is not a file that appflow-pulumi fields has written. Record it again, or move it out of the folder",
            ours=True,
        ) from None


def _recorded(entry: Mapping[str, Any]) -> Field:
    flags = {attribute: entry.get(flag) is True for flag, attribute in _FLAGS.items()}
    return Field(str(entry["type"]), str(entry.get("parent", "")), **flags)


def changes(before: Fields, after: Fields) -> str:
    """Which fields have appeared, vanished or changed, in words; empty if there are none."""
    other = [name for name in before.keys() & after.keys() if before[name] != after[name]]
    said = [
        f"{word} {', '.join(sorted(names))}"
        for word, names in (
            ("new:", after.keys() - before.keys()),
            ("gone:", before.keys() - after.keys()),
            ("changed:", other),
        )
        if names
    ]
    return "; ".join(said)
