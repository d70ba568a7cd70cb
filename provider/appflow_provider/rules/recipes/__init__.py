"""
Applications that people look for among the connector types and do not find, because AppFlow reaches them through a custom
connector with a label.

One for each page of AppFlow's user guide that belongs to no connector type, in three tables by what the application is for. A
label is given where a public source has it literally, with that source; no list of the labels is published. What a label's
connector needs AppFlow itself says, in DescribeConnector.
"""

from appflow_provider.rules.recipes import business, marketing, work
from appflow_provider.rules.recipes.recipe import Login, Proof, Recipe, Strength, folded
from appflow_provider.rules.recipes.use import Use

__all__ = ["RECIPES", "Login", "Proof", "Recipe", "Strength", "Use", "folded", "recipe_for"]

RECIPES: tuple[Recipe, ...] = tuple(
    sorted(
        (*business.RECIPES, *marketing.RECIPES, *work.RECIPES),
        key=lambda recipe: recipe.name.lower(),
    )
)
"""All of them, by name."""


def recipe_for(word: str) -> Recipe | None:
    """The application that a word means, however it is spelt."""
    return next((recipe for recipe in RECIPES if folded(word) in recipe.spellings), None)
