"""
The generated classes, registered as dynamic resources.

A generated class hands its properties to its base. `_Dynamic` stands between the two in the order of bases and
changes what is registered: another type, among the properties a reference to the provider's code and the places of secrets, and no plugin
version.
"""

import base64
import copy
import json
from functools import partial
from typing import Any

import pulumi
from pulumi.runtime.config import is_config_secret

import pulumi_appflow
from pulumi_appflow._typed import Typed, refuse_bare_id
from pulumi_appflow._walk import Path
from pulumi_appflow.dynamic.options import settled

__all__ = ["Connector", "ConnectorProfile", "Flow", "FlowRun"]

_PLUGIN_TYPE = "appflow:index:{}"
_DYNAMIC_TYPE = "pulumi-python:dynamic/appflow:{}"


def _reference(token: str) -> str:
    """
    What state keeps instead of code: a pickle that calls `appflow_provider.dynamic.load(token)`.

    Uses the oldest pickle protocol, because the text must be the same for every version of Python and never change. A changed
    text would read as a change of every resource.
    """
    pickled = f"cappflow_provider.dynamic\nload\n(V{token}\ntR."
    return base64.b64encode(pickled.encode()).decode()


class _Dynamic(Typed):
    """Registers a generated class as a dynamic resource."""

    _lists_secrets = True

    def __init__(
        self,
        type_token: str,
        name: str,
        props: Any = None,
        opts: pulumi.ResourceOptions | None = None,
        *others: Any,
        **more: Any,
    ) -> None:
        refuse_bare_id(self, name, props)
        token = type_token.rsplit(":", 1)[-1]
        own = _DYNAMIC_TYPE.format(token)
        options = copy.copy(opts) if opts is not None else pulumi.ResourceOptions()
        self._last = settled(self, token, partial(_aliases, token))
        props.__dict__["__provider"] = _reference(token)
        super().__init__(own, name, props, options, *others, **more)

    @property
    def _transformations(self) -> list[pulumi.ResourceTransformation]:
        """What Pulumi calls before it registers the resource: the user's, the parents', and ours behind them."""
        given: list[pulumi.ResourceTransformation] = self.__dict__["_given"]
        return [*given, self._last]

    @_transformations.setter
    def _transformations(self, given: list[pulumi.ResourceTransformation]) -> None:
        self.__dict__["_given"] = given

    def _secret_outputs(self) -> list[Path]:
        """Of `tagsAll` the provider's default tags, where the configuration keeps them secret; a dynamic provider is not told."""
        if not isinstance(self, Flow) or not is_config_secret("appflow:defaultTags"):
            return []
        try:
            tags = json.loads(pulumi.Config("appflow").get("defaultTags") or "{}").get("tags")
        except ValueError:
            return []  # which the provider says
        return [("tagsAll", key) for key in tags or ()]


def _aliases(token: str, given: list[Any]) -> list[Any]:
    """The user's aliases, and one for the plugin's type."""
    itself = _DYNAMIC_TYPE.format(token)
    others = [each for each in given if getattr(each, "type_", None) != itself]
    return [*others, pulumi.Alias(type_=_PLUGIN_TYPE.format(token))]


def _lookup(cls: Any, args: Any, name: str, id_: Any, opts: Any) -> Any:
    """An existing object by its id. The provider fills in all properties."""
    props = args.__new__(args)
    generated = cls.__mro__[1]
    props.__dict__.update(
        {key: None for key, at in vars(generated).items() if isinstance(at, property)}
    )
    options = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id_))
    return cls(name, opts=options, __props__=props)


class ConnectorProfile(pulumi_appflow.ConnectorProfile, _Dynamic):
    __doc__ = pulumi_appflow.ConnectorProfile.__doc__

    @staticmethod
    def get(
        resource_name: str,
        id: pulumi.Input[str],  # noqa: A002 - Pulumi's name for it
        opts: pulumi.ResourceOptions | None = None,
    ) -> "ConnectorProfile":
        """Look up an existing connector profile by its name or ARN."""
        found: ConnectorProfile = _lookup(
            ConnectorProfile, pulumi_appflow.ConnectorProfileArgs, resource_name, id, opts
        )
        return found


class Flow(pulumi_appflow.Flow, _Dynamic):
    __doc__ = pulumi_appflow.Flow.__doc__

    @staticmethod
    def get(
        resource_name: str,
        id: pulumi.Input[str],  # noqa: A002 - Pulumi's name for it
        opts: pulumi.ResourceOptions | None = None,
    ) -> "Flow":
        """Look up an existing flow by its name or ARN."""
        found: Flow = _lookup(Flow, pulumi_appflow.FlowArgs, resource_name, id, opts)
        return found


class Connector(pulumi_appflow.Connector, _Dynamic):
    __doc__ = pulumi_appflow.Connector.__doc__

    @staticmethod
    def get(
        resource_name: str,
        id: pulumi.Input[str],  # noqa: A002 - Pulumi's name for it
        opts: pulumi.ResourceOptions | None = None,
    ) -> "Connector":
        """Look up an existing connector by its label."""
        found: Connector = _lookup(Connector, pulumi_appflow.ConnectorArgs, resource_name, id, opts)
        return found


class FlowRun(pulumi_appflow.FlowRun, _Dynamic):
    __doc__ = pulumi_appflow.FlowRun.__doc__

    @staticmethod
    def get(
        resource_name: str,
        id: pulumi.Input[str],  # noqa: A002 - Pulumi's name for it
        opts: pulumi.ResourceOptions | None = None,
    ) -> "FlowRun":
        """Look up an existing run by FLOW_NAME/EXECUTION_ID."""
        found: FlowRun = _lookup(FlowRun, pulumi_appflow.FlowRunArgs, resource_name, id, opts)
        return found
