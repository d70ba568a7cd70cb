"""
Property maps that nobody should write: what the check lets pass, botocore takes; and no state stops a destroy.

`APPFLOW_EXAMPLES=20000` tries so many of each.
"""

import contextlib
import os
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator
from pulumi.output import Unknown as PulumiUnknown

from appflow_provider.dynamic import encoding
from appflow_provider.errors import AppFlowError, NotFound, PartlyDone
from appflow_provider.resources import RESOURCES, Inputs, OperationContext, State
from appflow_provider.resources.managed import Managed
from appflow_provider.values import UNKNOWN, Secret, Unknown, has_unknown, unwrap
from appflow_provider.wire import structs
from appflow_provider.wire.urns import name_of, token_of
from tests.properties.odd_values import ODD, PROGRAMS, odd_maps
from tests.resources.fake import ARN, REGION

NUMBER = int(os.environ.get("APPFLOW_EXAMPLES") or 600)
CREATES = {
    "Connector": "RegisterConnector",
    "ConnectorProfile": "CreateConnectorProfile",
    "Flow": "CreateFlow",
}
MODEL = botocore.session.get_session().get_service_model("appflow")


def of_the_plugin(value: Mapping[str, Any]) -> dict[str, Any]:
    return structs.decoded(structs.encoded(value))


def of_the_dynamic_front(value: Mapping[str, Any]) -> dict[str, Any]:
    return encoding.decoded(_pulumis(unwrap(value)))


def _pulumis(value: Any) -> Any:
    if isinstance(value, Unknown):
        return PulumiUnknown()
    if isinstance(value, Mapping):
        return {key: _pulumis(item) for key, item in value.items() if item is not None}
    return [_pulumis(item) for item in value] if isinstance(value, list) else value


FRONTS = {"plugin": of_the_plugin, "dynamic": of_the_dynamic_front}
Front = Callable[[Mapping[str, Any]], dict[str, Any]]


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_what_the_check_lets_pass_botocore_takes(front: Front) -> None:
    passed = 0
    for kind, written, path in odd_maps(NUMBER):
        resource = RESOURCES[kind]
        checked = resource.check({}, front(written), resource_name="odd", seed=b"1")
        if checked.problems:
            continue
        resource.diff(State(checked.inputs), checked.inputs)
        resource.previewed(checked.inputs)
        if has_unknown(checked.inputs) or not isinstance(resource, Managed):
            continue
        passed += 1
        shape = MODEL.operation_model(CREATES[kind]).input_shape
        report = ParamValidator().validate(resource.build_create_request(checked.inputs), shape)
        assert not report.has_errors(), (path, report.generate_report())
    assert passed > NUMBER / 100


class Gone:
    """A service that has nothing."""

    region = REGION

    def call(self, operation: str, _request: Mapping[str, Any]) -> dict[str, Any]:
        if operation == "DescribeConnectorProfiles":
            return {"connectorProfileDetails": []}
        raise NotFound(f"nothing for {operation}", code="ResourceNotFoundException")

    shared = call

    def now(self) -> datetime:
        return datetime.now(timezone.utc)

    def pause(self, _seconds: float) -> None:
        return


FACTS: Mapping[str, dict[str, Any]] = {
    "Connector": {"connectorArn": f"{ARN}:connector/odd", "canUseAsSource": True},
    "ConnectorProfile": {"connectorProfileArn": f"{ARN}:connectorprofile/odd", "region": REGION},
    "Flow": {"flowArn": f"{ARN}:flow/odd", "tags": {"a": "b"}, "tagsAll": {"a": "b"}},
    "FlowRun": {
        "flowArn": f"{ARN}:flow/odd",
        "executionId": "1",
        "executionStatus": "InProgress",
    },
}
_OF_STATE = [each for each in ODD if each is not UNKNOWN]


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_no_state_stops_a_refresh_or_a_destroy_or_looks_like_a_bug(front: Front) -> None:
    chance = random.Random(0)
    for kind, written, _ in odd_maps(NUMBER, seed=1):
        resource, program = RESOURCES[kind], next(made for of, made in PROGRAMS if of == kind)
        state = {**written, **FACTS[kind]}
        state[chance.choice([*FACTS[kind]])] = chance.choice(_OF_STATE)
        state = front(state)
        work = OperationContext(
            lambda _region: Gone(), urn=f"urn:pulumi:dev::shop::appflow:index:{kind}::odd"
        )
        kept = resource.readable(state)
        found = resource.diff(kept, Inputs({**program}), region=lambda: REGION)
        resource.change_notes(found)
        resource.unchanged(work.urn, kept)
        resource.rebase(kept, Inputs({**program}))
        assert resource.read("odd/1", resource.readable(kept), work) is None or kind == "FlowRun"
        resource.delete("odd/1", kept, work)
        with contextlib.suppress(AppFlowError, PartlyDone):
            resource.update("odd/1", resource.usable(state), Inputs({**program}), work)


@pytest.mark.parametrize(("kind", "program"), PROGRAMS)
def test_what_programs_write_is_readable(kind: str, program: Mapping[str, Any]) -> None:
    state = {**RESOURCES[kind].check({}, program).inputs, **FACTS[kind]}
    assert RESOURCES[kind].unreadable(state) == frozenset()
    assert RESOURCES[kind].usable(state) == state


def test_an_update_of_an_unknown_object_names_the_way_out() -> None:
    with pytest.raises(AppFlowError) as refused:
        RESOURCES["FlowRun"].usable({"flowArn": [7], "executionId": Secret(None)})
    assert "for executionId, flowArn. Run `pulumi refresh`" in str(refused.value)
    assert "`pulumi state delete`" in str(refused.value)


@pytest.mark.parametrize("urn", ["", "x", "urn:pulumi:dev::shop", "::::"])
def test_what_is_not_a_urn_has_neither_kind_nor_name(urn: str) -> None:
    assert (token_of(urn), name_of(urn)) == ("", "")
