"""Options of a mirror on the dynamic front: which of them its flows get is what the page says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pytest

import pulumi_appflow.dynamic as appflow
from tests.dynamic.test_dynamic_options import ALL, LATER, Engine

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "mirror.md"
(_SENTENCE,) = re.findall(
    r"^These options of the mirror.*?\.", PAGE.read_text(), re.MULTILINE | re.DOTALL
)
SAID = set(re.findall(r"`(\w+)`", _SENTENCE))
"""The options that hold for flows, as the page says."""

NOT_PASSED = {
    "additional_secret_outputs": "names outputs of the mirror",
    "aliases": "Pulumi derives those of the flows",
    "env_var_mappings": "of providers",
    "hide_diffs": "names properties of a flow, which a mirror has not",
    "hooks": "are bound to the steps of one resource",
    "id": "of one resource",
    "ignore_changes": "names properties of a flow, which a mirror has not",
    "import_": "of one resource",
    "parent": "the flows have the mirror",
    "plugin_download_url": "of the plugin",
    "providers": "Pulumi inherits them",
    "replace_on_changes": "names properties of a flow, which a mirror has not",
    "state_migrations": "of one resource",
    "transformations": "Pulumi inherits them",
    "transforms": "Pulumi inherits them",
    "urn": "of one resource",
    "version": "of the plugin",
}
"""All other options, and why the mirror itself does not hand them on."""


def test_there_is_a_decision_about_each_option() -> None:
    assert SAID | NOT_PASSED.keys() == ALL | LATER
    assert not SAID & NOT_PASSED.keys()


def other() -> pulumi.Resource:
    return pulumi.ComponentResource("shop:index:Team", "team")


GIVEN: dict[str, Callable[[], Any]] = {
    "custom_timeouts": lambda: pulumi.CustomTimeouts(create="7m"),
    "delete_before_replace": lambda: True,
    "deleted_with": other,
    "depends_on": lambda: [other()],
    "protect": lambda: True,
    "replace_with": lambda: [other()],
    "replacement_trigger": lambda: "again",
    "retain_on_delete": lambda: True,
}


@pytest.mark.parametrize("option", sorted(SAID - {"provider"}))  # dynamic resources have none
def test_what_the_page_says_reaches_the_flows(option: str) -> None:
    given: list[Any] = []
    seen: dict[str, pulumi.ResourceTransformationArgs] = {}

    def look(args: pulumi.ResourceTransformationArgs) -> None:
        if args.type_.endswith("Flow"):
            seen[args.name] = args

    def program() -> None:
        given.append(GIVEN[option]())
        appflow.Mirror(
            "files",
            connector_type="S3",
            objects=["a", "b"],
            source_connector_properties={
                "s3": {"bucket_name": "shop", "bucket_prefix": "{object}"}
            },
            destination_flow_config={
                "connector_type": "S3",
                "destination_connector_properties": {"s3": {"bucket_name": "lake"}},
            },
            trigger_config={"trigger_type": "OnDemand"},
            opts=pulumi.ResourceOptions(transformations=[look], **{option: given[0]}),
        )

    pulumi.runtime.set_mocks(Engine(), preview=False)
    pulumi.runtime.test(program)()
    assert sorted(seen) == ["files-a", "files-b"]
    for each in seen.values():
        # Pulumi inherits `protect` after the transformations.
        of = each.resource if option == "protect" else each.opts
        found: Any = getattr(of, "_protect" if option == "protect" else option)
        assert ([*found] if option == "depends_on" else found) == given[0]
