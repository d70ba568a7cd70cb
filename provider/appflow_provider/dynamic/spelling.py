"""Names as Python programs and the stack's configuration spell them, for what a person reads."""

from dataclasses import replace

from appflow_provider.problems import Problem
from appflow_provider.resources import Resource
from appflow_provider.shapes.python import python_path, python_words

SETTING = "configuration appflow:"
"""What stands before the name of a setting."""


def in_python(resource: Resource, problem: Problem) -> Problem:
    """A problem with a resource's inputs, in the names that Python has for them."""
    shape = resource.inputs
    path = python_path(shape, problem.path)
    return replace(problem, path=path, reason=python_words(shape, problem.reason))
