"""The spelling of names in messages: as in Python programs and in the stack's configuration."""

from dataclasses import replace

from appflow_provider.problems import Problem
from appflow_provider.resources import Resource
from appflow_provider.shapes.python import python_path, python_words

SETTING = "configuration appflow:"
"""The prefix of a setting's name."""


def in_python(resource: Resource, problem: Problem) -> Problem:
    """The problem with the Python names of the resource's inputs."""
    shape = resource.inputs
    if problem.path[:1] and problem.path[0] not in resource.properties:
        shape = resource.declaration.written
    path = python_path(shape, problem.path)
    return replace(problem, path=path, reason=python_words(shape, problem.reason))
