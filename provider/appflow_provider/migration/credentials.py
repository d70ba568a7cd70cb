"""Credentials of a connector profile in a file: taken as a whole, or not at all, because an update of the profile sends all of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from appflow_provider.migration.described import Described, Notice
from appflow_provider.migration.translation import word
from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.findings import findings
from appflow_provider.values import leaves

_CONFIG, _CREDENTIALS = "connectorProfileConfig", "connectorProfileCredentials"
_INCOMPLETE = (
    "gets no credentials, because those in the file are not complete. The profile keeps its own. To set them in the program, see "
    "the comment in it"
)


def with_whole_credentials(each: Described) -> Described:
    """The resource, without its credentials if a part of them is missing or not valid."""
    config = each.inputs.get(_CONFIG)
    credentials = config.get(_CREDENTIALS) if isinstance(config, Mapping) else None
    lost = [notice for notice in each.notices if word(_CREDENTIALS) in word(notice.path)]
    if credentials is None or config is None:
        return replace(each, notices=(*each.notices, Notice("", _INCOMPLETE))) if lost else each
    if not lost and all(isinstance(leaf, Mapping) for _, leaf in leaves(credentials)):
        return _without(each, config)  # Terraform writes empty structures for an imported profile
    wrong = [
        problem
        for problem in findings(RESOURCES[each.kind].inputs, {**each.inputs})
        if problem.path[:2] == (_CONFIG, _CREDENTIALS)
    ]
    if not lost and not wrong:
        return each
    return replace(_without(each, config), notices=(*each.notices, Notice("", _INCOMPLETE)))


def _without(each: Described, config: Mapping[str, Any]) -> Described:
    kept = {name: item for name, item in config.items() if name != _CREDENTIALS}
    return replace(each, inputs={**each.inputs, _CONFIG: kept})
