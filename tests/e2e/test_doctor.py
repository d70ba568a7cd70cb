"""`appflow-pulumi doctor` reads what the engine really writes: an exported stack and previews of a program with planted faults."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appflow_command.doctor.formats import FORMATS
from appflow_command.main import main
from appflow_provider.mirrors.schemas import Field, written
from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import Stack

HUSH = "hunter2-in-plain-sight"
PROGRAM = (
    HEAD
    + "from pulumi.dynamic import CreateResult, Resource, ResourceProvider\nfrom pulumi_appflow import logins\n"
    + PROFILE.replace("TOKEN", f'"{HUSH}.crm"')
    + f"""
HUSH = {HUSH!r}
"""
    + """
config = pulumi.Config()
faulty = not config.get_bool("healthy")
KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
HANDLING = {"bucket_name": "lake", "bucket_prefix": "refused"}


class Noted(ResourceProvider):
    def create(self, props):
        return CreateResult("note", props)


class Note(Resource):
    pass


def lake(prefix):
    return [{"connector_type": "S3", "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": prefix}}}]


def every(rate, **more):
    scheduled = {"schedule_expression": rate, "data_pull_mode": "Incremental", **more}
    return {"trigger_type": "Scheduled", "trigger_properties": {"scheduled": scheduled}}


def copied(name, prefix, opts=None, trigger=None, **more):
    return appflow.Flow(
        name,
        flow_name=name,
        source_flow_config={
            "connector_type": "S3",
            "source_connector_properties": {"s3": {"bucket_name": "exports", "bucket_prefix": f"in/{name}"}},
        },
        destination_flow_config_list=lake(prefix),
        trigger_config=trigger or {"trigger_type": "OnDemand"},
        tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],
        opts=opts,
        **{"kms_arn": KEY, **more},
    )


class Part(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("shop:index:Part", name)
        opts = pulumi.ResourceOptions(parent=self)
        rate = "rate(1minutes)" if faulty else "rate(1days)"
        later = every(rate, schedule_start_time="2099-01-01T00:00:00Z", flow_error_deactivation_threshold=5)
        copied("inner", "inner", opts, later, flow_status="Active")


Part("part")
Note(Noted(), "note", {"flowName": "note", "triggerConfig": {"triggerType": "Scheduled"}})
office = faulty and appflow.ConnectorProfile(
    "office",
    connector_profile_name="office",
    login=logins.microsoft_share_point_online(
        tenant=pulumi.Output.secret(HUSH + ".tenant"),
        client_id="id",
        client_secret=HUSH + ".client",
        refresh_token=HUSH + ".token",
    ),
)
leads = appflow.Flow(
    "leads",
    flow_name="leads",
    description=pulumi.Output.secret(HUSH + ".description"),
    kms_arn=KEY,
    tags={"team": pulumi.Output.secret(HUSH + ".tag")},
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": profile.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "Lead", **({} if faulty else {"data_transfer_api": "BULKV2"})}},
        "incremental_pull_config": {"datetime_type_field_name": "LastModifiedDate"},
    },
    destination_flow_config_list=lake(pulumi.Output.secret(HUSH + "/prefix")),
    trigger_config=every("rate(1hours)", flow_error_deactivation_threshold=5),
    tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"salesforce": "NO_OP"}}],
)
if hasattr(appflow, "Provider"):
    url = pulumi.Config("appflow").require("endpointUrl")
    east = appflow.Provider("east", region="us-east-1", endpoint_url=url, default_tags={"tags": {"team": "east"}})
    copied("far", "far", pulumi.ResourceOptions(provider=east))
else:
    copied("far", "far", region="us-east-1")
