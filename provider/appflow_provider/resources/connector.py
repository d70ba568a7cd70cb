"""Custom connectors: Lambda functions that are registered under a label."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from appflow_provider.cautions import CONNECTOR_WITHOUT_FUNCTION
from appflow_provider.declarations.connector import CONNECTOR
from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.contract import ApiReply, ApiRequest, Inputs, State
from appflow_provider.resources.managed import Managed
from appflow_provider.resources.naming import Located
from appflow_provider.rules import Verdict
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import unwrap

_TYPE = "CustomConnector"
_LABEL = "connectorLabel"
_FORCE, _CONFIG = "forceDelete", "connectorProvisioningConfig"
_IN_UPDATE = (_LABEL, "description", _CONFIG)  # model 2020-08-23


class Connector(Managed):
    """`appflow:index:Connector`."""

    declaration = CONNECTOR
    not_sent = (_FORCE,)
    delete_timeout = 60.0  # our choice

    def validate(self, inputs: Inputs, olds: Inputs, now: datetime | None) -> Verdict:
        """Warn if no Lambda function is set. The API's model does not require one."""
        config = inputs.get(_CONFIG)
        if isinstance(config, Mapping) and config.get("lambda") is None:
            reason = "is not set, and a connector without a function cannot work"
            missing = Problem((_CONFIG, "lambda"), reason, CONNECTOR_WITHOUT_FUNCTION)
            return Verdict(warnings=(missing,))
        return Verdict()

    def build_create_request(self, inputs: Inputs) -> ApiRequest:
        """Add `connectorProvisioningType` with its only value if the program does not set it."""
        request = super().build_create_request(inputs)
        return ApiRequest({"connectorProvisioningType": "LAMBDA", **request})

    def build_update_request(self, olds: State, news: Inputs) -> ApiRequest | None:
        """All members that UpdateConnectorRegistration takes, if any of them changed."""
        if not self.changes_to_send(olds, news):
            return None
        request = {"description": "", **self.build_create_request(news)}
        return ApiRequest({key: request[key] for key in _IN_UPDATE})

    def build_delete_request(self, name: str, state: State) -> ApiRequest:
        """The label, and `forceDelete` if the program sets it."""
        forced = {_FORCE: True} if unwrap(state.get(_FORCE)) else {}
        return ApiRequest({**super().build_delete_request(name, state), **forced})

    def is_as_asked(self, name: str, inputs: Inputs, reply: ApiReply) -> bool:
        """As for all resources, but False if the reply does not name the function."""
        return bool(reply.get(_CONFIG)) and super().is_as_asked(name, inputs, reply)

    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """DescribeConnector for a custom connector of this account; None for AWS's own."""
        reply = api.find("DescribeConnector", connectorType=_TYPE, connectorLabel=name)
        found = (reply or ApiReply({})).get("connectorConfiguration")
        return None if found is None or is_of_aws(found) else ApiReply({_LABEL: name, **found})

    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """The reply as inputs. AppFlow returns `description` as `connectorDescription`."""
        return Inputs(
            from_api(self.inputs, {**reply, "description": reply.get("connectorDescription")})
        )

    def refreshed_inputs(self, seen: Inputs, state: State, at: Located) -> Inputs:
        """
        Keep the state's registration if the reply has none.

        A recorded reply has what the Lambda function reports instead, with a description of its own.
        """
        if not seen.get(_CONFIG):
            kept = {key: state[key] for key in (_CONFIG, "description") if key in state}
            seen = Inputs({**{key: seen[key] for key in seen if key != "description"}, **kept})
        return super().refreshed_inputs(seen, state, at)


def is_of_aws(found: Mapping[str, Any]) -> bool:
    """Whether AWS provides a connector to every account (inferred: no public reply shows one)."""
    registered = found.get("registeredBy") or found.get(_CONFIG)
    return found.get("connectorOwner") == "AWS" and not registered
