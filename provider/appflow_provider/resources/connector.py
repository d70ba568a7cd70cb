"""Custom connectors: Lambda functions that are registered under a label."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from appflow_provider.cautions import CONNECTOR_WITHOUT_FUNCTION
from appflow_provider.declarations.connector import CONNECTOR
from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.creation import ATTEMPTED
from appflow_provider.resources.managed import Managed
from appflow_provider.resources.naming import Located, located
from appflow_provider.resources.resource import ResourceState
from appflow_provider.rules import Verdict
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import unwrap

__all__ = ["Connector", "is_of_aws"]

_TYPE = "CustomConnector"
_LABEL = "connectorLabel"
_FORCE, _CONFIG = "forceDelete", "connectorProvisioningConfig"
_IN_UPDATE = (_LABEL, "description", _CONFIG)  # model 2020-08-23


class Connector(Managed):
    """`appflow:index:Connector`."""

    declaration = CONNECTOR
    lost_on_replace = ""
    delete_command = "unregister-connector --connector-label"
    delete_timeout = 60.0  # our choice

    def validate(
        self, inputs: Mapping[str, Any], _olds: Mapping[str, Any], _now: datetime | None
    ) -> Verdict:
        """A function has to be named, although the API's model lets it be left out."""
        config = inputs.get(_CONFIG)
        if isinstance(config, Mapping) and config.get("lambda") is None:
            reason = "is not set, and a connector without a function can do nothing"
            missing = Problem((_CONFIG, "lambda"), reason, CONNECTOR_WITHOUT_FUNCTION)
            return Verdict(warnings=(missing,))
        return Verdict()

    def request(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The only kind of connector is named where the program does not."""
        request = {"connectorProvisioningType": "LAMBDA", **super().request(inputs)}
        request.pop(_FORCE, None)
        return request

    def is_as_asked(self, name: str, inputs: Mapping[str, Any], live: Mapping[str, Any]) -> bool:
        """The same as for all resources; a connector whose function the service does not tell may be any."""
        return bool(live.get(_CONFIG)) and super().is_as_asked(name, inputs, live)

    def create(self, inputs: Mapping[str, Any], context: OperationContext) -> ResourceState:
        """RegisterConnector, then a look what the connector says of itself."""
        name = unwrap(inputs[self.name_property])
        ask = self.api_call("registering", name, inputs.get("region"), context)
        held, _ = self.create_and_confirm(ask, "RegisterConnector", inputs, context)
        return held

    def update(
        self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], context: OperationContext
    ) -> ResourceState:
        """UpdateConnectorRegistration, if anything differs that the service knows of."""
        if ATTEMPTED in olds:
            return self.resumed(id_, olds, news, context)
        name = located(id_).name
        ask = self.api_call("updating", name, self.region(olds), context)
        if any(change.path[0] != _FORCE for change in self.diff(olds, news).changes):
            request = {"description": "", **self.request(news)}
            ask("UpdateConnectorRegistration", **{key: request[key] for key in _IN_UPDATE})
        held, _ = self.confirm_update(ask, olds, news, context)
        return held

    def delete(self, id_: str, state: Mapping[str, Any], context: OperationContext) -> None:
        """UnregisterConnector, then a wait until it is gone."""
        name = located(id_).name
        ask = self.api_call("unregistering", name, self.region(state), context)
        forced = {_FORCE: True} if unwrap(state.get(_FORCE)) else {}
        self.delete_and_wait(
            name,
            state,
            context,
            ask,
            lambda: ask("UnregisterConnector", connectorLabel=name, **forced),
        )

    def describe(self, ask: ApiCall, name: str) -> dict[str, Any] | None:
        """DescribeConnector of a custom connector that is registered here, and not one of AWS's own."""
        reply = ask.find("DescribeConnector", connectorType=_TYPE, connectorLabel=name) or {}
        found: dict[str, Any] | None = reply.get("connectorConfiguration")
        return None if found is None or is_of_aws(found) else {_LABEL: name, **found}

    def inputs_from_reply(self, live: Mapping[str, Any]) -> dict[str, Any]:
        """The answer, in which the description has another name."""
        seen: dict[str, Any] = from_api(
            self.inputs, {**live, "description": live.get("connectorDescription")}
        )
        return {key: value for key, value in seen.items() if value is not None}

    def refreshed_inputs(
        self, seen: Mapping[str, Any], state: Mapping[str, Any], at: Located
    ) -> dict[str, Any]:
        """
        What the service does not say of the registration stays as it was.

        It was recorded to answer with what the Lambda function reports, a description of the function's own among it.
        """
        if not seen.get(_CONFIG):
            told = {key: state[key] for key in (_CONFIG, "description") if key in state}
            seen = {**{key: seen[key] for key in seen if key != "description"}, **told}
        return super().refreshed_inputs(seen, state, at)


def is_of_aws(found: Mapping[str, Any]) -> bool:
    """Whether a connector is there for everybody (inferred: no public answer shows one)."""
    registered = found.get("registeredBy") or found.get(_CONFIG)
    return found.get("connectorOwner") == "AWS" and not registered
