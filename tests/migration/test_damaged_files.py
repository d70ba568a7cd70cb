"""A file that is damaged anywhere is read, or gets one sentence: no place and no wrong value leads to anything else."""

import copy
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from appflow_provider.adopt.blocks import blocks
from appflow_provider.adopt.linked import linked
from appflow_provider.adopt.program import program
from appflow_provider.errors import AppFlowError
from appflow_provider.migration.gathering import Asked, gather
from appflow_provider.migration.report import report
from tests.migration import other_tools
from tests.migration.states import resource, state
from tests.migration.test_cloudformation import CONTENT
from tests.migration.test_pulumi_state import PACKAGES, entry, export, secret

Step = str | int

WRONG: tuple[Any, ...] = (None, 7, "x", [], {}, [None], {"x": 1}, True)
CASES = {"004-singular-s3-cron": "Flow", "custom-login": "ConnectorProfile"}


def terraform() -> Any:
    found = [
        resource(
            f"aws_appflow_{other_tools.snake(kind)}",
            name,
            other_tools.terraform(kind, other_tools.requests_by_name(name)),
            "module.a",
            index_key="k",
        )
        for name, kind in CASES.items()
    ]
    return state(*found)


def cloudformation() -> Any:
    content = copy.deepcopy(CONTENT)
    content["Parameters"]["Stage"]["Default"] = "prod"
    described = {
        "Fn::If": [
            "IsProd",
            {
                "Fn::Sub": [
                    "${A}-${Stage}",
                    {"A": {"Fn::Select": ["1", {"Fn::Split": ["-", "a-b"]}]}},
                ]
            },
            {"Fn::ToJsonString": {"a": {"Fn::GetAtt": ["R0", "FlowArn"]}}},
        ]
    }
    pages = {"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "Pages"]}
    more = {"Description": {"Fn::Join": ["-", [described, pages]]}}
    content["Resources"] = {
        f"R{number}": {
            "Type": f"AWS::AppFlow::{kind}",
            "Condition": "IsProd",
            "Properties": {
                **other_tools.cloudformation(kind, other_tools.requests_by_name(name)),
                **(more if kind == "Flow" else {}),
            },
        }
        for number, (name, kind) in enumerate(CASES.items())
    }
    return content


def exported(package: str) -> Any:
    types, write = PACKAGES[package]
    found = []
    for name, kind in CASES.items():
        inputs = write(kind, other_tools.requests_by_name(name))
        if kind == "ConnectorProfile":
            inputs["connectorProfileConfig"] = secret(inputs["connectorProfileConfig"])
        found.append(entry(types[kind], name, inputs))
    return export(*found)


FILES: Mapping[str, Callable[[], Any]] = {
    "terraform": terraform,
    "cloudformation": cloudformation,
    "pulumi-aws": lambda: exported("pulumi-aws"),
    "aws-native": lambda: exported("aws-native"),
}


def places(value: Any, place: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    yield place
    entries: Any = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for step, item in entries:
        yield from places(item, (*place, step))


def damaged(value: Any, place: tuple[Step, ...], wrong: Any) -> Any:
    if not place:
        return wrong
    changed = copy.copy(value)
    changed[place[0]] = damaged(value[place[0]], place[1:], wrong)
    return changed


def taken(path: Path) -> int:
    """Everything that the converter does with a file; how many resources it takes."""
    contents, outcome = gather(Asked(path, region="eu-west-1", is_offline=True))
    found = [each.found for each in outcome.taken]
    report(contents, outcome, linked(found))
    program(found, "plugin", "eu-west-1")
    blocks(found)
    return len(found)


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_value_anywhere_is_taken_or_gets_one_sentence(name: str, tmp_path: Path) -> None:
    content, path = FILES[name](), tmp_path / "given.json"
    path.write_text(json.dumps(content))
    assert taken(path) == len(CASES)
    refusals: list[str] = []
    for number, place in enumerate(places(content)):
        for wrong in (WRONG[number % len(WRONG)], WRONG[(number // len(WRONG)) % len(WRONG)]):
            path.write_text(json.dumps(damaged(content, place, wrong)))
            try:
                taken(path)
            except AppFlowError as told:
                refusals.append(str(told))
            except Exception as bug:
                raise AssertionError(f"{place} is {wrong!r}") from bug
    assert len(refusals) > len(WRONG)
    assert not [refusal for refusal in refusals if "\n" in refusal]


TOO_DEEP = {"json": "[" * 100_000, "yaml": "a: " + "[" * 5_000}


@pytest.mark.parametrize("form", TOO_DEEP)
def test_a_file_that_is_nested_without_end_gets_one_sentence(form: str, tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.write_text(TOO_DEEP[form])
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000)  # Python's own, which other tests' libraries raise
    try:
        with pytest.raises(AppFlowError, match="given is nested too deeply"):
            taken(path)
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_that_windows_puts_before_a_text_are_no_part_of_it(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "given"
    path.write_text(json.dumps(terraform()), encoding=encoding)
    assert taken(path) == len(CASES)
