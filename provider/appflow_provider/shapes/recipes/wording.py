"""What the description of a typed login says of its application: the connector, the roles, versions and names, and the evidence."""

from collections.abc import Iterator

from appflow_provider.shapes.recipes.recipe import Recipe, Strength

__all__ = ["about"]

_EVIDENCE = {
    Strength.SEEN: "Its label was seen in use.",
    Strength.SENT: "cdk-appflow, a library by AWS, sends its label.",
    Strength.LISTED: "Unverified: only a public Terraform module lists its label.",
}
_ROLES = {
    "source": "Flows can read from it.",
    "destination": "Flows can write to it.",
    "both": "Flows can read from it and write to it.",
}


def about(recipe: Recipe) -> str:
    """The description of the login for an application."""
    return " ".join(_sentences(recipe))


def _sentences(recipe: Recipe) -> Iterator[str]:
    use = recipe.use
    yield f"A login for {recipe.name}: connector type `CustomConnector` with the label `{recipe.label}`."
    if recipe.proof is not None:
        yield _EVIDENCE[recipe.proof.strength]
    yield _ROLES[use.role]
    if use.reaches:
        yield f"Only {' and '.join(f'`{name}`' for name in use.reaches)} can be the destination."
    if use.api_version:
        yield f"Flows of cdk-appflow set `apiVersion` to `{use.api_version}`."
    if use.entities:
        yield f"An `entityName` there is {use.entities}."
    if use.notes:
        yield f"Note: {'; '.join(use.notes)}."
    if missing := [login.name for login in recipe.logins if login not in recipe.known_logins]:
        names = ", ".join(f"`{name}`" for name in missing)
        yield f"It has no arguments for the login {names}, because no public source shows its keys."
