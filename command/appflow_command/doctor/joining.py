"""Joins what a stack declares with what AppFlow says about the same flows and connector profiles."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from appflow_command.doctor.facts import DELETED, Fleet, Flow, Profile
from appflow_provider.counting import counted

_Regional = TypeVar("_Regional", Flow, Profile)


def names_in(declared: Fleet, region: str) -> frozenset[str]:
    """The names of the flows that the stack has in a region."""
    return frozenset(each.name for each in _of_region(declared.flows, region) if each.is_named)


def joined(declared: Fleet, live: Fleet, region: str) -> Fleet:
    """
    The flows of the stack, with their definitions from the stack and everything else from AppFlow.

    A flow that AppFlow does not have is `Deleted`. What the stack has in other regions is left out, and the origin counts it.
    """
    flows = {each.name: each for each in live.flows}
    profiles = {each.name: each for each in live.profiles}
    return replace(
        live,
        origin=", ".join(
            filter(None, (declared.origin, live.origin, _elsewhere(declared, region)))
        ),
        known=declared.known | live.known,
        flows=[_flow(each, flows.get(each.name)) for each in _of_region(declared.flows, region)],
        profiles=[
            _profile(each, profiles.get(each.name))
            for each in _of_region(declared.profiles, region)
        ],
        buckets=declared.buckets,
        pending=declared.pending,
    )


def _of_region(declared: Sequence[_Regional], region: str) -> Iterable[_Regional]:
    return (each for each in declared if each.region in {"", region})


def _elsewhere(declared: Fleet, region: str) -> str:
    """How many flows of the stack are in other regions, in words; empty if none is."""
    others = sorted(each.region for each in declared.flows if each.region not in {"", region})
    if not others:
        return ""
    flows = counted(len(others), "flow")
    return f"without {flows} in {', '.join(dict.fromkeys(others))}"


def _flow(declared: Flow, live: Flow | None) -> Flow:
    if live is None:
        return replace(declared, status=DELETED if declared.is_named else "")
    return replace(
        live,
        definition=declared.definition,
        place=declared.place,
        region=declared.region,
        is_paused=declared.is_paused,
    )


def _profile(declared: Profile, live: Profile | None) -> Profile:
    return replace(live, place=declared.place, region=declared.region) if live else declared
