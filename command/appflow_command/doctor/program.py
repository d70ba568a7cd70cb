"""
The fleet of a program: from an exported stack (`pulumi stack export`), or from a preview (`pulumi preview --json`).

Of a connector profile only its name and its connector are read, and of secrets nothing, also not where an export holds them in the clear.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from appflow_command.doctor import reading
from appflow_command.doctor.facts import Bucket, Fact, Fleet, Flow, Profile
from appflow_command.rehearse.program import (
    place_of,
    resources_in,
    steps_in,
)
from appflow_provider.reference import token_in
from appflow_provider.wire.urns import name_of, type_of

_FLOW, _PROFILE = "Flow", "ConnectorProfile"
_POLICIES = ("aws:s3/bucketPolicy:BucketPolicy", "aws-native:s3:BucketPolicy")
_POLICY_MEMBERS = ("policy", "policyDocument")
_GONE = frozenset(
    {"delete", "discard", "delete-replaced", "discard-replaced"}
)  # steps of a preview
KNOWN = frozenset({Fact.DEFINITIONS, Fact.INPUTS, Fact.POLICIES})
_DEFINITION = frozenset(
    {
        "description",
        "destinationFlowConfigList",
        "flowName",
        "flowStatus",
        "kmsArn",
        "metadataCatalogConfig",
        "sourceFlowConfig",
        "tags",
        "tasks",
        "triggerConfig",
    }
)


def of_stack(content: Any, origin: str, now: datetime) -> Fleet:
    """
    The fleet of an exported stack.

    Raises:
        AnotherFile: it is not an exported stack.
    """
    resources = [
        (str(each.get("urn", "")), str(each.get("type", "")), each)
        for each in resources_in(content)
    ]
    return _fleet(resources, origin, now)


def of_preview(content: Any, origin: str, now: datetime) -> Fleet:
    """
    The fleet as a preview leaves it.

    Raises:
        AnotherFile: it is not a preview.
    """
    after: dict[str, tuple[str, str, Mapping[str, Any]]] = {}
    for step in steps_in(content):
        if step.get("op") in _GONE:
            continue
        state = step.get("newState") or step.get("oldState")
        if isinstance(state, Mapping):
            urn = str(step.get("urn", ""))
            after[urn] = (urn, str(state.get("type") or type_of(urn)), state)
    return _fleet(list(after.values()), origin, now)


def _fleet(
    resources: list[tuple[str, str, Mapping[str, Any]]], origin: str, now: datetime
) -> Fleet:
    flows, profiles = [], []
    for urn, type_, state in resources:
        inputs, kind = state.get("inputs"), token_in(type_)
        if not isinstance(inputs, Mapping):
            continue
        name, place = name_of(urn), place_of(state)
        if kind == _FLOW:
            flows.append(_flow(inputs, name, place))
        elif kind == _PROFILE:
            own = reading.text(inputs, "connectorProfileName") or name
            connector = reading.text(inputs, "connectorType")
            profiles.append(Profile(own, connector, place=place))
    return Fleet(origin, KNOWN, now, flows, profiles, list(_buckets(resources)))


def _flow(inputs: Mapping[str, Any], name: str, place: str) -> Flow:
    definition = {key: value for key, value in inputs.items() if key in _DEFINITION}
    tags = definition.get("tags")
    return Flow(
        reading.text(definition, "flowName") or name,
        region=reading.text(inputs, "region"),
        trigger=reading.text(definition, "triggerConfig.triggerType"),
        source=reading.text(definition, "sourceFlowConfig.connectorType"),
        destination=reading.text(definition, "destinationFlowConfigList.0.connectorType"),
        status="Suspended" if reading.text(definition, "flowStatus") == "Suspended" else "",
        tags=None if reading.is_mark(tags) else (tags or {}),
        definition=definition,
        place=place,
    )


def _buckets(resources: list[tuple[str, str, Mapping[str, Any]]]) -> Iterator[Bucket]:
    """The bucket policies in a program, of either package for AWS."""
    for urn, kind, state in resources:
        inputs = state.get("inputs")
        if kind not in _POLICIES or not isinstance(inputs, Mapping):
            continue
        written = next((inputs[key] for key in _POLICY_MEMBERS if key in inputs), None)
        policy = _parsed(written)
        if policy is not None:
            name = reading.text(inputs, "bucket") or name_of(urn)
            yield Bucket(name, policy, place_of(state))


def _parsed(policy: Any) -> Mapping[str, Any] | None:
    if isinstance(policy, str) and not reading.is_mark(policy):
        try:
            policy = json.loads(policy)
        except ValueError:
            return None
    return policy if isinstance(policy, Mapping) and not reading.is_mark(policy) else None
