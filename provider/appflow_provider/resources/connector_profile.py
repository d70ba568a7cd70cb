"""Connector profiles: how AppFlow logs in to an application."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from appflow_provider import rules
from appflow_provider.cautions import KEY_OF_ADOPTED_PROFILE
from appflow_provider.declarations.connector_profile import CONNECTOR_PROFILE
from appflow_provider.diff import Comparison
from appflow_provider.errors import Advice, AppFlowError, Cancelled, PartlyDone
from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.creation import ATTEMPTED
from appflow_provider.resources.managed import Managed
from appflow_provider.resources.naming import located
from appflow_provider.resources.resource import Note, ResourceState
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import at, leaves, unwrap

__all__ = ["ConnectorProfile"]

_CONNECTED_AFTER = 900.0  # seconds; a private connection to SAP takes 3 to 5 minutes (user guide)
_IN_UPDATE = (
    "connectorProfileName",
    "connectionMode",
    "connectorProfileConfig",
)  # model 2020-08-23

_CONFIG, _CREDENTIALS, _KEY = "connectorProfileConfig", "connectorProfileCredentials", "kmsArn"


_PENDING = "PENDING"
_GO_ON = Advice(
    step="The profile itself is there. Run pulumi up again to go on waiting, or give it more time with the option customTimeouts"
)
_IN_USE = "AppFlow does not delete a profile that flows use: if some do, change connectorProfileName too, and they move to the new one."


class ConnectorProfile(Managed):
    """`appflow:index:ConnectorProfile`."""

    declaration = CONNECTOR_PROFILE
    lost_on_replace = ""
    delete_command = "delete-connector-profile --connector-profile-name"
    delete_timeout = 60.0  # our choice

    def validate(
        self, inputs: Mapping[str, Any], olds: Mapping[str, Any], _now: datetime | None
    ) -> rules.Verdict:
        """The rules for connector profiles; one that was adopted without its login goes on without."""
        adopted = _is_adopted(olds)
        verdict = rules.connector_profile(inputs, adopted=adopted)
        if not adopted or inputs.get(_KEY) in {None, olds.get(_KEY)}:
            return verdict
        taken = Problem(
            (_KEY,),
            "is assumed to be the key of the imported profile, because AppFlow does not return it. To use another key, replace the profile",
            KEY_OF_ADOPTED_PROFILE,
        )
        return rules.Verdict(verdict.problems, (*verdict.warnings, taken))

    def diff(
        self,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        region: Callable[[], str | None] = lambda: None,
    ) -> Comparison:
        """The same as for all resources; the key of a profile that was adopted is what the program says, once it says one."""
        if _is_adopted(olds) and olds.get(_KEY) is None:
            news = {key: item for key, item in news.items() if key != _KEY}
        return super().diff(olds, news, region=region)

    def change_notes(self, found: Comparison, *, keeps_name: bool = False) -> tuple[Note, ...]:
        """That a profile which flows use cannot be replaced under its name."""
        told = super().change_notes(found, keeps_name=keeps_name)
        in_use = [Note(f"{each.text} {_IN_USE}") for each in told]
        return tuple(in_use) if keeps_name else told

    def create(self, inputs: Mapping[str, Any], context: OperationContext) -> ResourceState:
        """CreateConnectorProfile, a look whether it is there, and a wait while a private connection is made."""
        name = unwrap(inputs[self.name_property])
        ask = self.api_call("creating", name, inputs.get("region"), context)
        held, live = self.create_and_confirm(
            ask, "CreateConnectorProfile", inputs, context, secret=True
        )
        return self._connected(ask, held, live, context)

    def update(
        self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], context: OperationContext
    ) -> ResourceState:
        """
        UpdateConnectorProfile with the whole configuration.

        The service is sent the credentials again, because it returns none and may take their absence for their removal. An
        authorization code is the exception: it works once, so unchanged credentials that hold one are left out.
        """
        if ATTEMPTED in olds:
            return self.resumed(id_, olds, news, context)
        name = located(id_).name
        ask = self.api_call("updating", name, self.region(olds), context)
        request = self.request(_without_used_code(olds, news))
        ask("UpdateConnectorProfile", **{key: request[key] for key in _IN_UPDATE})
        held, live = self.confirm_update(ask, olds, news, context)
        return self._connected(ask, held, live, context)

    def delete(self, id_: str, state: Mapping[str, Any], context: OperationContext) -> None:
        """DeleteConnectorProfile, then a wait until it is gone."""
        name = located(id_).name
        ask = self.api_call("deleting", name, self.region(state), context)
        self.delete_and_wait(
            name,
            state,
            context,
            ask,
            lambda: ask("DeleteConnectorProfile", connectorProfileName=name),
        )

    def describe(self, ask: ApiCall, name: str) -> dict[str, Any] | None:
        """DescribeConnectorProfiles of one name, which skips names it does not know."""
        found = ask("DescribeConnectorProfiles", connectorProfileNames=[name])
        return next(iter(found.get("connectorProfileDetails") or []), None)

    def inputs_from_reply(self, live: Mapping[str, Any]) -> dict[str, Any]:
        """The answer in the form of the request, which wraps the properties once more."""
        wrapped = {"connectorProfileProperties": live.get("connectorProfileProperties") or {}}
        seen: dict[str, Any] = from_api(self.inputs, {**live, "connectorProfileConfig": wrapped})
        return seen

    def _connected(
        self, ask: ApiCall, held: ResourceState, live: Mapping[str, Any], context: OperationContext
    ) -> ResourceState:
        """
        Waits while the service makes the private connection of a profile; a public one has none.

        Raises:
            PartlyDone: it failed, took too long, or the user cancelled; the profile is there.
        """
        timeout = context.timeout or _CONNECTED_AFTER
        waiting = ask.about(f"waiting for the private connection of {held.id_}")
        try:
            for waited in waits(ask.service, timeout, context.say, waiting.doing):
                if waited:
                    live = self.describe(ask, held.id_) or {}
                if failed := _failure(live, ask):
                    raise failed
                if _connection(live).get("status") != _PENDING:
                    return held
        except AppFlowError as stopped:
            if isinstance(stopped, Cancelled):
                stopped.advice = _GO_ON
            raise PartlyDone(stopped, id_=held.id_, state=held.state) from stopped
        late = waiting.failed(f"it was still pending after {timeout:.0f} seconds", ours=True)
        late.advice = _GO_ON
        raise PartlyDone(late, id_=held.id_, state=held.state)

    def init_error(self, live: Mapping[str, Any], ask: ApiCall) -> AppFlowError | None:
        """A private connection that failed or is still being made."""
        if _connection(live).get("status") == _PENDING:
            pending = ask.about(_making(live)).failed("it is still pending", ours=True)
            pending.advice = _GO_ON
            return pending
        return _failure(live, ask)


def _connection(live: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the service says of the private connection; nothing where there is none."""
    return live.get("privateConnectionProvisioningState") or {}


