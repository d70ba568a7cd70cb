"""The declarations: what stands in them is what the code does. `tests/declared.py` watches the calls of all stories."""

import ast
from pathlib import Path

import botocore.loaders
import pytest

from appflow_provider import declarations, functions, resources
from appflow_provider.declarations import FUNCTIONS, RESOURCES, ResourceDeclaration
from appflow_provider.functions import lookups
from appflow_provider.shapes.walk import members

PROVIDER = Path(resources.__file__).parents[1]
OPERATIONS = set(botocore.loaders.Loader().load_service_model("appflow", "service-2")["operations"])
FUNCTION_NAMES = {declared.snake_case for declared in FUNCTIONS.values()}


def named(*paths: Path) -> set[str]:
    """The operations of the API that modules name."""
    trees = (ast.parse(path.read_text()) for path in paths)
    constants = (
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    )
    return {str(node.value) for node in constants if node.value in OPERATIONS}


def test_every_resource_has_a_lifecycle_and_every_function_a_lookup() -> None:
    assert set(resources.RESOURCES) == set(RESOURCES)
    assert set(functions.FUNCTIONS) == set(FUNCTIONS)
    public = {
        name
        for name, found in vars(lookups).items()
        if getattr(found, "__module__", "") == lookups.__name__
    }
    assert {name for name in public if not name.startswith("_")} == FUNCTION_NAMES


def test_the_operations_of_resources_are_those_that_their_modules_call() -> None:
    declared = {
        operation
        for resource in RESOURCES.values()
        for called in resource.operations.values()
        for operation in called
    }
    # `managed` calls the first operation of a step by its declaration.
    first = {
        called[0] for resource in RESOURCES.values() for called in resource.operations.values()
    }
    assert declared == named(*(PROVIDER / "resources").glob("*.py")) | first


def test_the_operations_of_functions_are_those_that_their_lookups_call() -> None:
    declared = {operation for function in FUNCTIONS.values() for operation in function.operations}
    assert declared == named(PROVIDER / "functions" / "lookups.py")


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=RESOURCES)
def test_a_resource_has_its_name_and_its_arn(resource: ResourceDeclaration) -> None:
    assert resource.name_property in members(resource.inputs)
    assert resource.arn_property in members(resource.outputs)
    assert set(resource.operations) <= {"create", "read", "update", "delete"}


def test_what_is_listed_is_in_the_model() -> None:
    shapes = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]
    for listing in (each.listing for each in RESOURCES.values() if each.listing):
        found = shapes[f"{listing.operation}Response"]["members"][listing.found]["shape"]
        entry = shapes[shapes[found]["member"]["shape"]]["members"]
        assert {listing.name, *([listing.arn] if listing.arn else [])} <= set(entry)


def test_the_arguments_and_results_of_a_function_are_named_after_it() -> None:
    for token, function in declarations.FUNCTIONS.items():
        name = token[:1].upper() + token[1:]
        assert (function.arguments.__name__, function.result.__name__) == (name, f"{name}Result")
        assert ("region" in members(function.arguments)) != bool(function.arn)
