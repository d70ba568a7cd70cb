"""
Applications that people look for among the connector types and do not find, because AppFlow reaches them through a custom
connector with a label.

`table` holds them by name, `recipe` says what each row is made of.
"""

from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.recipes.recipe import Recipe, folded
from appflow_provider.shapes.recipes.table import RECIPES

__all__ = ["recipe_for", "recipe_hint"]

_WAY = "use connectorType CustomConnector with"
_UNKNOWN = "the label of its connector as connectorLabel"
_LOOK = "Run aws appflow describe-connectors to list the labels"


def recipe_for(word: str) -> Recipe | None:
    """The application that a word means, however it is spelled."""
    return next((recipe for recipe in RECIPES if folded(word) in recipe.spellings), None)


def recipe_hint(word: str) -> str:
    """
    How to reach an application that is no connector type, as a sentence.

    Empty for a connector type, however it is spelled: that is a matter of spelling.
    """
    if folded(word) in {name.lower() for name in CONNECTORS}:
        return ""
    recipe = recipe_for(word)
    if recipe is None:
        return f"To reach another application, {_WAY} {_UNKNOWN}. {_LOOK}"
    label = f"connectorLabel {recipe.label}" if recipe.label else _UNKNOWN
    login = f"authenticationType {recipe.authentication} in its connector profile"
    hint = f"To reach {recipe.name}, {_WAY} {label} and {login}"
    return hint if recipe.label else f"{hint}. {_LOOK}"
