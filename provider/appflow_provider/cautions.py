"""
Names of the warnings that depend on more than a resource's inputs: on the configuration, the state or the region.

The code that knows these decides. Every other warning has the name of its rule (`rules`).
"""

from collections.abc import Mapping

ARN_ELSEWHERE = "arn-elsewhere"
CONNECTOR_WITHOUT_FUNCTION = "connector-without-function"
FIELDS_CHANGED = "fields-changed"
FIELD_NOT_INCREMENTAL = "field-not-incremental"
IGNORED_TAG = "ignored-tag"
KEY_OF_ADOPTED_PROFILE = "key-of-adopted-profile"
MASK_NOT_COMPARED = "mask-not-compared"
ONE_DESTINATION = "one-destination-for-all"
PATTERN_WITHOUT_FIELD = "pattern-without-field"
UNKNOWN_PLACEHOLDER = "unknown-placeholder"
REGION_WITHOUT_APPFLOW = "region-without-appflow"
UNKNOWN_SETTING = "unknown-setting"
UNUSED_SETTING = "unused-setting"

BEYOND: Mapping[str, str] = {
    ARN_ELSEWHERE: "AWS KMS, Secrets Manager and Lambda developer guides: an ARN names the region and the account that a key, secret or "
    "function is in",
    CONNECTOR_WITHOUT_FUNCTION: "API reference, RegisterConnector: the function is what a connector consists of",
    FIELDS_CHANGED: "a comparison of the recorded fields of a mirror with those in AppFlow",
    FIELD_NOT_INCREMENTAL: "API reference, SourceFieldProperties.isTimestampFieldForIncrementalQueries",
    IGNORED_TAG: "the provider's ignoreTags",
    KEY_OF_ADOPTED_PROFILE: "API reference, DescribeConnectorProfiles: its answer has no key",
    MASK_NOT_COMPARED: "the rules of a mirror whose fields are not known",
    ONE_DESTINATION: "the rules of a mirror",
    PATTERN_WITHOUT_FIELD: "the rules of a mirror",
    UNKNOWN_PLACEHOLDER: "the placeholders of a mirror",
    REGION_WITHOUT_APPFLOW: "AWS General Reference, endpoints of AppFlow",
    UNKNOWN_SETTING: "the provider's configuration",
    UNUSED_SETTING: "Pulumi: a Provider of a program does not read the configuration of the stack",
}
"""Each of these names, with its source."""
