"""The schema as a document, to be read as its users read it: by token and by property name."""

import json
from pathlib import Path

import pytest

from appflow_provider.schema import render

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def checkout():
    return CHECKOUT


@pytest.fixture(scope="session")
def schema():
    return json.loads(render())


@pytest.fixture(scope="session")
def resource(schema):
    return lambda name: schema["resources"][f"appflow:index:{name}"]


@pytest.fixture(scope="session")
def type_(schema):
    return lambda name: schema["types"][f"appflow:index:{name}"]


@pytest.fixture(scope="session")
def nodes(schema):
    """Every object of the document with the path that leads to it."""

    def walk(value, path=()):
        if isinstance(value, dict):
            yield path, value
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            if isinstance(item, (dict, list)):
                yield from walk(item, (*path, key))

    return list(walk(schema))
