"""One function: checks its arguments, calls AppFlow, and returns the members that its result's shape has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from appflow_provider.declarations import FunctionDeclaration
from appflow_provider.problems import Problem
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.naming import region_of
from appflow_provider.secrecy import HIDDEN
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.walk import from_api, members, to_api
from appflow_provider.values import Secret, unwrap

Lookup = Callable[[Mapping[str, Any], ApiCall], Mapping[str, Any]]
"""Takes the arguments and returns the result, both in API spelling."""


@dataclass(frozen=True)
class Answered:
    """A function's result (property spelling), or the problems of its arguments."""

    result: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Function:
    """
    A function of the provider.

    Attributes:
        declaration: Its name, arguments and result.
        lookup: Calls AppFlow.
    """

    declaration: FunctionDeclaration
    lookup: Lookup

    def __call__(self, given: Mapping[str, Any], context: OperationContext) -> Answered:
        """
        Call the function.

        Args:
            given: The arguments, in property spelling, with secrets marked.
            context: The context, as for a resource.

        Raises:
            AppFlowError: AppFlow refused.
        """
        known = {name: value for name, value in unwrap(given).items() if value is not None}
        declared = self.declaration
        if problems := findings(declared.arguments, known):
            return Answered(problems=tuple(problems))
        arn = known.get(declared.arn)
        service = context.service(region_of(str(arn)) if arn else known.get("region"))
        api = ApiCall(service, " ".join([declared.token, *self._object(given)]))
        found = self.lookup(to_api(declared.arguments, known), api)
        result: dict[str, Any] = from_api(declared.result, found)
        return Answered(result)

    def _object(self, given: Mapping[str, Any]) -> Iterator[str]:
        """The values of the required arguments, for errors. Secrets are hidden, and structures are too long."""
        for name, member in members(self.declaration.arguments).items():
            value = given[name] if member.info.is_required() else None
            if isinstance(value, (Secret, str)):
                yield HIDDEN if isinstance(value, Secret) else value
