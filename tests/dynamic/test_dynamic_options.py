"""Pulumi's resource options on the dynamic front: each is honoured, or refused with another way."""

import inspect
import re
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi.runtime.proto import provider_pb2

import pulumi_appflow
import pulumi_appflow.dynamic as appflow
from appflow_provider.reference import PROVIDER, reference
from appflow_provider.wire.structs import encoded
from pulumi_appflow.dynamic.options import HONOURED, REFUSED
from tests.programs import flow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "resource-options.md"
ALL = {*inspect.signature(pulumi.ResourceOptions.__init__).parameters} - {"self"}
LATER = {"state_migrations"}  # options that the oldest Python SDK that is allowed does not have yet


class Engine(pulumi.runtime.Mocks):
    def new_resource(
        self, args: pulumi.runtime.MockResourceArgs
    ) -> tuple[str | None, dict[Any, Any]]:
        return f"{args.name}-id", args.inputs

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        return {}


@pytest.fixture(autouse=True)
def engine() -> None:
    pulumi.runtime.set_mocks(Engine(), preview=False)


def connector(**options: Any) -> appflow.Connector:
    return appflow.Connector(
        "hubspot",
        connector_provisioning_config={"lambda_": {"lambda_arn": "arn"}},
        opts=pulumi.ResourceOptions(**options),
    )


def eu() -> pulumi_appflow.Provider:
    return pulumi_appflow.Provider("eu", region="eu-west-1")


def test_every_option_of_pulumi_is_honoured_or_refused() -> None:
    assert {*HONOURED, *REFUSED} == ALL | LATER
    assert not HONOURED & REFUSED.keys()


def test_the_page_says_of_every_option_what_the_code_does() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", PAGE.read_text(), re.MULTILINE)
    assert [name for name, _ in rows] == sorted(ALL | LATER)
    assert {name for name, what in rows if what == "refused"} == REFUSED.keys()


GIVEN: dict[str, Any] = {
    "env_var_mappings": lambda: {"A": "B"},
    "import_": lambda: "HubSpot",
    "plugin_download_url": lambda: "https://plugins.example.com",
    "provider": eu,
    "providers": lambda: [eu()],
    "version": lambda: "0.0.9",
}


@pytest.mark.parametrize("option", REFUSED)
def test_a_refused_option_is_named_with_another_way(option: str) -> None:
    with pytest.raises(pulumi.RunError) as refused:
        connector(**{option: GIVEN[option]()})
    assert f"Connector hubspot: the option {option} has no effect here: " in str(refused.value)
    assert REFUSED[option] in str(refused.value)


def test_providers_are_refused_by_name_too() -> None:
    with pytest.raises(pulumi.RunError, match="the option providers"):
        connector(providers={"appflow": eu()})


def test_a_provider_that_a_parent_passes_on_is_refused() -> None:
    parent = pulumi.ComponentResource("a:b:C", "c", None, pulumi.ResourceOptions(providers=[eu()]))
    with pytest.raises(
        pulumi.RunError, match="the Provider that its parent passes on has no effect"
    ):
        connector(parent=parent)


def test_an_option_that_a_transformation_of_the_parent_sets_is_refused() -> None:
    def importing(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
        args.opts.import_ = "HubSpot"
        return pulumi.ResourceTransformationResult(args.props, args.opts)

    options = pulumi.ResourceOptions(transformations=[importing])
    parent = pulumi.ComponentResource("a:b:C", "c", None, options)
    with pytest.raises(pulumi.RunError, match="the option import_ has no effect"):
        connector(parent=parent)


def test_a_provider_of_another_package_is_left_to_the_children() -> None:
    class Other(pulumi.ProviderResource):
        pass

    made = connector(providers=[Other("aws", "aws")])
    assert made.get_provider("aws:s3:Bucket") is not None


def test_a_child_of_a_dynamic_resource_has_its_own_options() -> None:
    parent = connector()
    child = pulumi_appflow.Connector(
        "child",
        connector_provisioning_config={"lambda_": {"lambda_arn": "arn"}},
        opts=pulumi.ResourceOptions(parent=parent, provider=eu()),
    )
    assert child.get_provider("appflow:index:Flow") is not None


@pytest.mark.parametrize("front", [appflow, pulumi_appflow], ids=["dynamic", "plugin"])
def test_an_id_without_get_names_get(front: Any) -> None:
    with pytest.raises(pulumi.RunError, match=r"Flow orders: call Flow\.get\("):
        front.Flow("orders", opts=pulumi.ResourceOptions(id="orders"))


@pytest.fixture(scope="module")
def servicer() -> Any:
    """Pulumi's own servicer of dynamic resources, whose module would start to serve when it is imported."""
    import pulumi.dynamic

    source = Path(pulumi.dynamic.__file__).with_name("__main__.py").read_text()
    found: dict[str, Any] = {"__name__": "pulumi_dynamic"}
    exec(compile(source.removesuffix("main()\n"), "__main__.py", "exec"), found)
    return found["DynamicResourceProviderServicer"]()


class Context:
    def set_trailing_metadata(self, _pairs: Any) -> None:
        return


def diff(servicer: Any, olds: dict[str, Any], news: dict[str, Any], *ignored: str) -> Any:
    request = provider_pb2.DiffRequest(
        id="orders",
        urn="urn:pulumi:dev::shop::pulumi-python:dynamic/appflow:Flow::orders",
        olds=encoded(olds),
        news=encoded(news),
        ignoreChanges=ignored,
    )
    return servicer.Diff(request, Context())


OURS = {PROVIDER: reference("Flow")}


def test_the_engine_gets_each_changed_leaf_which_replace_on_changes_needs(servicer: Any) -> None:
    old, new = flow(description="a"), flow(description="b", flowName="other")
    reply = diff(servicer, {**old, **OURS}, {**new, **OURS})
    kinds = provider_pb2.PropertyDiff
    assert {path: each.kind for path, each in reply.detailedDiff.items()} == {
        "description": kinds.UPDATE,
        "flowName": kinds.UPDATE_REPLACE,
    }
    assert (reply.hasDetailedDiff, list(reply.diffs)) == (True, ["description", "flowName"])
    assert list(reply.replaces) == ["flowName"]


def test_what_the_user_ignores_is_no_change(servicer: Any) -> None:
    old, new = flow(tags={"owner": "a"}), flow(tags={"owner": "b"})
    reply = diff(servicer, {**old, **OURS}, {**new, **OURS}, 'tags["owner"]', "tagsAll")
    assert reply.changes == provider_pb2.DiffResponse.DIFF_NONE


def test_a_state_that_does_not_name_its_code_is_updated(servicer: Any) -> None:
    reply = diff(servicer, flow(), {**flow(), **OURS})
    assert reply.changes == provider_pb2.DiffResponse.DIFF_SOME
    assert [*reply.detailedDiff] == [PROVIDER]
