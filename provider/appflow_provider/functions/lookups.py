"""The API calls of each function: `get_flow` implements `getFlow`. Arguments and results are in API spelling."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any

from appflow_provider.errors import Advice, NotFound
from appflow_provider.functions.policies import policies
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
    """DescribeFlowExecutionRecords, until there are `maximum` records."""
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
    """DescribeConnectorProfiles for one name. AppFlow returns an empty list if there is no such profile."""
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
    request = {
        key: given[key]
        for key in ("connectorProfileNames", "connectorType", "connectorLabel")
        if key in given
    }
    wanted = {key: value for key, value in given.items() if key not in request}
    found = [each for page in pages(api, _PROFILES, **request) for each in page.get(_FOUND) or []]
    name = "connectorProfileName"
    return {"connectorProfiles": [each for each in found if _fits(each, wanted, name)]}


def get_connector(given: Values, api: ApiCall) -> Values:
    """DescribeConnector."""
    found: Values = api("DescribeConnector", **_request(given)).get("connectorConfiguration") or {}
    return found


def get_connectors(given: Values, api: ApiCall) -> Values:
    """DescribeConnectors; or ListConnectors for connectors registered in this account."""
    types = given.get("connectorTypes")
    registered = given.get("registered") is True
    operation = "ListConnectors" if registered else "DescribeConnectors"
    request = {} if registered or types is None else {"connectorTypes": types}
    connectors: list[Any] = []
    configurations: dict[str, Any] = {}
    for page in pages(api, operation, **request):
        connectors += page.get("connectors") or []
        configurations |= page.get("connectorConfigurations") or {}
    fitting = [each for each in connectors if types is None or each.get("connectorType") in types]
    return {"connectors": fitting, "connectorConfigurations": configurations}


def get_connector_entities(given: Values, api: ApiCall) -> Values:
    """ListConnectorEntities, after ResetConnectorMetadataCache if `resetCache` is set."""
    request = {key: value for key, value in _request(given).items() if key != "resetCache"}
    if given.get("resetCache") is True:
        api("ResetConnectorMetadataCache", **request)
    groups: dict[str, list[Any]] = {}
    for page in pages(api, "ListConnectorEntities", **{**request, "maxResults": _ENTITIES_MAX}):
        for group, found in page.get("connectorEntityMap", {}).items():
            groups.setdefault(group, []).extend(found)
    return {"connectorEntityMap": groups}


def get_connector_entity(given: Values, api: ApiCall) -> Values:
    """DescribeConnectorEntity."""
    return api("DescribeConnectorEntity", **_request(given))


def get_surroundings(given: Values, api: ApiCall) -> Values:
    """No operation: the statements stand in a table."""
    region = given.get("region") or api.service.region
    return policies(given["flows"], given["account"], region, api.doing)


def _request(given: Values) -> dict[str, Any]:
    """The arguments without `region`, which is not part of a request."""
    return {key: value for key, value in given.items() if key != "region"}


def _fits(found: Values, wanted: Values, name: str) -> bool:
    """Whether an object's name matches `namePattern`, and its other members equal the wanted ones."""
    pattern = wanted.get("namePattern")
    if pattern is not None and not fnmatchcase(str(found.get(name)), pattern):
        return False
    return all(
        found.get(key) == value
        for key, value in wanted.items()
        if key not in {"namePattern", "region"}
    )
