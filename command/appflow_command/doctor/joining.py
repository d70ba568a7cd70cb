"""Joins what a stack declares with what AppFlow says about the same flows and connector profiles."""

from collections.abc import Iterable
from dataclasses import replace

from appflow_command.doctor.facts import DELETED, Fleet, Flow, Profile


def names_in(declared: Fleet, region: str) -> frozenset[str]:
    """The names of the flows that the stack has in a region."""
    return frozenset(each.name for each in _of_region(declared, region))


def joined(declared: Fleet, live: Fleet, region: str) -> Fleet:
    """
    The flows of the stack, with their definitions from the stack and everything else from AppFlow.

    A flow that AppFlow does not have is `Deleted`. Flows of the stack in other regions are left out.
    """
    flows = {each.name: each for each in live.flows}
    profiles = {each.name: each for each in live.profiles}
    return replace(
        live,
        origin=f"{declared.origin}, {live.origin}",
        known=declared.known | live.known,
        flows=[_flow(each, flows.get(each.name)) for each in _of_region(declared, region)],
        profiles=[_profile(each, profiles.get(each.name)) for each in declared.profiles],
        buckets=declared.buckets,
    )


def _of_region(declared: Fleet, region: str) -> Iterable[Flow]:
    return (each for each in declared.flows if each.region in {"", region})


def _flow(declared: Flow, live: Flow | None) -> Flow:
    if live is None:
        return replace(declared, status=DELETED)
    return replace(
        live, definition=declared.definition, place=declared.place, region=declared.region
    )


def _profile(declared: Profile, live: Profile | None) -> Profile:
    return replace(live, place=declared.place) if live else declared
