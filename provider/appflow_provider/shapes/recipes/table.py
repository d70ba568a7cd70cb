"""
The applications, by name: one for each page of AppFlow's user guide that belongs to no connector type.

A label is given where a public source has it literally, with that source; no list of the labels is published. What a label's
connector needs AppFlow itself says, in DescribeConnector.
"""

from appflow_provider.shapes.recipes.recipe import (
    TOKEN_URL,
    Blank,
    Credential,
    Login,
    Proof,
    Recipe,
    Setting,
    Strength,
    Use,
    api_key,
    authorization_code,
    client_credentials,
    custom,
    password,
    seen,
    sent,
)

_REGION = "of the region that holds your data"
_OFFLINE = "tokens that were asked for with access type offline"
_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_TENANT = "Id or domain of your tenant at Microsoft."
_SUBDOMAIN = Blank("subdomain", "Subdomain of your package's addresses.")
_TOKENS = "URL that gives out tokens."
_GOOGLE = Setting(TOKEN_URL, _TOKENS, "https://oauth2.googleapis.com/token")
_LISTED = Proof(Strength.LISTED, ("hemil70/AWS-Appflow-Terraform modules/connector_profile",))
_TABLE = "`schema.table`"


def _database(*drivers: str, port: str = "") -> tuple[Credential, ...]:
    return (
        Credential("driver", "Driver of the database.", values=drivers),
        Credential("hostname", "Name or address of the database's host."),
        Credential("port", "Port of the database.", default=port),
        Credential("database", "Name of the database."),
        Credential("username", "Name of the database's user."),
        Credential("password", "Password of the user.", secret=True),
    )


