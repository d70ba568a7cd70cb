"""For each policy: resources in which it finds a fault, where it finds it, and the same resources healthy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests import programs
from tests.programs import DROP, KEY, Program, destination, scheduled, source, task

FLOW, PROFILE = "Flow", "ConnectorProfile"


@dataclass(frozen=True)
class Case:
    """
    A fault and its repair.

    Attributes:
        policy: The policy that finds it.
        faulty: Resources with the fault: class and properties by name.
        healthy: The same without it.
        found: Which resource the finding is about, and the path that its message begins with.
        says: Words of the message.
        values: Values of parameters.
    """

    policy: str
    faulty: Mapping[str, tuple[str, Program]]
    healthy: Mapping[str, tuple[str, Program]]
    found: tuple[str, str]
    says: str
    values: Mapping[str, Any] = field(default_factory=dict)


SALESFORCE = source(
    "Salesforce",
    "salesforce",
    {"object": "Lead", "dataTransferApi": "BULKV2"},
    incrementalPullConfig={"datetimeTypeFieldName": "LastModifiedDate"},
)
REJECTED = {"bucketName": "rejected", "bucketPrefix": "leads"}
TO_SALESFORCE = {
    "object": "Lead",
    "writeOperationType": "UPSERT",
    "idFieldNames": ["ExternalId__c"],
    "errorHandlingConfig": REJECTED,
}


def flow(**changes: Any) -> Program:
    """A healthy flow from Salesforce to S3, with the tags that the engine sees among its outputs."""
    made = {
        **programs.flow(),
        "flowName": "leads",
        "sourceFlowConfig": SALESFORCE,
        "destinationFlowConfigList": [to_s3()],
        "triggerConfig": scheduled(dataPullMode="Incremental"),
        "tasks": [mapped("Name"), mapped("Email"), masked("Email")],
        "metadataCatalogConfig": {"glueDataCatalog": {"databaseName": "sales"}},
        "kmsArn": KEY,
        "tags": {"team": "sales"},
        **changes,
    }
    return {key: value for key, value in made.items() if value is not DROP}


def to_s3(**changes: Any) -> Program:
    made = {"bucketName": "lake", "bucketPrefix": "raw/leads", **changes}
    return destination("S3", "s3", {key: value for key, value in made.items() if value is not DROP})


def to_salesforce(**changes: Any) -> Program:
    made = {**TO_SALESFORCE, **changes}
    kept = {key: value for key, value in made.items() if value is not DROP}
    return destination("Salesforce", "salesforce", kept)


def mapped(name: str, to: str = "") -> Program:
    return task("Map", [name], "salesforce", "NO_OP", destinationField=to or name)


def masked(name: str, operator: str = "MASK_ALL") -> Program:
    return task("Mask", [name], "salesforce", operator, taskProperties={"MASK_VALUE": "*"})


def one(**changes: Any) -> dict[str, tuple[str, Program]]:
    """A stack of one flow."""
    return {"leads": (FLOW, flow(**changes))}


def login(**changes: Any) -> dict[str, tuple[str, Program]]:
    """A stack of one connector profile."""
    made = {**programs.profile(), "kmsArn": KEY, **changes}
    return {"crm": (PROFILE, {key: value for key, value in made.items() if value is not DROP})}


def sap(credentials: Program) -> dict[str, tuple[str, Program]]:
    at = {"applicationHostUrl": "https://sap.kestrel-example.com"}
    return {"sap": (PROFILE, programs.login("SAPOData", "sapoData", at, credentials))}


def custom(properties: Program) -> dict[str, tuple[str, Program]]:
    """A stack of a profile of a custom connector with properties of its own."""
    made = programs.login("CustomConnector", "customConnector", {"profileProperties": properties})
    return {"hub": (PROFILE, made)}


def two(first: Program, second: Program) -> dict[str, tuple[str, Program]]:
    return {
        "one": (FLOW, {**first, "flowName": "one"}),
        "two": (FLOW, {**second, "flowName": "two"}),
    }


_S3_SOURCE = source("S3", "s3", {"bucketName": "lake", "bucketPrefix": "raw"})
_TARGET = "destinationFlowConfigList[0].destinationConnectorProperties"

_MERGED = task("Merge", ["Name", "Email"], "salesforce", "NO_OP", destinationField="Who")

CASES = {
    "a field that is mapped": Case(
        "personal-data",
        one(tasks=[mapped("Name"), mapped("Email")]),
        one(),
        ("leads", "tasks[1].sourceFields[0]"),
        '"Email" looks like personal data',
    ),
    "a field that becomes one": Case(
        "personal-data",
        one(tasks=[mapped("Contact__c", "phone_number")]),
        one(tasks=[mapped("Contact__c", "phone_number"), masked("Contact__c")]),
        ("leads", "tasks[0].sourceFields[0]"),
        '"phone_number" looks like personal data',
    ),
    "a field in a merged one": Case(
        "personal-data",
        one(tasks=[mapped("Name,Date_of_Birth__c", "Person")]),
        one(tasks=[mapped("Name,Date_of_Birth__c", "Person"), masked("Date_of_Birth__c")]),
        ("leads", "tasks[0].sourceFields[0]"),
        '"Name,Date_of_Birth__c" looks like personal data',
    ),
    "a field in a merged one with a name of its own": Case(
        "personal-data",
        one(tasks=[_MERGED, mapped("Who", "Person")]),
        one(tasks=[_MERGED, mapped("Who", "Person"), masked("Email")]),
        ("leads", "tasks[1].sourceFields[0]"),
        '"Who" looks like personal data',
    ),
    "a field that is masked in part": Case(
        "personal-data",
        one(tasks=[mapped("Phone"), masked("Phone", "MASK_LAST_N")]),
        one(tasks=[mapped("Phone"), masked("Phone")]),
        ("leads", "tasks[0].sourceFields[0]"),
        '"Phone" looks like personal data',
        {"maskAll": True},
    ),
    "a pattern of the user": Case(
        "personal-data",
        one(tasks=[mapped("Nickname__c")]),
        one(tasks=[mapped("Email")]),
        ("leads", "tasks[0].sourceFields[0]"),
        '"Nickname__c" looks like personal data',
        {"patterns": ["nick*"]},
    ),
    "all fields": Case(
        "named-fields",
        one(tasks=[task("Map_all", [], "salesforce", "NO_OP")]),
        one(),
        ("leads", "tasks[0].taskType"),
        '"Map_all" transfers all fields',
    ),
    "a source that is not allowed": Case(
        "allowed-connectors",
        one(),
        one(sourceFlowConfig=_S3_SOURCE),
        ("leads", "sourceFlowConfig.connectorType"),
        '"Salesforce" is not an allowed connector. Allowed: S3',
        {"allowed": ["S3"]},
    ),
    "a profile that is not allowed": Case(
        "allowed-connectors",
        login(),
        login(connectorType="Zendesk"),
        ("crm", "connectorType"),
        '"Salesforce" is not an allowed connector',
        {"allowed": ["Zen*"]},
    ),
    "another destination": Case(
        "allowed-destinations",
        one(destinationFlowConfigList=[to_salesforce()]),
        one(),
        ("leads", "destinationFlowConfigList[0].connectorType"),
        '"Salesforce" is not an allowed destination for data from Salesforce. Allowed: S3',
        {"allowed": {"Salesforce": ["S3"], "*": []}},
    ),
    "another bucket": Case(
        "allowed-destinations",
        one(destinationFlowConfigList=[to_s3(bucketName="public")]),
        one(),
        ("leads", f"{_TARGET}.s3.bucketName"),
        '"S3:public" is not an allowed destination',
        {"allowed": {"*": ["S3:lake*", "Redshift"]}},
    ),
    "no error handling": Case(
        "error-handling",
        one(destinationFlowConfigList=[to_salesforce(errorHandlingConfig=DROP)]),
        one(destinationFlowConfigList=[to_salesforce()]),
        ("leads", f"{_TARGET}.salesforce.errorHandlingConfig"),
        "needs a bucketName",
    ),
    "error handling without a bucket": Case(
        "error-handling",
        one(destinationFlowConfigList=[to_salesforce(errorHandlingConfig={"bucketPrefix": "x"})]),
        one(
            destinationFlowConfigList=[
                to_salesforce(errorHandlingConfig={"failOnFirstDestinationError": True})
            ]
        ),
        ("leads", f"{_TARGET}.salesforce.errorHandlingConfig"),
        "needs a bucketName",
    ),
    "a run that goes on": Case(
        "fail-on-first-error",
        one(destinationFlowConfigList=[to_salesforce()]),
        one(
            destinationFlowConfigList=[
                to_salesforce(errorHandlingConfig={"failOnFirstDestinationError": True})
            ]
        ),
        ("leads", f"{_TARGET}.salesforce.errorHandlingConfig"),
        "lets a run succeed that loses records",
    ),
    "no prefix": Case(
        "s3-prefix",
        one(destinationFlowConfigList=[to_s3(bucketPrefix=DROP)]),
        one(),
        ("leads", f"{_TARGET}.s3.bucketPrefix"),
        "is not set, so the files go to the top of the bucket",
    ),
    "no catalogue": Case(
        "catalogue",
        one(metadataCatalogConfig=DROP),
        one(),
        ("leads", "metadataCatalogConfig"),
        "is not set, so the files of the flow are in no catalogue",
    ),
    "runs too near": Case(
        "minimum-interval",
        one(triggerConfig=scheduled("rate(5minutes)")),
        one(),
        ("leads", "triggerConfig.triggerProperties.scheduled.scheduleExpression"),
        '"rate(5minutes)" runs every 5 minutes. At least 15 minutes',
        {"minutes": 15},
    ),
    "runs that cost": Case(
        "runs-per-month",
        one(triggerConfig=scheduled("rate(1minutes)")),
        one(triggerConfig=scheduled("rate(5minutes)")),
        ("leads", "triggerConfig.triggerProperties.scheduled.scheduleExpression"),
        '"rate(1minutes)" is 43,200 runs a month, about $43.20 for the runs alone. At most 10,000 runs',
    ),
    "an API that changes": Case(
        "data-transfer-api",
        one(
            sourceFlowConfig={
                **SALESFORCE,
                "sourceConnectorProperties": {"salesforce": {"object": "Lead"}},
            }
        ),
        one(),
        ("leads", "sourceFlowConfig.sourceConnectorProperties.salesforce.dataTransferApi"),
        "AUTOMATIC, which is the default, lets AppFlow choose",
    ),
    "no field of the last change": Case(
        "incremental-field",
        one(sourceFlowConfig={**SALESFORCE, "incrementalPullConfig": {}}),
        one(),
        ("leads", "sourceFlowConfig.incrementalPullConfig.datetimeTypeFieldName"),
        "does not say which records are new",
    ),
    "a flow without a key": Case(
        "customer-key",
        one(kmsArn=DROP),
        one(),
        ("leads", "kmsArn"),
        "is not set, so AppFlow encrypts with a key of its own",
    ),
    "a profile with another key": Case(
        "customer-key",
        login(kmsArn=KEY.replace("eu-west-1", "us-east-1")),
        login(),
        ("crm", "kmsArn"),
        "is not an allowed key",
        {"keys": ["arn:aws:kms:eu-*"]},
    ),
    "a token in the clear": Case(
        "plain-secrets",
        custom({"instanceUrl": "https://kestrel-example.com", "api_token": "very-plain"}),
        custom({"instanceUrl": "https://kestrel-example.com", "tokenUrl": "https://k-example.com"}),
        (
            "hub",
            "connectorProfileConfig.connectorProfileProperties.customConnector.profileProperties.api_token",
        ),
        "holds a secret in the clear",
    ),
    "a tag of the user": Case(
        "plain-secrets",
        one(tags={"pin": "1234"}),
        one(tags={"team": "sales"}),
        ("leads", "tags.pin"),
        "holds a secret in the clear",
        {"names": ["pin"]},
    ),
    "a password": Case(
        "no-passwords",
        sap({"basicAuthCredentials": {"username": "appflow", "password": "hunter2"}}),
        sap({"oauthCredentials": {"clientId": "appflow", "clientSecret": "hunter2"}}),
        (
            "sap",
            "connectorProfileConfig.connectorProfileCredentials.sapoData.basicAuthCredentials",
        ),
        "is a password or a key, which stays valid until somebody changes it. SAPOData takes OAuth",
    ),
    "a public connection": Case(
        "private-link",
        login(),
        login(connectionMode="Private"),
        ("crm", "connectionMode"),
        '"Public" sends the data over the internet',
    ),
    "no tag": Case(
        "required-tags",
        one(),
        one(tagsAll={"team": "sales", "owner": "crm"}),
        ("leads", "tags"),
        "lacks owner",
        {"tags": ["team", "owner"]},
    ),
    "a tag with another value": Case(
        "required-tags",
        one(),
        one(tags={"team": "finance"}),
        ("leads", "tags.team"),
        '"sales" is not an allowed value. Allowed: fin*',
        {"values": {"team": ["fin*"]}},
    ),
    "a profile that no flow uses": Case(
        "unused-profiles",
        {**one(), **login()},
        {**one(), **login(connectorProfileName="login")},
        ("crm", "connectorProfileName"),
        '"crm" is not used by any flow',
    ),
    "a folder in another flow's": Case(
        "same-place",
        two(
            flow(destinationFlowConfigList=[to_s3(bucketPrefix="raw")]),
            flow(destinationFlowConfigList=[to_s3(bucketPrefix="raw/one/")]),
        ),
        two(flow(), flow()),
        ("two", f"{_TARGET}.s3"),
        'writes to the same folder as flow "one"',
    ),
    "the same records": Case(
        "same-place",
        two(
            flow(destinationFlowConfigList=[to_salesforce()]),
            flow(destinationFlowConfigList=[to_salesforce()]),
        ),
        two(
            flow(destinationFlowConfigList=[to_salesforce(writeOperationType="INSERT")]),
            flow(destinationFlowConfigList=[to_salesforce()]),
        ),
        ("two", f"{_TARGET}.salesforce"),
        'writes to the same records as flow "one"',
    ),
    "a flow that reads what it writes": Case(
        "loops",
        one(sourceFlowConfig=_S3_SOURCE),
        one(
            sourceFlowConfig=source("S3", "s3", {"bucketName": "lake", "bucketPrefix": "raw/lead-"})
        ),
        ("leads", f"{_TARGET}.s3"),
        'feeds the flow\'s own source: "leads" -> "leads"',
    ),
    "two flows in a circle": Case(
        "loops",
        two(
            flow(
                sourceFlowConfig=source(
                    "Salesforce",
                    "salesforce",
                    {"object": "LeadChangeEvent"},
                    connectorProfileName="login-there",
                ),
            ),
            flow(sourceFlowConfig=_S3_SOURCE, destinationFlowConfigList=[to_salesforce()]),
        ),
        two(flow(), flow(sourceFlowConfig=_S3_SOURCE, destinationFlowConfigList=[to_salesforce()])),
        ("one", f"{_TARGET}.s3"),
        '"one" -> "two" -> "one"',
    ),
}
