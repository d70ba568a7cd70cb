"""Policies about keys, secrets and connections."""

from collections.abc import Iterator, Mapping

from appflow_policies.policy import Level, Severity, Values, policy, texts
from appflow_policies.subjects import Flow, Profile
from appflow_policies.wildcards import fits
from appflow_provider.problems import Problem
from appflow_provider.values import leaves, secret_on

PRIVATE = frozenset({"SAPOData", "Salesforce", "Singular", "Snowflake", "Trendmicro"})
"""Connectors that AWS PrivateLink reaches; user guide, pages of the connectors."""

PASSWORDS: Mapping[str, tuple[str, ...]] = {
    "CustomConnector": ("basic", "apiKey"),
    "Redshift": ("password",),
    "SAPOData": ("basicAuthCredentials",),
    "Servicenow": ("password",),
}
"""Credentials with a password or key, of connectors that take a role or OAuth instead; API model 2020-08-23."""

SECRETS = (
    *("*password*", "*passphrase*", "*secret*", "*token*", "*apikey*", "*privatekey*"),
    *("authcode", "jwt*"),
)
NO_SECRETS = ("*url*", "*arn", "*expir*", "*type*")


@policy(
    "A flow or connector profile is encrypted with a key of yours.",
    "API reference, kmsArn: without it, AppFlow uses a key that it manages",
    texts("keys", ("*",), "ARNs of allowed keys, with `*` and `?`."),
    level=Level.DISABLED,
    severity=Severity.HIGH,
)
def customer_key(subject: Flow | Profile, values: Values) -> Iterator[Problem]:
    key = subject.spot["kmsArn"]
    arn = key.text_if_any()
    if not arn:
        yield key.problem(
            "is not set, so AppFlow encrypts with a key of its own. Set the ARN of a KMS key"
        )
    elif not fits(values["keys"], arn):
        yield key.problem(f'"{arn}" is not an allowed key')


@policy(
    "No property holds a password, key or token in the clear.",
    "Pulumi keeps a value in its state, its logs and its previews as it is, unless it is marked as a secret",
    texts("names", SECRETS, "Names of properties and tags that hold secrets."),
    texts("except", NO_SECRETS, "Names that match `names` but hold no secret."),
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
)
def plain_secrets(subject: Flow | Profile, values: Values) -> Iterator[Problem]:
    for path, value in leaves(subject.marked):
        name = path[-1] if path else ""
        if not isinstance(value, str) or value == "" or not isinstance(name, str):
            continue
        is_named = fits(values["names"], name) and not fits(values["except"], name)
        if is_named and not secret_on(subject.marked, path):
            yield Problem(
                path,
                "holds a secret in the clear. Read it from a secret of the configuration with require_secret, and change it, because it "
                "has been stored",
            )


@policy(
    "A connector profile logs in with OAuth or a role where the connector takes them.",
    "API reference, credentials of the connectors: these take OAuth or a role as well. A password stays valid until somebody changes it",
    level=Level.DISABLED,
)
def no_passwords(profile: Profile, _values: Values) -> Iterator[Problem]:
    for member in PASSWORDS.get(profile.type, ()):
        spot = profile.credentials[member]
        if spot.present() and spot.path[-1] == member:
            yield spot.problem(
                f"is a password or a key, which stays valid until somebody changes it. {profile.type} takes OAuth"
                if profile.type != "Redshift"
                else "is a password, which stays valid until somebody changes it. Redshift takes a role: set dataApiRoleArn"
            )


@policy(
    "A connector profile connects through AWS PrivateLink where the connector supports it.",
    "User guide, pages of the connectors: which of them support private connections",
    level=Level.DISABLED,
    severity=Severity.HIGH,
)
def private_link(profile: Profile, _values: Values) -> Iterator[Problem]:
    mode = profile.spot["connectionMode"]
    if profile.type in PRIVATE and mode.text() != "Private":
        yield mode.problem(
            f'"{mode.text()}" sends the data over the internet, and {profile.type} supports AWS PrivateLink. Set Private'
        )
