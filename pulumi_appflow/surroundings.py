"""The component that writes what stands around flows with the resources of pulumi_aws, from the table of `_surroundings`."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from pulumi_appflow import _surroundings as table
from pulumi_appflow import monitoring
from pulumi_appflow._arguments import listed
from pulumi_appflow._aws import aws
from pulumi_appflow._declared import declared
from pulumi_appflow._places import POLICIES, Place, Reading, place_of, read

__all__ = ["Surroundings"]

Statement = Mapping[str, Any]

_LOOK_UPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "account": ("get_caller_identity_output", ("account_id",)),
    "region": ("get_region_output", ("region", "name")),  # of version 7, of version 6
}
"""The functions of pulumi_aws, and the member of the result, which each version spells in its own way."""
_WARNED = 3  # how many places a warning names


class Surroundings(pulumi.ComponentResource):
    """
    What stands around flows: the policies of their buckets, keys and secrets, Glue databases, event rules and alarms.

    Each bucket, key and secret has one policy with all that its flows need. It needs pulumi_aws. The flows wait for the policies, because
    AppFlow needs them when it creates a flow.

    A policy replaces the one before it. So only what `resources` lists gets one, and `statements` holds what else has to be allowed.

    Args:
        resource_name: The name of the component in the program.
        flows: `Flow`, `Mirror` and `ConnectorProfile` resources, of either front.
        resources: The buckets, keys and secrets whose policies this component writes: resources of pulumi_aws, names of buckets, or ARNs.
        statements: Further statements of these policies, by the name of the resource in the program, or by the text in `resources`.
        databases: Names of Glue databases. Each is made if a flow registers its files there.
        on_failure: The ARN of a topic or queue that is told about failed runs, and about flows that AppFlow deactivates.
        on_no_records: The ARN of a topic that is told about flows without a record for a day.
        account: The AWS account. If not set, that of pulumi_aws.
        region: The region of the flows. If not set, that of pulumi_aws.
        opts: Options of the component, such as a provider of pulumi_aws.

    Attributes:
        policies: The policies, in the order of `resources`.
        databases: The databases, in the order of the argument.
        rules: The event rules.
        alarms: The alarms.

    Raises:
        pulumi.RunError: pulumi_aws is not installed.
    """

    def __init__(
        self,
        resource_name: str,
        flows: Sequence[Any],
        *,
        resources: Sequence[Any] = (),
        statements: Mapping[str, Sequence[Statement]] | None = None,
        databases: Sequence[str] = (),
        on_failure: pulumi.Input[str] | None = None,
        on_no_records: pulumi.Input[str] | None = None,
        account: pulumi.Input[str] | None = None,
        region: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        self._own = resource_name
        self._given = {"account": account, "region": region}
        aws(f"Surroundings {resource_name}", "")
        places = [place_of(each) for each in _list("resources", resources)]
        self._statements = _known(statements or {}, places)
        found = read(_list("flows", flows), places)
        names = [name for name in listed("databases", databases) if name in found.databases]
        super().__init__("appflow:index:Surroundings", resource_name, None, opts)
        self._warn(found)
        written = [each for each in places if each.kinds or self._statements.get(each.label)]
        pulumi.Output.all(*(each.id for each in written)).apply(_refuse_twice)
        self.policies = [self._policy(each) for each in written]
        self.databases = [self._database(name) for name in names]
        self._let_wait(flows, written, dict(zip(names, self.databases, strict=True)), found)
        reports = [each for each in flows if {"flow_name", "flow_names"} & {*dir(type(each))}]
        self.rules = self._rules(reports, on_failure)
        self.alarms = self._alarms(reports, on_no_records)
        self.register_outputs({})

    @property
    def _opts(self) -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions(parent=self)

    def _policy(self, place: Place) -> Any:
        row, others = POLICIES[place.service], self._statements.get(place.label, ())
        policy = pulumi.Output.all(place.id, self._where("account"), self._where("region")).apply(
            lambda known: table.policy(place.kinds, others, *known)
        )
        make = getattr(aws(self._own, place.service), row.kind)
        name = f"{self._own}-{place.label}"
        return make(name, **{row.of: place.id}, policy=policy, opts=self._opts)

    def _where(self, what: str) -> pulumi.Input[str]:
        """The account or the region, looked up once."""
        found = self._given[what]
        if found is None:
            call, members = _LOOK_UPS[what]
            result = getattr(aws(self._own, ""), call)(opts=pulumi.InvokeOptions(parent=self))
            found = self._given[what] = result.apply(
                lambda known: next((at for each in members if (at := getattr(known, each, ""))), "")
            )
        return found

    def _database(self, name: str) -> Any:
        glue = aws(self._own, "glue")
        return glue.CatalogDatabase(f"{self._own}-{name}", name=name, opts=self._opts)

    def _rules(self, flows: list[Any], target: pulumi.Input[str] | None) -> list[Any]:
        if target is None or not flows:
            return []
        calls = {"failed": monitoring.on_run_failed, "deactivated": monitoring.on_deactivated}
        return [
            rule
            for what, call in calls.items()
            for rule in call(f"{self._own}-{what}", flows, target, opts=self._opts)
        ]

    def _alarms(self, flows: list[Any], target: pulumi.Input[str] | None) -> list[Any]:
        if target is None or not flows:
            return []
        return monitoring.on_no_records(f"{self._own}-idle", flows, target, opts=self._opts)

    def _let_wait(
        self, flows: Sequence[Any], places: Sequence[Place], made: Mapping[str, Any], found: Reading
    ) -> None:
        for flow in flows:
            first = [
                policy
                for place, policy in zip(places, self.policies, strict=True)
                if any(flow is user for user in place.users)
            ]
            first += [
                database
                for name, database in made.items()
                if any(flow is user for user in found.databases[name])
            ]
            if first and not declared(flow).wait_for(first):
                pulumi.log.warn(
                    f"{declared(flow).name} was registered before its surroundings were declared, so it does not wait for them. "
                    "Declare Surroundings before the program waits for anything, such as a function of Pulumi's.",
                    self,
                )

    def _warn(self, found: Reading) -> None:
        if found.unlisted:
            some = ", ".join(found.unlisted[:_WARNED])
            more = len(found.unlisted) - _WARNED
            pulumi.log.warn(
                f"No policy is written for what these name: {some}{f' and {more} more' if more > 0 else ''}. "
                "Add the resource, the bucket's name or the ARN to `resources`, or write its policy elsewhere.",
                self,
            )


def _refuse_twice(ids: Sequence[str]) -> None:
    for each in ids:
        if ids.count(each) > 1:
            raise pulumi.RunError(
                f"resources has {each} twice, and two policies would replace each other. "
                "Name it in one way: as the resource, or as text."
            )


def _known(
    statements: Mapping[str, Sequence[Statement]], places: Sequence[Place]
) -> Mapping[str, Sequence[Statement]]:
    labels = {place.label for place in places}
    for label, given in statements.items():
        if label not in labels:
            raise ValueError(f"statements: {label!r} is none of resources")
        if isinstance(given, (str, Mapping)) or not all(
            isinstance(each, Mapping) for each in given
        ):
            raise TypeError(f"statements: {label!r} must have a list of statements")
    return statements


def _list(what: str, given: Any) -> Sequence[Any]:
    if isinstance(given, (str, pulumi.Resource)) or not isinstance(given, Sequence):
        raise TypeError(f"{what} must be a list, not {type(given).__name__}")
    return given