RECIPES = (
    Recipe(
        "Adobe Analytics",
        (authorization_code(),),
        page="connectors-adobeanalytics",
        needs=("the client ID once more, as X-API-KEY",),
    ),
    Recipe(
        "AfterShip",
        (api_key("API key and API secret key"),),
        needs=("which of its two kinds the key is: older than 7 July 2022, or not",),
    ),
    Recipe(
        "Amazon RDS for PostgreSQL",
        (custom("CUSTOM", *_database("postgresql", port="5432")),),
        page="connectors-amazon-rds-postgres-sql",
        words=("amazonrds", "postgres", "postgresql", "rds", "rdspostgresql"),
        label="AmazonRDSPostgreSQL",
        proof=sent("amazonrdsforpostgresql"),
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
        (
            authorization_code(),
            custom("PAT", Credential("patToken", "A personal access token.", secret=True)),
        ),
        label="Asana",
        proof=sent("asana"),
        use=Use(api_version="1.0"),
    ),
    Recipe(
        "BambooHR",
        (api_key("API key"),),
        needs=("instance URL `https://api.bamboohr.com/api/gateway.php/<company>`",),
    ),
    Recipe(
        "Blackbaud Raiser's Edge NXT",
        (authorization_code(),),
        page="connectors-blackbaudraisersedgenxt",
        words=("blackbaud", "raisersedge", "raisersedgenxt"),
        needs=("subscription key",),
    ),
    Recipe(
        "Braintree",
        (api_key("public key and private key"),),
        needs=(
            "instance URL https://payments.braintree-api.com/graphql, or https://payments.sandbox.braintree-api.com/graphql",
        ),
    ),
    Recipe("CircleCI", (api_key("personal API token"),)),
    Recipe(
        "Coupa",
        (client_credentials(),),
        needs=(
            "`tokenUrl` `https://<company>.coupahost.com/oauth2/token`, or the same on coupacloud.com",
            "instance URL `https://<company>.coupahost.com`, or `https://<company>.coupacloud.com` for partners and demos",
        ),
    ),
    Recipe("Delighted", (api_key("API key, test or live"),)),
    Recipe(
        "DocuSign Monitor",
        (authorization_code("integration key and secret key, as client ID and client secret"),),
        words=("docusign",),
    ),
    Recipe("Domo", (Login(("OAUTH2",), "client ID and client secret"),)),
    Recipe(
        "Facebook Ads",
        (authorization_code("app ID and app secret, as client ID and client secret"),),
        words=("facebookmarketing", "metaads"),
        needs=(
            "instance URL https://graph.facebook.com",
            "version of the Marketing API, the same as in the URL where the app is allowed",
        ),
    ),
    Recipe(
        "Facebook Page Insights",
        (authorization_code("app ID and app secret, as client ID and client secret"),),
        words=("facebookinsights", "facebookpages"),
    ),
    Recipe(
        "Freshdesk",
        (api_key("API key"),),
        needs=("instance URL `https://<company>.freshdesk.com`",),
    ),
    Recipe(
        "Freshsales",
        (api_key("the word token as API key, and your API key as API secret key"),),
        needs=("instance URL on myfreshworks.com",),
    ),
    Recipe(
        "GitHub",
        (
            authorization_code(),
            custom(
                "BasicAuthPersonalAccessToken",
                Credential("username", "Name of the user."),
                Credential(
                    "personalAccessToken", "Personal access token of the user.", secret=True
                ),
            ),
        ),
        needs=(
            Setting(
                TOKEN_URL,
                _TOKENS,
                "https://github.com/login/oauth/access_token",
                before="for OAuth 2.0 ",
            ),
        ),
        label="GitHub",
        proof=sent("github"),
        use=Use(api_version="v3", entities="`repos/username=…`"),
    ),
    Recipe(
        "GitLab",
        (
            authorization_code("application ID and secret, as client ID and client secret"),
            custom("PersonalAccessToken", takes="personal access token with the scope api"),
        ),
        label="GitLab",
        proof=_LISTED,
    ),
    Recipe(
        "Google Ads",
        (authorization_code(),),
        words=("adwords", "googleadwords"),
        needs=(
            _GOOGLE,
            Setting("developerToken", "Developer token of your Google Ads account."),
            Setting("apiVersion", "Version of the Google Ads API.", after=" of the Google Ads API"),
            Setting(
                "managerID",
                "Id of your manager account, if you use one.",
                after=" for a manager account",
                required=False,
            ),
            _OFFLINE,
        ),
        stands_in=True,
        label="GoogleAds",
        proof=sent("googleads"),
    ),
    Recipe(
        "Google Analytics 4",
        (authorization_code(),),
        words=("ga4",),
        needs=(
            _GOOGLE,
            _OFFLINE,
        ),
        stands_in=True,
        label="GoogleAnalytics4",
        proof=sent("googleanalytics4"),
        use=Use(api_version="v1beta"),
    ),
    Recipe(
        "Google BigQuery",
        (authorization_code(),),
        page="connectors-googlebigquery",
        words=("bigquery",),
        needs=(_GOOGLE, _OFFLINE),
        stands_in=True,
        label="GoogleBigQuery",
        proof=seen("cdklabs/cdk-appflow#282", "cdklabs/cdk-appflow src/googlebigquery"),
    ),
    Recipe("Google Calendar", (authorization_code(),), needs=(_OFFLINE,)),
    Recipe(
        "Google Search Console",
        (authorization_code(),),
        words=("searchconsole",),
        needs=(_OFFLINE,),
    ),
    Recipe("Google Sheets", (authorization_code(),), words=("gsheets",), needs=(_OFFLINE,)),
    Recipe(
        "HubSpot",
        (authorization_code(),),
        needs=(Setting(TOKEN_URL, _TOKENS, "https://api.hubapi.com/oauth/v1/token"),),
        stands_in=True,
        label="HubSpot",
        proof=seen("hashicorp/terraform-provider-aws#34422", "cdklabs/cdk-appflow src/hubspot"),
        use=Use(
            destination=True,
            api_version="v4",
            entities="`association_label/ticket/contact`",
            notes=("the user guide names the API versions v3, v2 and v1",),
        ),
    ),
    Recipe(
        "Instagram Ads",
        (authorization_code("app ID and app secret, as client ID and client secret"),),
        words=("instagram",),
    ),
    Recipe("Intercom", (authorization_code(),), needs=(f"`tokenUrl` and instance URL {_REGION}",)),
    Recipe(
        "JDBC",
        (custom("CUSTOM", *_database("mysql", "postgresql")),),
        words=("mysql",),
        label="JDBCsmall",
        proof=sent("jdbcsmalldatascale"),
        use=Use(destination=True, api_version="V1", entities=_TABLE),
    ),
    Recipe(
        "Jira Cloud",
        (authorization_code(),),
        words=("atlassianjira", "jira"),
        needs=("URL of your site, `https://<account>.atlassian.net`",),
        label="JiraCloud",
        proof=_LISTED,
    ),
    Recipe(
        "Kustomer",
        (api_key("token of an API key"),),
        needs=("instance URL `https://<domain>.api.kustomerapp.com`",),
    ),
    Recipe("LinkedIn Ads", (authorization_code(),)),
    Recipe("LinkedIn Pages", (authorization_code(),)),
    Recipe(
        "Mailchimp",
        (custom("api_key", Credential("api_key", "The API key.", secret=True)),),
        needs=(
            Setting(
                "instanceUrl",
                "URL of your instance.",
                "https://{dataCenter}.api.mailchimp.com",
                (Blank("dataCenter", "Data center of your account, such as `us1`."),),
            ),
        ),
        label="Mailchimp",
        proof=sent("mailchimp"),
        use=Use(api_version="3.0", entities="`campaigns`"),
    ),
    Recipe(
        "Microsoft Dynamics 365",
        (authorization_code("client ID and the value of a client secret"),),
        words=("dynamics", "dynamics365", "dynamicscrm", "microsoftdynamics"),
        needs=(
            Setting(
                TOKEN_URL,
                _TOKENS,
                _MICROSOFT,
                (Blank("tenant", f"{_TENANT} Default `common`.", default="common"),),
                after=", with `common` for any tenant",
            ),
            Setting(
                "instanceUrl",
                "URL of your instance.",
                "https://{instance}.api.crm.dynamics.com",
                (Blank("instance", "Name of your instance, the first part of its host name."),),
            ),
        ),
        stands_in=True,
        refreshes=True,
        label="MicrosoftDynamics365",
        proof=sent("microsoftdynamics365"),
        use=Use(api_version="v9.2"),
    ),
    Recipe(
        "Microsoft SharePoint Online",
        (authorization_code("client ID and client secret of an app registration"),),
        words=("microsoftsharepoint", "sharepoint", "sharepointonline"),
        needs=(
            Setting(TOKEN_URL, _TOKENS, _MICROSOFT, (Blank("tenant", _TENANT),)),
            "a client app of your own: the one that AWS manages is for the console only",
        ),
        stands_in=True,
        refreshes=True,
        label="MicrosoftSharePointOnline",
        proof=seen(
            "cdklabs/cdk-appflow#21",
            "cdklabs/cdk-appflow#90",
            "cdklabs/cdk-appflow src/microsoftsharepointonline",
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
        (authorization_code(),),
        words=("msteams", "teams"),
        needs=(Setting(TOKEN_URL, _TOKENS, after=" with your tenant ID"),),
        label="MicrosoftTeams",
        proof=_LISTED,
    ),
    Recipe(
        "Mixpanel",
        (password("user name and secret of a service account"),),
        needs=("instance URL https://mixpanel.com/api/app/me", "API version 2.0"),
    ),
    Recipe(
        "Okta",
        (authorization_code(), custom("Okta_API_Token", takes="API token")),
        needs=(
            "URL of your domain, `<domain>.okta.com`",
            "for OAuth 2.0 `tokenUrl` on that domain",
        ),
    ),
    Recipe("Oracle HCM", (password("user name and password"),), needs=("instance URL",)),
    Recipe(
        "PayPal",
        (Login(("OAUTH2",), "client ID and secret of a REST API app"),),
        needs=(
            "`tokenUrl` https://api-m.paypal.com/v1/oauth2/token, or the same on api-m.sandbox.paypal.com",
            "instance URL https://api-m.paypal.com, or https://api-m.sandbox.paypal.com",
        ),
    ),
    Recipe("Pendo", (api_key("integration key with write access"),)),
    Recipe(
        "Pipedrive",
        (authorization_code(),),
        needs=("instance URL `https://<company>.pipedrive.com`",),
    ),
    Recipe("Productboard", (api_key("access token of the public API"),)),
    Recipe(
        "QuickBooks Online",
        (authorization_code(),),
        words=("quickbooks",),
        needs=(
            "instance URL https://quickbooks.api.intuit.com, or https://sandbox-quickbooks.api.intuit.com",
            "company ID",
        ),
    ),
    Recipe("Recharge", (api_key("API token with read permissions"),)),
    Recipe(
        "Salesforce Marketing Cloud",
        (client_credentials("client ID and client secret of a server-to-server package"),),
        words=("marketingcloud", "sfmc"),
        needs=(
            Setting(
                TOKEN_URL,
                _TOKENS,
                "https://{subdomain}.auth.marketingcloudapis.com/v2/token",
                (_SUBDOMAIN,),
            ),
            Setting(
                "instanceUrl",
                "URL of your instance.",
                "https://{subdomain}.rest.marketingcloudapis.com/",
                (_SUBDOMAIN,),
                after=", or the same with soap",
            ),
        ),
        label="SalesforceMarketingCloud",
        proof=seen(
            "hashicorp/terraform-provider-aws#31994",
            "cdklabs/cdk-appflow src/salesforce-marketing-cloud",
            "aws-solutions/data-connectors-for-aws-clean-rooms source/aws_lambda/shared/util/shared/connectors/salesforce",
        ),
        use=Use(api_version="v1", entities="`Email`"),
    ),
    Recipe("SendGrid", (api_key("API key with full access"),), words=("twiliosendgrid",)),
    Recipe(
        "Smartsheet",
        (authorization_code(),),
        needs=(
            "`tokenUrl` https://api.smartsheet.com/2.0/token, or the same on api.smartsheet.eu",
            "instance URL https://api.smartsheet.com, or https://api.smartsheet.eu",
        ),
    ),
    Recipe("Snapchat Ads", (authorization_code(),), words=("snapads", "snapchat")),
    Recipe("Stripe", (api_key("API key, test or live"),)),
    Recipe("Typeform", (authorization_code(), custom("PAT", takes="personal token"))),
    Recipe(
        "WooCommerce",
        (api_key("consumer key and consumer secret"),),
        needs=("instance URL, which names your site",),
    ),
    Recipe(
        "Zendesk Chat",
        (authorization_code(),),
        words=("zopim",),
        needs=("your Zendesk subdomain in the URL where the app is allowed",),
    ),
    Recipe("Zendesk Sell", (authorization_code(),)),
    Recipe(
        "Zendesk Sunshine", (authorization_code(),), needs=("`tokenUrl` on your Zendesk subdomain",)
    ),
    Recipe(
        "Zoho CRM",
        (authorization_code(),),
        words=("zoho",),
        needs=(f"`tokenUrl` and instance URL {_REGION}",),
        use=Use(source=None, destination=True),
    ),
    Recipe("Zoom", (authorization_code(),), needs=("a paid plan",), label="Zoom", proof=_LISTED),
)
