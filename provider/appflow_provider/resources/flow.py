"""Flows: what is copied from where to where, when, and how each field is mapped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from appflow_provider import rules
from appflow_provider.declarations.flow import FLOW
from appflow_provider.diff import Change
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

_STOPPED = "The flow was suspended for it and did not start again: it stands still"


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
        The flow is brought to the status that its program asks for.

        Raises:
            PartlyDone: it is there, and in the other.
        """
        wanted = unwrap(done.state.get(STATUS))
        if wanted is None:
            return
        try:
            settle(api, done.id_, wanted, partial(self.describe, api, done.id_), context)
        except AppFlowError as failed:
            other = SUSPENDED if wanted == ACTIVE else ACTIVE
            raise PartlyDone(failed, id_=done.id_, state={**done.state, STATUS: other}) from failed

    def build_update_request(
        self, olds: State, news: Inputs, changes: Sequence[Change]
    ) -> ApiRequest | None:
        """The whole flow, if anything differs."""
        return update_request(self.build_create_request(news), olds) if changes else None

    def send_update(
        self,
        api: ApiCall,
        olds: State,
        news: Inputs,
        changes: Sequence[Change],
        context: OperationContext,
    ) -> Undo | None:
        """
        UpdateFlow. An active flow that may not be changed is suspended for it, if its status is the program's anyway.

        Raises:
            AppFlowError: the service refused; nothing has changed.
            PartlyDone: the same, but the flow was suspended and did not start again.
        """
        name = str(unwrap(news[self.name_property]))
        self.run.wrote((api.service.region, name), context.urn)
        request = self.build_update_request(olds, news, changes)
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
            advice = explained(refused, changes, context.urn)
            raise refused.because(advice=advice) from refused
        return restart if unwrap(news.get(STATUS)) == ACTIVE else None

    def _restarted(
        self, api: ApiCall, name: str, context: OperationContext, failed: AppFlowError
    ) -> tuple[AppFlowError, Mapping[str, Any]]:
        """Start a flow again that was suspended for what failed. Gives the failure and what state has to hold, should that fail too."""
        if is_settled(api, name, ACTIVE, partial(self.describe, api, name), context):
            return failed, {}
        return failed.because(after=_STOPPED), {STATUS: SUSPENDED}

    def send_delete(self, api: ApiCall, name: str, state: State, context: OperationContext) -> None:
        """DeleteFlow, after StopFlow where the flow is active."""
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
                # Perhaps it was not for being active that it could not go.
                also = f"Suspending it did not work either: {refused.code} {refused.words}"
                raise active.because(words=f"{active.words}. {also}") from None
            try:
                api(self.delete_operation, **request)
            except AppFlowError as failed:
                if stopped:
                    raise self._restarted(api, name, context, failed)[0] from failed
                raise

    def describe(self, api: ApiCall, name: str) -> ApiReply | None:
        """DescribeFlow; a flow of status Deleted is gone."""
        reply = api.find("DescribeFlow", flowName=name)
        return None if reply is None or reply.get("flowStatus") == "Deleted" else reply

    def inputs_from_reply(self, reply: ApiReply) -> Inputs:
        """The flow, its status in the program's words."""
        return Inputs(from_api(self.inputs, {**reply, STATUS: seen_status(reply)}))

    def after_read(
        self, api: ApiCall, reply: ApiReply, state: State, context: OperationContext
    ) -> AppFlowError | None:
        """Warn why a flow is not active that should be, as far as the service says."""
        said = reply.get("flowStatusMessage")
        if said and unwrap(state.get(STATUS)) == ACTIVE and seen_status(reply) != ACTIVE:
            doing = f"flow {reply['flowName']} is {reply[STATUS]}"
            context.report(AppFlowError(str(said), doing=doing))
        return None

    def refreshed_inputs(self, seen: Inputs, state: State, at: Located) -> Inputs:
        """The same as for all resources; of a flow that is new to the program, a status only if it has one to choose."""
        if not self.inputs_in(state) and _runs_when_asked(seen):
            seen = Inputs({key: item for key, item in seen.items() if key != STATUS})
        return super().refreshed_inputs(seen, state, at)


def _runs_when_asked(seen: Inputs) -> bool:
    """Whether it is a flow on demand, which is Active by itself. Of all others somebody chose whether they run."""
    on_demand: bool = seen["triggerConfig"]["triggerType"] == "OnDemand"
    return on_demand
