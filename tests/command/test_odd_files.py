"""
Exported stacks and previews that nobody should write: members that are missing, null, of another type, secret or not known.

Each subcommand that reads such a file judges it or refuses it in a sentence, and shows no secret. `APPFLOW_EXAMPLES=20000` tries so many.
"""

import copy
import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from appflow_command.changes import flows_of
from appflow_command.console import write
from appflow_command.doctor import program
from appflow_command.doctor.facts import Fact
from appflow_command.doctor.formats import FORMATS
from appflow_command.doctor.judging import judge
from appflow_command.doctor.ruling import Severity
from appflow_command.graph import origins
from appflow_command.graph.data import as_json
from appflow_command.graph.mermaid import as_mermaid
from appflow_command.graph.openlineage import as_openlineage
from appflow_command.pulumi_files import AnotherFile
from appflow_provider.mirrors.schemas import Field
from appflow_provider.values import SECRET as SECRET_SIGNATURE
from appflow_provider.values import SIGNATURE, unwrap
from tests.command.doctor import fleets
from tests.command.previews import OWN, SECRET, TYPES, UNKNOWN
from tests.properties.odd_values import places, with_value
from tests.stories.programs import LONGEST, SHORTEST

NUMBER = int(os.environ.get("APPFLOW_EXAMPLES") or 400)
NOW = datetime(2031, 1, 1, tzinfo=timezone.utc)
HUSH = "hunter2-7f3Q9x"
MARK = {SIGNATURE: SECRET_SIGNATURE, "ciphertext": HUSH}
BARE = {SIGNATURE: SECRET_SIGNATURE, "plaintext": json.dumps(HUSH)}
ODD: tuple[Any, ...] = (
    *(None, "", 0, 7, -1, 10**400, 1e308, float("nan"), float("inf"), True, False, 1e300),
    *([], [None], [[]], [7], ["text"], [UNKNOWN], [MARK]),
    *({}, {"": None}, {"text": 7}, {"text": [1]}, UNKNOWN, SECRET, MARK, BARE),
    *("text", "2031-01-01T00:00:00Z", "\ud800", "\x1b[31m", "x" * 5000, "[1,2]", "[[["),
    *("rate(0minutes)", "rate(999999999weeks)", "cron(0 0 31 2 ? *)", "9" * 20),
)
PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:appflow::east"
OPERATIONS = ("create", "update", "same", "delete", "replace", "create-replacement", "read")
FIELDS = {"Account": {"Id": Field("id")}}


def plain(value: Any) -> Any:
    """As JSON has it, with secrets in the clear."""
    bare = unwrap(value)
    if isinstance(bare, dict):
        return {key: plain(item) for key, item in bare.items()}
    return [plain(item) for item in bare] if isinstance(bare, list) else bare


PROGRAMS = [
    (kind, plain(made))
    for kind, made in {**SHORTEST, **LONGEST}.values()
    if kind in {"Flow", "ConnectorProfile"}
]


def stack(chance: random.Random) -> dict[str, Any]:
    """An exported stack with a few resources."""
    settings = {"region": "eu-west-1", "defaultTags": {"tags": {"team": "shop"}}}
    listed: list[dict[str, Any]] = [
        {"urn": PROVIDER, "type": "pulumi:providers:appflow", "inputs": settings}
    ]
    for number in range(chance.choice((2, 3, 4))):
        kind, inputs = chance.choice(PROGRAMS)
        type_ = chance.choice([*TYPES.values()]).format(kind)
        listed.append(
            {
                "urn": f"urn:pulumi:dev::shop::{type_}::{number}",
                "type": type_,
                "inputs": copy.deepcopy(inputs),
                "provider": f"{PROVIDER}::1",
                "sourcePosition": OWN,
                "stackTrace": [{"sourcePosition": OWN}],
            }
        )
    policy = {"bucket": "lake", "policy": fleets.policy({"StringEquals": {"aws:SourceArn": "a"}})}
    type_ = "aws:s3/bucketPolicy:BucketPolicy"
    listed.append({"urn": f"urn:pulumi:dev::shop::{type_}::lake", "type": type_, "inputs": policy})
    pending = [{"resource": copy.deepcopy(listed[1]), "type": "creating"}]
    manifest = {"time": "2031-03-03T03:03:03.123456789+02:00"}
    deployment = {"manifest": manifest, "resources": listed, "pending_operations": pending}
    return {"version": 3, "deployment": deployment}


def preview(chance: random.Random) -> dict[str, Any]:
    """A preview of the same."""
    steps = []
    for each in stack(chance)["deployment"]["resources"]:
        operation = chance.choice(OPERATIONS)
        step = {"op": operation, "urn": each["urn"]}
        if operation != "create":
            step["oldState"] = copy.deepcopy(each)
        if operation != "delete":
            step["newState"] = each
        steps.append(step)
    config = {"appflow:region": "eu-west-1", "appflow:defaultTags": '{"tags": {}}'}
    told = [{"severity": "info", "message": "Seen."}]
    return {"config": config, "steps": steps, "diagnostics": told, "changeSummary": {"create": 1}}


def odd(make: Callable[[random.Random], dict[str, Any]], seed: int) -> Iterator[Any]:
    """Files with one to three odd values each; the same ones for a seed."""
    chance = random.Random(seed)
    for _ in range(NUMBER):
        made = make(chance)
        for _change in range(chance.choice((1, 1, 2, 3))):
            made = with_value(made, chance.choice([*places(made)]), chance.choice(ODD))
        yield json.loads(json.dumps(made))


def judged(read: Callable[[Any, str, datetime], Any]) -> Callable[[Any], list[str]]:
    def texts(content: Any) -> list[str]:
        fleet = replace(read(content, "file", NOW), known=frozenset(Fact), fields=FIELDS)
        report = judge(fleet)
        return [form(report, Severity.NOTE) for form in FORMATS.values()]

    return texts


def drawn(read: Callable[[Any], Sequence[Any]]) -> Callable[[Any], list[str]]:
    def texts(content: Any) -> list[str]:
        flows = read(content)
        whole = [as_mermaid(flows, each=each) for each in (True, False)]
        return [*whole, as_openlineage(flows, "2031-01-01T00:00:00Z"), as_json(flows)]

    return texts


READERS: dict[str, tuple[Callable[[random.Random], Any], Callable[[Any], list[str]]]] = {
    "doctor of a stack": (stack, judged(program.of_stack)),
    "doctor of a preview": (preview, judged(program.of_preview)),
    "graph of a stack": (stack, drawn(origins.of_state)),
    "graph of a preview": (preview, drawn(origins.of_preview)),
    "rehearse": (preview, lambda content: [each.place for each in flows_of(content)]),
}


@pytest.mark.parametrize(("make", "read"), READERS.values(), ids=READERS)
def test_an_odd_file_is_read_or_refused_in_a_sentence(
    make: Callable[[random.Random], Any], read: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    done = 0
    for content in odd(make, seed=1):
        try:
            texts = read(content)
        except AnotherFile as other:
            texts = [str(other)]
        else:
            done += 1
        for text in texts:
            assert HUSH not in text
            write(text, tmp_path / "report")
    assert done > NUMBER / 2
