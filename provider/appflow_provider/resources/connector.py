"""Custom connectors: Lambda functions that are registered under a label."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from appflow_provider.cautions import CONNECTOR_WITHOUT_FUNCTION
from appflow_provider.declarations.connector import CONNECTOR
from appflow_provider.diff import Change
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
        """A function has to be named, although the API's model lets it be left out."""
        config = inputs.get(_CONFIG)
        if isinstance(config, Mapping) and config.get("lambda") is None:
            reason = "is not set, and a connector without a function can do nothing"
            missing = Problem((_CONFIG, "lambda"), reason, CONNECTOR_WITHOUT_FUNCTION)
            return Verdict(warnings=(missing,))
        return Verdict()

    def build_create_request(self, inputs: Inputs) -> ApiRequest:
        """The only kind of connector is named where the program does not."""
        request = super().build_create_request(inputs)
        return ApiRequest({"connectorProvisioningType": "LAMBDA", **request})

    def build_update_request(
        self, olds: State, news: Inputs, changes: Sequence[Change]
    ) -> ApiRequest | None:
        """The members that can change, if one does."""
        request = {"description": "", **self.build_create_request(news)}
        return ApiRequest({key: request[key] for key in _IN_UPDATE}) if changes else None

    def build_delete_request(self, name: str, state: State) -> ApiRequest:
        """The label; by force if the program says so."""
        forced = {_FORCE: True} if unwrap(state.get(_FORCE)) else {}
        return ApiRequest({**super().build_delete_request(name, state), **forced})

    def is_as_asked(self, name: str, inputs: Inputs, reply: ApiReply) -> bool:
        """The same as for all resources; a connector whose function the service does not tell may be any."""
        return bool(reply.get(_CONFIG)) and super().is_as_asked(name, inputs, reply)

    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """DescribeConnector of a custom connector that is registered here, and not one of AWS's own."""
        reply = api.find("DescribeConnector", connectorType=_TYPE, connectorLabel=name)
        found = (reply or ApiReply({})).get("connectorConfiguration")
        return None if found is None or is_of_aws(found) else ApiReply({_LABEL: name, **found})

    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """The answer, in which the description has another name."""
        return Inputs(
            from_api(self.inputs, {**reply, "description": reply.get("connectorDescription")})
        )

    def refreshed_inputs(self, seen: Inputs, state: State, at: Located) -> Inputs:
        """
        What the service does not say of the registration stays as it was.

        It was recorded to answer with what the Lambda function reports, a description of the function's own among it.
        """
        if not seen.get(_CONFIG):
            kept = {key: state[key] for key in (_CONFIG, "description") if key in state}
            seen = Inputs({**{key: seen[key] for key in seen if key != "description"}, **kept})
        return super().refreshed_inputs(seen, state, at)


def is_of_aws(found: Mapping[str, Any]) -> bool:
    """Whether a connector is there for everybody (inferred: no public answer shows one)."""
    registered = found.get("registeredBy") or found.get(_CONFIG)
    return found.get("connectorOwner") == "AWS" and not registered
