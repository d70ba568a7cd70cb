"""Applications that are no connector type: every word for one leads to it, and nothing in the table is made up."""

import re

import botocore.loaders
import pytest

from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.flow import Flow
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.recipes import recipe_for, recipe_hint
from appflow_provider.shapes.recipes.recipe import Login, Recipe
from appflow_provider.shapes.recipes.table import RECIPES
from tests.programs import flow, profile
from tools.docs import connectors as page

SHAPES = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]
ALL = [pytest.param(recipe, id=recipe.name) for recipe in RECIPES]
LOGINS = [
    pytest.param(login, id=f"{recipe.name}-{number}")
    for recipe in RECIPES
    for number, login in enumerate(recipe.logins)
]


def named(text: str) -> set[str]:
    """The keys that a text names."""
    return set(re.findall(r"`(\w+)`", text))


@pytest.mark.parametrize(
    ("word", "words"),
    [
        (
            "HubSpot",
            "To reach HubSpot, use connectorType CustomConnector with connectorLabel HubSpot and authenticationType OAUTH2",
        ),
        ("hub-spot", "with connectorLabel HubSpot"),
        ("GA4", "To reach Google Analytics 4, use connectorType CustomConnector"),
        ("SharePoint", "To reach Microsoft SharePoint Online, use"),
        ("Jira", "To reach Jira Cloud, use"),
        ("GitHub", "with connectorLabel GitHub and authenticationType OAUTH2 or CUSTOM in"),
        ("Stripe", "with the label of its connector as connectorLabel and authenticationType"),
        ("Whatever", "To reach another application, use connectorType CustomConnector"),
    ],
)
def test_an_application_without_connector_type_has_a_way_round(word: str, words: str) -> None:
    assert words in recipe_hint(word)


# What people call an application beside its name: former names, short names, what its page belongs to.
CALLED = {
    "Amazon RDS for PostgreSQL": "AmazonRDS Postgres PostgreSQL RDS RDS-PostgreSQL",
    "Blackbaud Raiser's Edge NXT": "Blackbaud RaisersEdge RaisersEdgeNXT",
    "DocuSign Monitor": "DocuSign",
    "Facebook Ads": "FacebookMarketing MetaAds",
    "Facebook Page Insights": "FacebookInsights FacebookPages",
    "Google Ads": "AdWords Google_AdWords",
    "Google Analytics 4": "GA4",
    "Google BigQuery": "BigQuery",
    "Google Search Console": "SearchConsole",
    "Google Sheets": "GSheets",
    "Instagram Ads": "Instagram",
    "JDBC": "MySQL",
    "Jira Cloud": "Jira AtlassianJira",
    "Microsoft Dynamics 365": "Dynamics Dynamics365 DynamicsCRM MicrosoftDynamics",
    "Microsoft SharePoint Online": "MicrosoftSharePoint SharePoint SharePointOnline",
    "Microsoft Teams": "MSTeams Teams",
    "QuickBooks Online": "QuickBooks",
    "Salesforce Marketing Cloud": "MarketingCloud SFMC",
    "SendGrid": "TwilioSendGrid",
    "Snapchat Ads": "SnapAds Snapchat",
    "Zendesk Chat": "Zopim",
    "Zoho CRM": "Zoho",
}


@pytest.mark.parametrize("name", CALLED)
def test_an_application_is_found_by_what_people_call_it(name: str) -> None:
    found = {word: recipe_for(word) for word in CALLED[name].split()}
    assert {word: recipe and recipe.name for word, recipe in found.items()} == dict.fromkeys(
        found, name
    )


@pytest.mark.parametrize("word", ["Salesforce", "ServiceNow", "service_now", "googleAnalytics"])
def test_a_connector_type_needs_no_way_round(word: str) -> None:
    assert recipe_hint(word) == ""


@pytest.mark.parametrize("word", ["Whatever", "Stripe", "Adobe Analytics"])
def test_a_label_that_nobody_has_seen_is_not_made_up(word: str) -> None:
    assert "Run aws appflow describe-connectors to list the labels" in recipe_hint(word)
    assert "with connectorLabel" not in recipe_hint(word)


@pytest.mark.parametrize("recipe", ALL)
def test_every_word_for_an_application_leads_to_it_in_check(recipe: Recipe) -> None:
    for word in {recipe.name, recipe.label or recipe.name, *recipe.words}:
        checked = ConnectorProfile().check({}, profile(connectorType=word))
        told = [problem.reason for problem in checked.problems if "connectorType" in problem.path]
        assert [recipe_hint(word) in reason for reason in told] == [True]
        assert recipe_for(word) == recipe
        assert f"To reach {recipe.name}, use" in recipe_hint(word)


