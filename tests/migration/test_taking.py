"""What a file says is compared with AppFlow, or taken as it is if AppFlow cannot be reached."""

from typing import Any

import pytest

from appflow_provider.adopt.finding import find
from appflow_provider.adopt.linked import linked
from appflow_provider.errors import AppFlowError, Unreachable
from appflow_provider.migration import terraform_state
from appflow_provider.migration.report import report
from appflow_provider.migration.taking import Outcome, take
from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.service import Services
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import secret_paths, unwrap
from tests.migration import other_tools
from tests.migration.states import WORDS, of_cases, of_words, resource, state
from tests.stories import backend
from tests.stories.conftest import from_nothing, services
from tests.stories.lifecycle import Life

__all__ = ["from_nothing", "services"]

SECRET = "hunter2-in-plain-sight"
NUMBER = 120  # flows: more than one page of a list


def taken(content: Any, work: OperationContext | None, region: str | None = None) -> Outcome:
    return take(terraform_state.read(content, "terraform.tfstate"), work, region)


def in_the_region(services: Services) -> OperationContext:
    return OperationContext(
        lambda region: services(other_tools.REGION if region is None else region)
    )


@pytest.mark.parametrize("provider", [5, 6])
@pytest.mark.parametrize("online", [True, False], ids=["checked", "offline"])
def test_every_case_is_taken_as_it_was_created(
    services: Services, provider: int, *, online: bool
) -> None:
    work = in_the_region(services)
    created = {}
    for _, kind, request in other_tools.requests():
        inputs = from_api(RESOURCES[kind].inputs, request)
        checked = RESOURCES[kind].check({}, inputs).inputs
        if online:
            RESOURCES[kind].create(checked, work)
        created[str(inputs[RESOURCES[kind].name_property])] = inputs
    outcome = taken(of_cases(provider), work if online else None)
    assert {each.found.current.id_ for each in outcome.taken} == set(created)
    for each in outcome.taken:
        found, resource_ = each.found.current, each.found.resource
        assert resource_.diff(found.state, resource_.marked(created[found.id_])).changes == ()
        assert not any("differs" in notice.text for notice in each.notices), each
        assert "region" not in found.inputs
    assert outcome.region == other_tools.REGION


def profile_state(**more: Any) -> dict[str, Any]:
    request = {
        "connectorProfileName": "crm",
        "connectorType": "Salesforce",
        "connectionMode": "Public",
        "connectorProfileConfig": {
            "connectorProfileProperties": {
                "Salesforce": {"instanceUrl": "https://a.my.salesforce.com"}
            },
            "connectorProfileCredentials": {"Salesforce": {"refreshToken": SECRET}},
        },
    }
    attributes = {**other_tools.terraform("ConnectorProfile", request), **more}
    arn = attributes["arn"].replace(other_tools.REGION, backend.REGION)
    attributes = {**attributes, "arn": arn, "region": backend.REGION}
    return state(resource("aws_appflow_connector_profile", "crm", attributes))


def test_credentials_of_the_state_are_kept_as_secrets(services: Services) -> None:
    backend.profile_for("Salesforce", "crm")
    (each,) = taken(profile_state(), OperationContext(services)).taken
    credentials = ("connectorProfileConfig", "connectorProfileCredentials", "salesforce")
    assert list(secret_paths(each.found.current.inputs)) == [(*credentials, "refreshToken")]
    assert list(secret_paths(each.found.current.state)) == [(*credentials, "refreshToken")]
    assert SECRET not in repr(each)
    (one,) = linked([each.found])
    assert one.credentials[0].value == SECRET
    assert one.credentials[0].secret.name == "crmRefreshToken"


CREDENTIALS = {
    "empty, as after `terraform import`": ([{}], False),
    "a block for each connector, all empty": ([{"salesforce": [{}], "slack": []}], False),
    "with a member that is not known": (
        [{"salesforce": [{"refresh_token": SECRET, "new": "x"}]}],
        True,
    ),
    "not valid": ([{"salesforce": [{"refresh_token": SECRET, "oauth2_grant_type": "NONE"}]}], True),
    "of another connector, without a password": ([{"veeva": [{"username": "x"}]}], True),
}


