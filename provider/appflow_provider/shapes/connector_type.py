"""
The systems that AppFlow can read from, write to or log in to, as the API names them.

A profile, a source and a destination each state their connector type here and fill in the member of
the same name in the structure beside it. The two spellings differ for three connectors, which is a
well-trodden trap.
"""

from appflow_provider.shapes.base import ApiEnum

__all__ = [
    "ConnectorType",
]


class ConnectorType(ApiEnum):
    """
    Systems that AppFlow connects to. Mind three spellings: `Googleanalytics`, `Servicenow` and
    `Infornexus` here go with the properties `googleAnalytics`, `serviceNow` and `inforNexus`.
    """

    SALESFORCE = (
        "Salesforce",
        "Salesforce, as source or destination. The only source whose events can start a flow.",
    )
    SINGULAR = (
        "Singular",
        (
            "Singular, as source. Scheduled hourly at most, filtered to a range of no more than "
            "30 days."
        ),
    )
    SLACK = "Slack", "Slack, as source. Its objects are conversations."
    REDSHIFT = (
        "Redshift",
        "Amazon Redshift, as destination. Records are inserted by way of an S3 bucket.",
    )
    S3 = (
        "S3",
        "Amazon S3, as source or destination. Needs no connector profile but a bucket policy.",
    )
    MARKETO = "Marketo", "Marketo, as source or destination. As source scheduled hourly at most."
    GOOGLEANALYTICS = (
        "Googleanalytics",
        (
            "Google Analytics, as source. Scheduled daily at most; goes with the property "
            "`googleAnalytics`."
        ),
    )
    ZENDESK = "Zendesk", "Zendesk, as source or destination."
    SERVICENOW = "Servicenow", "ServiceNow, as source. Goes with the property `serviceNow`."
    DATADOG = "Datadog", "Datadog, as source. Needs a filter for a range of dates."
    TRENDMICRO = "Trendmicro", "Trend Micro, as source. Scheduled hourly at most."
    SNOWFLAKE = "Snowflake", "Snowflake, as destination. Records are loaded by way of an S3 bucket."
    DYNATRACE = "Dynatrace", "Dynatrace, as source. Filtered to a range of no more than 30 days."
    INFORNEXUS = "Infornexus", "Infor Nexus, as source. Goes with the property `inforNexus`."
    AMPLITUDE = "Amplitude", "Amplitude, as source. Scheduled daily at most."
    VEEVA = "Veeva", "Veeva, as source: records, or documents with their files."
    EVENT_BRIDGE = (
        "EventBridge",
        "Amazon EventBridge, as destination of Salesforce events. Needs no connector profile.",
    )
    LOOKOUT_METRICS = (
        "LookoutMetrics",
        (
            "Amazon Lookout for Metrics, as destination of scheduled flows. Needs no connector "
            "profile, but a KMS key of your own."
        ),
    )
    UPSOLVER = (
        "Upsolver",
        (
            "Upsolver, as destination: an S3 bucket whose name begins with `upsolver-appflow`. "
            "Needs no connector profile."
        ),
    )
    HONEYCODE = "Honeycode", "Amazon Honeycode, as destination. AWS has closed that service."
    CUSTOMER_PROFILES = (
        "CustomerProfiles",
        "Amazon Connect Customer Profiles, as destination. Needs no connector profile.",
    )
    SAPODATA = (
        "SAPOData",
        "SAP through OData, as source or destination. Goes with the property `sapoData`.",
    )
    CUSTOM_CONNECTOR = (
        "CustomConnector",
        (
            "A connector that is registered under a label (`connectorLabel`), by you or by AWS: "
            "`HubSpot`, `GoogleAnalytics4`, `JiraCloud` and many more. Goes with the property "
            "`customConnector`."
        ),
    )
    PARDOT = "Pardot", "Salesforce Pardot, as source."