copied("open", "shop", **({"kms_arn": None} if faulty else {}))
copied("within", "shop/open" if faulty else "within")
mirror = appflow.Mirror(
    "crm",
    connector_type="Salesforce",
    connector_profile_name="of-others",
    objects=["Account", "Contact"],
    schemas="./schemas",
    destination_flow_config={"connector_type": "S3", "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": "crm/{object}"}}},
    trigger_config={"trigger_type": "OnDemand"},
    kms_arn=None if faulty else KEY,
)
"""
)


# What is planted: the rule, the flow or profile, and the property path.
S3 = "destinationFlowConfigList[0].destinationConnectorProperties.s3"
PLANTED = {
    (
        "automatic-transfer",
        "leads",
        "sourceFlowConfig.sourceConnectorProperties.salesforce.dataTransferApi",
    ),
    ("same-keys", "within", S3),
    ("unused-profile", "office", ""),
    ("no-customer-key", "crm-Account", "kmsArn"),
    ("no-customer-key", "crm-Contact", "kmsArn"),
    ("no-customer-key", "open", "kmsArn"),
    (
        "runs-very-often",
        "inner",
        "triggerConfig.triggerProperties.scheduled.scheduleExpression",
    ),
}
# Of dynamic resources, a list with a secret in it is secret as a whole, so that nobody knows which profile is in it.
HIDDEN = {"dynamic": {("unused-profile", "office", "")}, "plugin": set()}
DECLARED = {
    "leads": "leads = appflow.Flow(",
    "office": "appflow.ConnectorProfile(",
    "crm": "mirror = appflow.Mirror(",
}
# What happens outside of Pulumi after the deployment.
MEANWHILE = {
    ("gone", "open", ""),
    ("gone", "crm", ""),
    ("missing-profile", "leads", "sourceFlowConfig.connectorProfileName"),
}


@pytest.fixture
def doctor(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, emulator: Emulator
) -> Callable[..., str]:
    """Runs the command on a file, and returns the report in a format."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")

    def run(*arguments: str, form: str = "json") -> str:
        assert main(["doctor", "--format", form, "--fail-on", "never", *arguments]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return run


def findings(report: str) -> list[tuple[str, str, str]]:
    """The rule, the name without an automatic ending, and the path of each finding."""
    return [
        (
            each["rule"],
            each["name"][: 11 if each["name"].startswith("crm-") else None],
            each["path"],
        )
        for each in json.loads(report)["findings"]
    ]


def lines(report: str) -> Iterator[tuple[str, int]]:
    """The name of each flow or profile with a finding in the program, and the line that declares it."""
    for each in json.loads(report)["findings"]:
        file, _, line = each["place"].partition(":")
        if line:
            assert file == "__main__.py"
            yield each["name"].partition("-")[0], int(line)


def test_the_findings_in_real_files_are_those_that_are_planted(
    stack: Callable[..., Stack],
    doctor: Callable[..., str],
    emulator: Emulator,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = stack(PROGRAM)
    planted = PLANTED - HIDDEN[made.front]
    made.configure({"appflow:defaultTags": json.dumps({"tags": {"team": "sales"}})})
    (made.program / "schemas").mkdir()
    fields = {"Id": Field("id", is_key=True), "Email": Field()}
    for each in ("Account", "Contact"):
        (made.program / "schemas" / f"{each}.json").write_text(written(each, fields))

    def saved(name: str, content: str) -> str:
        file = tmp_path / name
        file.write_text(content)
        return str(file)

    client = emulator.client()
    client.create_connector_profile(
        connectorProfileName="of-others",
        connectorType="Salesforce",
        connectionMode="Public",
        connectorProfileConfig={
            "connectorProfileProperties": {"Salesforce": {}},
            "connectorProfileCredentials": {"Salesforce": {"refreshToken": HUSH}},
        },
    )
    planned = saved("planned.json", made.run("preview", "--json", "--show-sames"))
    made.up()
    bare = saved("bare.json", made.run("preview", "--json"))
    assert main(["doctor", "--preview", bare]) == 3
    assert "Add --show-sames" in capsys.readouterr().err
    state = saved("state.json", made.run("stack", "export", "--show-secrets"))
    here = ("--live", "--region", made.region, "--endpoint-url", emulator.url)
    before = doctor("--state", state, *here)
    client.delete_flow(flowName="open", forceDelete=True)
    client.delete_connector_profile(connectorProfileName="crm", forceDelete=True)
    client.close()
    made.configure({"healthy": "true"})
    mended = saved("mended.json", made.run("preview", "--json", "--show-sames"))

    for source in (("--preview", planned), ("--state", state)):
        report = doctor(*source)
        assert sorted(findings(report)) == sorted(planted)
        for name, line in lines(report):
            assert DECLARED.get(name, "return appflow.Flow(") in PROGRAM.splitlines()[line - 1]
    assert sorted(findings(before)) == sorted(planted)
    assert "without 1 flow in us-east-1" in json.loads(before)["origin"]
    assert sorted(findings(doctor("--state", state, *here))) == sorted(planted | MEANWHILE)
    assert findings(doctor("--preview", mended)) == []

    assert HUSH in Path(state).read_text()
    for form in FORMATS:
        for arguments in (("--preview", planned), ("--state", state), ("--state", state, *here)):
            assert HUSH not in doctor(*arguments, form=form)
