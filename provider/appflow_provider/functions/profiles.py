"""Connector profiles."""

from collections.abc import Mapping
from typing import Any

from appflow_provider.errors import Advice, NotFound
from appflow_provider.functions.fitting import fits
from appflow_provider.paging import pages
from appflow_provider.resources.api_call import ApiCall

__all__ = ["many", "one"]

Values = Mapping[str, Any]

_OPERATION, _FOUND = "DescribeConnectorProfiles", "connectorProfileDetails"


def one(given: Values, ask: ApiCall) -> Values:
    """DescribeConnectorProfiles of one name, which says nothing of a name that it does not know."""
    name = given["connectorProfileName"]
    found = ask(_OPERATION, connectorProfileNames=[name]).get(_FOUND) or []
    if not found:
        words = f'there is no connector profile "{name}" in {ask.service.region}'
        missing = NotFound(words, ours=True)
        missing.doing = ask.doing
        missing.advice = Advice(step="Check the name and the region")
        raise missing
    profile: Values = found[0]
    return profile


def many(given: Values, ask: ApiCall) -> Values:
    """DescribeConnectorProfiles."""
    asked = {
        key: given[key]
        for key in ("connectorProfileNames", "connectorType", "connectorLabel")
        if key in given
    }
    wanted = {key: value for key, value in given.items() if key not in asked}
    found = [each for page in pages(ask, _OPERATION, **asked) for each in page.get(_FOUND) or []]
    name = "connectorProfileName"
    return {"connectorProfiles": [each for each in found if fits(each, wanted, name)]}