def test_a_flow_is_shown_the_way_too() -> None:
    checked = Flow().check({}, flow(sourceFlowConfig={"connectorType": "Zoom"}))
    assert any("connectorLabel Zoom" in problem.reason for problem in checked.problems)


def test_no_two_recipes_have_a_word_in_common() -> None:
    words = [word for recipe in RECIPES for word in recipe.spellings]
    assert len(set(words)) == len(words)
    assert all(re.fullmatch("[a-z0-9]+", word) for word in words)


def test_no_two_recipes_have_a_name_a_page_or_a_label_in_common() -> None:
    labels = [recipe.label for recipe in RECIPES if recipe.label]
    assert len({recipe.name for recipe in RECIPES}) == len(RECIPES)
    assert len({recipe.page for recipe in RECIPES}) == len(RECIPES)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("recipe", ALL)
def test_a_label_is_one_for_the_api_and_has_its_proof(recipe: Recipe) -> None:
    assert (recipe.label is None) is (recipe.proof is None)
    if recipe.label and recipe.proof:
        assert re.fullmatch(SHAPES["ConnectorLabel"]["pattern"], recipe.label)
        assert recipe.proof.sources
        for source in recipe.proof.sources:
            assert re.fullmatch(r"[\w-]+/[\w-]+(#\d+| [\w/-]+)", source), source


@pytest.mark.parametrize("recipe", ALL)
def test_every_application_has_its_page_and_a_login(recipe: Recipe) -> None:
    assert re.fullmatch(r"connectors-[a-z0-9-]+", recipe.page)
    assert recipe.logins
    assert all(login.said for login in recipe.logins)
    assert all(recipe.need_texts)


@pytest.mark.parametrize("login", LOGINS)
def test_a_login_is_one_that_the_api_has(login: Login) -> None:
    assert set(login.types) <= set(SHAPES["AuthenticationType"]["enum"])
    assert login.grant in {None, *SHAPES["OAuth2GrantType"]["enum"]}
    assert login.grant is None or login.types == ("OAUTH2",)
    assert login.name is None or login.types == ("CUSTOM",)
    assert re.fullmatch(SHAPES["CustomAuthenticationType"]["pattern"], login.name or "-")


@pytest.mark.parametrize("recipe", ALL)
def test_a_key_is_the_models_or_that_of_a_program(recipe: Recipe) -> None:
    model = {*SHAPES["OAuth2Properties"]["members"], *SHAPES["OAuth2Credentials"]["members"]}
    keys = set().union(*map(named, (*recipe.need_texts, *(login.said for login in recipe.logins))))
    programs = recipe.proof.sources if recipe.proof else ()
    assert keys <= model or any(source.startswith("cdklabs/") for source in programs)


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the first table after a text on the page of the recipes, by application."""
    text = dict(page.pages())["recipes.md"].partition(heading)[2]
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert table
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[0].splitlines()[2:]]
    return {cell[0]: cell[1:] for cell in cells}


def test_applications_are_sources_except_where_the_user_guide_has_them_as_destinations() -> None:
    others = {recipe.name: recipe.use.role for recipe in RECIPES if recipe.use.role != "source"}
    assert others == {
        "Amazon RDS for PostgreSQL": "destination",
        "HubSpot": "both",
        "JDBC": "both",
        "Zoho CRM": "destination; source not known",
    }


@pytest.mark.parametrize("recipe", ALL)
def test_what_flows_can_do_with_an_application_holds_together(recipe: Recipe) -> None:
    use = recipe.use
    assert use.source is not False or use.destination, "it is good for nothing"
    assert not use.reaches or use.source, "records go nowhere from what is no source"
    assert all(CONNECTORS[name].destination for name in use.reaches)
    assert all(use.notes)
    if use.api_version or use.entities:
        assert recipe.proof
        assert any(source.startswith("cdklabs/") for source in recipe.proof.sources)
    assert re.fullmatch(SHAPES["ApiVersion"]["pattern"], use.api_version or "-")


@pytest.mark.parametrize("recipe", ALL)
def test_the_page_says_what_flows_can_do_with_an_application(recipe: Recipe) -> None:
    use = recipe.use
    assert rows("How to read the table:")[recipe.name][0] == use.role
    row = rows("## In flows").get(recipe.name, [""] * 4)
    assert row == [
        " and ".join(f"`{name}`" for name in use.reaches) + (" only" if use.reaches else ""),
        f"`{use.api_version}`" if use.api_version else "",
        use.entities or "",
        "; ".join(use.notes),
    ]
