"""
Members of the API that users of the peers waited for, months each, or that were there and never sent.

Each is written, arrives at the service, stays silent, and goes again.
"""

from typing import Any

import pytest

from appflow_provider.service import Services
from appflow_provider.values import Path, at, leaves, path_text, unwrap
from tests.peers.programs import FORMAT, FROM_S3, FROM_SALESFORCE, SOURCE, TARGET, said
from tests.programs import MAP_ALL
from tests.stories import backend, samples, variety
from tests.stories.lifecycle import go_on, play
from tests.stories.members import changed
from tests.stories.programs import LONGEST

_PROPERTIES = ("connectorProfileConfig", "connectorProfileProperties")
_CREDENTIALS = ("connectorProfileConfig", "connectorProfileCredentials")
_SAP = {**samples.flow_from("SAPOData", longest=True), "tasks": [MAP_ALL]}
_SAP_PAGES = (*SOURCE, "sapoData", "paginationConfig")
_SAP_PROCESSES = (*SOURCE, "sapoData", "parallelismConfig")
_CATALOG = {
    "glueDataCatalog": {
        "roleArn": "arn:aws:iam::123456789012:role/glue",
        "databaseName": "sales",
        "tablePrefix": "raw",
    }
}
_OUTPUT = changed(FROM_S3, FORMAT, {"fileType": "PARQUET"})
_TO_SALESFORCE = samples.flow_to("Salesforce")
_ROLE = "arn:aws:iam::123456789012:role/data"
_WORKGROUP = {
    "bucketName": "between",
    "roleArn": _ROLE,
    "dataApiRoleArn": _ROLE,
    "databaseName": "dev",
    "isRedshiftServerless": True,
    "workgroupName": "etl",
}
_REDSHIFT = changed(samples.profile("Redshift"), (*_PROPERTIES, "redshift"), _WORKGROUP)

FLOWS = [
    pytest.param(_SAP, _SAP_PROCESSES, {"maxParallelism": 8}, id="tf-41431"),
    pytest.param(_SAP, _SAP_PAGES, {"maxPageSize": 500}, id="tf-38714"),
    pytest.param(
        FROM_SALESFORCE, (*SOURCE, "salesforce", "dataTransferApi"), "REST_SYNC", id="tf-34571"
    ),
    pytest.param(
        _TO_SALESFORCE, (*TARGET, "salesforce", "dataTransferApi"), "BULKV2", id="tf-41759"
    ),
    pytest.param(
        _OUTPUT,
        (*FORMAT, "prefixConfig"),
        {"prefixType": "PATH", "pathPrefixHierarchy": ["SCHEMA_VERSION"]},
        id="tf-31874",
    ),
    pytest.param(_OUTPUT, (*FORMAT, "preserveSourceDataTyping"), True, id="tf-26372"),
    pytest.param(FROM_S3, ("metadataCatalogConfig",), _CATALOG, id="tf-29007"),
]
PROFILES = [
    pytest.param("SAPOData", (*_PROPERTIES, "sapoData", "disableSSO"), True, id="tf-37677"),
    pytest.param(
        "Salesforce",
        (*_PROPERTIES, "salesforce", "usePrivateLinkForMetadataAndAuthorization"),
        True,
        id="tf-38972",
    ),
    pytest.param(
        "Salesforce",
        (*_CREDENTIALS, "salesforce"),
        {"oauth2GrantType": "JWT_BEARER", "jwtToken": f"{variety.HUSH}.{variety.HUSH}.a"},
        id="tf-31306",
    ),
    pytest.param(
        "CustomConnector",
        (*_PROPERTIES, "customConnector", "oauth2Properties"),
        {
            "oauth2GrantType": "CLIENT_CREDENTIALS",
            "tokenUrl": "https://login.example.com/oauth2/v2.0/token",
            "tokenUrlCustomProperties": {"resource": "https://org.example.com"},
        },
        id="tf-32660",
    ),
]


def _with_and_without(program: dict[str, Any], path: Path, value: Any) -> tuple[Any, Any]:
    without = dict(program)
    if path[-1] in at(program, path[:-1]):
        without = changed(program, path, backend.GONE)
    return changed(program, path, value), without


@pytest.mark.parametrize(("program", "path", "value"), FLOWS)
def test_a_member_of_a_flow_arrives_stays_and_goes(
    services: Services, program: dict[str, Any], path: Path, value: Any
) -> None:
    full, without = _with_and_without(program, path, value)
    life = play("Flow", services, [(full, "create")])
    assert at(life.held(), path) == value
    go_on(life, [(full, "same"), (without, "update"), (full, "update")])


