"""The page under /appflow-emulator/: what it asks for over HTTP, and what a person sees and does in a real browser."""

import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from appflow_emulator.server import Server
from tests.api_requests import REGION

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ORDERS = b"Id,Name,Phone\n1,Ann,5550100\n2,Bo,\n"
FLOW: dict[str, Any] = {
    "flowName": "orders",
    "triggerConfig": {"triggerType": "OnDemand"},
    "sourceFlowConfig": {
        "connectorType": "S3",
        "sourceConnectorProperties": {"S3": {"bucketName": "shop", "bucketPrefix": "in"}},
    },
    "destinationFlowConfigList": [
        {
            "connectorType": "S3",
            "destinationConnectorProperties": {"S3": {"bucketName": "lake", "bucketPrefix": "out"}},
        }
    ],
    "tasks": [
        {
            "taskType": "Validate",
            "sourceFields": ["Phone"],
            "connectorOperator": {"S3": "VALIDATE_NON_NULL"},
            "taskProperties": {"VALIDATION_ACTION": "DropRecord"},
        },
        {
            "taskType": "Mask",
            "sourceFields": ["Phone"],
            "connectorOperator": {"S3": "MASK_FIRST_N"},
            "taskProperties": {"MASK_LENGTH": "3", "MASK_VALUE": "*"},
        },
        {"taskType": "Map_all", "sourceFields": [], "taskProperties": {}},
    ],
}


def client(server: Server, service: str) -> Any:
    return boto3.client(service, region_name=REGION, endpoint_url=server.url)


@pytest.fixture
def root(server: Server) -> str:
    s3 = client(server, "s3")
    for bucket in ("shop", "lake"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="shop", Key="in/orders.csv", Body=ORDERS)
    client(server, "appflow").create_flow(**FLOW)
    return f"{server.url}/appflow-emulator/"


def fetched(url: str, method: str = "GET") -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, method=method)) as reply:
        return json.load(reply)


def test_the_overview_shows_a_flow_from_its_source_through_its_tasks(root: str) -> None:
    (flow,) = fetched(f"{root}overview")["flows"]
    assert (flow["source"], flow["destination"]) == ("s3://shop/in", "s3://lake/out")
    assert flow["steps"] == ["Validate Phone", "Mask Phone", "Map_all"]
    assert (flow["name"], flow["trigger"], flow["region"]) == ("orders", "OnDemand", REGION)
    assert flow["runs"] == []


def test_the_overview_has_the_counts_and_the_rows_of_a_run(root: str) -> None:
    fetched(f"{root}run/orders", "POST")
    (run,) = fetched(f"{root}overview")["flows"][0]["runs"]
    assert run["counts"] == {"read": 2, "filtered": 0, "dropped": 1, "written": 1}
    rows = fetched(f"{root}overview/orders/{run['executionId']}")
    assert [each["record"]["Name"] for each in rows["read"]] == ["Ann", "Bo"]
    assert [each["record"] for each in rows["written"]] == [
        {"Id": "1", "Name": "Ann", "Phone": "***0100"}
    ]
    (dropped,) = rows["dropped"]
    assert (dropped["number"], dropped["task"], dropped["why"]) == (
        1,
        "Validate Phone",
        "Phone is null",
    )
    assert [key.rpartition("/")[0] for key in rows["objects"]] == ["s3://lake/out/orders"]


def test_looking_does_not_end_a_run(root: str, server: Server) -> None:
    client(server, "appflow").start_flow(flowName="orders")
    for _ in range(3):
        (run,) = fetched(f"{root}overview")["flows"][0]["runs"]
    assert run["status"] == "InProgress"


def test_the_objects_of_s3_are_listed_with_their_size(root: str) -> None:
    (found,) = fetched(f"{root}overview/objects")["s3"]
    assert (found["bucket"], found["key"], found["size"]) == ("shop", "in/orders.csv", len(ORDERS))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        # No sandbox, because tests may run as root. The page is our own, and no network is needed.
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-sync"]
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    opened = browser.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("requestfailed", lambda request: problems.append(request.url))
    opened.goto(root)
    yield opened
    opened.close()
    assert problems == []


def test_a_person_runs_a_flow_and_sees_which_rows_it_wrote(page: Page) -> None:
    flow = page.locator("[data-flow=orders]")
    expect(flow.get_by_role("list", name="What orders does").get_by_role("listitem")).to_have_text(
        ["s3://shop/in", "Validate Phone", "Mask Phone", "Map_all", "s3://lake/out"]
    )
    flow.get_by_role("button", name="Run now").click()
    expect(flow.get_by_text("Successful")).to_be_visible()
    flow.get_by_role("button", name="Rows").click()
    expect(flow.get_by_text("Read: 2 rows")).to_be_visible()
    expect(flow.get_by_text("Written: 1 row")).to_be_visible()
    expect(flow.get_by_text("***0100")).to_be_visible()
    expect(flow.get_by_text("Rests on assumptions: csv_empty_cell")).to_be_visible()
    expect(flow.get_by_text("Row 2: Validate Phone: Phone is null")).to_be_visible()
    expect(flow.locator("td.changed")).to_have_text(["***0100"])
    page.get_by_role("tab", name="Objects").click()
    objects = page.get_by_role("tabpanel", name="Objects")
    expect(objects.get_by_text("s3://lake/out/orders/")).to_be_visible()


def test_a_person_switches_an_assumption_and_sets_a_fault(page: Page, server: Server) -> None:
    page.get_by_role("tab", name="Assumptions").click()
    page.get_by_label("mask_all").select_option("five")
    expect(page.get_by_label("mask_all")).to_have_value("five")
    assert fetched(f"{server.url}/appflow-emulator/assumptions")["mask_all"] == "five"

    page.get_by_role("tab", name="Faults").click()
    page.get_by_label("Rules as JSON").fill('[{"operation": "ListFlows", "kind": "5xx"}]')
    page.get_by_role("button", name="Set rules").click()
    expect(page.get_by_label("Rules as JSON")).to_have_value(re.compile('"ListFlows"'))
    assert fetched(f"{server.url}/appflow-emulator/faults")["rules"][0]["operation"] == "ListFlows"


def test_a_wrong_rule_is_shown_as_the_emulator_says_it(page: Page) -> None:
    page.get_by_role("tab", name="Faults").click()
    page.get_by_label("Rules as JSON").fill('[{"kind": "burn"}]')
    page.get_by_role("button", name="Set rules").click()
    expect(page.get_by_role("alert")).to_contain_text("kind: must be one of throttle")


def test_a_name_that_looks_like_markup_stays_text(page: Page, server: Server) -> None:
    s3 = client(server, "s3")
    s3.put_object(Bucket="shop", Key="in/<img src=x onerror=alert(1)>.csv", Body=b"Id\n1\n")
    page.get_by_role("tab", name="Objects").click()
    expect(page.get_by_text("<img src=x")).to_be_visible()


def test_time_moves_ahead_by_a_day(page: Page, server: Server) -> None:
    before = fetched(f"{server.url}/appflow-emulator/clock")["now"]
    page.get_by_role("tab", name="Clock").click()
    page.get_by_role("button", name="One day ahead").click()
    expect(page.get_by_text("(running)")).not_to_contain_text(before[:10])