@pytest.mark.parametrize("name", CREDENTIALS)
def test_credentials_are_taken_as_a_whole_or_not_at_all(name: str) -> None:
    credentials, is_told = CREDENTIALS[name]
    content = profile_state()
    (config,) = content["resources"][0]["instances"][0]["attributes"]["connector_profile_config"]
    config["connector_profile_credentials"] = credentials
    (each,) = taken(content, None).taken
    assert each.found.current.inputs["connectorProfileConfig"].keys() == {
        "connectorProfileProperties"
    }
    told = [notice for notice in each.notices if "gets no credentials" in notice.text]
    assert bool(told) == is_told
    assert SECRET not in repr(each)


def test_what_differs_on_aws_is_taken_and_reported(services: Services) -> None:
    backend.profile_for("Salesforce", "crm")
    (each,) = taken(profile_state(), OperationContext(services)).taken
    properties = "connectorProfileConfig.connectorProfileProperties.salesforce.instanceUrl"
    differing = [notice.path for notice in each.notices if "differs" in notice.text]
    assert differing == [properties]
    live = RESOURCES["ConnectorProfile"].read(
        "crm", each.found.current.state, OperationContext(services)
    )
    assert live is not None
    assert unwrap(live.inputs) == unwrap(each.found.current.inputs)


def test_what_does_not_exist_is_not_taken_and_a_wrong_region_is_one_sentence(
    services: Services,
) -> None:
    backend.profile_for("Singular", "kestrel-ads")
    request = other_tools.requests_by_name("004-singular-s3-cron")
    Life("Flow", services).start(from_api(RESOURCES["Flow"].inputs, request))
    flow = other_tools.terraform("Flow", request)
    flow = {**flow, "region": backend.REGION, "arn": flow["arn"].replace("us-east-2", "eu-west-1")}
    gone = {**flow, "name": "gone", "arn": flow["arn"].replace("ad-spend-daily", "gone")}
    both = state(resource("aws_appflow_flow", "a", flow), resource("aws_appflow_flow", "b", gone))
    outcome = taken(both, OperationContext(services))
    assert [each.found.current.id_ for each in outcome.taken] == ["ad-spend-daily"]
    assert [str(each) for each in outcome.skipped] == [
        "aws_appflow_flow.b is not taken: eu-west-1 has no flow gone"
    ]
    elsewhere = {**gone, "region": "", "arn": ""}
    with pytest.raises(AppFlowError) as refused:
        taken(
            state(resource("aws_appflow_flow", "b", elsewhere)),
            OperationContext(services),
            "eu-west-1",
        )
    assert str(refused.value) == (
        "eu-west-1 has none of the 1 AppFlow resources in terraform.tfstate; the first is flow gone. Set --region to their "
        "region."
    )


def test_without_a_connection_the_file_is_taken_and_the_report_says_why() -> None:
    def unreachable(_region: str | None) -> Any:
        raise Unreachable("no credentials were found", ours=True)

    content = terraform_state.read(profile_state(), "terraform.tfstate")
    outcome = take(content, OperationContext(unreachable))
    text = report(content, outcome, linked([each.found for each in outcome.taken]))
    assert "AppFlow was not asked whether they exist: no credentials were found." in text
    assert SECRET not in text


def test_a_resource_of_another_region_keeps_its_region() -> None:
    flow = other_tools.terraform("Flow", other_tools.requests_by_name("004-singular-s3-cron"))
    away = {
        **flow,
        "name": "away",
        "region": "eu-west-1",
        "arn": flow["arn"].replace("us-east-2", "eu-west-1"),
    }
    more = {**flow, "name": "more"}
    content = [resource("aws_appflow_flow", each["name"], each) for each in (flow, away, more)]
    outcome = taken(state(*content), None)
    regions = {each.found.name: each.found.current.inputs.get("region") for each in outcome.taken}
    assert regions == {"ad-spend-daily": None, "away": "eu-west-1", "more": None}
    told = [str(notice) for each in outcome.taken for notice in each.notices]
    assert told == ["is in eu-west-1, which is set as its region"]
    text = report(terraform_state.read(state(*content), "f"), outcome, [])
    assert text.startswith("3 flows of f. AppFlow was not asked")


