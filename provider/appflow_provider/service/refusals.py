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

# Names of boto3's own exceptions, which say that the service was never asked, or never answered.
_BY_EXCEPTION: Mapping[str, Advice] = {
    "NoCredentialsError": _CREDENTIALS,
    "PartialCredentialsError": _CREDENTIALS,
    "CredentialRetrievalError": _CREDENTIALS,
    "TokenRetrievalError": _CREDENTIALS,
    "SSOTokenLoadError": _CREDENTIALS,
    "UnauthorizedSSOTokenError": _CREDENTIALS,
    "ProfileNotFound": Advice(step="Set appflow:profile or AWS_PROFILE to a profile that exists"),
    "EndpointConnectionError": _NETWORK,
    "ConnectTimeoutError": _NETWORK,
    "ReadTimeoutError": _NETWORK,
    "ConnectionClosedError": _NETWORK,
}

_EXPIRED = frozenset(
    {
        "ExpiredTokenException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "UnrecognizedClientException",
    }
)


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
    if code in _EXPIRED:
        refused.advice = _CREDENTIALS
    return refused


def no_region() -> Unreachable:
    """What to say where no region is configured."""
    error = Unreachable("no AWS region is configured")
    error.advice = Advice(step="Set it: pulumi config set appflow:region eu-west-1, or AWS_REGION")
    return error
