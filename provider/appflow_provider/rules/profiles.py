"""Connector profiles as a whole: which connectors have them, their label, and AWS PrivateLink."""

from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Profile
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.recipes import recipe_for
from appflow_provider.shapes.regions import PRIVATE_LINK_TO_SALESFORCE


@rule(Evidence.DOCUMENTED, "API model 2020-08-23 and user guide: these connectors have no profile")
def profile_not_needed(profile: Profile) -> Iterator[Problem]:
    if not profile.connector.profile:
        yield profile.spot["connectorType"].problem(
            f'"{profile.connector.type}" needs no connector profile, and cannot have one. Use it in a flow without a profile'
        )


@rule(Evidence.ADVICE, "AWS has closed Amazon Honeycode. The API still names it")
def honeycode_profile(profile: Profile) -> Iterator[Problem]:
    if profile.connector.type == "Honeycode":
        yield profile.spot["connectorType"].problem('"Honeycode" is a service that AWS has closed')


@rule(Evidence.DOCUMENTED, "API reference, CreateConnectorProfile.connectorLabel")
def custom_without_label(profile: Profile) -> Iterator[Problem]:
    label = profile.spot["connectorLabel"]
    if profile.connector.type == "CustomConnector" and not label.present():
        yield label.problem(
            "is required with connectorType CustomConnector. Set the label under which the connector is registered"
        )


@rule(
    Evidence.ADVICE, "API reference, CreateConnectorProfile.connectorLabel: custom connectors only"
)
def label_of_a_standard_connector(profile: Profile) -> Iterator[Problem]:
    label = profile.spot["connectorLabel"]
    if profile.connector.type != "CustomConnector" and label.given():
        yield label.problem(
            f"Only connectorType CustomConnector has a label, not {profile.connector.type}. Remove connectorLabel"
        )


@rule(
    Evidence.INFERRED,
    "cdk-appflow#284: in 2024 the service's own pattern of labels did not allow #. The API's model does",
)
def hash_in_label(profile: Profile) -> Iterator[Problem]:
    label = profile.spot["connectorLabel"]
    if "#" in label.text():
        yield label.problem(
            f'"{label.text()}" has a #. The model of the API allows it, but AppFlow was seen to refuse it'
        )


@rule(
    Evidence.INFERRED,
    "public programs use these labels of AWS's own connectors. A connector of your own may have another spelling",
)
def label_spelled_oddly(profile: Profile) -> Iterator[Problem]:
    label = profile.spot["connectorLabel"]
    word = label.text()
    recipe = recipe_for(word) if profile.connector.type == "CustomConnector" else None
    if recipe and recipe.label and recipe.label != word:
        yield label.problem(
            f'"{word}" is not the label of AWS\'s connector for {recipe.name}. Use {recipe.label}, unless the connector is your own'
        )


@rule(Evidence.INFERRED, "User guide, pages of the connectors: each shows an address with https://")
def address_without_scheme(profile: Profile) -> Iterator[Problem]:
    if profile.connector.type == "CustomConnector":
        return
    for name in ("instanceUrl", "applicationHostUrl"):
        spot = profile.properties(profile.connector.type)[name]
        address = spot.text_if_any()
        if address and not address.lower().startswith("https://"):
            yield spot.problem(
                f'"{address}" does not begin with https://, as AppFlow\'s user guide shows it. Write https:// before the name'
            )


@rule(
    Evidence.INFERRED,
    "User guide, Salesforce: the regions with AWS PrivateLink to it. The list may lag behind the service",
)
def private_salesforce_elsewhere(profile: Profile) -> Iterator[Problem]:
    if profile.connector.type != "Salesforce" or profile.mode != "Private":
        return
    if profile.place is not None and profile.place not in PRIVATE_LINK_TO_SALESFORCE:
        yield profile.spot["connectionMode"].problem(
            f'"Private" is not known to be available for Salesforce in {profile.place}. It is available in '
            f"{', '.join(PRIVATE_LINK_TO_SALESFORCE)}"
        )


@rule(Evidence.DOCUMENTED, "User guide, private flows, and page of SAP OData")
def private_not_supported(profile: Profile) -> Iterator[Problem]:
    connector = profile.connector
    if profile.mode == "Private" and connector.profile and connector.private is False:
        private = ", ".join(name for name, other in sorted(CONNECTORS.items()) if other.private)
        yield profile.spot["connectionMode"].problem(
            f'"Private" is not available for {connector.type}. It is available for {private}'
        )


@rule(
    Evidence.DOCUMENTED, "User guide, SAP OData: a private connection goes to an endpoint service"
)
def private_sap_without_service(profile: Profile) -> Iterator[Problem]:
    yield from _no_service(profile, "SAPOData")


@rule(Evidence.INFERRED, "API reference: the service name is for private transfers, as with SAP")
def private_snowflake_without_service(profile: Profile) -> Iterator[Problem]:
    yield from _no_service(profile, "Snowflake")


def _no_service(profile: Profile, connector_type: str) -> Iterator[Problem]:
    service = profile.properties(connector_type)["privateLinkServiceName"]
    if profile.mode == "Private" and not service.given():
        yield service.problem(
            "is required with connectionMode Private. Set the name of the VPC endpoint service"
        )


@rule(Evidence.ADVICE, "API reference: these settings are about private connections")
def private_settings_of_a_public_profile(profile: Profile) -> Iterator[Problem]:
    if profile.mode != "Public":
        return
    properties = profile.properties(profile.connector.type)
    service = properties["privateLinkServiceName"]
    if service.given():
        yield service.problem("has no effect with connectionMode Public")
    metadata = properties["usePrivateLinkForMetadataAndAuthorization"]
    if metadata.flag():
        yield metadata.problem("has no effect with connectionMode Public")


@rule(
    Evidence.INFERRED,
    "the service tries the login while it creates a public profile. An imported profile needs no credentials",
)
def no_credentials(profile: Profile) -> Iterator[Problem]:
    connector = profile.connector
    if profile.adopted:
        return
    if not connector.profile or connector.anonymous:
        return
    properties = profile.spot["connectorProfileConfig"]
    credentials = profile.union("connectorProfileCredentials")
    if properties.present() and not credentials.names():
        yield credentials.problem(
            f"is not set. AppFlow needs a login to create a profile for {connector.type}, and never returns one"
        )


@rule(Evidence.INFERRED, "User guide, Salesforce Pardot: needs the id of the business unit")
def pardot_without_business_unit(profile: Profile) -> Iterator[Problem]:
    unit = profile.properties("Pardot")["businessUnitId"]
    if not unit.given():
        yield unit.problem(
            "is not set. Set the id of the business unit, 18 characters that begin with 0Uv"
        )


@rule(Evidence.INFERRED, "User guide, SAP OData: client numbers from 001 to 999")
def sap_client_zero(profile: Profile) -> Iterator[Problem]:
    number = profile.properties("SAPOData")["clientNumber"]
    if number.text() == "000":
        yield number.problem("must be from 001 to 999, according to AppFlow's user guide")
