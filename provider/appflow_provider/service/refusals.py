"""Translates the exceptions of boto3 into the provider's errors."""

import re
from collections.abc import Mapping
from typing import Any

from appflow_provider.errors import (
    NO_ADVICE,
    Advice,
    AppFlowError,
    Conflict,
    NotFound,
    Throttled,
    Unreachable,
)
from appflow_provider.service.answers import NotAnAnswer, shortened
from appflow_provider.service.denials import denied
from appflow_provider.service.retries import slows_down

_BY_CODE: Mapping[str, type[AppFlowError]] = {
    "ConflictException": Conflict,
    "ResourceNotFoundException": NotFound,
    "ThrottlingException": Throttled,
}
# The API's code; with status 429 other codes, or none, mean the same.
_THROTTLED = "ThrottlingException"

_CREDENTIALS = Advice(
    step="Log in to AWS as you do for its command line (aws configure, aws sso login, or AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY), or set appflow:profile"
)
_NETWORK = Advice(step="Check the network, appflow:region and appflow:endpointUrl")
_STS = Advice(
    "The provider asks STS which account it works in, or for the role to assume; appflow:endpointUrl does not hold for STS",
    "Check the network, or set AWS_ENDPOINT_URL_STS where an emulator answers for STS",
)
_ENDED = Advice(
    "The session that you are using has ended",
    "Log in to AWS again (aws sso login, or new values of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN), and run "
    "again",
)
_KEY = Advice(
    "AWS does not know the access key: it was deleted or mistyped, or the region is not enabled for the account",
    "Check which credentials you are using (aws sts get-caller-identity) and appflow:region",
)
_SIGNATURE = Advice(
    "The secret access key does not belong to the access key, or a proxy changed the request on its way",
    "Check AWS_SECRET_ACCESS_KEY, or log in to AWS again",
)
_CLOCK = Advice(
    "AWS accepts signatures of the last few minutes only, and this machine's clock is wrong",
    "Set the clock and run again",
)
_NOT_AWS = Advice(
    step="Check appflow:endpointUrl, HTTPS_PROXY and NO_PROXY, and whether the network asks for a login, then run again"
)
_OPT_IN = Advice(
    "AWS has not enabled AppFlow, or the region, for this account",
    "Enable the region in the account's settings, or choose another with appflow:region",
)

_ROLE = Advice(
    "The role's trust policy does not let you in, or asks for another external id, or you have no sts:AssumeRole on it",
    "Check the trust policy, appflow:assumeRole (roleArn, externalId), and which identity you are using",
)

# boto3's own exceptions by name: the service received no request, or sent no reply.
_BY_EXCEPTION: Mapping[str, Advice] = {
    "NoCredentialsError": _CREDENTIALS,
    "PartialCredentialsError": _CREDENTIALS,
    "CredentialRetrievalError": _CREDENTIALS,
    "TokenRetrievalError": _CREDENTIALS,
    "SSOTokenLoadError": _CREDENTIALS,
    "UnauthorizedSSOTokenError": _CREDENTIALS,
    "SSOError": _CREDENTIALS,
    "ProfileNotFound": Advice(step="Set appflow:profile or AWS_PROFILE to a profile that exists"),
    "EndpointConnectionError": _NETWORK,
    "ConnectTimeoutError": _NETWORK,
    "ReadTimeoutError": _NETWORK,
    "ConnectionClosedError": _NETWORK,
    "InvalidRegionError": Advice(step="Set appflow:region to a region such as eu-west-1"),
    "ProxyConnectionError": Advice(step="Check HTTPS_PROXY and NO_PROXY"),
    "SSLError": Advice(step="Check appflow:endpointUrl, and AWS_CA_BUNDLE behind a proxy"),
}

_TO_STS = re.compile(r"https?://sts[.-]")  # botocore's messages name the URL

# Codes with which every AWS service refuses unknown credentials (IAM user guide, common errors).
_BY_COMMON_CODE: Mapping[str, Advice] = {
    "ExpiredToken": _ENDED,
    "ExpiredTokenException": _ENDED,
    "IncompleteSignature": _SIGNATURE,
    "InvalidClientTokenId": _KEY,
    "InvalidSignatureException": _SIGNATURE,
    "MissingAuthenticationToken": _CREDENTIALS,
    "MissingAuthenticationTokenException": _CREDENTIALS,
    "OptInRequired": _OPT_IN,
    "RequestExpired": _CLOCK,
    "RequestTimeTooSkewed": _CLOCK,
    "SignatureDoesNotMatch": _SIGNATURE,
    "SubscriptionRequiredException": _OPT_IN,
    "UnrecognizedClientException": _KEY,
}
_LATE = (
    "Signature expired",
    "Signature not yet current",
)  # in messages of InvalidSignatureException


def translated(raised: Exception) -> AppFlowError:
    """Our error for an exception of boto3 or for `NotAnAnswer`, with AWS's message."""
    reply = getattr(raised, "response", None)
    if isinstance(raised, NotAnAnswer):
        if slows_down(raised):
            return Throttled(str(raised), code=_THROTTLED)
        return Unreachable(str(raised), advice=_NOT_AWS)
    if not isinstance(reply, Mapping):
        advice = _BY_EXCEPTION.get(type(raised).__name__, NO_ADVICE)
        if advice is _NETWORK and _TO_STS.search(str(raised)):
            advice = _STS
        return Unreachable(str(raised), advice=advice)
    return _refusal(raised, reply)


def _refusal(raised: Exception, reply: Mapping[str, Any]) -> AppFlowError:
    said = reply.get("Error", {})
    code, words = str(said.get("Code", "")), str(said.get("Message") or "") or "no message"
    kind = _BY_CODE.get(code, AppFlowError)
    if slows_down(raised) and code != _THROTTLED:
        kind, code, words = Throttled, _THROTTLED, f"{words} ({code})" if code else words
    request_id = str(reply.get("ResponseMetadata", {}).get("RequestId", ""))
    words = shortened(words)
    return kind(words, code=code, request_id=request_id, advice=_advice(code, words))


def _advice(code: str, words: str) -> Advice:
    if any(late in words for late in _LATE):
        return _CLOCK
    if found := denied(words):
        return found
    return _ROLE if "sts:AssumeRole" in words else _BY_COMMON_CODE.get(code, NO_ADVICE)


def no_region() -> Unreachable:
    """The error for a missing region."""
    step = "Set one: pulumi config set appflow:region eu-west-1, or export AWS_REGION=eu-west-1"
    return Unreachable("no AWS region is configured", ours=True, advice=Advice(step=step))
