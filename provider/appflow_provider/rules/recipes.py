"""
Applications that people look for among the connector types and do not find, because AppFlow reaches them through a custom connector with a
label.

Evidence for the labels: the public sources of cdk-appflow (HubSpot, Google Analytics 4, Google BigQuery, Salesforce Marketing Cloud), and
a public Terraform module that accepts the others as labels. Which login and which settings each needs AppFlow itself says, in
DescribeConnector.
"""

from dataclasses import dataclass

__all__ = ["RECIPES", "Recipe", "recipe_for"]


@dataclass(frozen=True)
class Recipe:
    """
    An application.

    Attributes:
        name: What people call it.
        label: Its `connectorLabel`.
        words: What they write as a connector type, letters and digits in lower case.
    """

    name: str
    label: str
    words: tuple[str, ...]


RECIPES = (
    Recipe("GitHub", "GitHub", ("github",)),
    Recipe("GitLab", "GitLab", ("gitlab",)),
    Recipe("Google Analytics 4", "GoogleAnalytics4", ("ga4", "googleanalytics4")),
    Recipe("Google BigQuery", "GoogleBigQuery", ("bigquery", "googlebigquery")),
    Recipe("HubSpot", "HubSpot", ("hubspot",)),
    Recipe("Jira", "JiraCloud", ("jira", "jiracloud")),
    Recipe(
        "Microsoft Dynamics 365",
        "MicrosoftDynamics365",
        ("dynamics", "dynamics365", "microsoftdynamics365"),
    ),
    Recipe(
        "Microsoft SharePoint",
        "MicrosoftSharePointOnline",
        ("sharepoint", "sharepointonline", "microsoftsharepointonline"),
    ),
    Recipe("Microsoft Teams", "MicrosoftTeams", ("teams", "microsoftteams")),
    Recipe(
        "Salesforce Marketing Cloud",
        "SalesforceMarketingCloud",
        ("marketingcloud", "salesforcemarketingcloud"),
    ),
    Recipe("Zoom", "Zoom", ("zoom",)),
)


def recipe_for(word: str) -> Recipe | None:
    """The application that a word means, however it is spelt."""
    folded = "".join(letter for letter in word.lower() if letter.isalnum())
    return next((recipe for recipe in RECIPES if folded in recipe.words), None)
