"""
What the providers of a program give their resources: the region and the default tags.

A stack holds the settings of each provider as the inputs of a resource, for dynamic resources too, whose names begin with `appflow:` there. A
preview shows only the providers that the program declares. All other resources have the settings of the stack's configuration.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from appflow_command.doctor.reading import is_mark
from appflow_command.pulumi_files import text_of

Resource = tuple[str, str, Mapping[str, Any]]
"""The URN, the type and the state of a resource."""

_PROVIDER = "pulumi:providers:"
_PREFIX = "appflow:"


@dataclass(frozen=True)
class Provided:
    """
    What resources have of their providers.

    Attributes:
        providers: The settings of each provider, by its URN.
        configuration: The settings for every other provider.
    """

    providers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    configuration: Mapping[str, Any] = field(default_factory=dict)

    def region(self, resource: Mapping[str, Any]) -> str:
        """The region of a resource without one of its own; empty if it is not known."""
        found = self._setting(resource, "region")
        return found if isinstance(found, str) and not is_mark(found) else ""

    def tags(self, resource: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The default tags of a resource; None if they are not known."""
        found = self._setting(resource, "defaultTags")
        if isinstance(found, str) and not is_mark(found):
            try:
                found = json.loads(found)
            except ValueError:
                return None
        tags = found.get("tags") if isinstance(found, Mapping) and not is_mark(found) else found
        if is_mark(tags):
            return None
        return tags if isinstance(tags, Mapping) else {}

    def _setting(self, resource: Mapping[str, Any], name: str) -> Any:
        urn = text_of(resource.get("provider")).rpartition("::")[0]
        settings = self.providers.get(urn, self.configuration)
        return settings.get(name, settings.get(_PREFIX + name))


def provided(resources: Iterable[Resource], configuration: Any = None) -> Provided:
    """What the providers among resources give, and the configuration of a preview."""
    providers = {
        urn: state["inputs"]
        for urn, type_, state in resources
        if type_.startswith(_PROVIDER) and isinstance(state.get("inputs"), Mapping)
    }
    return Provided(providers, configuration if isinstance(configuration, Mapping) else {})