def moved(attributes: dict[str, Any], account: str, name: str) -> dict[str, Any]:
    arn = attributes["arn"].replace(other_tools.ACCOUNT, account)
    arn = f"{arn.rsplit('/', 1)[0]}/{name}".replace(other_tools.REGION, backend.REGION)
    return {**attributes, "name": name, "arn": arn, "region": backend.REGION}


@pytest.mark.parametrize("online", [True, False], ids=["checked", "offline"])
def test_what_another_account_has_is_not_taken_for_what_has_its_name(
    services: Services, *, online: bool
) -> None:
    backend.profile_for("Singular", "kestrel-ads")
    request = other_tools.requests_by_name("004-singular-s3-cron")
    flow = other_tools.terraform("Flow", request)
    resources = []
    for name in ("f-1", "f-2", "f-3"):
        Life("Flow", services).start(
            from_api(RESOURCES["Flow"].inputs, {**request, "flowName": name})
        )
        account = "999999999999" if name == "f-3" else other_tools.ACCOUNT
        resources.append(resource("aws_appflow_flow", name, moved(flow, account, name)))
    away = moved(flow, "999999999999", "gone")
    resources.append(resource("aws_appflow_flow", "gone", away))
    outcome = taken(state(*resources), OperationContext(services) if online else None)
    assert [each.found.current.id_ for each in outcome.taken] == ["f-1", "f-2"]
    assert [str(each) for each in outcome.skipped] == [
        f"aws_appflow_flow.{name} is in account 999999999999, not {other_tools.ACCOUNT}. Import it into a stack for that account"
        for name in ("f-3", "gone")
    ]
    if online:
        with pytest.raises(AppFlowError, match="and --profile to one of account 999999999999"):
            taken(state(resources[-1]), OperationContext(services))


def test_an_object_that_a_file_has_twice_is_taken_once() -> None:
    request = other_tools.requests_by_name("004-singular-s3-cron")
    flow = other_tools.terraform("Flow", request)
    both = [resource("aws_appflow_flow", name, flow) for name in ("a", "b")]
    outcome = taken(state(*both), None)
    assert len(outcome.taken) == 1
    (skipped,) = outcome.skipped
    assert (
        str(skipped) == "aws_appflow_flow.b is the same flow ad-spend-daily as aws_appflow_flow.a"
    )


def test_a_resource_whose_address_has_no_letter_is_named_as_on_aws() -> None:
    request = other_tools.requests_by_name("004-singular-s3-cron")
    flow = other_tools.terraform("Flow", request)
    outcome = taken(
        state(resource("aws_appflow_flow", "this", flow, index_key="\u65e5\u672c")), None
    )
    assert [each.found.name for each in outcome.taken] == ["ad-spend-daily"]


def test_no_two_secrets_and_resources_of_a_program_share_a_name() -> None:
    declared = linked([each.found for each in taken(of_words(), None).taken])
    secrets = {one.secret.name: one.value for each in declared for one in each.credentials}
    names = [*secrets, *(each.prefix for each in declared)]
    assert len(declared) == 2 * (len(WORDS) + 1)
    assert len(secrets) == sum(len(each.credentials) for each in declared)
    assert len(names) == len(set(names))
    assert {"crmRefreshToken3", "crmRefreshToken4"} <= secrets.keys()


def test_a_report_about_nothing_says_why() -> None:
    contents = terraform_state.read(
        state(resource("aws_appflow_flow", "a", {"name": ""})), "terraform.tfstate"
    )
    outcome = take(contents, None)
    assert report(contents, outcome, []) == (
        "No AppFlow resource of terraform.tfstate can be taken over.\n"
        "\n"
        "Not taken over:\n"
        "  aws_appflow_flow.a has no name in the file"
    )


