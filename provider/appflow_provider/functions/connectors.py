"""Connectors, and the objects of the applications behind them."""

from collections.abc import Mapping
from typing import Any

from appflow_provider.paging import pages
from appflow_provider.resources.api_call import ApiCall

__all__ = ["entities", "entity", "many", "one"]

Values = Mapping[str, Any]

_ENTITIES_MAX = 1000  # objects in a page of ListConnectorEntities, which takes 10,000; our choice


def one(given: Values, ask: ApiCall) -> Values:
    """DescribeConnector."""
    found: Values = ask("DescribeConnector", **_asked(given)).get("connectorConfiguration") or {}
    return found


def many(given: Values, ask: ApiCall) -> Values:
    """DescribeConnectors, or ListConnectors for those that are registered here."""
    types = given.get("connectorTypes")
    registered = given.get("registered") is True
    operation = "ListConnectors" if registered else "DescribeConnectors"
    asked = {} if registered or types is None else {"connectorTypes": types}
    connectors: list[Any] = []
    configurations: dict[str, Any] = {}
    for page in pages(ask, operation, **asked):
        connectors += page.get("connectors") or []
        configurations |= page.get("connectorConfigurations") or {}
    fitting = [each for each in connectors if types is None or each.get("connectorType") in types]
    return {"connectors": fitting, "connectorConfigurations": configurations}


def entities(given: Values, ask: ApiCall) -> Values:
    """ListConnectorEntities, after ResetConnectorMetadataCache where that is asked for."""
    asked = {key: value for key, value in _asked(given).items() if key != "resetCache"}
    if given.get("resetCache") is True:
        ask("ResetConnectorMetadataCache", **asked)
    groups: dict[str, list[Any]] = {}
    for page in pages(ask, "ListConnectorEntities", **{**asked, "maxResults": _ENTITIES_MAX}):
        for group, found in page.get("connectorEntityMap", {}).items():
            groups.setdefault(group, []).extend(found)
    return {"connectorEntityMap": groups}


def entity(given: Values, ask: ApiCall) -> Values:
    """DescribeConnectorEntity."""
    return ask("DescribeConnectorEntity", **_asked(given))


def _asked(given: Values) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != "region"}
