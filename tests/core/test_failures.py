"""Messages of AppFlow about a failure: each row of the table knows its own, and the words of a failed run have it."""

import pytest

from appflow_provider.errors import Advice
from appflow_provider.failures import FAILURES, Failure, explained
from appflow_provider.resources.contract import ApiReply
from appflow_provider.resources.executions import ill

# A message for each row, in its order.
SAMPLES = (
    "Error while authenticating to connector",
    "Error while communicating to connector: Got error from connector.",
    '{"error":"invalid_grant","error_description":"expired access/refresh token"}',
    "INVALID_SESSION_ID: Session expired or invalid",
    "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.",
    "INVALID_FIELD: No such column 'Fax' on entity 'Account'",
    "INSUFFICIENT_ACCESS_OR_READONLY: insufficient access rights on object id",
    "Request failed with Salesforce Status Code 401: , RequestId: 1",
    "Request failed with Zendesk Status Code 403: , RequestId: 1",
    "Request failed with Trendmicro Status Code 404: , RequestId: 1",
    "Request failed with Slack Status Code 429: , RequestId: 1",
    "Request failed with Marketo Status Code 503: , RequestId: 1",
    "502 Bad Gateway",
    "NoSuchBucket: lake",
    "The bucket lake does not give permission to write",
    "AccessDenied (Service: S3)",
    "Read timed out",
)


def test_every_row_has_its_sample() -> None:
    assert len(SAMPLES) == len(FAILURES)


@pytest.mark.parametrize(("row", "sample"), [*zip(FAILURES, SAMPLES, strict=True)], ids=SAMPLES)
def test_a_row_explains_its_own_message_and_no_other(row: Failure, sample: str) -> None:
    assert explained(sample) == Advice(row.cause, row.step)
    assert [each for each in SAMPLES if explained(each) == Advice(row.cause, row.step)] == [sample]
    assert row.source


@pytest.mark.parametrize("message", ["", "No.", "The run failed.", "401 records were read"])
def test_a_message_that_nobody_knows_has_no_explanation(message: str) -> None:
    assert explained(message) == Advice()


def test_a_failed_run_says_the_cause_and_both_steps() -> None:
    record = ApiReply(
        {
            "executionId": "1",
            "executionStatus": "Error",
            "errorInfo": {"executionMessage": SAMPLES[0]},
        }
    )
    told = str(ill(record, "running flow orders", Advice(step="Run pulumi up again")))
    assert told == (
        "running flow orders: the run 1 ended as Error: Error while authenticating to connector. The application did not accept the login of "
        "the connector profile. Its tokens have expired or were revoked, or it has an access token but needs a refresh token. Set new "
        "credentials on the connector profile, and run again. Run pulumi up again."
    )


def test_a_failed_run_without_a_known_message_has_the_step_alone() -> None:
    record = ApiReply({"executionStatus": "Error", "errorInfo": {"executionMessage": "No."}})
    told = str(ill(record, "running flow orders", Advice(step="Run pulumi up again")))
    assert told == "running flow orders: the run ended as Error: No. Run pulumi up again."
