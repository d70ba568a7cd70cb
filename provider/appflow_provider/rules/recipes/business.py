"""Applications for customers, sales, service, orders, payments, books and people."""

from appflow_provider.rules.recipes.recipe import (
    Login,
    Proof,
    Recipe,
    Strength,
    api_key,
    authorization_code,
    client_credentials,
    password,
)
from appflow_provider.rules.recipes.use import Use

__all__ = ["RECIPES"]

_REGION = "of the region that holds your data"

RECIPES = (
    Recipe(
        "AfterShip",
        "connectors-aftership",
        (api_key("API key and API secret key"),),
        needs=("which of its two kinds the key is: older than 7 July 2022, or not",),
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
    Recipe(
        "Coupa",
        "connectors-coupa",
        (client_credentials(),),
        needs=(
            "`tokenUrl` `https://<company>.coupahost.com/oauth2/token`, or the same on coupacloud.com",
            "instance URL `https://<company>.coupahost.com`, or `https://<company>.coupacloud.com` for partners and demos",
        ),
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
        "Intercom",
        "connectors-intercom",
        (authorization_code(),),
        needs=(f"`tokenUrl` and instance URL {_REGION}",),
    ),
    Recipe(
        "Kustomer",
        "connectors-kustomer",
        (api_key("token of an API key"),),
        needs=("instance URL `https://<domain>.api.kustomerapp.com`",),
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
    Recipe(
        "Pipedrive",
        "connectors-pipedrive",
        (authorization_code(),),
        needs=("instance URL `https://<company>.pipedrive.com`",),
    ),
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
    Recipe("Stripe", "connectors-stripe", (api_key("API key, test or live"),)),
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
)
