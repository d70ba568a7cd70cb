"""The advice for a refusal: a cause and a next step."""

import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.loaders import Loader

from appflow_provider.errors import Advice, AppFlowError, Conflict, NotFound
from appflow_provider.resources.advice import TABLE, advice_for, row_for
from appflow_provider.resources.advice.exceptions import EXCEPTIONS
from appflow_provider.resources.advice.texts import TEXTS
from appflow_provider.service import denials, refusals
from tests.resources.advice_samples import SAMPLES, STRANGE, Refusal
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


@pytest.mark.parametrize(("operation", "code"), THROWN)
def test_every_refusal_that_the_model_knows_comes_with_a_cause_and_a_step(operation, code):
    """But for values that AppFlow does not take: its own words say which, and there is nothing to add."""
    advice = told("no words that anybody knows", code, operation)
    says_nothing = code == "ValidationException" and operation != "StartFlow"
    assert bool(advice.cause) is not says_nothing
    assert bool(advice.step) is not says_nothing


def test_a_row_names_only_operations_that_can_be_refused_that_way():
    thrown = {tuple(param.values) for param in THROWN}
    beyond = {
        ("CreateConnectorProfile", "ConnectorServerException"),  # seen in a live test
        ("StartFlow", "ValidationException"),  # how a flow without its bus is refused is open
    }
    rows = [row for row in (*TEXTS, *EXCEPTIONS) if row.code]
    named = {(each, row.code) for row in rows for each in row.operations}
    assert named <= thrown | beyond


def test_no_row_hides_behind_another():
    for at, row in enumerate(EXCEPTIONS):
        before = [each for each in EXCEPTIONS[:at] if each.code == row.code]
        assert all(each.operations for each in before)
        assert not {op for each in before for op in each.operations} & set(row.operations)


ROWS = [
    pytest.param(row, sample, id=f"{at}-{sample.operation}-{sample.code}")
    for at, (row, sample) in enumerate(zip(TABLE, SAMPLES, strict=False))
]


def answered(refusal):
    return row_for(AppFlowError(refusal.words, code=refusal.code), refusal.operation)


def test_every_row_has_its_sample():
    assert len(SAMPLES) == len(TABLE)


@pytest.mark.parametrize(("row", "sample"), ROWS)
def test_a_row_answers_its_own_refusal_and_no_other(row, sample):
    others = [each for each in (*SAMPLES, *STRANGE) if each != sample]
    assert answered(sample) is row
    assert len(others) >= 10
    assert [each for each in others if answered(each) is row] == []


# Known words that count whatever was asked for, or whatever the exception is.
OF_ANY_OPERATION, OF_ANY_CODE = {"AccessDeniedException"}, {"ResourceNotFoundException"}


@pytest.mark.parametrize(("row", "sample"), ROWS[: len(TEXTS)])
def test_a_row_for_known_words_answers_them_for_its_operations_and_exception_alone(row, sample):
    own = {sample.operation, *sample.also}
    if sample.code in OF_ANY_OPERATION:
        own = {*MODEL["operations"]}
    for operation in MODEL["operations"]:
        assert (answered(sample._replace(operation=operation)) is row) is (operation in own)
    is_open = sample.code in OF_ANY_CODE and "is not registered" in sample.words
    for code in MODELLED:
        assert (answered(sample._replace(code=code)) is row) is (is_open or code == sample.code)


@pytest.mark.parametrize("code", MODELLED)
def test_a_row_for_an_exception_answers_its_operations_alone(code):
    """The last row of an exception answers the rest, unless it is about one operation only."""
    rows = {sample: row for row, sample in zip(EXCEPTIONS, SAMPLES[len(TEXTS) :], strict=True)}
    own = [sample for sample in rows if sample.code == code]
    about_one = {"UnsupportedOperationException", "ValidationException"}
    for operation in MODEL["operations"]:
        named = [each for each in own if operation in (each.operation, *each.also)]
        rest = [] if code in about_one else own[-1:]
        expected = next((rows[each] for each in (*named, *rest)), None)
        assert answered(Refusal(operation, code, "no words that anybody knows")) is expected


