"""
HTTP requests and responses: one method per operation, named as moto expects.

A request is first checked against the model (`validation`), then handled under the backend's lock, once per client token.
Responses and exceptions go through moto's serialiser, which reads the same model.
"""

import json
from collections.abc import Callable
from typing import Any

from moto.core.common_types import TYPE_RESPONSE
from moto.core.model import OperationModel
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import get_service_model

from appflow_emulator import journal
from appflow_emulator.exceptions import AppFlowError, Internal, Validation
from appflow_emulator.models import AppFlowBackend, appflow_backends
from appflow_emulator.read_model.nulls import with_nulls
from appflow_emulator.state import Answer, Request
from appflow_emulator.validation import checked

# Operations of the model that are not supported. A test compares this with the methods below and the model.
NOT_BUILT: frozenset[str] = frozenset()

# Operations that return 204 without a body: seen in recordings by cloud-custodian.
NO_CONTENT = frozenset({"TagResource", "UntagResource"})


class AppFlowResponse(BaseResponse):
    """One request to AppFlow."""

    def __init__(self) -> None:
        super().__init__(service_name="appflow")
        self.request: Request = {}
        self.operation_name = ""

    @property
    def backend(self) -> AppFlowBackend:
        """The backend of the caller's account and region."""
        return appflow_backends[self.current_account][self.region]

    def call_action(self) -> TYPE_RESPONSE:
        """Check the request, then let moto call the method. An unknown address is refused as AWS does, not with a 500."""
        self.operation_name = self._get_action() or ""
        model = get_service_model("appflow")
        if self.operation_name not in model.operation_names or self.operation_name in NOT_BUILT:
            return _unknown(self.operation_name or f"{self.method} {self.path}")
        try:
            operation = model.operation_model(self.operation_name)
            self.request = self._checked(operation)
            self._backend_of_region()
        except AppFlowError as refusal:
            return self.serialized(ActionResult(refusal))
        return super().call_action()

    def _backend_of_region(self) -> None:
        try:
            _ = self.backend
        except KeyError as error:
            raise Validation(
                f"botocore does not list AppFlow in {self.region}. Set MOTO_ALLOW_NONEXISTENT_REGION=true to allow the region"
            ) from error

    def _checked(self, operation: OperationModel) -> Request:
        shape = operation.input_shape
        if shape is None:  # every operation of the service has one; only the type allows None
            return {}
        try:
            sent = json.loads(self.body or "{}")
        except ValueError as error:
            raise Validation("The request body is not valid JSON.") from error
        if not isinstance(sent, dict):
            raise Validation("The request body is not a JSON object.")
        sent.update(self.uri_match)
        for name, member in shape.members.items():
            if member.serialization.get("location") == "querystring":
                key = member.serialization["name"]
                sent[name] = self.normalized_request.args.getlist(key) or None
        return checked(sent, shape, self.partition)

    def _once(self, carry_out: Callable[[Request], Answer]) -> ActionResult:
        """Handle the request under the lock, or repeat the response that its client token had."""
        backend = self.backend
        with backend.lock:
            backend.access_key = self.access_key
            free = self.operation_name == "StartFlow" and self._is_on_demand(backend)
            answer = backend.tokens.once(
                self.operation_name, self.request, carry_out, other_input_allowed=free
            )
            self._keep(backend)
            # Inside the lock, because the response may share lists with the backend's state.
            status, headers, body = self.serialized(ActionResult(answer))
        if backend.assumptions.nulls == "explicit":
            model = get_service_model("appflow").operation_model(self.operation_name)
            body = with_nulls(str(body), model.output_shape)
        if self.operation_name in NO_CONTENT:
            status, headers, body = 204, {**headers, "status": "204"}, ""
        return _Serialised((status, headers, body))

    def _keep(self, backend: AppFlowBackend) -> None:
        """Write what the request changed, before anybody hears of it."""
        kept = journal.current()
        if kept is None:
            return
        try:
            kept.save(backend, self.request)
        except journal.NotKept as failed:
            raise Internal(f"The emulator could not keep its state. {failed}") from None

    def _is_on_demand(self, backend: AppFlowBackend) -> bool:
        flow = backend.flows.get(self.request["flowName"])
        return flow is not None and flow.is_on_demand

    def cancel_flow_executions(self) -> ActionResult:
        return self._once(self.backend.cancel_flow_executions)

    def create_connector_profile(self) -> ActionResult:
        return self._once(self.backend.create_connector_profile)

    def create_flow(self) -> ActionResult:
        return self._once(self.backend.create_flow)

    def delete_connector_profile(self) -> ActionResult:
        return self._once(self.backend.delete_connector_profile)

    def delete_flow(self) -> ActionResult:
        return self._once(self.backend.delete_flow)

    def describe_connector(self) -> ActionResult:
        return self._once(self.backend.describe_connector)

    def describe_connector_entity(self) -> ActionResult:
        return self._once(self.backend.describe_connector_entity)

    def describe_connector_profiles(self) -> ActionResult:
        return self._once(self.backend.describe_connector_profiles)

    def describe_connectors(self) -> ActionResult:
        return self._once(self.backend.describe_connectors)

    def describe_flow(self) -> ActionResult:
        return self._once(self.backend.describe_flow)

    def describe_flow_execution_records(self) -> ActionResult:
        return self._once(self.backend.describe_flow_execution_records)

    def list_connector_entities(self) -> ActionResult:
        return self._once(self.backend.list_connector_entities)

    def list_connectors(self) -> ActionResult:
        return self._once(self.backend.list_connectors)

    def list_flows(self) -> ActionResult:
        return self._once(self.backend.list_flows)

    def list_tags_for_resource(self) -> ActionResult:
        return self._once(self.backend.list_tags_for_resource)

    def register_connector(self) -> ActionResult:
        return self._once(self.backend.register_connector)

    def reset_connector_metadata_cache(self) -> ActionResult:
        return self._once(self.backend.reset_connector_metadata_cache)

    def start_flow(self) -> ActionResult:
        return self._once(self.backend.start_flow)

    def stop_flow(self) -> ActionResult:
        return self._once(self.backend.stop_flow)

    def tag_resource(self) -> ActionResult:
        return self._once(self.backend.tag_resource)

    def unregister_connector(self) -> ActionResult:
        return self._once(self.backend.unregister_connector)

    def untag_resource(self) -> ActionResult:
        return self._once(self.backend.untag_resource)

    def update_connector_profile(self) -> ActionResult:
        return self._once(self.backend.update_connector_profile)

    def update_connector_registration(self) -> ActionResult:
        return self._once(self.backend.update_connector_registration)

    def update_flow(self) -> ActionResult:
        return self._once(self.backend.update_flow)


class _Serialised(ActionResult):
    """A response that is already serialised."""

    def execute_result(self, context: Any) -> TYPE_RESPONSE:  # noqa: ARG002 (moto's signature)
        return self.result  # type: ignore[return-value]  # the response from `serialized`


def _unknown(operation: str) -> TYPE_RESPONSE:
    """AWS's response to an unknown operation (seen in other services)."""
    body = json.dumps({"message": f"The AppFlow emulator has no operation {operation}."})
    headers = {
        "Content-Type": "application/json",
        "x-amzn-ErrorType": "UnknownOperationException",
        "status": "404",
    }
    return 404, headers, body
