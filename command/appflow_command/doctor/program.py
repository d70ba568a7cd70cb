"""
The fleet of a program: from an exported stack (`pulumi stack export`), or from a preview (`pulumi preview --json`).

Of a connector profile only its name and its connector are read, and of secrets nothing, also not where an export holds them in the clear.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from appflow_command.doctor import reading
from appflow_command.doctor.facts import SUSPENDED, Bucket, Fact, Fleet, Flow, Pending, Profile
from appflow_command.doctor.provided import Provided, Resource, provided
from appflow_command.pulumi_files import (
    inputs_of,
    pending_in,
    place_of,
    resources_in,
    steps_in,
    text_of,
)
from appflow_provider.reference import token_in
from appflow_provider.wire.urns import name_of, type_of

_FLOW, _PROFILE = "Flow", "ConnectorProfile"
_POLICIES = ("aws:s3/bucketPolicy:BucketPolicy", "aws-native:s3:BucketPolicy")
_POLICY_MEMBERS = ("policy", "policyDocument")
# Steps of a preview after which the resource is not there. Those that discard are of resources that the program only reads.
_GONE = frozenset({"delete", "delete-replaced", "remove-pending-replace"})
KNOWN = frozenset({Fact.DEFINITIONS, Fact.INPUTS, Fact.POLICIES})


def of_stack(content: Any, origin: str, now: datetime) -> Fleet:
    """
    The fleet of an exported stack.

    Raises:
        AnotherFile: it is not an exported stack.
    """
    resources = [_resource(each) for each in resources_in(content)]
    given = provided(resources)
    pending = [
        Pending(about, operation)
        for each, operation in pending_in(content)
        if (about := _member(*_resource(each), given)) is not None
    ]
    return replace(_fleet(resources, given, origin, now), pending=pending)


def of_preview(content: Any, origin: str, now: datetime) -> Fleet:
    """
    The fleet as a preview leaves it.

    Raises:
        AnotherFile: it is not a preview, or not a whole one.
    """
    after: dict[str, Resource] = {}
    for step in steps_in(content):
        state = step.after or step.before
        if state and step.operation not in _GONE:
            after[step.urn] = (step.urn, text_of(state.get("type")) or type_of(step.urn), state)
    resources = list(after.values())
    return _fleet(resources, provided(resources, content.get("config")), origin, now)


def _resource(state: Mapping[str, Any]) -> Resource:
    return (text_of(state.get("urn")), text_of(state.get("type")), state)


def _fleet(resources: list[Resource], given: Provided, origin: str, now: datetime) -> Fleet:
    found = [_member(*each, given) for each in resources]
    flows = [each for each in found if isinstance(each, Flow)]
    profiles = [each for each in found if isinstance(each, Profile)]
    return Fleet(origin, KNOWN, now, flows, profiles, list(_buckets(resources)))


def _member(
    urn: str, type_: str, state: Mapping[str, Any], given: Provided
) -> Flow | Profile | None:
    """The flow or the connector profile of a resource; None for others, and for those that the program only reads."""
    inputs, kind = inputs_of(state), token_in(type_)
    if not inputs or state.get("external"):
        return None
    region = reading.text(inputs, "region") or given.region(state)
    if kind == _PROFILE:
        own = reading.text(inputs, "connectorProfileName")
        return Profile(
            own or name_of(urn),
            reading.text(inputs, "connectorType"),
            region=region,
            place=place_of(state),
            is_named=bool(own),
        )
    if kind != _FLOW:
        return None
    tags = _tags(inputs.get("tags"), given.tags(state))
    return replace(_flow(inputs, name_of(urn), place_of(state)), region=region, tags=tags)


def _tags(own: Any, default: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The tags of a resource with those of its provider; None if nobody can tell."""
    if reading.is_mark(own) or (default is None and not own):
        return None
    return {**(default or {}), **(own if isinstance(own, Mapping) else {})}


def _flow(inputs: Mapping[str, Any], name: str, place: str) -> Flow:
    own = reading.text(inputs, "flowName")
    is_paused = reading.text(inputs, "flowStatus") == SUSPENDED
    return Flow(
        own or name,
        trigger=reading.text(inputs, "triggerConfig.triggerType"),
        source=reading.text(inputs, "sourceFlowConfig.connectorType"),
        destination=reading.text(inputs, "destinationFlowConfigList.0.connectorType"),
        status=SUSPENDED if is_paused else "",
        definition=inputs,
        place=place,
        is_named=bool(own),
        is_paused=is_paused,
    )


def _buckets(resources: list[Resource]) -> Iterator[Bucket]:
    """The bucket policies in a program, of either package for AWS."""
    for urn, kind, state in resources:
        inputs = inputs_of(state)
        if kind not in _POLICIES:
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
