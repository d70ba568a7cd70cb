"""
What SARIF and JUnit demand of the parts that a report of the doctor has.

SARIF: the specification 2.1.0 of OASIS, sections 3.13 to 3.49, as a JSON schema that forbids every other member. JUnit: the elements and
attributes that Ant's task writes and CI systems read.
"""

from typing import Any

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": TEXT}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


def several(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item}


RULE = closed(
    ["id"],
    id=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=closed([], level=LEVEL),
)
PHYSICAL = closed(
    ["artifactLocation"],
    artifactLocation=closed([], uri=TEXT, uriBaseId=TEXT),
    region=closed([], startLine={"type": "integer", "minimum": 1}),
)
LOGICAL = closed([], name=TEXT, fullyQualifiedName=TEXT, kind=TEXT)
RESULT = closed(
    ["message"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=several(closed([], physicalLocation=PHYSICAL, logicalLocations=several(LOGICAL))),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
)
DRIVER = closed(["name"], name=TEXT, version=TEXT, rules={**several(RULE), "uniqueItems": True})
RUN = closed(
    ["tool"],
    tool=closed(["driver"], driver=DRIVER),
    results=several(RESULT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
)
SARIF = closed(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=several(RUN),
)

_CASE_PARTS = "".join(
    f'<xs:element name="{name}" minOccurs="0">{content}</xs:element>'
    for name, content in {
        "skipped": "<xs:complexType/>",
        "failure": '<xs:complexType><xs:simpleContent><xs:extension base="xs:string">'
        '<xs:attribute name="message" type="xs:string"/>'
        '<xs:attribute name="type" type="xs:string" use="required"/>'
        "</xs:extension></xs:simpleContent></xs:complexType>",
    }.items()
)


def _attributes(**types: str) -> str:
    return "".join(
        f'<xs:attribute name="{name}" type="xs:{kind}" use="required"/>'
        for name, kind in types.items()
    )


_CASE = (
    f'<xs:complexType><xs:sequence><xs:choice minOccurs="0">{_CASE_PARTS}</xs:choice>'
    '<xs:element name="system-out" type="xs:string" minOccurs="0"/></xs:sequence>'
    f"{_attributes(classname='token', name='token', time='decimal')}</xs:complexType>"
)
_COUNTS = dict.fromkeys(("tests", "failures", "errors", "skipped"), "nonNegativeInteger")
_SUITE = (
    f'<xs:complexType><xs:sequence><xs:element name="testcase" minOccurs="0" maxOccurs="unbounded">{_CASE}</xs:element></xs:sequence>'
    f"{_attributes(name='token', hostname='token', time='decimal', timestamp='dateTime', **_COUNTS)}"
    "</xs:complexType>"
)
JUNIT = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="testsuites"><xs:complexType><xs:sequence>'
    f'<xs:element name="testsuite" maxOccurs="unbounded">{_SUITE}</xs:element>'
    "</xs:sequence></xs:complexType></xs:element></xs:schema>"
)
