"""
Converts Pulumi's property maps, which are protobuf structs, to plain values and back.

A struct cannot express secrets, unknown values and references, so Pulumi encodes them: a secret, an output value or a reference
is an object with a signature among its keys, and an unknown value is one of seven fixed strings (protocol of Pulumi 3.259).
"""

from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf.struct_pb2 import NullValue, Struct, Value

from appflow_provider.values import SECRET, SIGNATURE, UNKNOWN, Secret, Unknown, unwrap

_OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"

UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""The string for an unknown text. Unknown values of other types have strings of their own."""

_UNKNOWN_TEXTS = frozenset(
    {
        UNKNOWN_TEXT,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)


def decoded(struct: Struct) -> dict[str, Any]:
    """The struct's properties as plain values."""
    return {key: _decoded(value) for key, value in struct.fields.items()}


def decoded_both(old: Struct, new: Struct) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    The same for old and new properties.

    A property that is equal in both structs is the same object in both results, so it need not be compared again.
    """
    read = decoded(old)
    return read, {
        key: read[key] if key in old.fields and old.fields[key] == value else _decoded(value)
        for key, value in new.fields.items()
    }


def _decoded(value: Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value in _UNKNOWN_TEXTS else value.string_value
    if kind == "struct_value":
        fields = value.struct_value.fields
        if SIGNATURE in fields:
            read = _SIGNED.get(fields[SIGNATURE].string_value)
            if read is not None:
                return read(fields)
        found = {}
        for key, item in fields.items():
            # Most values are texts. They are read here, because a call for each takes a tenth of the time of decoding.
            text = item.string_value  # empty if the value is not a text
            found[key] = text if text and text not in _UNKNOWN_TEXTS else _decoded(item)
        return found
    if kind == "list_value":
        return list(map(_decoded, value.list_value.values))
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    return value.bool_value if kind == "bool_value" else None


def _secret(fields: Mapping[str, Value]) -> Any:
    return _hidden(_decoded(fields["value"]))


def _output(fields: Mapping[str, Value]) -> Any:
    known = _decoded(fields["value"]) if "value" in fields else UNKNOWN
    return _hidden(known) if "secret" in fields and fields["secret"].bool_value else known


def _reference(fields: Mapping[str, Value]) -> Any:
    """The id of the referenced resource, or its URN if it has no id, such as a component."""
    if "id" not in fields:
        return _decoded(fields["urn"])
    return _decoded(fields["id"]) or UNKNOWN


def _hidden(value: Any) -> Any:
    # Null and unknown values need no marker, and a secret needs only one.
    return value if value is None or isinstance(value, (Secret, Unknown)) else Secret(value)


_SIGNED: Mapping[str, Callable[[Mapping[str, Value]], Any]] = {
    SECRET: _secret,
    _OUTPUT: _output,
    _REFERENCE: _reference,
}


def encoded(properties: Mapping[str, Any]) -> Struct:
    """Plain values as a struct."""
    struct = Struct()
    struct.SetInParent()  # even where it is empty
    for key, value in properties.items():
        _put(struct.fields[key], value)
    return struct


def encoded_again(
    properties: Mapping[str, Any], whole: Mapping[str, Any], struct: Struct
) -> Struct:
    """
    The same as `encoded`, for properties most of which were encoded before.

    Args:
        properties: What to encode.
        whole: What was encoded before. A property that is the same object in both is copied from `struct`.
        struct: The struct that was encoded from `whole`.
    """
    found = Struct()
    for key, value in properties.items():
        if key in whole and whole[key] is value:
            found.fields[key].CopyFrom(struct.fields[key])
        else:
            _put(found.fields[key], value)
    return found


# Messages are filled in place: a separate message would be copied once for each message around it.
def _put(target: Value, value: Any) -> None:
    if isinstance(value, str):
        target.string_value = value
    elif isinstance(value, Mapping):
        target.struct_value.SetInParent()  # even where it is empty
        fields = target.struct_value.fields
        for key, item in value.items():
            _put(fields[key], item)
    elif isinstance(value, bool):
        target.bool_value = value
    elif isinstance(value, (int, float)):
        target.number_value = value
    elif isinstance(value, Secret):
        _put(target, {SIGNATURE: SECRET, "value": unwrap(value.value)})
    elif isinstance(value, Unknown):
        target.string_value = UNKNOWN_TEXT
    elif isinstance(value, (list, tuple)):
        target.list_value.SetInParent()
        entries = target.list_value.values
        for item in value:
            _put(entries.add(), item)
    elif value is None:
        target.null_value = NullValue.NULL_VALUE
    else:
        raise TypeError(f"no property value is a {type(value).__name__}")
