"""The pages of what each connector can do, and of the applications behind custom connectors."""

from collections.abc import Iterator

from appflow_provider.rules.catalogue import CONNECTORS, DAY, HOUR, Connector
from appflow_provider.rules.recipes import RECIPES, Login, Recipe
from tools.docs.writing import filled, table

__all__ = ["pages"]

_HEAD = [
    "`connectorType`",
    "properties",
    "source",
    "at most",
    "to",
    "destination",
    "profile",
    "PrivateLink",
]
_OFTEN = {DAY: "daily", HOUR: "hourly"}
_PRIVATE = {True: "yes", False: "", None: "by its registration"}
_APPLICATIONS = ["application", "`connectorLabel`", "logs in with", "what it needs", "evidence"]


def pages() -> Iterator[tuple[str, str]]:
    """Each page's place in the documentation, and its text."""
    connectors = table(_HEAD, map(_connector, CONNECTORS.values()))
    yield "connectors.md", filled("connectors", connectors="\n".join(connectors))
    recipes = table(_APPLICATIONS, map(_recipe, RECIPES))
    yield "recipes.md", filled("recipes", recipes="\n".join(recipes))


def _connector(connector: Connector) -> list[str]:
    return [
        f"`{connector.type}`",
        f"`{connector.key}`",
        ", ".join(sorted(connector.triggers)),
        _OFTEN.get(connector.fastest, "each minute") if connector.source else "",
        _reached(connector) if connector.source else "",
        "yes" if connector.destination else "",
        _profile(connector),
        _PRIVATE[connector.private],
    ]


def _reached(connector: Connector) -> str:
    if connector.reaches is None:
        return "by its registration"
    return ", ".join(sorted({*connector.reaches, "CustomConnector"}))


def _profile(connector: Connector) -> str:
    if not connector.profile:
        return "none"
    ways = [" with ".join(f"`{name}`" for name in login) for login in connector.logins]
    return " or ".join(ways) if ways else "needed"


def _recipe(recipe: Recipe) -> list[str]:
    label = f"`{recipe.label}`" if recipe.label else "ask `get_connectors()`"
    logins = "; or ".join(_login(login) for login in recipe.logins)
    return [recipe.name, label, logins, "; ".join(recipe.needs), _evidence(recipe)]


def _login(login: Login) -> str:
    types = " or ".join(f"`{kind}`" for kind in login.types)
    grant = f" with `{login.grant}`" if login.grant else ""
    name = f" named `{login.name}`" if login.name else ""
    return f"{types}{grant}{name}: {login.takes}"


def _evidence(recipe: Recipe) -> str:
    """The page of the user guide, and where the label stands."""
    guide = f"[guide](https://docs.aws.amazon.com/appflow/latest/userguide/{recipe.page}.html)"
    if recipe.proof is None:
        return guide
    places = ", ".join(f"[{_short(place)}]({_address(place)})" for place in recipe.proof.sources)
    return f"{guide}; label {recipe.proof.strength.value} in {places}"


def _short(place: str) -> str:
    """An issue without its owner, or the repository."""
    return place.partition(" ")[0].partition("/")[2]


def _address(place: str) -> str:
    """The address of an issue, or of a file or folder in a repository."""
    if "#" in place:
        return f"https://github.com/{place.replace('#', '/issues/')}"
    return f"https://github.com/{place.replace(' ', '/tree/HEAD/')}"
