"""
The applications, by name: one for each page of AppFlow's user guide that belongs to no connector type.

A label is given where a public source has it literally, with that source; no list of the labels is published. What a label's
connector needs AppFlow itself says, in DescribeConnector.
"""

from appflow_provider.rules.recipes.recipe import (
    Login,
    Proof,
    Recipe,
    Strength,
    Use,
    api_key,
    authorization_code,
    client_credentials,
    custom,
    password,
)

_REGION = "of the region that holds your data"
_OFFLINE = "tokens that were asked for with access type offline"
_GOOGLE = "`tokenUrl` https://oauth2.googleapis.com/token"
_MODULE = "hemil70/AWS-Appflow-Terraform modules/connector_profile"
_TABLE = "`schema.table`"
_DATABASE = "`driver` {}, `hostname`, `port`, `database`, `username` and `password`"

RECIPES = (
    Recipe(
        "Adobe Analytics",
        "connectors-adobeanalytics",
        (authorization_code(),),
        needs=("the client ID once more, as X-API-KEY",),
    ),
    Recipe(
        "AfterShip",
        "connectors-aftership",
        (api_key("API key and API secret key"),),
        needs=("which of its two kinds the key is: older than 7 July 2022, or not",),
    ),
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
    Recipe(
        "BambooHR",
        "connectors-bamboohr",
        (api_key("API key"),),
        needs=("instance URL `https://api.bamboohr.com/api/gateway.php/<company>`",),
    ),
    Recipe(
        "Blackbaud Raiser's Edge NXT",
        "connectors-blackbaudraisersedgenxt",
        (authorization_code(),),
        words=("blackbaud", "raisersedge", "raisersedgenxt"),
        needs=("subscription key",),
    ),
    Recipe(
        "Braintree",
        "connectors-braintree",
        (api_key("public key and private key"),),
        needs=(
            "instance URL https://payments.braintree-api.com/graphql, or https://payments.sandbox.braintree-api.com/graphql",
        ),
    ),
    Recipe("CircleCI", "connectors-circleci", (api_key("personal API token"),)),
    Recipe(
        "Coupa",
        "connectors-coupa",
        (client_credentials(),),
        needs=(
            "`tokenUrl` `https://<company>.coupahost.com/oauth2/token`, or the same on coupacloud.com",
            "instance URL `https://<company>.coupahost.com`, or `https://<company>.coupacloud.com` for partners and demos",
        ),
    ),
    Recipe("Delighted", "connectors-delighted", (api_key("API key, test or live"),)),
    Recipe(
        "DocuSign Monitor",
        "connectors-docusign-monitor",
        (authorization_code("integration key and secret key, as client ID and client secret"),),
        words=("docusign",),
    ),
    Recipe("Domo", "connectors-domo", (Login(("OAUTH2",), "client ID and client secret"),)),
    Recipe(
        "Facebook Ads",
        "connectors-facebook-ads",
        (authorization_code("app ID and app secret, as client ID and client secret"),),
        words=("facebookmarketing", "metaads"),
        needs=(
            "instance URL https://graph.facebook.com",
            "version of the Marketing API, the same as in the URL where the app is allowed",
        ),
    ),
    Recipe(
        "Facebook Page Insights",
        "connectors-facebook-page-insights",
        (authorization_code("app ID and app secret, as client ID and client secret"),),
        words=("facebookinsights", "facebookpages"),
    ),
    Recipe(
        "Freshdesk",
        "connectors-freshdesk",
        (api_key("API key"),),
        needs=("instance URL `https://<company>.freshdesk.com`",),
    ),
    Recipe(
        "Freshsales",
        "connectors-freshsales",
        (api_key("the word token as API key, and your API key as API secret key"),),
        needs=("instance URL on myfreshworks.com",),
    ),
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
        "Google Ads",
        "connectors-google-ads",
        (authorization_code(),),
        words=("adwords", "googleadwords"),
        needs=(
            _GOOGLE,
            "`developerToken`",
            "`apiVersion` of the Google Ads API",
            "`managerID` for a manager account",
            _OFFLINE,
        ),
        label="GoogleAds",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/googleads",)),
    ),
    Recipe(
        "Google Analytics 4",
        "connectors-google-analytics-4",
        (authorization_code(),),
        words=("ga4",),
        needs=(
            _GOOGLE,
            "`refreshToken`; cdk-appflow sends a dummy `accessToken` with it",
            _OFFLINE,
        ),
        label="GoogleAnalytics4",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/googleanalytics4",)),
        use=Use(api_version="v1beta"),
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
        "Google Search Console",
        "connectors-google-search-console",
        (authorization_code(),),
        words=("searchconsole",),
        needs=(_OFFLINE,),
    ),
    Recipe(
        "Google Sheets",
        "connectors-google-sheets",
        (authorization_code(),),
        words=("gsheets",),
        needs=(_OFFLINE,),
    ),
    Recipe(
        "HubSpot",
        "connectors-hubspot",
        (authorization_code(),),
        needs=(
            "`tokenUrl` https://api.hubapi.com/oauth/v1/token",
            "`refreshToken`; cdk-appflow sends a dummy `accessToken` with it",
        ),
        label="HubSpot",
        proof=Proof(
            Strength.SEEN,
            ("hashicorp/terraform-provider-aws#34422", "cdklabs/cdk-appflow src/hubspot"),
        ),
        use=Use(
            destination=True,
            api_version="v4",
            entities="`association_label/ticket/contact`",
            notes=("the user guide names the API versions v3, v2 and v1",),
        ),
    ),
    Recipe(
        "Instagram Ads",
        "connectors-instagram-ads",
        (authorization_code("app ID and app secret, as client ID and client secret"),),
        words=("instagram",),
    ),
    Recipe(
        "Intercom",
        "connectors-intercom",
        (authorization_code(),),
        needs=(f"`tokenUrl` and instance URL {_REGION}",),
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
        "Kustomer",
        "connectors-kustomer",
        (api_key("token of an API key"),),
        needs=("instance URL `https://<domain>.api.kustomerapp.com`",),
    ),
    Recipe("LinkedIn Ads", "connectors-linkedin-ads", (authorization_code(),)),
    Recipe("LinkedIn Pages", "connectors-linkedin-pages", (authorization_code(),)),
    Recipe(
        "Mailchimp",
        "connectors-mailchimp",
        (custom("api_key", "`api_key`, the API key"),),
        needs=("`instanceUrl` `https://<data center>.api.mailchimp.com`",),
        label="Mailchimp",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/mailchimp",)),
        use=Use(api_version="3.0", entities="`campaigns`"),
    ),
    Recipe(
        "Microsoft Dynamics 365",
        "connectors-microsoft-dynamics-365",
        (authorization_code("client ID and the value of a client secret"),),
        words=("dynamics", "dynamics365", "dynamicscrm", "microsoftdynamics"),
        needs=(
            "`tokenUrl` `https://login.microsoftonline.com/<tenant or common>/oauth2/v2.0/token`",
            "`instanceUrl` `https://<instance>.api.crm.dynamics.com`",
            "`refreshToken`, even where `accessToken` is there",
        ),
        label="MicrosoftDynamics365",
        proof=Proof(Strength.SENT, ("cdklabs/cdk-appflow src/microsoftdynamics365",)),
        use=Use(api_version="v9.2"),
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
        "Mixpanel",
        "connectors-mixpanel",
        (password("user name and secret of a service account"),),
        needs=("instance URL https://mixpanel.com/api/app/me", "API version 2.0"),
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
    Recipe(
        "Oracle HCM",
        "connectors-oracle-hcm",
        (password("user name and password"),),
        needs=("instance URL",),
    ),
    Recipe(
        "PayPal",
        "connectors-paypal",
        (Login(("OAUTH2",), "client ID and secret of a REST API app"),),
        needs=(
            "`tokenUrl` https://api-m.paypal.com/v1/oauth2/token, or the same on api-m.sandbox.paypal.com",
            "instance URL https://api-m.paypal.com, or https://api-m.sandbox.paypal.com",
        ),
    ),
    Recipe("Pendo", "connectors-pendo", (api_key("integration key with write access"),)),
    Recipe(
        "Pipedrive",
        "connectors-pipedrive",
        (authorization_code(),),
        needs=("instance URL `https://<company>.pipedrive.com`",),
    ),
    Recipe("Productboard", "connectors-productboard", (api_key("access token of the public API"),)),
    Recipe(
        "QuickBooks Online",
        "connectors-quickbooks-online",
        (authorization_code(),),
        words=("quickbooks",),
        needs=(
            "instance URL https://quickbooks.api.intuit.com, or https://sandbox-quickbooks.api.intuit.com",
            "company ID",
        ),
    ),
    Recipe("Recharge", "connectors-recharge", (api_key("API token with read permissions"),)),
    Recipe(
        "Salesforce Marketing Cloud",
        "connectors-salesforce-marketing-cloud",
        (client_credentials("client ID and client secret of a server-to-server package"),),
        words=("marketingcloud", "sfmc"),
        needs=(
            "`tokenUrl` `https://<subdomain>.auth.marketingcloudapis.com/v2/token`",
            "`instanceUrl` `https://<subdomain>.rest.marketingcloudapis.com/`, or the same with soap",
        ),
        label="SalesforceMarketingCloud",
        proof=Proof(
            Strength.SEEN,
            (
                "hashicorp/terraform-provider-aws#31994",
                "cdklabs/cdk-appflow src/salesforce-marketing-cloud",
                "aws-solutions/data-connectors-for-aws-clean-rooms source/aws_lambda/shared/util/shared/connectors/salesforce",
            ),
        ),
        use=Use(api_version="v1", entities="`Email`"),
    ),
    Recipe(
        "SendGrid",
        "connectors-sendgrid",
        (api_key("API key with full access"),),
        words=("twiliosendgrid",),
    ),
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
        "Snapchat Ads",
        "connectors-snapchat-ads",
        (authorization_code(),),
        words=("snapads", "snapchat"),
    ),
    Recipe("Stripe", "connectors-stripe", (api_key("API key, test or live"),)),
    Recipe(
        "Typeform",
        "connectors-typeform",
        (authorization_code(), custom("PAT", "personal token")),
    ),
    Recipe(
        "WooCommerce",
        "connectors-woocommerce",
        (api_key("consumer key and consumer secret"),),
        needs=("instance URL, which names your site",),
    ),
    Recipe(
        "Zendesk Chat",
        "connectors-zendesk-chat",
        (authorization_code(),),
        words=("zopim",),
        needs=("your Zendesk subdomain in the URL where the app is allowed",),
    ),
    Recipe("Zendesk Sell", "connectors-zendesk-sell", (authorization_code(),)),
    Recipe(
        "Zendesk Sunshine",
        "connectors-zendesk-sunshine",
        (authorization_code(),),
        needs=("`tokenUrl` on your Zendesk subdomain",),
    ),
    Recipe(
        "Zoho CRM",
        "connectors-zoho-crm",
        (authorization_code(),),
        words=("zoho",),
        needs=(f"`tokenUrl` and instance URL {_REGION}",),
        use=Use(source=None, destination=True),
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
