"""The plugin for pytest: what its fixtures take and return, and that it costs tests nothing that do not use it."""

import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pulumi
import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook

from appflow_command import pytest_plugin
from appflow_command.testing.arguments import request_from
from appflow_command.testing.sandbox import Failed, sandbox
from appflow_emulator.data_plane.errors import CannotRehearse
from pulumi_appflow import FlowArgs, TaskArgs
from tests import api_requests
from tests.command.test_command_line import WITHOUT_EMULATOR

NOON = datetime(2031, 1, 26, 12, tzinfo=timezone.utc)
ROW = {"Id": "1", "Phone": "555-0100", "Qty": "2", "Price": "1.10"}


def task(kind: str, *fields: str, to: str = "", operator: str = "NO_OP", **properties: str):
    return {
        "task_type": kind,
        "source_fields": [*fields],
        "connector_operator": {"s3": operator},
        "task_properties": properties,
        **({"destination_field": to} if to else {}),
    }


ARGUMENTS: dict[str, Any] = {
    "flow_name": "orders",
    "source_flow_config": {
        "connector_type": "S3",
        "source_connector_properties": {"s3": {"bucket_name": "exports", "bucket_prefix": "in"}},
    },
    "destination_flow_config_list": [
        {
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {
                    "bucket_name": "lake",
                    "bucket_prefix": "landing",
                    "s3_output_format_config": {
                        "prefix_config": {"prefix_type": "PATH", "prefix_format": "DAY"}
                    },
                }
            },
        }
    ],
    "trigger_config": {"trigger_type": "OnDemand"},
    "tasks": [
        task("Mask", "Phone", operator="MASK_FIRST_N", MASK_LENGTH="4", MASK_VALUE="*"),
        task(
            "Arithmetic",
            "Qty",
            "Price",
            to="Qty,Price",
            operator="MULTIPLICATION",
            MATH_OPERATION_FIELDS_ORDER="Qty,Price",
        ),
        task("Validate", "Qty", operator="VALIDATE_NON_NULL", VALIDATION_ACTION="DropRecord"),
        task("Map", "Id", to="Id"),
        task("Map", "Phone", to="Phone"),
        task("Map", "Qty,Price", to="Total"),
    ],
}
AS_ARGS = FlowArgs(**{**ARGUMENTS, "tasks": [TaskArgs(**each) for each in ARGUMENTS["tasks"]]})


@pytest.mark.parametrize(
    "flow", [ARGUMENTS, AS_ARGS, request_from(ARGUMENTS)], ids=["dict", "args", "request"]
)
def test_a_flow_is_rehearsed_over_rows(appflow_rehearsal, flow) -> None:
    run = appflow_rehearsal(flow, source=[ROW, {**ROW, "Qty": None}], at=NOON)
    assert run.rows == [{"Id": "1", "Phone": "****0100", "Total": "2.20"}]
    assert run.objects[0].key.startswith("landing/orders/2031/01/26/")
    assert (run.objects[0].bucket, run.objects[0].rows) == ("lake", 1)
    assert [(each.task, each.why) for each in run.dropped] == [("Validate Qty", "Qty is null")]
    assert run.dropped[0].row["Id"] == "1"
    assert run.filtered == []
    assert run.record["recordsProcessed"] == 2
    assert run.record["executionStatus"] == "Successful"
    assert run.failure is None
    assert "arithmetic_scale" in run.assumed


def test_rows_come_from_a_file_or_a_folder_of_samples(appflow_rehearsal, tmp_path: Path) -> None:
    key = tmp_path / "S3" / "exports" / "in" / "orders.csv"
    key.parent.mkdir(parents=True)
    key.write_text("Id,Phone,Qty,Price\n1,555-0100,2,1.10\n")
    by_file = appflow_rehearsal(ARGUMENTS, source=key)
    by_folder = appflow_rehearsal(ARGUMENTS, samples=tmp_path)
    assert by_file.rows == by_folder.rows == [{"Id": "1", "Phone": "****0100", "Total": "2.20"}]


def test_other_answers_can_be_assumed(appflow_rehearsal) -> None:
    masked = {
        **ARGUMENTS,
        "tasks": [
            task("Mask", "Id", operator="MASK_ALL", MASK_VALUE="*"),
            task("Map", "Id", to="Id"),
        ],
    }
    assert appflow_rehearsal(masked, source=[ROW]).rows == [{"Id": "*"}]
    assert appflow_rehearsal(masked, source=[ROW], assume={"mask_all": "five"}).rows == [
        {"Id": "*****"}
    ]


def test_a_field_that_no_row_has_fails_unless_rows_are_sparse(appflow_rehearsal) -> None:
    run = appflow_rehearsal(ARGUMENTS, source=[{"Id": "1", "Qty": "1", "Price": "2"}])
    assert run.rows == []
    assert "Phone" in run.failure
    assert run.record["executionStatus"] == "Error"
    sparse = appflow_rehearsal(
        ARGUMENTS, source=[{"Id": "1", "Qty": "1", "Price": "2"}], lenient=True
    )
    assert [row["Phone"] for row in sparse.rows] == [None]


