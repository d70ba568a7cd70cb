"""
What registers a generated class as a dynamic resource.

A generated class hands its properties to its base. `Dynamic` stands between the two in the order of bases and
changes what is registered: another type, among the properties a reference to the provider's code and the places of secrets, and no plugin
version.
"""

import copy
import json
from functools import partial
from typing import Any, ClassVar, TypeVar

import pulumi
from pulumi.runtime.config import is_config_secret

from pulumi_appflow._checked_resource import CheckedResource, arguments_class, refuse_bare_id
from pulumi_appflow._walk import Path
from pulumi_appflow.dynamic.options import settled

__all__ = ["Dynamic", "existing"]

_PLUGIN_TYPE = "appflow:index:{}"
_DYNAMIC_TYPE = "pulumi-python:dynamic/appflow:{}"

Resource = TypeVar("Resource", bound="Dynamic")


class Dynamic(CheckedResource):
    """Registers a generated class as a dynamic resource."""

    _lists_secrets = True
    _code: ClassVar[str]
    """What the state keeps instead of code: a reference to the provider's. A changed text would change every resource."""

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
        props.__dict__["__provider"] = self._code
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
        if not hasattr(type(self), "tags_all") or not is_config_secret("appflow:defaultTags"):
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


def existing(cls: type[Resource], name: str, id_: Any, opts: Any) -> Resource:
    """An existing object by its id. The provider fills in all properties."""
    args = arguments_class(cls)
    props = args.__new__(args)
    generated = cls.__mro__[1]
    props.__dict__.update(
        {key: None for key, at in vars(generated).items() if isinstance(at, property)}
    )
    options = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id_))
    return cls(name, opts=options, __props__=props)  # type: ignore[call-arg]
