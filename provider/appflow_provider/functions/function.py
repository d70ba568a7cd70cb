"""One function: checks its arguments, asks, and gives what its result's shape knows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.context import OperationContext
from appflow_provider.secrecy import HIDDEN
from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.walk import from_api, members, to_api
from appflow_provider.values import Secret, unwrap

__all__ = ["Answered", "Ask", "Function"]

Ask = Callable[[Mapping[str, Any], ApiCall], Mapping[str, Any]]
"""Takes the arguments and gives the result, both in the API's spelling."""


@dataclass(frozen=True)
class Answered:
    """A function's result, or what is wrong with its arguments."""

    result: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Function:
    """
    Something to look up.

    Attributes:
        token: Its name in the schema.
        arguments: What it takes.
        result: What it gives.
        answer: Who asks the service.
        region: Finds the region to ask in, where it is no argument of its own.
    """

    token: str
    arguments: type[Shape]
    result: type[OutputShape]
    answer: Ask
    region: Callable[[Mapping[str, Any]], str | None] = lambda given: given.get("region")

    def __call__(self, given: Mapping[str, Any], context: OperationContext) -> Answered:
        """
        The answer to plain arguments.

        Args:
            given: The arguments, secrets marked.
            work: As for a resource.

        Raises:
            AppFlowError: the service refused.
        """
        known = {name: value for name, value in unwrap(given).items() if value is not None}
        if problems := findings(self.arguments, known):
            return Answered(problems=tuple(problems))
        service = context.service(self.region(known))
        ask = ApiCall(service, " ".join([self.token, *self._object(given)]))
        result: dict[str, Any] = from_api(
            self.result, self.answer(to_api(self.arguments, known), ask)
        )
        return Answered(result)

    def _object(self, given: Mapping[str, Any]) -> Iterator[str]:
        """What is looked up, by the arguments that it needs."""
        for name, member in members(self.arguments).items():
            if member.info.is_required():
                yield HIDDEN if isinstance(given[name], Secret) else str(given[name])
