"""The page of the connectors describes what a table cannot: versions, bounds, prefixes and regions."""

import pytest

from appflow_provider.shapes.regions import PRIVATE_LINK_TO_SALESFORCE
from tools.docs import connectors

PAGE = " ".join(dict(connectors.pages())["connectors.md"].split())


@pytest.mark.parametrize(
    "fact",
    [
        "on the day the connector profile was created",
        "the data of a scheduled flow may vary from run to run",
        "equals the bound does not pass `BETWEEN`, `LESS_THAN` or `GREATER_THAN`",
        "milliseconds since 1970, with the `DATA_TYPE` `datetime`",
        "compares `bucketPrefix` with the keys of files as plain text, not as a folder",
    ],
)
def test_the_page_of_the_connectors_says_a_fact_that_surprises(fact: str) -> None:
    assert fact in PAGE


@pytest.mark.parametrize("region", PRIVATE_LINK_TO_SALESFORCE)
def test_the_page_of_the_connectors_names_each_region_with_privatelink_to_salesforce(
    region: str,
) -> None:
    assert f"`{region}`" in PAGE


@pytest.mark.parametrize(
    "arguments",
    [
        "**`apiKey`**; **`dataCenter`** (unless `instanceUrl` is set), `instanceUrl`",
        "`tenant`, `tokenUrl`, **`instance`** (unless `instanceUrl` is set), `instanceUrl`",
        "**`tenant`** (unless `tokenUrl` is set), `tokenUrl`",
        "**`subdomain`** (unless `tokenUrl` and `instanceUrl` are set), `tokenUrl`, `instanceUrl`",
    ],
)
def test_the_page_of_the_logins_says_what_a_url_needs(arguments: str) -> None:
    assert arguments in dict(connectors.pages())["how-to/logins.md"]