@pytest.mark.parametrize(("connector", "path", "value"), PROFILES)
def test_a_member_of_a_profile_arrives_and_stays(
    services: Services, connector: str, path: Path, value: Any
) -> None:
    full = changed(samples.profile(connector), path, value)
    life = play("ConnectorProfile", services, [(full, "create")])
    assert at(life.held(), path) == value
    go_on(life, [(full, "same"), (samples.profile(connector), "update"), (full, "update")])


def test_tf_41568_processes_are_not_taken_for_pages(services: Services) -> None:
    both = changed(
        changed(_SAP, _SAP_PAGES, {"maxPageSize": 5}), _SAP_PROCESSES, {"maxParallelism": 7}
    )
    more = changed(both, (*_SAP_PROCESSES, "maxParallelism"), 9)
    life = play("Flow", services, [(both, "create"), (more, "update")])
    assert [change.path for change in life.found.changes] == [(*_SAP_PROCESSES, "maxParallelism")]
    assert at(life.held(), _SAP_PAGES) == {"maxPageSize": 5}


def test_tf_37678_a_profile_for_sap_logs_in_by_password_without_single_sign_on(
    services: Services,
) -> None:
    program = changed(samples.profile("SAPOData"), (*_PROPERTIES, "sapoData", "disableSSO"), True)
    assert "basicAuthCredentials" in at(program, (*_CREDENTIALS, "sapoData"))
    play("ConnectorProfile", services, [(program, "create"), (program, "same")])


def test_tf_48988_redshift_serverless_is_reached(services: Services) -> None:
    life = play("ConnectorProfile", services, [(_REDSHIFT, "create"), (_REDSHIFT, "same")])
    assert at(life.held(), (*_PROPERTIES, "redshift")) == _WORKGROUP


def test_tf_48988_a_cluster_with_a_workgroup_gets_a_warning() -> None:
    both = changed(_REDSHIFT, (*_PROPERTIES, "redshift", "clusterIdentifier"), "etl-1")
    (warning,) = said("ConnectorProfile", both).warnings
    assert "A profile reaches one database" in warning.reason


@pytest.mark.parametrize("role", [None, ""], ids=["missing", "empty"])
def test_upjet_208_a_cluster_needs_the_role_of_the_data_api(role: str | None) -> None:
    cluster = {"bucketName": "between", "roleArn": _ROLE, "databaseName": "dev"}
    properties = {**cluster, "clusterIdentifier": "etl-1"} | (
        {} if role is None else {"dataApiRoleArn": role}
    )
    program = changed(samples.profile("Redshift"), (*_PROPERTIES, "redshift"), properties)
    paths = [path_text(problem.path) for problem in said("ConnectorProfile", program).problems]
    assert paths == ["connectorProfileConfig.connectorProfileProperties.redshift.dataApiRoleArn"]


def test_tf_26780_custom_connectors_are_read_written_and_logged_in_to(services: Services) -> None:
    for name in ("from-CustomConnector", "to-CustomConnector", "login-CustomConnector"):
        kind, program = LONGEST[name]
        play(kind, services, [(program, "create"), (program, "same")]).destroy()


@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_awscc_794_nothing_that_is_written_is_missing_from_the_request(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    life = play(kind, services, [(program, "create")])
    held = life.held()
    for path, value in leaves(unwrap(program)):
        assert at(held, path) == value, path_text(path)


def test_awscc_889_an_api_is_not_chosen_by_a_version() -> None:
    source = {**FROM_SALESFORCE["sourceFlowConfig"], "apiVersion": "BULKV2"}
    (warning,) = said("Flow", {**FROM_SALESFORCE, "sourceFlowConfig": source}).warnings
    assert warning.path == ("sourceFlowConfig", "apiVersion")
    assert "Set dataTransferApi in the properties of salesforce to choose the API" in warning.reason


def test_tf_37737_the_consoles_word_for_many_files_is_translated() -> None:
    program = changed(FROM_S3, FORMAT, {"aggregationConfig": {"aggregationType": "MultipleFiles"}})
    (problem,) = said("Flow", program).problems
    assert "the console's word for None with a targetFileSize" in problem.reason
    assert "Did you mean" not in problem.reason


def test_tf_37737_many_files_are_written(services: Services) -> None:
    many = {"aggregationConfig": {"aggregationType": "None", "targetFileSize": 64}}
    program = changed(FROM_S3, FORMAT, many)
    play("Flow", services, [(program, "create"), (program, "same")])


@pytest.mark.parametrize("written", ["parquet", "Parquet"])
def test_cdk_appflow_374_a_type_of_file_in_another_case_is_named(written: str) -> None:
    (problem,) = said("Flow", changed(FROM_S3, FORMAT, {"fileType": written})).problems
    assert "Did you mean PARQUET?" in problem.reason
