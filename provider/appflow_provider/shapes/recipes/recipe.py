"""
How an application is described that AppFlow reaches through a custom connector with a label.

The table beside this module holds one `Recipe` for each application. What a login is called in the API is taken from the user
guide, read with these facts in mind: an app that needs AppFlow's redirect URL, or a person who signs in, means the grant
AUTHORIZATION_CODE; the name of a login that the console offers beside OAuth2 is its `customAuthenticationType` (for Asana and
GitHub cdk-appflow sends the name that the page has). Fields named API key, or user name and password, do not tell the type:
Mailchimp's API key and a database's password are CUSTOM. Such logins keep all types that they can have.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

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


TOKEN_URL: Final = "tokenUrl"  # noqa: S105 - a name
"""The setting that stands in `oauth2Properties`. All others stand in `profileProperties`."""


@dataclass(frozen=True)
class Blank:
    """A word in the address of a setting that each account has its own of: `{tenant}`. `default` stands in where it is not given."""

    name: str
    says: str
    default: str = ""


@dataclass(frozen=True)
class Setting:
    """
    A setting of a profile whose key a source shows. `tokenUrl` stands in `oauth2Properties`, all others in `profileProperties`.

    Attributes:
        key: Its key.
        says: What it is, as the description of an argument.
        value: Its address, with blanks in braces; empty where the account has its own.
        blanks: The blanks of the address.
        before: What stands before it in the list of needs.
        after: What stands after it there.
        required: Whether a profile cannot do without.
    """

    key: str
    says: str
    value: str = ""
    blanks: tuple[Blank, ...] = ()
    before: str = ""
    after: str = ""
    required: bool = True

    @property
    def text(self) -> str:
        """The setting in the list of needs."""
        value = re.sub(r"\{(\w+)\}", r"<\1>", self.value)
        shown = f" `{value}`" if self.blanks else f" {value}" if value else ""
        return f"{self.before}`{self.key}`{shown}{self.after}"


@dataclass(frozen=True)
class Credential:
    """
    A credential of a `CUSTOM` login whose key in `credentialsMap` a source shows.

    Attributes:
        key: Its key.
        says: What it is, as the description of an argument.
        secret: Whether nobody may see it.
        values: All that it can be; a single one is filled in.
        default: What it is where it is not given.
    """

    key: str
    says: str
    secret: bool = False
    values: tuple[str, ...] = ()
    default: str = ""

    @property
    def text(self) -> str:
        """The credential in the list of credentials."""
        return f"`{self.key}` {' or '.join(self.values)}".strip()


@dataclass(frozen=True)
class Login:
    """
    One way to log in.

    Attributes:
        types: Its `authenticationType`; more than one where the user guide does not tell which.
        takes: The credentials in words, where no source shows their keys.
        grant: Its `oauth2GrantType`; None where it has none, or where the user guide does not tell it.
        name: Its `customAuthenticationType`.
        credentials: The credentials whose keys a source shows.
    """

    types: tuple[str, ...]
    takes: str = ""
    grant: str | None = None
    name: str | None = None
    credentials: tuple[Credential, ...] = ()

    @property
    def said(self) -> str:
        """The credentials in words. Names in backticks are keys."""
        if self.takes or not self.credentials:
            return self.takes
        *others, last = (each.text for each in self.credentials)
        if not others:
            says = self.credentials[0].says
            return f"{last}, {says[:1].lower()}{says[1:].rstrip('.')}"
        return f"{', '.join(others)} and {last}"

    @property
    def known(self) -> bool:
        """Whether all is known that AppFlow wants to be sent, except for addresses."""
        return self.grant is not None or bool(self.name and self.credentials)


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
        needs: What a profile needs beside credentials: settings, and in words what no source shows the key of.
        stands_in: Whether cdk-appflow sends a made-up `accessToken` where there is only a `refreshToken`.
        refreshes: Whether a `refreshToken` is needed even where an `accessToken` is there.
        label: Its `connectorLabel`; None where no public source has it.
        proof: Where the label comes from, and what `use` has of cdk-appflow.
        use: What flows can do with it.
        page: Its page of the user guide, which the logins and the needs come from. By default the one that its name makes.
    """

    name: str
    logins: tuple[Login, ...]
    words: tuple[str, ...] = ()
    needs: tuple[str | Setting, ...] = ()
    stands_in: bool = False
    refreshes: bool = False
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
    def key(self) -> str:
        """Its name as the name of a property: `googleAnalytics4`."""
        return property_of(self.name)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The needs whose keys a source shows."""
        return tuple(need for need in self.needs if isinstance(need, Setting))

    @property
    def need_texts(self) -> tuple[str, ...]:
        """What a profile needs beside credentials, in words."""
        texts = [need.text if isinstance(need, Setting) else need for need in self.needs]
        if self.refreshes:
            texts.append("`refreshToken`, even where `accessToken` is there")
        if self.stands_in:
            texts.append(
                "`accessToken`: cdk-appflow sends a dummy where only `refreshToken` is there"
            )
        return tuple(texts)

    @property
    def known_logins(self) -> tuple[Login, ...]:
        """The logins that a typed helper can write: all is known that AppFlow wants to be sent. Empty without a label."""
        return tuple(login for login in self.logins if login.known) if self.label else ()

    @property
    def is_verified(self) -> bool:
        """Whether the label was seen in use. AppFlow may not know a label that is only listed."""
        return self.proof is not None and self.proof.strength is not Strength.LISTED

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


def custom(name: str, *credentials: Credential, takes: str = "") -> Login:
    """A login with a name of its own; `takes` has the credentials in words where no source shows their keys."""
    return Login(("CUSTOM",), takes, name=name, credentials=credentials)


_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def property_of(name: str) -> str:
    """A name or a key in the spelling of properties: `Google Analytics 4` and `managerID` as `googleAnalytics4` and `managerId`."""
    humps: list[str] = _HUMP.findall(name)
    first, *others = map(str.lower, humps)
    return first + "".join(hump.capitalize() for hump in others)


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
