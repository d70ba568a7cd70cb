"""`appflow-pulumi graph`: where its flows come from, what it refuses, and that no secret gets into it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appflow_command import pulumi
from appflow_command.changes import flows_of
from appflow_command.graph.origins import of_preview, of_state
from appflow_command.graph.versions import deployed, wanted
from appflow_command.main import main
from appflow_provider.service import Services
from appflow_provider.values import SECRET as SECRET_SIGNATURE
from appflow_provider.values import SIGNATURE
from tests import programs
from tests.command.previews import SECRET, TYPES, UNKNOWN, flow, mapped, mask, preview, step
from tests.programs import destination, login, scheduled, source
from tests.stories import backend
from tests.stories.lifecycle import Life

Run = Callable[..., tuple[int, str, str]]

HOURLY = scheduled(dataPullMode="Incremental")
MASKING = flow(mask("Phone"), mapped("Phone"), mapped("Id"), triggerConfig=HOURLY)
LABELLED = flow(
    mapped("a", key="customConnector"),
    flowName="contacts",
    sourceFlowConfig=source("CustomConnector", "customConnector", {"entityName": "contacts"}),
)
PROFILE = {"connectorProfileName": "login", "connectorLabel": "HubSpot"}


def state(*resources: tuple[str, str, dict[str, Any]], front: str = "plugin") -> dict[str, Any]:
    """An exported stack with these resources: their kind, name and inputs."""
    listed = [
        {
            "urn": f"urn:pulumi:dev::shop::{TYPES[front].format(kind)}::{name}",
            "type": TYPES[front].format(kind),
            "inputs": inputs,
        }
        for kind, name, inputs in resources
    ]
    manifest = {"time": "2031-03-03T03:03:03.123456789+02:00"}
    return {"version": 3, "deployment": {"manifest": manifest, "resources": listed}}


@pytest.fixture
def graph(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **files: Any) -> tuple[int, str, str]:
        for name, content in files.items():
            Path(f"{name}.json").write_text(json.dumps(content))
        status = main(["graph", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.mark.parametrize("front", TYPES)
def test_a_preview_and_a_state_of_either_front_give_the_same_flows(front: str) -> None:
    steps = (
        step("same", after=PROFILE, name="login", kind="ConnectorProfile", front=front),
        step("create", after=LABELLED, name="contacts", front=front),
        step("create", after=MASKING, front=front),
        step("delete", before=flow(mapped("Id")), name="gone", front=front),
    )
    stack = state(
        ("ConnectorProfile", "login", PROFILE),
        ("Flow", "contacts", LABELLED),
        ("Flow", "orders", MASKING),
        front=front,
    )
    planned, stored = of_preview(preview(*steps)), of_state(stack)
    assert (
        [each.name for each in planned] == [each.name for each in stored] == ["contacts", "orders"]
    )
    for one, other in zip(planned, stored, strict=True):
        assert (one.source, one.destinations) == (other.source, other.destinations)
        assert (one.lineage, one.when, one.inactive) == (other.lineage, other.when, other.inactive)
    contacts, orders = planned
    assert str(contacts.source.system) == "HubSpot login"
    assert contacts.source.name == "contacts"
    assert (orders.when, orders.inactive) == ("every hour, incremental", True)
    assert orders.place == "__main__.py:12"
    assert stored[0].changed == "2031-03-03T01:03:03Z"


def test_the_automatic_name_of_a_new_flow_is_left_out() -> None:
    named = flow(mapped("Id"), flowName="orders-1a2b3c4", __autonamed=True)
    (new,) = flows_of(preview(step("create", after=named)))
    (old,) = flows_of(preview(step("same", named, named)))
    assert [each and each.flow_name for each in (wanted(new), wanted(old))] == [
        "",
        "orders-1a2b3c4",
    ]
    assert deployed(new) is None


def test_what_is_not_known_or_secret_is_a_word_in_brackets() -> None:
    hidden = {SIGNATURE: SECRET_SIGNATURE, "ciphertext": "v1:abc"}
    ends = [destination("S3", "s3", {"bucketName": UNKNOWN, "bucketPrefix": "in"})]
    of = flow(tasks=UNKNOWN, destinationFlowConfigList=ends, triggerConfig=SECRET)
    (planned,) = of_preview(preview(step("create", after=of)))
    assert str(planned.destinations[0].system) == "S3 (known after deployment)"
    assert (planned.when, planned.lineage.readable) == ("(secret)", False)
    (stored,) = of_state(state(("Flow", "orders", {**of, "sourceFlowConfig": hidden})))
    assert "v1:abc" not in str(stored)
    assert str(stored.source.system) == "(secret)"
    (whole,) = of_state(state(("Flow", "orders", {**of, "destinationFlowConfigList": hidden})))
    assert [str(each.system) for each in whole.destinations] == ["(secret)"]
    (bare,) = of_state(state(("Flow", "orders", {"flowName": "x"})))
    assert bare.destinations == ()


def test_the_program_in_this_folder_is_the_default(
    graph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def planned(folder: Path, stack: str | None) -> dict[str, Any]:
        asked.append((folder, stack))
        return preview(step("create", after=MASKING), step("create", after=LABELLED, name="b"))

    monkeypatch.setattr(pulumi, "preview", planned)
    status, out, err = graph("--stack", "dev")
    assert (status, err) == (0, "")
    assert out.startswith("flowchart LR\n")
    assert "masks Phone" in out
    assert asked == [(Path.cwd(), "dev")]
    status, out, _ = graph("--flow", "ord*", "--out", "fleet.md")
    assert (status, out) == (0, "")
    page = Path("fleet.md").read_text()
    assert page.startswith("```mermaid\nflowchart LR\n")
    assert page.endswith("\n```\n")
    assert ("orders" in page, "contacts" in page) == (True, False)


@pytest.mark.parametrize(
    ("detail", "drawn"), [("auto", "orders"), ("flows", "orders"), ("systems", "1 inactive flow")]
)
def test_a_drawing_has_the_detail_that_is_asked_for(graph: Run, detail: str, drawn: str) -> None:
    stack = state(("Flow", "orders", MASKING))
    status, out, _ = graph("--state", "stack.json", "--detail", detail, stack=stack)
    assert status == 0
    assert {word for word in ("orders", "1 inactive flow") if word in out} == {drawn}


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("json", lambda text: json.loads(text)["flows"][0]["lineage"]["masked"]),
        (
            "openlineage",
            lambda text: json.loads(text)["job"]["facets"]["appflow_flow"]["maskedFields"],
        ),
    ],
)
def test_each_format_is_of_the_same_flows(
    graph: Run, form: str, read: Callable[[str], list[str]]
) -> None:
    stack = state(("Flow", "orders", MASKING))
    status, out, err = graph("--state", "stack.json", "--format", form, stack=stack)
    assert (status, err) == (0, "")
    assert read(out) == ["Phone"]


def test_a_credential_in_a_state_gets_into_no_graph(graph: Run) -> None:
    profile = login("Salesforce", "salesforce", {}, {"refreshToken": "hunter2"})
    stack = state(("ConnectorProfile", "crm", profile), ("Flow", "orders", MASKING))
    for form in ("mermaid", "openlineage", "json"):
        _, out, _ = graph("--state", "stack.json", "--format", form, stack=stack)
        assert "hunter2" not in out
        assert "orders" in out


def test_an_empty_graph_says_why_it_is_empty(graph: Run) -> None:
    status, _, err = graph("--state", "stack.json", stack=state())
    assert (status, err) == (0, "There is no flow, so the graph is empty.\n")


REFUSED = {
    "two origins": (("--state", "x", "--region", "eu-west-1"), 2, "--state and --region name"),
    "no such flow": (("--state", "a.json", "--flow", "x*"), 2, "The flows are orders"),
    "no such file": (("--state", "none.json"), 2, "--state: none.json"),
    "another file": (("--state", "b.json"), 1, "b.json is not an exported stack"),
    "another preview": (("--preview", "a.json"), 1, "a.json is not a preview"),
    "a time without offset": (("--time", "2031-01-01"), 2, "--time: must be a time"),
    "no project": ((), 1, "pulumi"),
}


@pytest.mark.parametrize(("given", "status", "words"), REFUSED.values(), ids=REFUSED)
def test_what_it_cannot_do_is_one_sentence(
    graph: Run,
    given: tuple[str, ...],
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    found, out, err = graph(*given, a=state(("Flow", "orders", MASKING)), b=[])
    assert (found, out, len(err.splitlines())) == (status, "", 1)
    assert words in err


def test_a_region_is_only_read(
    graph: Run, monkeypatch: pytest.MonkeyPatch, services: Services, tmp_path: Path
) -> None:
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    active = programs.flow(flowStatus="Active", triggerConfig=scheduled("rate(6hours)"))
    Life("Flow", services).start({**active, "flowName": "copy"})
    Life("Flow", services).start({**programs.flow(triggerConfig=scheduled()), "flowName": "draft"})
    calls: list[str] = []
    real = type(services(None)).call

    def counted(self: Any, operation: str, request: Any) -> Any:
        calls.append(operation)
        return real(self, operation, request)

    monkeypatch.setattr(type(services(None)), "call", counted)
    status, out, err = graph("--region", backend.REGION, "--format", "json")
    assert (status, err) == (0, "")
    copy, draft = json.loads(out)["flows"]
    assert (copy["name"], copy["status"], copy["inactive"]) == ("copy", "Active", False)
    assert (copy["when"], copy["region"]) == ("every 6 hours", backend.REGION)
    assert (draft["name"], draft["inactive"]) == ("draft", True)
    assert copy["changed"].endswith("Z")
    assert set(calls) == {"ListFlows", "DescribeFlow"}
    assert calls.count("DescribeFlow") == 2
