"""Connector profiles: the address of an application, and the login that AppFlow uses for it."""

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
from appflow_provider.resources.wording import worded
from appflow_provider.secrecy import Redactor
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.create_only import not_in_update
from appflow_provider.shapes.recipes.arguments import LOGIN
from appflow_provider.shapes.recipes.expansion import expanded, kept
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

    def spelled_out(
        self, given: Inputs, olds: Mapping[str, Any]
    ) -> tuple[Inputs, tuple[Problem, ...]]:
        """The inputs with what the login stands for. The login itself is not an input: a state holds what AppFlow gets."""
        if given.get(LOGIN) is None:
            return Inputs(
                kept({key: item for key, item in given.items() if key != LOGIN}, olds)
            ), ()
        marked = self.marked(given)
        inputs, problems = expanded(marked)
        redactor = Redactor(lambda: [marked])
        return Inputs(inputs), worded(self.declaration.written, problems, marked, redactor)

    def validate(self, inputs: Inputs, olds: Inputs, now: datetime | None) -> rules.Verdict:
        """Apply the rules for connector profiles. An imported profile needs no credentials in the program."""
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
        """Drop the change of `kmsArn` the first time the program sets it for an imported profile: AppFlow does not return the key."""
        is_taken = _is_adopted(olds) and olds.get(_KEY) is None
        return tuple(each for each in changes if not (is_taken and each.path[0] == _KEY))

    def replacement_note(self, causes: Sequence[Path], *, keeps_name: bool) -> Note:
        """Add that AppFlow does not delete a profile in use, if the replacement keeps the name."""
        note = super().replacement_note(causes, keeps_name=keeps_name)
        return Note(f"{note.text} {_IN_USE}") if keeps_name else note

    def build_update_request(self, olds: State, news: Inputs) -> ApiRequest | None:
        """
        The whole configuration, with its credentials.

        AppFlow returns no credentials, and may remove them if the request has none, so they are sent again. Unchanged
        credentials with an authorization code are not sent, because a code works only once.
        """
        request = self.build_create_request(_without_used_code(olds, news))
        lacks = not_in_update(self.inputs, self.name_property)
        return ApiRequest({key: item for key, item in request.items() if key not in lacks})

    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """DescribeConnectorProfiles for one name. AppFlow returns an empty list if there is no such profile."""
        found = api("DescribeConnectorProfiles", connectorProfileNames=[name])
        return next(map(ApiReply, found.get("connectorProfileDetails") or []), None)

    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """The reply as inputs. A request has the properties one level deeper than a reply."""
        wrapped = {"connectorProfileProperties": reply.get("connectorProfileProperties") or {}}
        return Inputs(from_api(self.inputs, {**reply, "connectorProfileConfig": wrapped}))

    def after_write(
        self, api: ApiCall, done: ResourceState, reply: ApiReply, context: OperationContext
    ) -> None:
        """
        Wait until AppFlow has set up the private connection of a profile. A public profile has none.

        Raises:
            PartlyDone: the profile exists, but the connection failed, took too long, or the user cancelled.
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
        """The error for a private connection that failed or is not ready."""
        if _connection(reply).get("status") == _PENDING:
            making = api.about(_making(reply))
            return making.failed("it is still pending", advice=_GO_ON, ours=True)
        return _failure(reply, api)


def _connection(reply: ApiReply) -> Mapping[str, Any]:
    """The state of the private connection, in API spelling; empty if there is none."""
    return reply.get("privateConnectionProvisioningState") or {}


def _making(reply: ApiReply) -> str:
    return f"making the private connection of {reply['connectorProfileName']}"


def _failure(reply: ApiReply, api: ApiCall) -> AppFlowError | None:
    state = _connection(reply)
    if state.get("status") != "FAILED":
        return None
    message = str(state.get("failureMessage") or "")
    return api.about(_making(reply)).failed(
        message or "the service gave no reason",
        code=str(state.get("failureCause") or ""),
        ours=not message,
    )


def _is_adopted(olds: Mapping[str, Any]) -> bool:
    """Whether the old inputs are those of an imported profile: it needs a login, but they hold none, and no key either."""
    connector = CONNECTORS.get(str(unwrap(olds.get("connectorType"))))
    has_login = at(olds, (_CONFIG, _CREDENTIALS)) is not None
    return connector is not None and not connector.anonymous and not has_login


def _without_used_code(olds: State, news: Inputs) -> Inputs:
    """The inputs without unchanged credentials that hold an authorization code."""
    old, new = unwrap(olds.get(_CONFIG)), unwrap(news[_CONFIG])
    credentials = new.get(_CREDENTIALS)
    used = any(path[-1:] == ("authCode",) for path, _ in leaves(credentials))
    if used and isinstance(old, Mapping) and old.get(_CREDENTIALS) == credentials:
        new = {key: value for key, value in new.items() if key != _CREDENTIALS}
    return Inputs({**news, _CONFIG: new})