def test_the_report_names_each_resource_and_the_way_out_of_terraform(services: Services) -> None:
    backend.profile_for("Salesforce", "crm")
    content = profile_state(shiny="new")
    content["resources"].append(resource("aws_s3_bucket", "lake", {}))
    contents = terraform_state.read(content, "terraform.tfstate")
    outcome = take(contents, OperationContext(services))
    text = report(contents, outcome, linked([each.found for each in outcome.taken]))
    assert text == (
        "1 connector profile of terraform.tfstate, as AppFlow has them in eu-west-1.\n"
        "\n"
        "crm (aws_appflow_connector_profile.crm):\n"
        "  shiny: is not taken, because this version does not know it\n"
        "  connectorProfileConfig.connectorProfileProperties.salesforce.instanceUrl: differs on AWS. AppFlow's value is taken\n"
        "\n"
        "Not taken over:\n"
        "  resources of other types: 1 aws_s3_bucket\n"
        "\n"
        "Next, in the folder of the Pulumi project:\n"
        "  pulumi config set appflow:region eu-west-1\n"
        "  pulumi config set --secret crmRefreshToken\n"
        "  pulumi preview --expect-no-changes\n"
        "\n"
        "When `pulumi preview --expect-no-changes` shows no changes:\n"
        "  # 1. Let Terraform forget them. While they are in its state, removing their blocks destroys them.\n"
        "  terraform state rm aws_appflow_connector_profile.crm\n"
        "  # 2. Remove their resource blocks from the .tf files.\n"
        "  # 3. `terraform plan` must neither create nor destroy them:\n"
        "  terraform plan"
    )


def test_commands_are_those_of_opentofu_and_name_the_stack_that_is_not_selected() -> None:
    tofu = 'provider["registry.opentofu.org/hashicorp/aws"]'
    written = other_tools.terraform("Flow", other_tools.requests_by_name("004-singular-s3-cron"))
    flow = resource("aws_appflow_flow", "a", written, provider=tofu)
    contents = terraform_state.read(state(flow), "terraform.tfstate")
    text = report(contents, take(contents, None), [], stack=["--stack=acme/shop/prod"])
    commands = [line.strip() for line in text.splitlines() if line.startswith("  ")]
    assert "tofu state rm aws_appflow_flow.a" in commands
    assert commands[-1] == "tofu plan"
    assert "terraform " not in text
    asked = [line for line in commands if line.startswith("pulumi ")]
    assert asked
    assert all(line.endswith(" --stack=acme/shop/prod") for line in asked)
    assert "When `pulumi preview --expect-no-changes --stack=acme/shop/prod` shows" in text


def test_each_flow_takes_one_call(services: Services) -> None:
    backend.profile_for("Singular", "kestrel-ads")
    request = from_api(
        RESOURCES["Flow"].inputs, other_tools.requests_by_name("004-singular-s3-cron")
    )
    work = OperationContext(services)
    attributes = []
    for number in range(NUMBER):
        inputs = RESOURCES["Flow"].check({}, {**request, "flowName": f"flow-{number}"}).inputs
        RESOURCES["Flow"].create(inputs, work)
        flow = other_tools.terraform("Flow", other_tools.requests_by_name("004-singular-s3-cron"))
        attributes.append({**flow, "name": f"flow-{number}", "region": "", "arn": ""})
    flows = [resource("aws_appflow_flow", each["name"], each) for each in attributes]
    calls: list[str] = []

    class Counted:
        def __init__(self, region: str | None) -> None:
            self._service = services(region)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._service, name)

        def call(self, operation: str, request: Any) -> Any:
            calls.append(operation)
            return self._service.call(operation, request)

        def shared(self, operation: str, request: Any) -> Any:
            calls.append(operation)
            return self._service.shared(operation, request)

    counted: Any = Counted
    outcome = taken(state(*flows), OperationContext(counted), backend.REGION)
    assert len(outcome.taken) == NUMBER
    assert calls == ["DescribeFlow"] * NUMBER
    calls.clear()
    assert len(find(OperationContext(counted), patterns=["flow-*"])) == NUMBER
    assert len(calls) <= NUMBER + 10
    assert {name for name in calls if not name.startswith(("Describe", "List"))} == set()
