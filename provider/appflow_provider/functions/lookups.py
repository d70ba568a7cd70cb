"""What each function asks of AppFlow: `get_flow` answers `getFlow`. Arguments and results are in the API's spelling."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any

from appflow_provider.errors import Advice, NotFound
from appflow_provider.paging import pages
from appflow_provider.resources.api_call import ApiCall

Values = Mapping[str, Any]

_ENTITIES_MAX = 1000  # objects in a page of ListConnectorEntities, which takes 10,000; our choice
_PROFILES, _FOUND = "DescribeConnectorProfiles", "connectorProfileDetails"


def get_flow(given: Values, api: ApiCall) -> Values:
    """DescribeFlow."""
    return api("DescribeFlow", flowName=given["flowName"])


def get_flows(given: Values, api: ApiCall) -> Values:
    """ListFlows."""
    found = (flow for page in pages(api, "ListFlows") for flow in page.get("flows") or [])
    return {"flows": [flow for flow in found if _fits(flow, given, "flowName")]}


def get_flow_execution_records(given: Values, api: ApiCall) -> Values:
    """DescribeFlowExecutionRecords, as far as it is needed."""
    status = given.get("executionStatus")
    found = (run for run in _runs(given, api) if status in {None, run.get("executionStatus")})
    return {"flowExecutions": list(islice(found, given.get("maximum")))}


def _runs(given: Values, api: ApiCall) -> Iterator[dict[str, Any]]:
    for page in pages(api, "DescribeFlowExecutionRecords", flowName=given["flowName"]):
        yield from page.get("flowExecutions") or []


def get_flow_tags(given: Values, api: ApiCall) -> Values:
    """ListTagsForResource."""
    reply = api("ListTagsForResource", resourceArn=given["flowArn"])
    return {"tags": reply.get("tags") or {}}


def get_connector_profile(given: Values, api: ApiCall) -> Values:
    """DescribeConnectorProfiles of one name, which says nothing of a name that it does not know."""
    name = given["connectorProfileName"]
    found = api(_PROFILES, connectorProfileNames=[name]).get(_FOUND) or []
    if not found:
        words = f'there is no connector profile "{name}" in {api.service.region}'
        advice = Advice(step="Check the name and the region")
        raise NotFound(words, ours=True, doing=api.doing, advice=advice)
    profile: Values = found[0]
    return profile


def get_connector_profiles(given: Values, api: ApiCall) -> Values:
    """DescribeConnectorProfiles."""
    asked = {
        key: given[key]
        for key in ("connectorProfileNames", "connectorType", "connectorLabel")
        if key in given
    }
    wanted = {key: value for key, value in given.items() if key not in asked}
    found = [each for page in pages(api, _PROFILES, **asked) for each in page.get(_FOUND) or []]
    name = "connectorProfileName"
    return {"connectorProfiles": [each for each in found if _fits(each, wanted, name)]}


def get_connector(given: Values, api: ApiCall) -> Values:
    """DescribeConnector."""
    found: Values = api("DescribeConnector", **_asked(given)).get("connectorConfiguration") or {}
    return found


def get_connectors(given: Values, api: ApiCall) -> Values:
    """DescribeConnectors, or ListConnectors for those that are registered here."""
    types = given.get("connectorTypes")
    registered = given.get("registered") is True
    operation = "ListConnectors" if registered else "DescribeConnectors"
    asked = {} if registered or types is None else {"connectorTypes": types}
    connectors: list[Any] = []
    configurations: dict[str, Any] = {}
    for page in pages(api, operation, **asked):
        connectors += page.get("connectors") or []
        configurations |= page.get("connectorConfigurations") or {}
    fitting = [each for each in connectors if types is None or each.get("connectorType") in types]
    return {"connectors": fitting, "connectorConfigurations": configurations}


def get_connector_entities(given: Values, api: ApiCall) -> Values:
    """ListConnectorEntities, after ResetConnectorMetadataCache if `resetCache` is set."""
    asked = {key: value for key, value in _asked(given).items() if key != "resetCache"}
    if given.get("resetCache") is True:
        api("ResetConnectorMetadataCache", **asked)
    groups: dict[str, list[Any]] = {}
    for page in pages(api, "ListConnectorEntities", **{**asked, "maxResults": _ENTITIES_MAX}):
        for group, found in page.get("connectorEntityMap", {}).items():
            groups.setdefault(group, []).extend(found)
    return {"connectorEntityMap": groups}


def get_connector_entity(given: Values, api: ApiCall) -> Values:
    """DescribeConnectorEntity."""
    return api("DescribeConnectorEntity", **_asked(given))


def _asked(given: Values) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != "region"}


def _fits(found: Values, wanted: Values, name: str) -> bool:
    """Whether an object's name matches `namePattern`, and its other members equal what is asked for."""
    pattern = wanted.get("namePattern")
    if pattern is not None and not fnmatchcase(str(found.get(name)), pattern):
        return False
    return all(
        found.get(key) == value
        for key, value in wanted.items()
        if key not in {"namePattern", "region"}
    )