def _making(live: Mapping[str, Any]) -> str:
    return f"making the private connection of {live['connectorProfileName']}"


def _failure(live: Mapping[str, Any], ask: ApiCall) -> AppFlowError | None:
    state = _connection(live)
    if state.get("status") != "FAILED":
        return None
    said = str(state.get("failureMessage") or "")
    return ask.about(_making(live)).failed(
        said or "the service gave no reason",
        code=str(state.get("failureCause") or ""),
        ours=not said,
    )


def _is_adopted(olds: Mapping[str, Any]) -> bool:
    """Whether there is one already whose login Pulumi was never told; neither was its key, then."""
    connector = CONNECTORS.get(str(unwrap(olds.get("connectorType"))))
    has_login = at(olds, (_CONFIG, _CREDENTIALS)) is not None
    return connector is not None and not connector.anonymous and not has_login


def _without_used_code(olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    old, new = unwrap(olds.get(_CONFIG)), unwrap(news[_CONFIG])
    credentials = new.get(_CREDENTIALS)
    used = any(path[-1:] == ("authCode",) for path, _ in leaves(credentials))
    if used and isinstance(old, Mapping) and old.get(_CREDENTIALS) == credentials:
        new = {key: value for key, value in new.items() if key != _CREDENTIALS}
    return {**news, _CONFIG: new}
