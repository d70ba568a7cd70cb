"""Rules about connector profiles: credentials, private connections, and profiles that nobody uses or nobody has."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from shlex import quote

from appflow_command.doctor.facts import Fact, Fleet, Flow
from appflow_command.doctor.messages import quoted
from appflow_command.doctor.reading import (
    destinations,
    profiles_of,
    source,
    text,
    unnamed_profiles,
)
from appflow_command.doctor.ruling import Fault, Severity, rule
from appflow_provider.shapes.connectors import CONNECTORS

_PROVISIONED_AFTER = timedelta(hours=1)  # our choice; the user guide says minutes
# Since when connections to Salesforce get the newest version of its API; AppFlow user guide, Salesforce.
_NEWEST, _NEWEST_SINCE = "58.0", datetime(2023, 6, 30, tzinfo=timezone.utc)


@rule(
    Severity.NOTE,
    "A connector profile that no flow uses",
    needs=(Fact.DEFINITIONS,),
    source="API reference, connectorProfileName. A profile keeps credentials, and counts towards the quota",
    step="Delete the profile, unless a flow of another stack uses it",
)
def unused_profile(fleet: Fleet) -> Iterator[Fault]:
    is_region = Fact.INPUTS not in fleet.known
    if not fleet.flows and not is_region:
        return  # a stack of profiles, for the flows of others
    used = {(flow.region, name) for flow in fleet.flows for _, name in profiles_of(flow)}
    open_ = {connector for flow in fleet.flows for connector in unnamed_profiles(flow)}
    for profile in fleet.profiles:
        may_be_used = not profile.is_named or open_ & {profile.connector, ""}
        if not may_be_used and (profile.region, profile.name) not in used:
            where = "" if is_region else " of the stack"
            yield Fault(profile, f"No flow{where} uses this profile of {profile.connector}")


@rule(
    Severity.ERROR,
    "A flow whose connector profile does not exist",
    needs=(Fact.DEFINITIONS, Fact.PROFILES),
    source="API reference, DeleteConnectorProfile: forceDelete deletes a profile that flows use",
    step="Create the profile again, or let the flow use another one",
)
def missing_profile(fleet: Fleet) -> Iterator[Fault]:
    there = fleet.listed.profiles
    for flow in fleet.flows:
        for path, name in profiles_of(flow):
            if name not in there and not _is_without(flow, path):
                yield Fault(flow, f"There is no connector profile {name}", path)


def _is_without(flow: Flow, path: str) -> bool:
    """Whether the connector of a side needs no profile. AppFlow keeps the name of one that was sent all the same."""
    side = path.removesuffix(".connectorProfileName")
    ends = {"sourceFlowConfig": source(flow), **dict(destinations(flow))}
    connector = CONNECTORS.get(text(ends[side], "connectorType"))
    return connector is not None and connector.profile is None


@rule(
    Severity.WARNING,
    "A connector profile whose credentials were not rotated for long",
    needs=(Fact.PROFILES,),
    source="API reference, ConnectorProfile.lastUpdatedAt: new credentials are an update of the profile",
    step="Set a new credential: appflow-pulumi rotate PROFILE --config NAME, with the name of the secret that the program reads",
)
def not_rotated(fleet: Fleet) -> Iterator[Fault]:
    for profile in fleet.profiles:
        if profile.updated is None:
            continue
        days = (fleet.now - profile.updated).days
        if days >= fleet.limits.rotate_days:
            yield Fault(
                profile,
                f"It was last updated {days} days ago, on {profile.updated:%Y-%m-%d}",
                step=f"Set a new credential: appflow-pulumi rotate {quote(profile.name)} --config NAME, with the name of the secret that the program reads",
            )


@rule(
    Severity.ERROR,
    "A private connection that failed",
    needs=(Fact.PROFILES,),
    source="API reference, PrivateConnectionProvisioningState",
    step="Fix what the message names, and create the profile again",
)
def private_connection_failed(fleet: Fleet) -> Iterator[Fault]:
    for profile in fleet.profiles:
        if profile.connection.upper() == "FAILED":
            why = quoted(profile.failure) or "AppFlow gives no reason"
            yield Fault(profile, f"Its private connection failed: {why}", "connectionMode")


@rule(
    Severity.WARNING,
    "A private connection that is pending for long",
    needs=(Fact.PROFILES,),
    source="AppFlow user guide, private connections: they take minutes",
    step="Accept the request for a connection at the owner of the endpoint service, or create the profile again",
)
def private_connection_pending(fleet: Fleet) -> Iterator[Fault]:
    for profile in fleet.profiles:
        age = fleet.now - profile.created if profile.created else timedelta()
        if profile.connection.upper() == "PENDING" and age > _PROVISIONED_AFTER:
            yield Fault(
                profile,
                f"Its private connection is pending for {age / timedelta(hours=1):.0f} hours",
                "connectionMode",
            )


@rule(
    Severity.NOTE,
    "A connection to Salesforce with an old version of its API",
    needs=(Fact.PROFILES,),
    source="AppFlow user guide, Salesforce: a connection keeps the version of the day on which it was created; 58.0 since 2023-06-30",
    step="Create another profile, and let the flows use it. Check fields that newer versions changed",
)
def old_salesforce_api(fleet: Fleet) -> Iterator[Fault]:
    for profile in fleet.profiles:
        created = profile.created
        if profile.connector == "Salesforce" and created and created < _NEWEST_SINCE:
            yield Fault(
                profile,
                f"It was created on {created:%Y-%m-%d}, so it uses an older version of Salesforce's API than {_NEWEST}",
            )
