"""
Tags: TagResource, UntagResource, ListTagsForResource. Only flows carry them (documented).
"""

from appflow_emulator.exceptions import ResourceNotFound, Validation
from appflow_emulator.records import FlowRecord
from appflow_emulator.state import Answer, Request, State

TAGS_MAX = 50  # per flow; model 2020-08-23, TagMap


class TagOperations(State):
    """The three operations on tags."""

    def tag_resource(self, request: Request) -> Answer:
        """TagResource: adds tags, or overwrites them."""
        flow = self._tagged(request["resourceArn"])
        tags = {**flow.tags, **request["tags"]}
        if len(tags) > TAGS_MAX:
            raise Validation(f"A flow can have {TAGS_MAX} tags; this request makes it {len(tags)}.")
        flow.tags = tags
        return {}

    def untag_resource(self, request: Request) -> Answer:
        """UntagResource: skips keys that the flow does not have (inferred)."""
        flow = self._tagged(request["resourceArn"])
        flow.tags = {k: v for k, v in flow.tags.items() if k not in request["tagKeys"]}
        return {}

    def list_tags_for_resource(self, request: Request) -> Answer:
        """ListTagsForResource."""
        return {"tags": self._tagged(request["resourceArn"]).tags}

    def _tagged(self, arn: str) -> FlowRecord:
        if not arn.startswith(self.arn("flow", "")):
            raise Validation(f"{arn} is not the ARN of a flow in this account and region.")
        name = arn.removeprefix(self.arn("flow", ""))
        if name not in self.flows:
            raise ResourceNotFound(f"Resource with ARN {arn} does not exist.")
        return self.flows[name]
