"""What AWS, or something in front of it, refuses before AppFlow is asked: each has its own sentence, on both fronts."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from appflow_emulator.faults import FaultRule
from appflow_emulator.injected import CALLERS
from appflow_emulator.server import Server
from appflow_provider.service import Services
from appflow_provider.settings import Settings
from tests.stories import backend
from tests.stories.behind_a_proxy import Proxy, Stage

SENTENCES: Mapping[str, tuple[str, str]] = {
    "ExpiredToken": ("The session that you are using has ended", "Log in to AWS again"),
    "InvalidClientTokenId": ("AWS does not know the access key", "Check which credentials"),
    "RequestTimeTooSkewed": ("this machine's clock is wrong", "Set the clock"),
    "SignatureDoesNotMatch": (
        "The secret access key does not belong",
        "Check AWS_SECRET_ACCESS_KEY",
    ),
    "AccessDeniedByNoPolicy": (
        "appflow:CreateFlow is missing in an IAM policy",
        "Change the policies of that user or role",
    ),
    "AccessDeniedBySession": (
        "appflow:CreateFlow is missing in the session policy",
        "Change that policy where the session is started",
    ),
    "AccessDeniedByOrganization": (
        "A service control policy (SCP) of the AWS organization explicitly denies appflow:CreateFlow",
        "Ask an administrator of the organization",
    ),
}
"""Of each name the cause and the step that a user reads."""

_THROTTLED = ("The account sends more requests than AppFlow allows", "with a smaller --parallel")
_ELSEWHERE = ("the answer did not come from AppFlow", "Check appflow:endpointUrl, HTTPS_PROXY")
RULES: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    **{name: ({"kind": "refuse", "code": name}, said) for name, said in SENTENCES.items()},
    "429": ({"kind": "throttle"}, _THROTTLED),
    "429 with another code": ({"kind": "throttle", "code": "LimitExceeded"}, _THROTTLED),
    "429 without a code": ({"kind": "throttle", "code": ""}, _THROTTLED),
    "page, 200": ({"kind": "page"}, (*_ELSEWHERE, 'text/html, status 200, page title "Sign in"')),
    "page, 403": (
        {"kind": "page", "status": 403, "message": "Blocked"},
        (*_ELSEWHERE, 'text/html, status 403, page title "Blocked"'),
    ),
}


@pytest.fixture(scope="module")
def server(services: Services) -> Iterator[Server]:
    """The emulator over HTTP, since faults are injected there."""
    with Server() as running:
        yield running


def test_each_refusal_of_a_caller_has_its_sentence() -> None:
    assert SENTENCES.keys() == CALLERS.keys()


@pytest.mark.parametrize("front", ["plugin", "dynamic"])
@pytest.mark.parametrize("name", RULES)
def test_a_refusal_before_appflow_says_why_and_what_to_do(
    server: Server, name: str, front: str
) -> None:
    rule, sentences = RULES[name]
    settings = Settings(region=backend.REGION, endpoint_url=server.url, max_retries=0)
    services = Services(settings)
    service = services()
    service.pause = lambda seconds: None  # type: ignore[method-assign]
    stage = Stage(front, services, Proxy(service._client))
    server.middleware.faults.replace([FaultRule(operation="CreateFlow", **rule)])
    outcome = stage.outcome("Flow", "create")
    server.middleware.faults.clear()
    assert outcome.how == "refused", outcome.text
    for sentence in sentences:
        assert sentence in outcome.text
