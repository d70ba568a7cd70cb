"""
Mirrors without a plugin: the program makes the flows itself.

The provider's core says which flows there are. Outputs among the arguments are passed on to the flows as they are.
"""

import copy
import importlib
from typing import Any

import pulumi

import pulumi_appflow
from pulumi_appflow import FlowArgs, MirrorArgs
from pulumi_appflow._checked_resource import CheckedComponent, checked
from pulumi_appflow._declared import remember, schema_names
from pulumi_appflow._walk import arguments_of
from pulumi_appflow.dynamic.resources import Flow

__all__ = ["Mirror", "MirrorArgs"]

_OTHER_FRONT = "appflow:index:Flow"
_PASSED = (
    "custom_timeouts",
    "delete_before_replace",
    "deleted_with",
    "depends_on",
    "replace_with",
    "replacement_trigger",
    "retain_on_delete",
)
"""The options of a mirror that are meant for its flows. They inherit `protect` from Pulumi."""


class _Local(CheckedComponent):
    """Registers a generated component without a plugin, and makes its flows."""

    def __init__(
        self,
        type_token: str,
        name: str,
        props: Any = None,
        opts: pulumi.ResourceOptions | None = None,
        *_others: Any,
        **_more: Any,
    ) -> None:
        own = copy.copy(opts) if opts is not None else pulumi.ResourceOptions()
        own.version = own.plugin_download_url = None
        passed = copy.copy(own)
        late = remember(self, name, vars(props), own)
        checked(self, name, vars(props))
        pulumi.ComponentResource.__init__(self, type_token, name, None, own)
        core = importlib.import_module("appflow_provider.dynamic.mirrors")
        given = schema_names(vars(props), arguments_of(MirrorArgs))
        flows = core.flows_of(name, given, warn=self._warn)
        made = {flow.object: self._made(flow, passed) for flow in flows}
        late.children += made.values()
        names = {key: flow.flow_name for key, flow in made.items()}
        arns = {key: flow.flow_arn for key, flow in made.items()}
        outputs = {"flow_names": pulumi.Output.all(**names), "flow_arns": pulumi.Output.all(**arns)}
        self.__dict__.update(outputs)
        self.register_outputs(
            {"flowNames": outputs["flow_names"], "flowArns": outputs["flow_arns"]}
        )

    def _made(self, flow: Any, opts: pulumi.ResourceOptions) -> Flow:
        options = pulumi.ResourceOptions(
            parent=self, aliases=[each for text in flow.aliases for each in _aliases(text)]
        )
        for name in _PASSED:
            setattr(options, name, getattr(opts, name, None))
        python = {known: name for name, (known, _) in arguments_of(FlowArgs).items()}
        arguments = {python[name]: value for name, value in flow.inputs.items()}
        return Flow(flow.name, opts=options, **arguments)

    def _warn(self, text: str) -> None:
        pulumi.log.warn(text, self)


class Mirror(pulumi_appflow.Mirror, _Local):
    __doc__ = pulumi_appflow.Mirror.__doc__


def _aliases(text: str) -> list[Any]:
    """A URN, or the name of a flow without a parent, on either front."""
    if text.startswith("urn:"):
        return [text]
    root = pulumi.ROOT_STACK_RESOURCE
    return [
        pulumi.Alias(name=text, parent=root),
        pulumi.Alias(name=text, type_=_OTHER_FRONT, parent=root),
    ]
