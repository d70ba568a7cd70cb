"""
What AppFlow's words about a failure probably mean, and what to do.

The words stand in the `executionMessage` of a run, the `flowStatusMessage` of a flow, or an exception. `FlowRun`, the advice on refusals and
`appflow-pulumi doctor` read this one table.
"""

import re
from dataclasses import dataclass
from functools import cache

from appflow_provider.errors import NO_ADVICE, Advice


@dataclass(frozen=True)
class Failure:
    r"""
    One kind of failure.

    Attributes:
        words: What the message has in it: `<name>` is a word, `[while ]` may be missing, ` … ` is any text, `a|b` is either.
        cause: The likely cause. `\g<name>` inserts a word of the message.
        step: What to do next, with words as in `cause`.
        source: Where the words, or their meaning, are documented or were seen.
    """

    words: str
    cause: str
    step: str
    source: str


LOGIN = Failure(
    "Error [while ]authenticating to connector",
    "The application did not accept the login of the connector profile. Its tokens have expired or were revoked, "
    "or it has an access token but needs a refresh token",
    "Set new credentials on the connector profile, and run again",
    "AppFlow user guide: an expired token of OAuth; cdklabs/cdk-appflow#90: an access token alone",
)
ANSWER = Failure(
    "Error while communicating to connector",
    "The application answered with an error. The credentials are incomplete, or its address is wrong",
    "Check the tokens, and the URLs in the connector profile's properties",
    "seen for the OAuth login of a custom connector without tokens",
)
BUCKET = Failure(
    "bucket … access|permission",
    "The bucket is in another region or account, or its policy does not let appflow.amazonaws.com in",
    "Check the bucket in the message, and its policy",
    "inferred from the words",
)

FAILURES = (
    LOGIN,
    ANSWER,
    Failure(
        "invalid_grant",
        "The application did not accept the refresh token: it has expired, was revoked, or belongs to another client",
        "Log in again and set the new refresh token on the connector profile",
        "RFC 6749, section 5.2",
    ),
    Failure(
        "INVALID_SESSION_ID",
        "Salesforce ended the session, or the connected app lets its tokens expire",
        "Set new credentials on the connector profile, and let the connected app keep refresh tokens valid until revoked",
        "Salesforce API, exception codes; AppFlow user guide, Salesforce",
    ),
    Failure(
        "REQUEST_LIMIT_EXCEEDED",
        "The Salesforce organization has used up its API requests of the last 24 hours. Runs of flows count too",
        "Run the flows on this organization less often, or have the limit raised",
        "Salesforce API, exception codes; AppFlow user guide, general information",
    ),
    Failure(
        "INVALID_FIELD|INVALID_TYPE",
        "The flow names a field or an object that Salesforce does not have, or that the login cannot read",
        "Compare the mapping with the object's fields (appflow-pulumi fields), and remove what is gone from the tasks",
        "Salesforce API, exception codes; AppFlow user guide, general information: schema changes",
    ),
    Failure(
        "INSUFFICIENT_ACCESS",
        "The user that the connector profile logs in as lacks a permission in Salesforce",
        "Give that user access to the object and its fields",
        "Salesforce API, exception codes",
    ),
    *(
        Failure(f"Status Code {code}", cause, step, "API reference, ErrorInfo; RFC 9110")
        for code, cause, step in (
            (
                "401",
                "The application did not accept the login of the connector profile",
                "Set new credentials on the connector profile",
            ),
            (
                "403",
                "The user of the connector profile lacks a permission in the application",
                "Give that user access to what the flow reads and writes",
            ),
            (
                "404",
                "The application does not have what the flow asks for, or its address is wrong",
                "Check the object in the flow and the address in the connector profile's properties",
            ),
            (
                "429",
                "The application limits how often it is called",
                "Run the flows on this application less often, or have the limit raised",
            ),
        )
    ),
    Failure(
        "Status Code 5",
        "The application failed, or is down",
        "Wait for the next run. If the error stays, ask the application's support",
        "API reference, ErrorInfo; RFC 9110",
    ),
    Failure(
        "Bad Gateway",
        "The connection has a wrong address",
        "Create another connector profile with the right address, and let the flow use it",
        "AppFlow user guide, general information",
    ),
    Failure(
        "NoSuchBucket",
        "The bucket does not exist",
        "Create the bucket, or name another one in the flow",
        "S3 API reference, error codes",
    ),
    BUCKET,
    Failure(
        "Access[ ]Denied",
        "The policy of a bucket or of a key does not let AppFlow in",
        "Allow appflow.amazonaws.com in the policies of the flow's buckets, and the flow's role or user in that of its key",
        "S3 API reference, error codes; AppFlow user guide, S3 bucket policies",
    ),
    Failure(
        "time[d ]out",
        "The application did not answer in time, or a run read more than it can",
        "Read less in one run: add a filter, or pull incrementally",
        "inferred from the words",
    ),
)
"""The first row that matches counts."""


def explained(message: str) -> Advice:
    """The likely cause and the next step for a message of AppFlow; none if no row knows it."""
    for each in FAILURES:
        if found := phrase(each.words).search(message):
            return Advice(found.expand(each.cause), found.expand(each.step))
    return NO_ADVICE


@cache
def phrase(words: str) -> re.Pattern[str]:
    """What finds the words of a row in a message, in capitals or not."""
    pattern = re.escape(words)
    for sign, regular in _SIGNS.items():
        pattern = re.sub(sign, regular, pattern)
    return re.compile(pattern, re.IGNORECASE)


# How the signs of a row's words are searched for, by what `re.escape` makes of them.
_SIGNS = {
    r"(\w+)\\\|(\w+)": r"\\b(?:\1|\2)",
    r"\\ …\\ ": r"\\b.*",
    r"\\\[(.+?)\\\]": r"(?:\1)?",
    r":\\ <": r":\\s?<",
    r"<(\w+)>": r"(?P<\1>[^\\s\\[\\]]*[^\\s\\[\\].,])",
}
