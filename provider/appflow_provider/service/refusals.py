"""What boto3 raises, translated once into the provider's errors."""

from collections.abc import Mapping

from appflow_provider.errors import (
    Advice,
    AppFlowError,
    Conflict,
    NotFound,
    Throttled,
    Unreachable,
)

__all__ = ["no_region", "translated"]

_BY_CODE: Mapping[str, type[AppFlowError]] = {
    "ConflictException": Conflict,
    "ResourceNotFoundException": NotFound,
    "ThrottlingException": Throttled,
    "TooManyRequestsException": Throttled,
}

_CREDENTIALS = Advice(
    step="Log in to AWS as you do for its command line (aws configure, aws sso login, or AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY), or set appflow:profile"
)
_NETWORK = Advice(step="Check the network, appflow:region and appflow:endpointUrl")
_CLOCK = Advice(
    "AWS takes signatures of the last few minutes only, and this machine's clock is wrong",
    "Set the clock and run again",
)
_OPT_IN = Advice(
    "AWS has not enabled AppFlow, or the region, for this account",
    "Enable the region in the account's settings, or choose another with appflow:region",
)

_ROLE = Advice(
    "The role's trust policy does not let you in, or asks for another external id, or you have no sts:AssumeRole on it",
    "Check the trust policy, appflow:assumeRole (roleArn, externalId), and as whom you are logged in",
)

# Names of boto3's own exceptions, which say that the service was never asked, or never answered.
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

# What all of AWS's services answer to a caller that they do not know (IAM user guide, common errors).
_BY_COMMON_CODE: Mapping[str, Advice] = {
    "ExpiredToken": _CREDENTIALS,
    "ExpiredTokenException": _CREDENTIALS,
    "InvalidClientTokenId": _CREDENTIALS,
    "InvalidSignatureException": _CREDENTIALS,
    "MissingAuthenticationTokenException": _CREDENTIALS,
    "OptInRequired": _OPT_IN,
    "RequestExpired": _CLOCK,
    "SubscriptionRequiredException": _OPT_IN,
    "UnrecognizedClientException": _CREDENTIALS,
}
_LATE = (
    "Signature expired",
    "Signature not yet current",
)  # in the words of InvalidSignatureException


def translated(raised: Exception) -> AppFlowError:
    """Our error for one of boto3's, in AWS's words."""
    reply = getattr(raised, "response", None)
    if not isinstance(reply, Mapping):
        error = Unreachable(str(raised))
        error.advice = _BY_EXCEPTION.get(type(raised).__name__, Advice())
        return error
    said = reply.get("Error", {})
    code = str(said.get("Code", ""))
    refused = _BY_CODE.get(code, AppFlowError)(
        str(said.get("Message", "")) or "no message",
        code=code,
        request_id=str(reply.get("ResponseMetadata", {}).get("RequestId", "")),
    )
    if refused.words.startswith(_LATE):
        refused.advice = _CLOCK
    elif "sts:AssumeRole" in refused.words:
        refused.advice = _ROLE
    else:
        refused.advice = _BY_COMMON_CODE.get(code, Advice())
    return refused


def no_region() -> Unreachable:
    """What to say where no region is configured."""
    error = Unreachable("no AWS region is configured")
    error.advice = Advice(
        step="Set one: pulumi config set appflow:region eu-west-1, or export AWS_REGION=eu-west-1"
    )
    return error
