"""
How an application is described that AppFlow reaches through a custom connector with a label.

The table beside this module holds one `Recipe` for each application. What a login is called in the API is taken from the user
guide, read with these facts in mind: an app that needs AppFlow's redirect URL, or a person who signs in, means the grant
AUTHORIZATION_CODE; the name of a login that the console offers beside OAuth2 is its `customAuthenticationType` (for Asana and
GitHub cdk-appflow sends the name that the page has). Fields named API key, or user name and password, do not tell the type:
Mailchimp's API key and a database's password are CUSTOM. Such logins keep all types that they can have.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

_CLIENT = "client ID and client secret"


class Strength(Enum):
    """How sure a label is; what each means stands in docs/recipes.md too."""

    SEEN = "seen"  # the console sends it, or an answer of AppFlow's shows that it knows the label
    SENT = "sent"  # cdk-appflow, a library by AWS, sends it
    LISTED = "listed"  # a public Terraform module lists it among the labels


@dataclass(frozen=True)
class Proof:
    """Where a label stands literally: a repository and a file or folder in it, or an issue."""

    strength: Strength
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Login:
    """
    One way to log in.

    Attributes:
        types: Its `authenticationType`; more than one where the user guide does not tell which.
        takes: The credentials; those in backticks are keys of `credentialsMap` that a source shows.
        grant: Its `oauth2GrantType`; None where it has none, or where the user guide does not tell it.
        name: Its `customAuthenticationType`.
    """

    types: tuple[str, ...]
    takes: str
    grant: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Use:
    """
    How flows use an application. By the user guide they only read from it, except where an entry says otherwise.

    Attributes:
        source: Whether flows can read from it; None where no public source says so.
        destination: Whether flows can write to it.
        reaches: The connector types of the only destinations for its records; empty where the connector's registration decides.
        api_version: The `apiVersion` that cdk-appflow sends.
        entities: What an `entityName` looks like in cdk-appflow; names stand in backticks.
        notes: Limits and other facts of the user guide, and of cdk-appflow.
    """

    source: bool | None = True
    destination: bool = False
    reaches: tuple[str, ...] = ()
    api_version: str | None = None
    entities: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """Whether it is a source, a destination or both, in words."""
        if not self.destination:
            return "source"
        return {True: "both", False: "destination", None: "destination; source not known"}[
            self.source
        ]


@dataclass(frozen=True)
class Recipe:
    """
    An application.

    Attributes:
        name: What the user guide calls it.
        logins: The ways to log in.
        words: What people call it beside its name and its label, letters and digits in lower case.
        needs: What a profile needs beside credentials; keys stand in backticks, where a source or the API's model has them.
        label: Its `connectorLabel`; None where no public source has it.
        proof: Where the label comes from, and what `use` has of cdk-appflow.
        use: What flows can do with it.
        page: Its page of the user guide, which the logins and the needs come from. By default the one that its name makes.
    """

    name: str
    logins: tuple[Login, ...]
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    label: str | None = None
    proof: Proof | None = None
    use: Use = field(default_factory=Use)
    page: str = ""

    def __post_init__(self) -> None:
        """Fill in the page that follows from the name."""
        page = f"connectors-{self.name.lower().replace(' ', '-')}"
        object.__setattr__(self, "page", self.page or page)

    @property
    def spellings(self) -> frozenset[str]:
        """All words that mean it, folded."""
        return frozenset({folded(self.name), folded(self.label or self.name), *self.words})

    @property
    def authentication(self) -> str:
        """Every `authenticationType` that it may take, as words."""
        return " or ".join(_once(kind for login in self.logins for kind in login.types))


def folded(word: str) -> str:
    """A word without case, blanks and signs, so that its spellings are one."""
    return "".join(letter for letter in word.lower() if letter.isalnum())


def seen(*sources: str) -> Proof:
    """A label that the console sends, or that AppFlow's answers show."""
    return Proof(Strength.SEEN, sources)


def sent(folder: str) -> Proof:
    """A label that cdk-appflow sends, in this folder of its sources."""
    return Proof(Strength.SENT, (f"cdklabs/cdk-appflow src/{folder}",))


def authorization_code(takes: str = _CLIENT) -> Login:
    """OAuth 2.0 by an app that a person has allowed."""
    return Login(("OAUTH2",), takes, grant="AUTHORIZATION_CODE")


def client_credentials(takes: str = _CLIENT) -> Login:
    """OAuth 2.0 by an app for itself."""
    return Login(("OAUTH2",), takes, grant="CLIENT_CREDENTIALS")


def api_key(takes: str) -> Login:
    """A key or a token of which the user guide does not tell the type."""
    return Login(("APIKEY", "CUSTOM"), takes)


def password(takes: str) -> Login:
    """A user name and a password of which the user guide does not tell the type."""
    return Login(("BASIC", "CUSTOM"), takes)


def custom(name: str, takes: str) -> Login:
    """A login with a name of its own."""
    return Login(("CUSTOM",), takes, name=name)


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
