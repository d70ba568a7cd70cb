"""
Nulls in the JSON: an answer has null for each unset member, as the service writes it.

Seen in dumps of clients that keep nulls: a flow of 2021 (aquasecurity/cloudsploit, flowEncrypted.spec.js) has null for
description, flowStatusMessage, connectorProfileName, destinationField, prefixType, and for the operator members of all other
connectors. It lacks members of structure type, because its client drops those if they are null. boto3 drops all nulls. moto's
serialiser omits None, so the nulls are added to the finished body here.
"""

import json
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape


def with_nulls(body: str, shape: Shape | None) -> str:
    """The JSON body of an answer of `shape`, with a null for each missing member."""
    if shape is None or not body:
        return body
    return json.dumps(_filled(json.loads(body), shape))


def _filled(value: Any, shape: Shape) -> Any:
    if isinstance(shape, StructureShape):
        return {
            name: _filled(value[name], member) if name in value else None
            for name, member in shape.members.items()
        }
    if isinstance(shape, ListShape):
        return [_filled(one, shape.member) for one in value]
    if isinstance(shape, MapShape):
        return {key: _filled(one, shape.value) for key, one in value.items()}
    return value
