"""Exceptions of boto3 that come before AppFlow's reply, and their next steps."""

from string import Formatter

import pytest
from botocore import exceptions
from botocore.exceptions import ClientError

from appflow_provider.errors import AppFlowError, Throttled, Unreachable
from appflow_provider.service import refusals
from appflow_provider.service.denials import POLICIES, denied
from appflow_provider.service.refusals import translated


def answered(code: str, words: str = "no") -> AppFlowError:
    reply = {"Error": {"Code": code, "Message": words}, "ResponseMetadata": {"RequestId": "r-1"}}
    return translated(ClientError(reply, "CreateFlow"))


# What AWS says, to a caller that it does not know, and the beginning of the step.
UNKNOWN_CALLERS = [
    ("ExpiredToken", "The security token included in the request is expired", "Log in to AWS"),
    ("ExpiredTokenException", "The security token is expired", "Log in to AWS"),
    ("MissingAuthenticationToken", "Missing Authentication Token", "Log in to AWS"),
    ("MissingAuthenticationTokenException", "Missing Authentication Token", "Log in to AWS"),
    ("IncompleteSignature", "Credential must have exactly 5 elements", "Check AWS_SECRET"),
    ("InvalidSignatureException", "The request signature does not match", "Check AWS_SECRET"),
    ("SignatureDoesNotMatch", "The request signature does not match", "Check AWS_SECRET"),
    ("InvalidClientTokenId", "The security token is invalid", "Check which"),
    ("UnrecognizedClientException", "The security token is invalid", "Check which"),
    ("RequestTimeTooSkewed", "The difference between the times is too large", "Set the clock"),
    ("InvalidSignatureException", "Signature expired: 20301 is now earlier", "Set the clock"),
    ("InvalidSignatureException", "Signature not yet current: 20301", "Set the clock"),
    ("RequestExpired", "Request has expired", "Set the clock"),
    ("OptInRequired", "The AWS access key needs a subscription", "Enable the region"),
    ("SubscriptionRequiredException", "needs a subscription", "Enable the region"),
]


@pytest.mark.parametrize(("code", "words", "step"), UNKNOWN_CALLERS)
def test_an_unknown_identity_gets_the_reason(code: str, words: str, step: str) -> None:
    refused = answered(code, words)
    assert refused.advice.step.startswith(step)
    assert str(refused).endswith("(request id r-1)")


def test_every_code_for_an_unknown_caller_takes_part() -> None:
    assert {code for code, _, _ in UNKNOWN_CALLERS} == set(refusals._BY_COMMON_CODE)


WHO = "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: appflow:CreateFlow on resource: *"
NO_REASON = (
    "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: appflow:CreateFlow"
)


# IAM user guide, "Troubleshoot access denied error messages".
KINDS = (
    "identity-based policy",
    "permissions boundary",
    "resource control policy",
    "resource-based policy",
    "service control policy",
    "session policy",
    "VPC endpoint policy",
)


def test_every_kind_of_policy_takes_part() -> None:
    assert set(POLICIES) == set(KINDS)


@pytest.mark.parametrize("policy", KINDS)
@pytest.mark.parametrize(
    "form", ["with an explicit deny in a {}", "because no {} allows the appflow:CreateFlow action"]
)
def test_a_denial_names_the_policy_and_who_can_change_it(policy: str, form: str) -> None:
    what, step = POLICIES[policy]
    form = form.replace("in a ", "in an ") if policy[0] in "aei" else form
    refused = answered("AccessDeniedException", f"{WHO} {form.format(policy)}")
    assert refused.advice.step == step
    assert what.lower() in refused.advice.cause.lower()
    assert "appflow:CreateFlow" in refused.advice.cause
    assert ("explicitly denies" in refused.advice.cause) is ("explicit deny" in form)


@pytest.mark.parametrize(
    "words",
    [
        NO_REASON,
        WHO,
        "Access to the bucket was denied by a bucket policy",
        "because no session policy allows the appflow:CreateFlow action",
        "with an explicit deny in a service control policy",
        "The role is not authorized to use the key",
        "The security token included in the request is expired",
        "Rate exceeded",
        "The flow is denied in its state",
        "not authorized to perform: nothing at all",
    ],
)
def test_other_words_are_not_taken_for_a_policy(words: str) -> None:
    assert denied(words) is None


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("ThrottlingException", 400),
        ("", 429),
        ("429", 429),
        ("LimitExceeded", 429),
        ("Throttling", 400),
    ],
)
def test_a_status_of_429_is_throttling_whatever_its_code(code: str, status: int) -> None:
    reply = {
        "Error": {"Code": code, "Message": "Too Many Requests"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    refused = translated(ClientError(reply, "CreateFlow"))
    assert isinstance(refused, Throttled)
    assert refused.code == "ThrottlingException"  # which has advice of its own
    assert "Too Many Requests" in refused.words
    assert ("LimitExceeded" in refused.words) is (code == "LimitExceeded")


def test_a_page_in_a_message_is_cut_to_its_title() -> None:
    page = "<!DOCTYPE html><html><head><title>Down for\n maintenance</title></head><body>long</body></html>"
    refused = answered("ConnectorServerException", f"The application answered: {page}")
    assert refused.words == 'The application answered: page title "Down for maintenance"'


def test_a_refusal_by_appflow_gets_its_advice_later() -> None:
    refused = answered("ThrottlingException")
    assert isinstance(refused, Throttled)
    assert (refused.advice.cause, refused.advice.step) == ("", "")


STEPS = {
    "NoCredentialsError": "Log in to AWS",
    "PartialCredentialsError": "Log in to AWS",
    "CredentialRetrievalError": "Log in to AWS",
    "TokenRetrievalError": "Log in to AWS",
    "SSOTokenLoadError": "Log in to AWS",
    "UnauthorizedSSOTokenError": "Log in to AWS",
    "SSOError": "Log in to AWS",
    "ProfileNotFound": "Set appflow:profile",
    "EndpointConnectionError": "Check the network",
    "ConnectTimeoutError": "Check the network",
    "ReadTimeoutError": "Check the network",
    "ConnectionClosedError": "Check the network",
    "InvalidRegionError": "Set appflow:region",
    "ProxyConnectionError": "Check HTTPS_PROXY",
    "SSLError": "Check appflow:endpointUrl",
}


@pytest.mark.parametrize("name", STEPS)
def test_what_was_never_answered_comes_with_the_next_step(name: str) -> None:
    kind = getattr(exceptions, name)
    error = translated(kind(**{each: "x" for _, each, _, _ in Formatter().parse(kind.fmt) if each}))
    assert isinstance(error, Unreachable)
    assert error.advice.step.startswith(STEPS[name])


def test_every_exception_with_a_next_step_takes_part() -> None:
    assert set(refusals._BY_EXCEPTION) == set(STEPS)
