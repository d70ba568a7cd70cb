"""Connector profiles: how AppFlow logs in to an application."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from appflow_provider import rules
from appflow_provider.cautions import KEY_OF_ADOPTED_PROFILE
from appflow_provider.declarations.connector_profile import CONNECTOR_PROFILE
from appflow_provider.diff import Change
from appflow_provider.errors import Advice, AppFlowError, Cancelled, PartlyDone
from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import (
    ApiReply,
    ApiRequest,
    Inputs,
    Note,
    ResourceState,
    State,
)
from appflow_provider.resources.managed import Managed
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.create_only import not_in_update
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import Path, at, leaves, unwrap

_CONNECTED_AFTER = 900.0  # seconds; a private connection to SAP takes 3 to 5 minutes (user guide)

_CONFIG, _CREDENTIALS, _KEY = "connectorProfileConfig", "connectorProfileCredentials", "kmsArn"


_PENDING = "PENDING"
_GO_ON = Advice(
    step="The profile itself is there. Run pulumi up again to go on waiting, or give it more time with the option customTimeouts"
)
_IN_USE = "AppFlow does not delete a profile that flows use: if some do, change connectorProfileName too, and they move to the new one."


class ConnectorProfile(Managed):
    """`appflow:index:ConnectorProfile`."""

    declaration = CONNECTOR_PROFILE
    sends_credentials = True
    delete_timeout = 60.0  # our choice

    def validate(self, inputs: Inputs, olds: Inputs, now: datetime | None) -> rules.Verdict:
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

    def adjusted(
        self, changes: tuple[Change, ...], olds: State, news: Inputs
    ) -> tuple[Change, ...]:
        """The key of a profile that was adopted is what the program says, once it says one."""
        is_taken = _is_adopted(olds) and olds.get(_KEY) is None
        return tuple(each for each in changes if not (is_taken and each.path[0] == _KEY))

    def replacement_note(self, causes: Sequence[Path], *, keeps_name: bool) -> Note:
        """That a profile which flows use cannot be replaced under its name."""
        note = super().replacement_note(causes, keeps_name=keeps_name)
        return Note(f"{note.text} {_IN_USE}") if keeps_name else note

    def build_update_request(
        self, olds: State, news: Inputs, changes: Sequence[Change]
    ) -> ApiRequest | None:
        """
        The whole configuration.

        The service is sent the credentials again, because it returns none and may take their absence for their removal. An
        authorization code is the exception: it works once, so unchanged credentials that hold one are left out.
        """
        request = self.build_create_request(_without_used_code(olds, news))
        lacks = not_in_update(self.inputs, self.name_property)
        return ApiRequest({key: item for key, item in request.items() if key not in lacks})

    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """DescribeConnectorProfiles of one name, which skips names it does not know."""
        found = api("DescribeConnectorProfiles", connectorProfileNames=[name])
        return next(map(ApiReply, found.get("connectorProfileDetails") or []), None)

    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """The answer in the form of the request, which wraps the properties once more."""
        wrapped = {"connectorProfileProperties": reply.get("connectorProfileProperties") or {}}
        return Inputs(from_api(self.inputs, {**reply, "connectorProfileConfig": wrapped}))

    def after_write(
        self, api: ApiCall, done: ResourceState, reply: ApiReply, context: OperationContext
    ) -> None:
        """
        Wait while the service makes the private connection of a profile; a public one has none.

        Raises:
            PartlyDone: it failed, took too long, or the user cancelled; the profile is there.
        """
        timeout = context.timeout or _CONNECTED_AFTER
        waiting = api.about(f"waiting for the private connection of {done.id_}")
        try:
            for waited in waits(api.service, timeout, context.say, waiting.doing):
                if waited:
                    reply = self.describe(api, done.id_) or ApiReply({})
                if failed := _failure(reply, api):
                    raise failed
                if _connection(reply).get("status") != _PENDING:
                    return
            words = f"it was still pending after {timeout:.0f} seconds"
            raise waiting.failed(words, advice=_GO_ON, ours=True)
        except Cancelled as stopped:
            cancelled = stopped.because(advice=_GO_ON)
            raise PartlyDone(cancelled, id_=done.id_, state=done.state) from stopped
        except AppFlowError as failed:
            raise PartlyDone(failed, id_=done.id_, state=done.state) from failed

    def after_read(
        self, api: ApiCall, reply: ApiReply, state: State, context: OperationContext
    ) -> AppFlowError | None:
        """A private connection that failed or is still being made."""
        if _connection(reply).get("status") == _PENDING:
            making = api.about(_making(reply))
            return making.failed("it is still pending", advice=_GO_ON, ours=True)
        return _failure(reply, api)


def _connection(reply: ApiReply) -> Mapping[str, Any]:
    """What the service says of the private connection; nothing where there is none."""
    return reply.get("privateConnectionProvisioningState") or {}


def _making(reply: ApiReply) -> str:
    return f"making the private connection of {reply['connectorProfileName']}"


def _failure(reply: ApiReply, api: ApiCall) -> AppFlowError | None:
    state = _connection(reply)
    if state.get("status") != "FAILED":
        return None
    said = str(state.get("failureMessage") or "")
    return api.about(_making(reply)).failed(
        said or "the service gave no reason",
        code=str(state.get("failureCause") or ""),
        ours=not said,
    )


def _is_adopted(olds: Mapping[str, Any]) -> bool:
    """Whether there is one already whose login is in no state; neither is its key, then."""
    connector = CONNECTORS.get(str(unwrap(olds.get("connectorType"))))
    has_login = at(olds, (_CONFIG, _CREDENTIALS)) is not None
    return connector is not None and not connector.anonymous and not has_login


def _without_used_code(olds: State, news: Inputs) -> Inputs:
    old, new = unwrap(olds.get(_CONFIG)), unwrap(news[_CONFIG])
    credentials = new.get(_CREDENTIALS)
    used = any(path[-1:] == ("authCode",) for path, _ in leaves(credentials))
    if used and isinstance(old, Mapping) and old.get(_CREDENTIALS) == credentials:
        new = {key: value for key, value in new.items() if key != _CREDENTIALS}
    return Inputs({**news, _CONFIG: new})
