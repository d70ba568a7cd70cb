"""
How CloudFormation names AppFlow's members, and awscc and aws-native, which are generated from its schemas.

Source: CloudFormation's schemas of `AWS::AppFlow::Flow`, `ConnectorProfile` and `Connector`, read in the input types of
aws-native 1.84.0. `tests/migration/members` lists all members. A name that is equal without case and underscores is not repeated
here.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.migration.translation import ANYWHERE, Dialect, Reshaped, word


def _pairs(value: Any) -> Any:
    """A map from a list of keys and values."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        return value
    entries = [{word(name): item for name, item in each.items()} for each in value]
    known = [each for each in entries if isinstance(each.get("key"), (str, int))]
    lost = len(entries) - len(known)
    return Reshaped(
        {str(each["key"]): each.get("value", "") for each in known},
        (f"has {lost} without a known Key, not taken",) if lost else (),
    )


def _schedule(value: Any) -> Any:
    """The properties of a trigger, which are always those of a schedule."""
    return {"scheduled": value}


CLOUDFORMATION = Dialect(
    renamed={
        # In all connectors but the custom one.
        (ANYWHERE, "connectoroauthrequest"): "oauthRequest",
        ("errorHandlingConfig", "failonfirsterror"): "failOnFirstDestinationError",
    },
    results={
        "Flow": {"flowarn": "flowArn", "id": None},
        "ConnectorProfile": {
            "connectorprofilearn": "connectorProfileArn",
            "credentialsarn": "credentialsArn",
            "id": None,
        },
        "Connector": {"connectorarn": "connectorArn", "id": None},
    },
    reshaped={"taskProperties": _pairs, "tags": _pairs, "triggerProperties": _schedule},
    absent={
        ("lookoutMetrics", "object"): "AppFlow's API has no object for this destination",
    },
)
