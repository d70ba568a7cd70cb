"""Applications for documents, meetings, projects, development and identities, and databases."""

from appflow_provider.rules.recipes.recipe import (
    Login,
    Proof,
    Recipe,
    Strength,
    api_key,
    authorization_code,
    custom,
)
from appflow_provider.rules.recipes.use import Use

__all__ = ["RECIPES"]

_OFFLINE = "tokens that were asked for with access type offline"
_MODULE = "hemil70/AWS-Appflow-Terraform modules/connector_profile"
_TABLE = "`schema.table`"
_DATABASE = "`driver` {}, `hostname`, `port`, `database`, `username` and `password`"

RECIPES = (
    Recipe(
        "Amazon RDS for PostgreSQL",
        "connectors-amazon-rds-postgres-sql",
        (custom("CUSTOM", _DATABASE.format("postgresql")),),
        words=("amazonrds", "postgres", "postgresql", "rds", "rdspostgresql"),
        label="AmazonRDSPostgreSQL",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/amazonrdsforpostgresql",)),
        use=Use(
            source=False,
            destination=True,
            api_version="1.0",
            entities=_TABLE,
            notes=("cdk-appflow writes with `INSERT` only",),
        ),
    ),
    Recipe(
        "Asana",
        "connectors-asana",
        (authorization_code(), custom("PAT", "`patToken`, a personal access token")),
        label="Asana",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/asana",)),
        use=Use(api_version="1.0"),
    ),
    Recipe("CircleCI", "connectors-circleci", (api_key("personal API token"),)),
    Recipe(
        "DocuSign Monitor",
        "connectors-docusign-monitor",
        (authorization_code("integration key and secret key, as client ID and client secret"),),
        words=("docusign",),
    ),
    Recipe("Domo", "connectors-domo", (Login(("OAUTH2",), "client ID and client secret"),)),
    Recipe(
        "GitHub",
        "connectors-github",
        (
            authorization_code(),
            custom("BasicAuthPersonalAccessToken", "`username` and `personalAccessToken`"),
        ),
        needs=("for OAuth 2.0 `tokenUrl` https://github.com/login/oauth/access_token",),
        label="GitHub",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/github",)),
        use=Use(api_version="v3", entities="`repos/username=…`"),
    ),
    Recipe(
        "GitLab",
        "connectors-gitlab",
        (
            authorization_code("application ID and secret, as client ID and client secret"),
            custom("PersonalAccessToken", "personal access token with the scope api"),
        ),
        label="GitLab",
        proof=Proof(Strength.LISTED, (_MODULE,)),
    ),
    Recipe(
        "Google BigQuery",
        "connectors-googlebigquery",
        (authorization_code(),),
        words=("bigquery",),
        needs=("`tokenUrl` https://oauth2.googleapis.com/token", _OFFLINE),
        label="GoogleBigQuery",
        proof=Proof(
            Strength.SEEN,
            ("cdklabs/cdk-appflow#282", "cdklabs/cdk-appflow src/googlebigquery"),
        ),
    ),
    Recipe(
        "Google Calendar", "connectors-google-calendar", (authorization_code(),), needs=(_OFFLINE,)
    ),
    Recipe(
        "Google Sheets",
        "connectors-google-sheets",
        (authorization_code(),),
        words=("gsheets",),
        needs=(_OFFLINE,),
    ),
    Recipe(
        "JDBC",
        "connectors-jdbc",
        (custom("CUSTOM", _DATABASE.format("mysql or postgresql")),),
        words=("mysql",),
        label="JDBCsmall",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/jdbcsmalldatascale",)),
        use=Use(destination=True, api_version="V1", entities=_TABLE),
    ),
    Recipe(
        "Jira Cloud",
        "connectors-jira-cloud",
        (authorization_code(),),
        words=("atlassianjira", "jira"),
        needs=("URL of your site, `https://<account>.atlassian.net`",),
        label="JiraCloud",
        proof=Proof(Strength.LISTED, (_MODULE,)),
    ),
    Recipe(
        "Microsoft SharePoint Online",
        "connectors-microsoft-sharepoint-online",
        (authorization_code("client ID and client secret of an app registration"),),
        words=("microsoftsharepoint", "sharepoint", "sharepointonline"),
        needs=(
            "`tokenUrl` `https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token`",
            "`refreshToken`, even where `accessToken` is there",
            "a client app of your own: the one that AWS manages is for the console only",
        ),
        label="MicrosoftSharePointOnline",
        proof=Proof(
            Strength.SEEN,
            (
                "cdklabs/cdk-appflow#21",
                "cdklabs/cdk-appflow#90",
                "cdklabs/cdk-appflow src/microsoftsharepointonline",
            ),
        ),
        use=Use(
            reaches=("S3",),
            api_version="v1.0",
            entities="the site; `customProperties.subEntities` is a JSON list",
            notes=(
                "no AWS Glue catalog and no partitions",
                "at most 17 folders, 10,000 files and 250 GB",
                "a scheduled run is skipped while the run before it still runs",
            ),
        ),
    ),
    Recipe(
        "Microsoft Teams",
        "connectors-microsoft-teams",
        (authorization_code(),),
        words=("msteams", "teams"),
        needs=("`tokenUrl` with your tenant ID",),
        label="MicrosoftTeams",
        proof=Proof(Strength.LISTED, (_MODULE,)),
    ),
    Recipe(
        "Okta",
        "connectors-okta",
        (authorization_code(), custom("Okta_API_Token", "API token")),
        needs=(
            "URL of your domain, `<domain>.okta.com`",
            "for OAuth 2.0 `tokenUrl` on that domain",
        ),
    ),
    Recipe("Productboard", "connectors-productboard", (api_key("access token of the public API"),)),
    Recipe(
        "Smartsheet",
        "connectors-smartsheet",
        (authorization_code(),),
        needs=(
            "`tokenUrl` https://api.smartsheet.com/2.0/token, or the same on api.smartsheet.eu",
            "instance URL https://api.smartsheet.com, or https://api.smartsheet.eu",
        ),
    ),
    Recipe(
        "Zoom",
        "connectors-zoom",
        (authorization_code(),),
        needs=("a paid plan",),
        label="Zoom",
        proof=Proof(Strength.LISTED, (_MODULE,)),
    ),
)