@pytest.mark.parametrize("refusal", STRANGE)
def test_words_of_another_cause_get_no_advice_for_known_words(refusal):
    assert answered(refusal) not in TEXTS


def said(sample, advice):
    """The whole text of an error up to the request id."""
    refused = AppFlowError(sample.words, code=sample.code, request_id="r-1")
    refused.doing = "creating connector profile orders-of-the-shop in ap-northeast-1"
    refused.advice = advice
    return str(refused).partition(" (request id ")[0]


@pytest.mark.parametrize(("row", "sample"), ROWS)
def test_a_refusal_has_at_most_sixty_words_and_aws_words_once(row, sample):
    text = said(sample, told(sample.words, sample.code, sample.operation))
    assert len(text.split()) <= 60, text
    assert text.count(sample.words.rstrip(".")) == 1
    assert row.cause
    assert row.step


def of_the_way_to_aws():
    for code, advice in refusals._BY_COMMON_CODE.items():
        yield pytest.param(
            Refusal("ListFlows", code, "The security token is not valid"), advice, id=code
        )
    for name, advice in refusals._BY_EXCEPTION.items():
        words = 'Could not connect to the endpoint URL: "https://appflow.eu-west-1.amazonaws.com/list-flows"'
        yield pytest.param(Refusal("ListFlows", "", words), advice, id=name)
    start = "User: arn:aws:iam::123456789012:user/ada is not authorized to perform: appflow:CreateFlow on resource: x"
    for kind in denials.POLICIES:
        words = f"{start} with an explicit deny in a {kind}"
        yield pytest.param(
            Refusal("CreateFlow", "AccessDeniedException", words), denials.denied(words), id=kind
        )


@pytest.mark.parametrize(("sample", "advice"), list(of_the_way_to_aws()))
def test_an_error_about_the_way_to_aws_has_at_most_sixty_words(sample, advice):
    assert len(said(sample, advice).split()) <= 60
    assert advice.step


def test_an_unreachable_sts_is_not_reported_as_appflow():
    def step(url):
        return refusals.translated(EndpointConnectionError(endpoint_url=url)).advice.step

    assert "AWS_ENDPOINT_URL_STS" in step("https://sts.eu-west-1.amazonaws.com/")
    assert "AWS_ENDPOINT_URL_STS" not in step("https://appflow.eu-west-1.amazonaws.com/list-flows")


# What has to be in the advice for some of the samples.
HOLDS = [
    ("can not be updated", "writes to: Destination object for the", "another flowName"),
    ("projection task", "No task selects the fields to read", "PROJECTION"),
    ("The operator", "under another connector's key", "under the key of the source's connector"),
    ("AuthCode", "neither a token nor", "refreshToken"),
    ("ClientCredentialsArn", "cannot read it", "secretsmanager:GetSecretValue"),
    ("dataApiRoleArn", "Data API", "together with clusterIdentifier"),
    ("is not registered", "label HubSpott", "labels that are registered"),
    ("Connector Profile with name", "no connector profile ga in this account", "pulumi refresh"),
    ("active state", "activated it again", "stop-flow --flow-name a,"),
    ("The bucket", "its policy does not let appflow.amazonaws.com in", "Check the bucket"),
    ("authenticating", "expired", "new credentials"),
    ("communicating", "incomplete", "tokens"),
    ("not authorized", "No IAM policy", "Allow appflow:UseConnectorProfile for"),
]


@pytest.mark.parametrize(("words", "cause", "step"), HOLDS)
def test_known_words_get_advice_of_their_own(words, cause, step):
    sample = next(each for each in SAMPLES if words in each.words)
    advice = told(sample.words, sample.code, sample.operation)
    assert cause in advice.cause
    assert step in advice.step


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
