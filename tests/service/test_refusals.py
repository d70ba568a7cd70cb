"""What boto3 raises before AppFlow itself has a word, and what a person is told to do about it."""

import pytest
from botocore import exceptions
from botocore.exceptions import ClientError

from appflow_provider.errors import AppFlowError, Throttled, Unreachable
from appflow_provider.service.refusals import translated


def answered(code: str, words: str = "no") -> AppFlowError:
    reply = {"Error": {"Code": code, "Message": words}, "ResponseMetadata": {"RequestId": "r-1"}}
    return translated(ClientError(reply, "CreateFlow"))


@pytest.mark.parametrize(
    ("code", "words", "step"),
    [
        ("ExpiredToken", "The security token included in the request is expired", "Log in to AWS"),
        ("MissingAuthenticationTokenException", "Missing Authentication Token", "Log in to AWS"),
        ("InvalidSignatureException", "The request signature does not match", "Log in to AWS"),
        ("InvalidSignatureException", "Signature expired: 20301 is now earlier", "Set the clock"),
        ("InvalidSignatureException", "Signature not yet current: 20301", "Set the clock"),
        ("RequestExpired", "Request has expired", "Set the clock"),
        ("OptInRequired", "The AWS access key needs a subscription", "Enable the region"),
        ("SubscriptionRequiredException", "needs a subscription", "Enable the region"),
    ],
)
def test_who_is_not_known_to_aws_is_told_why(code: str, words: str, step: str) -> None:
    refused = answered(code, words)
    assert refused.advice.step.startswith(step)
    assert str(refused).endswith("(request id r-1)")


def test_what_appflow_says_is_left_to_those_who_know_what_was_asked() -> None:
    refused = answered("ThrottlingException")
    assert isinstance(refused, Throttled)
    assert (refused.advice.cause, refused.advice.step) == ("", "")


@pytest.mark.parametrize(
    ("raised", "step"),
    [
        (exceptions.NoCredentialsError(), "Log in to AWS"),
        (exceptions.SSOTokenLoadError(error_msg="x"), "Log in to AWS"),
        (exceptions.ProfileNotFound(profile="x"), "Set appflow:profile"),
        (exceptions.EndpointConnectionError(endpoint_url="x"), "Check the network"),
        (exceptions.InvalidRegionError(region_name="x"), "Set appflow:region"),
        (exceptions.ProxyConnectionError(proxy_url="x"), "Check HTTPS_PROXY"),
        (exceptions.SSLError(endpoint_url="x", error="y"), "Check appflow:endpointUrl"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_what_was_never_answered_comes_with_the_next_step(raised: Exception, step: str) -> None:
    error = translated(raised)
    assert isinstance(error, Unreachable)
    assert error.advice.step.startswith(step)


def test_every_exception_that_has_advice_exists_in_boto3() -> None:
    from appflow_provider.service.refusals import _BY_EXCEPTION

    missing = [name for name in _BY_EXCEPTION if not hasattr(exceptions, name)]
    assert missing == []
