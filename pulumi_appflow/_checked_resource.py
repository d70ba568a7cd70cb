"""The bases of the generated resources and components: check their arguments before Pulumi registers them."""

import asyncio
import json
import sys
from collections.abc import Iterable
from typing import Any, ClassVar

import pulumi

from pulumi_appflow._declared import remembered
from pulumi_appflow._walk import Path, Walk, arguments_of, secret_places

__all__ = ["CheckedComponent", "CheckedResource", "arguments_class", "checked", "refuse_bare_id"]


def refuse_bare_id(resource: pulumi.Resource, name: str, props: Any) -> None:
    """
    Refuse the option `id` in a constructor, which leaves a generated class without properties.

    Raises:
        pulumi.RunError: there are no properties.
    """
    if props is None:
        kind = type(resource).__name__
        raise pulumi.RunError(
            f"{kind} {name}: call {kind}.get({name!r}, id) instead of giving the option id."
        )


_SECRETS = "__secrets"  # a hidden input: where secrets stand, as JSON. The provider's `reference` has the same name


class CheckedResource(pulumi.CustomResource):
    """A resource whose arguments are checked before Pulumi registers it."""

    _lists_secrets: ClassVar[bool] = False
    """Whether the provider has to be told which arguments are secret, because Pulumi does not tell it."""

    def __init__(
        self, type_token: str, name: str, props: Any = None, *others: Any, **more: Any
    ) -> None:
        refuse_bare_id(self, name, props)
        given = vars(props)
        others = remembered(self, name, given, others)
        walk = checked(self, name, given)
        if self._lists_secrets:
            given[_SECRETS] = _listed(walk, self._secret_outputs())
        super().__init__(type_token, name, props, *others, **more)

    def _secret_outputs(self) -> Iterable[Path]:
        """The places of outputs that are secret although no argument is."""
        return ()


class CheckedComponent(pulumi.ComponentResource):
    """A component whose arguments are checked before Pulumi registers it."""

    def __init__(
        self, type_token: str, name: str, props: Any = None, *others: Any, **more: Any
    ) -> None:
        given = vars(props)
        others = remembered(self, name, given, others)
        checked(self, name, given)
        super().__init__(type_token, name, props, *others, **more)


def checked(resource: pulumi.Resource, name: str, given: dict[str, Any]) -> Walk:
    """
    Look through the arguments, and convert what Pulumi cannot send.

    Raises:
        pulumi.RunError: something cannot be converted.
    """
    walk = Walk(name)
    given.update(walk.members(given, arguments_of(arguments_class(type(resource)))))
    walk.end()
    return walk


def _listed(walk: Walk, others: Iterable[Path]) -> Any:
    """The places of all secrets, once it is known which Outputs are secret."""
    places = list(others)
    if not walk.outputs:
        return json.dumps(places)

    async def listed() -> str:
        return json.dumps([*await secret_places(walk), *places])

    async def known(value: bool) -> bool:
        return value

    future = asyncio.ensure_future
    return pulumi.Output(set(), future(listed()), future(known(True)), future(known(False)))


def arguments_class(resource: type) -> Any:
    """The argument class of a resource, from the same module as the generated class."""
    ours = {CheckedComponent, CheckedResource}
    generated = next(each for each in resource.__mro__ if ours & {*each.__bases__})
    return getattr(sys.modules[generated.__module__], f"{generated.__name__}Args")
