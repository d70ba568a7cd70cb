"""The pages about what each connector supports, about applications that custom connectors reach, and about their logins."""

from collections.abc import Iterable, Iterator

from appflow_provider.frequency import DAY, HOUR
from appflow_provider.shapes.connectors import CONNECTORS, reached_from
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.recipes.arguments import (
    FURTHER,
    applications,
    login_class,
    own_arguments,
)
from appflow_provider.shapes.recipes.recipe import Login, Recipe, Use, property_of
from appflow_provider.shapes.recipes.table import RECIPES
from appflow_provider.shapes.regions import PRIVATE_LINK_TO_SALESFORCE
from appflow_provider.shapes.walk import members
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
_APPLICATIONS = [
    "application",
    "role",
    "`connectorLabel`",
    "logs in with",
    "what it needs",
    "evidence",
]
_LOGINS = [
    "application",
    "member of `login`",
    "arguments",
    "role",
    "destinations",
    "`apiVersion`",
    "`entityName`",
    "evidence",
]
_USES = ["application", "destinations", "`apiVersion`", "`entityName`", "notes"]


def pages() -> Iterator[tuple[str, str]]:
    """Each page's path in the documentation, and its text."""
    connectors = table(_HEAD, (_connector(row) for _, row in sorted(CONNECTORS.items())))
    yield (
        "connectors.md",
        filled(
            "connectors",
            connectors="\n".join(connectors),
            private=", ".join(f"`{region}`" for region in PRIVATE_LINK_TO_SALESFORCE),
        ),
    )
    recipes = table(_APPLICATIONS, map(_recipe, RECIPES))
    uses = table(_USES, (_use(recipe) for recipe in RECIPES if _needs_a_row(recipe.use)))
    yield (
        "recipes.md",
        filled("recipes", recipes="\n".join(recipes), uses="\n".join(uses)),
    )
    logins = table(_LOGINS, (_typed(key, recipe) for key, recipe in applications().items()))
    yield "how-to/logins.md", filled("logins", logins="\n".join(logins))


def _typed(key: str, recipe: Recipe) -> list[str]:
    use, proof = recipe.use, recipe.proof
    stand_in = "; stand-in" if recipe.stands_in else ""
    return [
        recipe.name,
        f"`{key}`",
        _arguments(key, recipe),
        use.role,
        _only(use),
        f"`{use.api_version}`" if use.api_version else "",
        use.entities or "",
        f"{proof.strength.value if proof and recipe.is_verified else 'unverified'}{stand_in}",
    ]


def _arguments(key: str, recipe: Recipe) -> str:
    """The arguments, by way to log in; then those of all ways."""
    ways = [own_arguments(login) for login in recipe.known_logins]
    shared = [name for name in members(login_class(key)) if not any(name in way for way in ways)]
    found = members(login_class(key))

    unless = _unless(recipe)

    def spelled(name: str) -> str:
        if name in unless:
            are = "are" if len(unless[name]) > 1 else "is"
            return f"**`{name}`** (unless {' and '.join(unless[name])} {are} set)"
        return f"**`{name}`**" if found[name].info.is_required() else f"`{name}`"

    def listed(names: Iterable[str]) -> str:
        return ", ".join(spelled(name) for name in names if name in found and name != FURTHER)

    oauth = "*OAuth 2.0*" + (" with **`refreshToken`**" if recipe.refreshes else "")
    said = [
        oauth if login.grant == "AUTHORIZATION_CODE" else listed(way)
        for login, way in zip(recipe.known_logins, ways, strict=True)
    ]
    return "; ".join(filter(None, [" *or* ".join(said), listed(shared)]))


def _unless(recipe: Recipe) -> dict[str, list[str]]:
    """The blanks that a URL needs, with the arguments for the URLs."""
    found: dict[str, list[str]] = {}
    for setting in recipe.settings:
        for blank in setting.blanks:
            if not blank.default:
                found.setdefault(blank.name, []).append(f"`{property_of(setting.key)}`")
    return found


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
    reached = reached_from(connector)
    return (
        "by its registration"
        if reached is None
        else ", ".join(sorted({*reached, "CustomConnector"}))
    )


def _profile(connector: Connector) -> str:
    if not connector.profile:
        return "none"
    ways = [" with ".join(f"`{name}`" for name in login) for login in connector.logins]
    return " or ".join(ways) if ways else "needed"


def _recipe(recipe: Recipe) -> list[str]:
    label = f"`{recipe.label}`" if recipe.label else "ask `get_connectors()`"
    logins = "; or ".join(_login(login) for login in recipe.logins)
    needs = "; ".join(recipe.need_texts)
    return [recipe.name, recipe.use.role, label, logins, needs, _evidence(recipe)]


def _needs_a_row(use: Use) -> bool:
    """Whether there is more to say than the role."""
    return bool(use.reaches or use.api_version or use.entities or use.notes)


def _use(recipe: Recipe) -> list[str]:
    use = recipe.use
    version = f"`{use.api_version}`" if use.api_version else ""
    return [recipe.name, _only(use), version, use.entities or "", "; ".join(use.notes)]


def _only(use: Use) -> str:
    return " and ".join(f"`{name}`" for name in use.reaches) + " only" if use.reaches else ""


def _login(login: Login) -> str:
    types = " or ".join(f"`{kind}`" for kind in login.types)
    grant = f" with `{login.grant}`" if login.grant else ""
    name = f" named `{login.name}`" if login.name else ""
    return f"{types}{grant}{name}: {login.said}"


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
