"""Applications for advertising, analytics, surveys and mail to many."""

from appflow_provider.rules.recipes.recipe import (
    Proof,
    Recipe,
    Strength,
    api_key,
    authorization_code,
    client_credentials,
    custom,
    password,
)
from appflow_provider.rules.recipes.use import Use

__all__ = ["RECIPES"]

_OFFLINE = "tokens that were asked for with access type offline"
_GOOGLE = "`tokenUrl` https://oauth2.googleapis.com/token"

RECIPES = (
    Recipe(
        "Adobe Analytics",
        "connectors-adobeanalytics",
        (authorization_code(),),
        needs=("the client ID once more, as X-API-KEY",),
    ),
    Recipe("Delighted", "connectors-delighted", (api_key("API key, test or live"),)),
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
        "Google Search Console",
        "connectors-google-search-console",
        (authorization_code(),),
        words=("searchconsole",),
        needs=(_OFFLINE,),
    ),
    Recipe(
        "Instagram Ads",
        "connectors-instagram-ads",
        (authorization_code("app ID and app secret, as client ID and client secret"),),
        words=("instagram",),
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
        "Mixpanel",
        "connectors-mixpanel",
        (password("user name and secret of a service account"),),
        needs=("instance URL https://mixpanel.com/api/app/me", "API version 2.0"),
    ),
    Recipe("Pendo", "connectors-pendo", (api_key("integration key with write access"),)),
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
        "Snapchat Ads",
        "connectors-snapchat-ads",
        (authorization_code(),),
        words=("snapads", "snapchat"),
    ),
    Recipe(
        "Typeform",
        "connectors-typeform",
        (authorization_code(), custom("PAT", "personal token")),
    ),
)
