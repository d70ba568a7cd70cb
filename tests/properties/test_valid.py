"""Requests that are valid by the model and by what is known about the service are accepted, and read back as written."""

from typing import Any

from hypothesis import given

from appflow_provider.resources import State
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import unwrap
from tests.properties.effort import requests_tried
from tests.properties.flow_requests import flows
from tests.properties.model import spelled
from tests.properties.profile_requests import profiles
from tests.properties.sides import FLOW, PROFILE, Emulator, Kind, Request


@requests_tried
@given(request=flows())
def test_a_valid_flow_is_created_and_reads_back_as_written(
    emulator: Emulator, request: Request
) -> None:
    _lives(emulator, FLOW, request)


@requests_tried
@given(request=profiles())
def test_a_valid_profile_is_created_and_reads_back_as_written(
    emulator: Emulator, request: Request
) -> None:
    _lives(emulator, PROFILE, request)


def _lives(emulator: Emulator, kind: Kind, request: Request) -> None:
    resource = kind.resource
    inputs = spelled(kind.shape, request)
    name = inputs[resource.name_property]

    checked = kind.check(request)
    assert checked.problems == ()
    assert unwrap(checked.inputs) == inputs
    assert _spelt_alike(from_api(resource.inputs, request)) == _spelt_alike(inputs)

    refusal = emulator.refusal(kind, request)
    assert refusal is None, refusal

    assert emulator.drift(kind, checked.inputs) == []

    resource.delete(name, State(checked.inputs), emulator.work)
    assert resource.read(name, State(checked.inputs), emulator.work) is None


def _spelt_alike(value: Any) -> Any:
    """The value with UTC in one spelling."""
    if isinstance(value, dict):
        return {key: _spelt_alike(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_spelt_alike(item) for item in value]
    return value.replace("+00:00", "Z") if isinstance(value, str) else value
