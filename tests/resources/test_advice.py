"""What a person is told with a refusal: a cause and a next step."""

import re

import pytest
from botocore.loaders import Loader

from appflow_provider.errors import Advice, AppFlowError, Conflict, NotFound
from appflow_provider.resources.advice import advice_for
from appflow_provider.resources.advice.exceptions import EXCEPTIONS
from appflow_provider.resources.advice.texts import TEXTS
from tests.resources.answers import Lists, told

MODEL = Loader().load_service_model("appflow", "service-2")
MODELLED = sorted(name for name, shape in MODEL["shapes"].items() if shape.get("exception"))
THROWN = [
    pytest.param(operation, error["shape"], id=f"{operation}-{error['shape']}")
    for operation, described in MODEL["operations"].items()
    for error in described.get("errors", [])
]


def test_every_exception_of_the_model_has_a_row_and_no_other_has():
    assert sorted({row.code for row in EXCEPTIONS}) == MODELLED


@pytest.mark.parametrize("code", MODELLED)
def test_an_exception_has_a_row_for_whatever_was_asked(code):
    assert [row for row in EXCEPTIONS if row.code == code and not row.operations]


@pytest.mark.parametrize(("operation", "code"), THROWN)
def test_every_refusal_that_the_model_knows_comes_with_a_cause_and_a_step(operation, code):
    advice = told("no words that anybody knows", code, operation)
    assert advice.cause
    assert advice.step


def test_a_row_names_only_operations_that_can_be_refused_that_way():
    thrown = {tuple(param.values) for param in THROWN}
    beyond = {
        ("CreateConnectorProfile", "ConnectorServerException"),  # seen in a live test
        ("StartFlow", "ValidationException"),  # how a flow without its bus is refused is open
    }
    named = {(each, row.code) for row in (*TEXTS, *EXCEPTIONS) for each in row.operations}
    assert named <= thrown | beyond


def test_no_row_hides_behind_another():
    for at, row in enumerate(EXCEPTIONS):
        before = [each for each in EXCEPTIONS[:at] if each.code == row.code]
        assert all(each.operations for each in before)
        assert not {op for each in before for op in each.operations} & set(row.operations)


# AWS's words, as documented or as in the public report that a row names; and what has to be in the advice.
SEEN = [
    pytest.param(
        "ValidationException",
        "UpdateFlow",
        "Update Flow request failed due to:[Destination object for the destination connector can not be updated]",
        "writes to: Destination object for the destination connector",
        "another flowName",
        id="tf-42482",
    ),
    pytest.param(
        "ValidationException",
        "CreateFlow",
        "Create Flow request failed: [Task Validation Error: You must specify a projection task or a MAP_ALL task]",
        "No task says which fields are read",
        "PROJECTION",
        id="tf-34508",
    ),
    pytest.param(
        "ValidationException",
        "CreateFlow",
        "Create Flow request failed: [The operator NO_OP is not valid for filtering tasks]",
        "key of another connector",
        "under the key of the source's connector",
        id="aws-cdk-17748",
    ),
    pytest.param(
        "ValidationException",
        "CreateConnectorProfile",
        "Validation exception: AuthCode cannot be blank for connector: SALESFORCE",
        "neither a token nor",
        "refreshToken",
        id="tf-26396",
    ),
    pytest.param(
        "ValidationException",
        "CreateConnectorProfile",
        "Please validate the ClientCredentialsArn provided and please make sure Appflow has required permissions",
        "may not read it",
        "secretsmanager:GetSecretValue",
        id="tf-25802",
    ),
    pytest.param(
        "ValidationException",
        "CreateConnectorProfile",
        "dataApiRoleArn cannot be null or empty",
        "Data API",
        "beside clusterIdentifier",
        id="upjet-208",
    ),
    pytest.param(
        "ValidationException",
        "CreateConnectorProfile",
        "Connector:HubSpott is not registered",
        "label HubSpott",
        "labels that there are",
        id="tf-37826",
    ),
    pytest.param(
        "ResourceNotFoundException",
        "CreateFlow",
        "Connector Profile with name ga does not exist.",
        "no connector profile ga in this account",
        "connectorProfileName output",
        id="tf-27707",
    ),
    pytest.param(
        "ConflictException",
        "DeleteFlow",
        "Conflict executing request: Flow is in active state, please set forceDelete to true or deactivate the flow: a",
        "activated it again",
        "stop-flow --flow-name a,",
        id="active",
    ),
    pytest.param(
        "ValidationException",
        "CreateFlow",
        "Create Flow request failed: [The bucket lake could not be accessed]",
        "its policy does not let appflow.amazonaws.com in",
        "Check the bucket",
        id="bucket",
    ),
    pytest.param(
        "ConnectorAuthenticationException",
        "CreateFlow",
        "Error while authenticating to connector",
        "expired",
        "new credentials",
        id="expired",
    ),
    pytest.param(
        "ConnectorServerException",
        "CreateConnectorProfile",
        "Error while communicating to connector: Got error from connector. No valid response and error details found.",
        "incomplete",
        "tokens",
        id="communicating",
    ),
    pytest.param(
        "AccessDeniedException",
        "CreateFlow",
        "User: arn:aws:iam::123456789012:user/ada is not authorized to perform: appflow:UseConnectorProfile on resource: x",
        "No IAM policy",
        "Allow appflow:UseConnectorProfile to",
        id="iam",
    ),
]


@pytest.mark.parametrize(("code", "operation", "words", "cause", "step"), SEEN)
def test_known_words_get_advice_of_their_own(code, operation, words, cause, step):
    advice = told(words, code, operation)
    assert cause in advice.cause
    assert step in advice.step


def test_every_known_text_is_met_by_some_words():
    met = [param.values[2] for param in SEEN]
    unmet = [row.words for row in TEXTS if not any(re.search(row.words, str(text)) for text in met)]
    assert unmet == [
        "associated with one or more flows",  # below, with its look-up
        "associated with one or more connector profiles",
        "failed to satisfy constraint",
    ]


def test_an_answer_that_no_table_knows_keeps_the_advice_that_it_has():
    refused = AppFlowError("who are you?", code="UnrecognizedClientException")
    refused.advice = Advice(step="Log in")
    assert advice_for(refused, "CreateFlow", {}, Lists()) == Advice(step="Log in")


@pytest.mark.parametrize("error", [Conflict, NotFound, AppFlowError])
def test_advice_stands_between_the_words_and_the_request_id(error):
    refused = error("no", code="ThrottlingException", request_id="r-9")
    refused.doing = "creating flow orders"
    refused.advice = told("no", "ThrottlingException")
    text = str(refused)
    assert text.startswith("creating flow orders: ThrottlingException: no. ")
    assert text.endswith("appflow:maxRetries. (request id r-9)")
