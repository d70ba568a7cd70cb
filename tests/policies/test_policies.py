"""Each policy finds its fault and nothing else, says where, judges nothing that is unknown, and shows no secret."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from appflow_policies.configuration import Given, chosen
from appflow_policies.pack import POLICIES
from appflow_provider.values import UNKNOWN, Secret, leaves
from appflow_provider.vocabulary import OBJECTS
from tests.policies.cases import CASES, FLOW, PROFILE, Case, flow, login, mapped, to_s3
from tests.policies.judged import DYNAMIC, PLUGIN, all_on, findings, only
from tests.programs import KEY, destination, task

EACH = pytest.mark.parametrize(
    "case", [pytest.param(case, id=name) for name, case in CASES.items()]
)
TAINT = "a-secret-7f3Q9x"

Resources = Mapping[str, tuple[str, Mapping[str, Any]]]


def told(case: Case, resources: Resources, front: str = PLUGIN) -> list[tuple[str, str]]:
    """The name of the resource and the message of each finding."""
    found = findings(resources, only(case.policy, case.values), front)
    return [(one.urn.rsplit("::", 1)[-1], one.message) for one in found]


def with_each_leaf(resources: Resources, by: Any) -> Iterator[Resources]:
    """The resources with another value in the place of one leaf, for each leaf, and for what stands around leaves."""
    for name, (_, properties) in resources.items():
        paths = {path[:end] for path, _ in leaves(properties) for end in range(1, len(path) + 1)}
        for path in sorted(paths, key=repr):
            changed: Any = copy.deepcopy(dict(resources))
            place = changed[name][1]
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = by(place[path[-1]])
            yield changed


def test_every_policy_has_a_case() -> None:
    assert {case.policy for case in CASES.values()} == set(POLICIES)


@EACH
@pytest.mark.parametrize("front", [PLUGIN, DYNAMIC], ids=["plugin", "dynamic"])
def test_a_policy_finds_its_fault_and_says_where(case: Case, front: str) -> None:
    ((name, message),) = told(case, case.faulty, front)
    resource, path = case.found
    assert name == resource
    assert message.startswith((f"{path} ", f"{path}: "))
    assert case.says in message


@EACH
def test_a_policy_finds_nothing_in_healthy_resources(case: Case) -> None:
    assert told(case, case.healthy) == []


@EACH
def test_what_is_not_known_yet_is_no_finding(case: Case) -> None:
    for resources in with_each_leaf(case.healthy, lambda _: UNKNOWN):
        assert told(case, resources) == []
    for resources in with_each_leaf(case.faulty, lambda _: UNKNOWN):
        assert len(told(case, resources)) <= 1


@EACH
def test_a_value_of_the_wrong_type_is_no_finding_and_no_fault_of_the_pack(case: Case) -> None:
    for wrong in (17, ["text"], {"key": "text"}, "text"):
        for resources in with_each_leaf(case.faulty, lambda _, wrong=wrong: wrong):
            told(case, resources)


@EACH
def test_no_secret_is_shown(case: Case) -> None:
    for by in (lambda _: Secret(TAINT), lambda value: Secret(f"{value}-{TAINT}")):
        for resources in with_each_leaf(case.faulty, by):
            assert TAINT not in str(told(case, resources))


def test_a_secret_is_judged_and_hidden_in_the_message() -> None:
    secret = Secret("Email_of_the_board")
    resources = {"leads": (FLOW, flow(tasks=[{**mapped("x"), "sourceFields": [secret]}]))}
    ((_, message),) = told(CASES["a field that is mapped"], resources)
    assert message.startswith('tasks[0].sourceFields[0]: "[secret]" looks like personal data')


def test_secrets_that_could_not_be_decrypted_are_not_judged() -> None:
    case = CASES["another bucket"]
    hidden = {
        "leads": (FLOW, flow(destinationFlowConfigList=[to_s3(bucketName=Secret("[secret]"))]))
    }
    assert told(case, hidden) == []


def fleet(count: int) -> dict[str, tuple[str, dict[str, Any]]]:
    """Healthy flows, and the profile that they use."""
    (_, profile) = login(connectorProfileName="login", connectionMode="Private")["crm"]
    credentials = {"salesforce": {"refreshToken": Secret("hunter2")}}
    config = {**profile["connectorProfileConfig"], "connectorProfileCredentials": credentials}
    found = {"crm": (PROFILE, {**profile, "connectorProfileConfig": config})}
    for number in range(count):
        name = f"leads-{number}"
        found[name] = (FLOW, flow(flowName=name, tagsAll={"team": "sales"}))
    return found


def test_a_healthy_fleet_of_200_flows_gives_no_finding_with_every_policy() -> None:
    assert [one.message for one in findings(fleet(200), all_on())] == []


def test_a_fleet_with_twelve_faults_gives_those_twelve() -> None:
    resources = fleet(20)
    faults = {
        "no prefix": "leads-1",
        "a field that is mapped": "leads-2",
        "a field that becomes one": "leads-3",
        "no error handling": "leads-4",
        "runs that cost": "leads-5",
        "an API that changes": "leads-6",
        "no field of the last change": "leads-7",
        "a flow without a key": "leads-8",
        "no catalogue": "leads-9",
        "all fields": "leads-10",
        "a token in the clear": "hub",
        "a profile that no flow uses": "spare",
    }
    for fault, name in faults.items():
        (kind, properties), *_ = reversed(list(CASES[fault].faulty.values()))
        named = {"flowName": name} if kind == FLOW else {}
        resources[name] = (kind, {**properties, **named})
    # What the cases of one policy leave open to others.
    secret = {"salesforce": {"refreshToken": Secret("hunter2")}}
    config = {
        **resources["spare"][1]["connectorProfileConfig"],
        "connectorProfileCredentials": secret,
    }
    to_redshift = destination(
        "Redshift", "redshift", {"object": "leads"}, connectorProfileName="login"
    )
    more: dict[str, dict[str, Any]] = {
        "spare": {"connectorProfileConfig": config, "connectionMode": "Private"},
        "hub": {"connectorProfileName": "login", "kmsArn": KEY},
        "leads-4": {"destinationFlowConfigList": [to_redshift]},
    }
    for name, changes in more.items():
        kind, properties = resources[name]
        resources[name] = (kind, {**properties, **changes})
    found = findings(
        resources,
        chosen({name: Given("advisory") for name in POLICIES if name != "fail-on-first-error"}),
    )
    expected = {(name, CASES[fault].policy) for fault, name in faults.items()}
    assert {(one.urn.rsplit("::", 1)[-1], one.chosen.policy.name) for one in found} == expected
    assert len(found) == len(expected)


def test_other_resources_are_not_read() -> None:
    def properties() -> dict[str, Any]:
        raise AssertionError

    from appflow_policies.analysis import about_resource, about_stack

    for type_ in ("aws:s3/bucket:Bucket", "appflow:index:Connector", "other:index:Flow"):
        assert about_resource(type_, "urn", properties, all_on()) == []
        assert about_stack([(type_, "urn", properties)], all_on()) == []


def test_profiles_of_a_stack_without_flows_are_for_others() -> None:
    assert findings(login(), only("unused-profiles", {})) == []
    assert (
        findings({**login(), "leads": (FLOW, flow())}, only("unused-profiles", {"except": ["c*"]}))
        == []
    )


def test_only_flows_in_each_others_folders_write_to_the_same_place() -> None:
    folders = {"leads": "raw", "inner": "raw/leads", "near": "raw/lead", "deep": "raw/leads/inner"}
    resources = {
        name: (
            FLOW,
            flow(flowName=name, destinationFlowConfigList=[to_s3(bucketPrefix=folder)]),
        )
        for name, folder in folders.items()
    }
    found = findings(resources, only("same-place", {}), PLUGIN)
    told = [(one.urn.rsplit("::", 1)[-1], one.message.split('"')[1]) for one in found]
    assert told == [("inner", "leads"), ("deep", "leads"), ("deep", "inner")]


def to_other(kind: str, key: str, **properties: Any) -> dict[str, Any]:
    return destination(kind, key, {**properties, "writeOperationType": "UPSERT"})


NAMED = {
    "object": ("Salesforce", "salesforce"),
    "entityName": ("CustomConnector", "customConnector"),
    "objectPath": ("SAPOData", "sapoData"),
}


@pytest.mark.parametrize("member", OBJECTS)
def test_two_flows_that_change_the_same_records_are_found_for_each_way_to_name_them(
    member: str,
) -> None:
    kind, key = NAMED[member]
    resources = {
        name: (
            FLOW,
            flow(
                flowName=name,
                destinationFlowConfigList=[to_other(kind, key, **{member: "/the/Orders"})],
            ),
        )
        for name in ("orders", "others")
    }
    (found,) = findings(resources, only("same-place", {}), PLUGIN)
    assert found.urn.endswith("::others")


@pytest.mark.parametrize("member", OBJECTS)
def test_an_allowed_destination_may_be_one_object(member: str) -> None:
    kind, key = NAMED[member]
    ends = [to_other(kind, key, **{member: name}) for name in ("mine", "theirs")]
    resources = {"orders": (FLOW, flow(destinationFlowConfigList=ends))}
    allowed = {"allowed": {"*": [f"{kind}:mine"]}}
    (found,) = findings(resources, only("allowed-destinations", allowed), PLUGIN)
    assert f'"{kind}:theirs" is not an allowed destination' in found.message
    assert found.message.count(f"{key}.{member}") == 1


def test_a_task_that_changes_a_field_otherwise_masks_nothing() -> None:
    truncated = task("Truncate", ["Email"], "salesforce", "TRUNCATE")
    resources = {"leads": (FLOW, flow(tasks=[mapped("Email"), truncated]))}
    (found,) = findings(resources, only("personal-data", {}), PLUGIN)
    assert '"Email" looks like personal data' in found.message
