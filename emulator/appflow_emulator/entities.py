"""
Connector entities: some objects of Salesforce, and the files in this process's S3.

Salesforce's objects are listed here, with the types and operators of AWS's sample answers. For S3 the entities are buckets and
folders, and the fields are the header of the first CSV object under `<bucket>/<prefix>`. For other connectors, files describe
the objects of the examples and those that a user adds (`schemas`). The emulator invents no objects.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from appflow_emulator import aws_backends
from appflow_emulator.aws_backends import Location
from appflow_emulator.schemas import entities_of

# Which comparisons a field type allows: documented in AWS's samples.
_EQUAL = ("EQUAL_TO",)
_TEXT = ("CONTAINS", "EQUAL_TO", "NOT_EQUAL_TO")
_ORDER = (
    "NOT_EQUAL_TO",
    "EQUAL_TO",
    "LESS_THAN",
    "LESS_THAN_OR_EQUAL_TO",
    "GREATER_THAN",
    "GREATER_THAN_OR_EQUAL_TO",
)
_OPERATORS: Mapping[str, tuple[str, ...]] = {
    "string": _TEXT,
    "email": _TEXT,
    "phone": _TEXT,
    "url": _TEXT,
    "double": _ORDER,
    "currency": _ORDER,
    "int": _ORDER,
    "percent": _ORDER,
    "date": (*_ORDER, "BETWEEN"),
    "datetime": (*_ORDER, "BETWEEN"),
}

_COMMON = "Id:id CreatedDate:datetime LastModifiedDate:datetime SystemModstamp:datetime IsDeleted:boolean OwnerId:reference"
_SALESFORCE: Mapping[str, str] = {
    "Account": "Name:string Type:picklist ParentId:reference BillingAddress:address Phone:phone Website:url"
    " Industry:picklist AnnualRevenue:currency NumberOfEmployees:int Description:textarea",
    "Contact": "AccountId:reference LastName:string FirstName:string Salutation:picklist Name:string"
    " MailingAddress:address Phone:phone MobilePhone:phone Email:email Title:string Department:string"
    " Birthdate:date Description:textarea",
    "Opportunity": "AccountId:reference Name:string StageName:picklist Amount:currency Probability:percent"
    " CloseDate:date Type:picklist LeadSource:picklist IsClosed:boolean IsWon:boolean Description:textarea",
    "Lead": "LastName:string FirstName:string Name:string Title:string Company:string Address:address Phone:phone"
    " Email:email Website:url LeadSource:picklist Status:picklist Rating:picklist AnnualRevenue:currency"
    " NumberOfEmployees:int IsConverted:boolean Description:textarea",
}
# Salesforce names the change events of an object like this (documented: user guide, Salesforce). They have the object's fields
# and a header (Salesforce's own documentation of Change Data Capture), and are read-only.
_EVENT = "ChangeEvent"
_EVENTS_OF = ("Account", "Opportunity")
_HEADER = "ReplayId:string ChangeEventHeader:string"
_SET_BY_SALESFORCE = {"Id", "CreatedDate", "LastModifiedDate", "SystemModstamp", "IsDeleted"}

Entity = dict[str, Any]


def listed(connector_type: str, location: Location, path: str) -> dict[str, list[Entity]]:
    """Entities by group, at the top or below `path`. A user's own come before the built-in ones."""
    found = {} if path else _objects(connector_type)
    return {**found, **_s3_listed(location, path)} if connector_type == "S3" else found


def fields(connector_type: str, location: Location, name: str) -> list[Entity] | None:
    """Fields of an entity, or None if the emulator does not know it."""
    if name in entities_of(connector_type):
        return entities_of(connector_type)[name]
    if connector_type == "Salesforce":
        return _salesforce_fields(name)
    if connector_type == "S3":
        return _s3_fields(location, name)
    return None


def _objects(connector_type: str) -> dict[str, list[Entity]]:
    names = [*entities_of(connector_type)]
    if connector_type == "Salesforce":
        events = (f"{name}{_EVENT}" for name in _EVENTS_OF)
        names += [name for name in (*_SALESFORCE, *events) if name not in names]
    return {"Objects": [_entity(name, nested=False) for name in names]} if names else {}


def _entity(name: str, *, nested: bool) -> Entity:
    return {"name": name, "label": name.rsplit("/", 1)[-1], "hasNestedEntities": nested}


def _salesforce_fields(name: str) -> list[Entity] | None:
    about = name.removesuffix(_EVENT)
    is_event = about != name
    if about not in (_EVENTS_OF if is_event else _SALESFORCE):
        return None
    texts = f"{_HEADER if is_event else ''} {_COMMON} {_SALESFORCE[about]}".split()
    found = [_salesforce_field(*text.split(":")) for text in texts]
    return [_only_read(field) for field in found] if is_event else found


def _only_read(field: Entity) -> Entity:
    return {key: value for key, value in field.items() if key != "destinationProperties"}


def _salesforce_field(identifier: str, kind: str) -> Entity:
    writable = identifier not in _SET_BY_SALESFORCE
    return {
        "identifier": identifier,
        "label": identifier,
        "isPrimaryKey": kind == "id",
        "supportedFieldTypeDetails": _field_type(kind),
        "sourceProperties": {
            "isRetrievable": True,
            "isQueryable": kind not in {"textarea", "address"},
            "isTimestampFieldForIncrementalQueries": kind == "datetime",
        },
        "destinationProperties": {
            "isCreatable": writable,
            "isNullable": writable,
            "isUpsertable": kind == "id",
            "isUpdatable": writable,
        },
    }


def _field_type(kind: str) -> dict[str, Any]:
    return {"v1": {"fieldType": kind, "filterOperators": list(_OPERATORS.get(kind, _EQUAL))}}


def _s3_listed(location: Location, path: str) -> dict[str, list[Entity]]:
    if not path:
        return {"Buckets": [_entity(name, nested=True) for name in aws_backends.buckets(location)]}
    bucket, _, prefix = path.strip("/").partition("/")
    under = f"{prefix}/" if prefix else ""
    rest = (key.removeprefix(under) for key in aws_backends.keys_under(location, bucket, under))
    folders = {one.split("/", 1)[0] for one in rest if "/" in one}
    return {"Folders": [_entity(f"{bucket}/{under}{one}", nested=True) for one in sorted(folders)]}


def _s3_fields(location: Location, name: str) -> list[Entity] | None:
    bucket, _, prefix = name.partition("/")
    for key in aws_backends.keys_under(location, bucket, prefix):
        columns = _columns(aws_backends.read_object(location, bucket, key))
        if columns:
            return [
                {
                    "identifier": column,
                    "label": column,
                    "supportedFieldTypeDetails": _field_type("string"),
                    "sourceProperties": {"isRetrievable": True, "isQueryable": True},
                }
                for column in columns
            ]
    return None


def _columns(body: bytes) -> list[str]:
    """Names in the first line: the keys of a JSON line, else a CSV header. Empty for an empty object."""
    lines: Iterable[str] = io.StringIO(body.decode("utf-8-sig", errors="replace"), newline="")
    first = next(iter(lines), "").strip()
    if first.startswith("{"):
        try:
            return list(json.loads(first))
        except ValueError:
            return []
    return [name for name in next(csv.reader([first]), []) if name]
