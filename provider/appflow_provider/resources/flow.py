"""Flows: what is copied from where to where, when, and how each field is mapped."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from appflow_provider import rules
from appflow_provider.declarations.flow import FLOW
from appflow_provider.errors import AppFlowError, Cancelled, Conflict, PartlyDone
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import (
    ApiReply,
    ApiRequest,
    Inputs,
    ResourceState,
    State,
)
from appflow_provider.resources.flow_status import (
    ACTIVE,
    STATUS,
    SUSPENDED,
    is_settled,
    seen_status,
    settle,
)
from appflow_provider.resources.flow_update import as_served, buses, explained, update_request
from appflow_provider.resources.managed import Managed, Undo
from appflow_provider.resources.naming import Located
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import unwrap

_STOPPED = "The flow was suspended for the update and did not start again: it is not running"


class Flow(Managed):
    """`appflow:index:Flow`."""

    declaration = FLOW
    lost_on_replace = (
        "its run history and, if it reads incrementally, the point up to which it has read"
    )
    not_sent = (STATUS,)
    reply_tells_all = True
    delete_timeout = 120.0  # as long as Terraform's provider waits

    def validate(self, inputs: Inputs, olds: Inputs, now: datetime | None) -> rules.Verdict:
        """The rules for flows."""
        return rules.flow(inputs, now=now, before=olds)

    def after_write(
        self, api: ApiCall, done: ResourceState, reply: ApiReply, context: OperationContext
    ) -> None:
        """
        Activate or suspend the flow if its status is not that of the inputs.

        Raises:
            PartlyDone: the flow exists, but still has the other status.
        """
        wanted = unwrap(done.state.get(STATUS))
        if wanted is None:
            return
        try:
            settle(api, done.id_, wanted, partial(self.describe, api, done.id_), context)
        except AppFlowError as failed:
            other = SUSPENDED if wanted == ACTIVE else ACTIVE
            raise PartlyDone(failed, id_=done.id_, state={**done.state, STATUS: other}) from failed

    def build_update_request(self, olds: State, news: Inputs) -> ApiRequest | None:
        """The whole flow, if anything changed."""
        changed = self.changes_to_send(olds, news)
        return update_request(self.build_create_request(news), olds) if changed else None

    def send_update(
        self, api: ApiCall, olds: State, news: Inputs, context: OperationContext
    ) -> Undo | None:
        """
        UpdateFlow. If AppFlow refuses because the flow is active, and the program sets `flowStatus`, suspend the flow and repeat.

        Raises:
            AppFlowError: AppFlow refused; nothing has changed.
            PartlyDone: AppFlow refused, and the flow was suspended and did not start again.
        """
        name = str(unwrap(news[self.name_property]))
        self.run.wrote((api.service.region, name), context.urn)
        request = self.build_update_request(olds, news)
        if request is None:
            return None
        look = partial(self.describe, api, name)
        restart = partial(self._restarted, api, name, context)
        try:
            if buses(request):
                request = as_served(request, look() or request)
            try:
                api(self.update_operation, **request)
            except Conflict:
                if news.get(STATUS) is None or seen_status(look() or ApiReply({})) != ACTIVE:
                    raise
            else:
                return None
            try:
                settle(api, name, SUSPENDED, look, context)
                api(self.update_operation, **request)
            except AppFlowError as refused:
                failed, stopped = restart(refused)
                if stopped:
                    raise PartlyDone(failed, id_=name, state={**olds, **stopped}) from refused
                raise
        except AppFlowError as refused:
            advice = explained(refused, self.changes_to_send(olds, news), context.urn)
            raise refused.because(advice=advice) from refused
        return restart if unwrap(news.get(STATUS)) == ACTIVE else None

    def _restarted(
        self, api: ApiCall, name: str, context: OperationContext, failed: AppFlowError
    ) -> tuple[AppFlowError, Mapping[str, Any]]:
        """
        Restart a flow that was suspended for an update or delete that failed.

        Returns the failure, and the properties that the state must hold: `flowStatus` if the restart failed too.
        """
        if is_settled(api, name, ACTIVE, partial(self.describe, api, name), context):
            return failed, {}
        return failed.because(after=_STOPPED), {STATUS: SUSPENDED}

    def send_delete(self, api: ApiCall, name: str, state: State, context: OperationContext) -> None:
        """DeleteFlow, after StopFlow if the flow is active."""
        request = self.build_delete_request(name, state)
        try:
            api(self.delete_operation, **request)
        except Conflict as active:
            look = partial(self.describe, api, name)
            try:
                stopped = settle(api, name, SUSPENDED, look, context)
            except Cancelled:
                raise
            except AppFlowError as refused:
                # The Conflict may have another cause than an active flow, so show both errors.
                also = f"Suspending it did not work either: {refused.code} {refused.words}"
                raise active.because(words=f"{active.words}. {also}") from None
            try:
                api(self.delete_operation, **request)
            except AppFlowError as failed:
                if stopped:
                    raise self._restarted(api, name, context, failed)[0] from failed
                raise

    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """DescribeFlow. A flow with status Deleted no longer exists."""
        reply = api.find("DescribeFlow", flowName=name)
        return None if reply is None or reply.get("flowStatus") == "Deleted" else reply

    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """The flow as inputs, with `flowStatus` as Active or Suspended."""
        return Inputs(from_api(self.inputs, {**reply, STATUS: seen_status(reply)}))

    def after_read(
        self, api: ApiCall, reply: ApiReply, state: State, context: OperationContext
    ) -> AppFlowError | None:
        """Show AppFlow's reason if a flow is not active although its state says Active."""
        message = reply.get("flowStatusMessage")
        if message and unwrap(state.get(STATUS)) == ACTIVE and seen_status(reply) != ACTIVE:
            doing = f"flow {reply['flowName']} is {reply[STATUS]}"
            context.report(AppFlowError(str(message), doing=doing))
        return None

    def refreshed_inputs(self, seen: Inputs, state: State, at: Located) -> Inputs:
        """As for all resources. An import of an on-demand flow has no `flowStatus`, because such a flow is always Active."""
        if not self.inputs_in(state) and _is_on_demand(seen):
            seen = Inputs({key: item for key, item in seen.items() if key != STATUS})
        return super().refreshed_inputs(seen, state, at)


def _is_on_demand(seen: Inputs) -> bool:
    """Whether the flow is on demand. AppFlow creates such a flow as Active; for all others a user chooses the status."""
    on_demand: bool = seen["triggerConfig"]["triggerType"] == "OnDemand"
    return on_demand