def test_a_request_of_the_api_without_a_name_has_one() -> None:
    request = api_requests.flow()
    del request["flowName"]
    assert request_from(request)["flowName"] == "flow"
    assert request_from(request)["tasks"] == request["tasks"]


def test_the_documented_test_passes(appflow_rehearsal) -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "rehearse.md"
    (block,) = re.findall(r"^```python\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, str(page), "exec"), names)
    names["test_orders_are_masked"](appflow_rehearsal)


MISTAKES = [
    ({"source": [ROW], "samples": "x"}, ARGUMENTS, TypeError, "give either source or samples"),
    ({}, ARGUMENTS, TypeError, "give either source or samples"),
    ({"source": [ROW]}, "orders", TypeError, "flow must be FlowArgs, a dictionary or a request"),
    ({"source": [ROW]}, {**ARGUMENTS, "tasks": None}, CannotRehearse, "tasks is required"),
    ({"source": [ROW]}, {**ARGUMENTS, "taks": []}, TypeError, "taks"),
    ({"source": "rows.xlsx"}, ARGUMENTS, ValueError, "must end in one of .jsonl, .csv, .parquet"),
    ({"source": [ROW], "assume": {"x": 1}}, ARGUMENTS, ValueError, "there is no assumption x"),
    ({"source": [ROW], "assume": {"mask_all": "six"}}, ARGUMENTS, ValueError, "mask_all: must be"),
]


@pytest.mark.parametrize(("given", "flow", "error", "text"), MISTAKES)
def test_a_mistake_is_one_sentence(appflow_rehearsal, given, flow, error, text) -> None:
    with pytest.raises(error, match=text.replace(".", r"\.")):
        appflow_rehearsal(flow, **given)


def test_an_output_is_refused() -> None:
    with pytest.raises(TypeError, match="not Outputs"):
        request_from({**ARGUMENTS, "flow_name": pulumi.Output.from_input("orders")})


UNUSED = """\
import sys
import pytest

class Look:
    def pytest_configure(self, config):
        assert config.pluginmanager.has_plugin("appflow")

    def pytest_unconfigure(self):
        found = {"boto3", "grpc", "moto", "pulumi", "pulumi_appflow", "pydantic", "appflow_emulator", "appflow_provider"}
        print("loaded:", *sorted(found & sys.modules.keys()))

sys.exit(pytest.main(["-q", "-W", "error", "-p", "no:cacheprovider"], plugins=[Look()]))
"""


def test_tests_that_do_not_use_the_plugin_load_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "test_unused.py").write_text("def test_nothing(): pass\n")
    done = subprocess.run(
        [sys.executable, "-c", UNUSED], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "loaded:\n" in done.stdout


WITHOUT = f"""\
{WITHOUT_EMULATOR}
import pytest
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider"]))
"""


@pytest.mark.parametrize("fixture", ["appflow_rehearsal", "appflow_sandbox"])
def test_without_the_emulator_a_test_fails_with_the_extra_to_install(
    fixture: str, tmp_path: Path
) -> None:
    (tmp_path / "test_without.py").write_text(f"def test_it({fixture}): pass\n")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    sentence = f"{fixture} needs the emulator, which is not installed: pip install 'pulumi-appflow[emulator]'"
    assert sentence in done.stdout
    assert done.returncode == 1


def test_pytest_does_not_compile_our_packages_again(pytestconfig: pytest.Config) -> None:
    hook = AssertionRewritingHook(pytestconfig)
    names = ["pulumi_appflow", "appflow_provider", "appflow_emulator", "appflow_command"]
    hook._must_rewrite.update([*names, "tests_of_somebody"])
    config = SimpleNamespace(pluginmanager=SimpleNamespace(rewrite_hook=hook))
    pytest_plugin.pytest_load_initial_conftests(config)  # type: ignore[arg-type]
    assert hook._must_rewrite == {"tests_of_somebody"}
    config.pluginmanager.rewrite_hook = None  # a pytest without the set
    pytest_plugin.pytest_load_initial_conftests(config)  # type: ignore[arg-type]


def test_the_emulator_of_a_session_answers_and_is_empty_for_each_test(appflow_sandbox) -> None:
    assert appflow_sandbox.url.startswith("http://127.0.0.1:")
    assert appflow_sandbox.environment["AWS_ENDPOINT_URL"] == appflow_sandbox.url
    backend = appflow_sandbox.environment["PULUMI_BACKEND_URL"]
    assert Path(backend.removeprefix("file://")).is_dir()


def test_a_missing_or_failing_pulumi_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sandbox("http://127.0.0.1:1", tmp_path / "a")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Failed, match="pulumi is not on the PATH"):
        made.run("up", cwd=tmp_path)
    fake = tmp_path / "pulumi"
    fake.write_text("#!/bin/sh\necho no stack selected; exit 3\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failed, match="pulumi up failed:\nno stack selected"):
        made.run("up", cwd=tmp_path)
