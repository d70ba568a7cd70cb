"""The provider's configuration at work: the services that resources are given."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from appflow_provider.errors import AppFlowError
    from appflow_provider.resources import Resource, Work
    from appflow_provider.service import AppFlow, Services

__all__ = ["Connection"]


class Connection:
    """Nothing before it is configured, which a preview may leave out while a value is not known yet."""

    def __init__(self) -> None:
        self._services: Services | None = None
        self._resources: Mapping[str, Resource] | None = None
        self._cancelled = False
        self.secrets: list[Any] = []
        """The configuration, for its secrets, which no text may repeat."""
        self.stack, self._is_new_stack = "", False

    def configure(
        self, values: Mapping[str, Any], *, stack: str = "", is_new: bool = False
    ) -> None:
        """
        Take the provider's inputs.

        Args:
            values: The inputs.
            stack: The id that the engine gave the provider in the stack's state, and to none in another.
            is_new: Whether it was given in this run.

        Raises:
            AppFlowError: something is wrong with them.
        """
        from appflow_provider.errors import AppFlowError
        from appflow_provider.resources import resources
        from appflow_provider.service import Services
        from appflow_provider.settings import settings_from
        from appflow_provider.wire.structs import UNKNOWN_TEXT

        self.secrets = [values]
        settings, problems = settings_from(values.get)
        if problems:
            raise AppFlowError(
                "; ".join(f"provider configuration: {each}" for each in problems), ours=True
            )
        self._services, self._resources = (
            Services(settings),
            resources(settings.tagging, settings.acknowledged, settings.account),
        )
        self.stack = "" if stack == UNKNOWN_TEXT else stack  # unknown in the preview of a new stack
        self._is_new_stack = bool(self.stack) and is_new
        if self._cancelled:
            self._services.cancel()

    def resource(self, token: str) -> "Resource":
        """The kind of resource, as the configuration has it."""
        from appflow_provider.resources import RESOURCES

        return (self._resources or RESOURCES)[token]

    def known(self, token: str) -> "Resource | None":
        """The same, or None for a kind that there is not, as of a provider."""
        from appflow_provider.resources import RESOURCES

        return self.resource(token) if token in RESOURCES else None

    def work(self, **circumstances: Any) -> "Work":
        """What one operation needs: the services, and the circumstances that `Work` names."""
        from appflow_provider.resources import Work

        return Work(
            self._configured(), stack=self.stack, is_new_stack=self._is_new_stack, **circumstances
        )

    def service(self, region: str | None = None) -> "AppFlow":
        """
        AppFlow in a region, or in the provider's own.

        Raises:
            AppFlowError: no region is configured.
        """
        return self._configured()(region)

    def region(self) -> str | None:
        """The provider's own region, or None where it cannot be told."""
        return None if self._services is None else self._services.region()

    def missing_region(self, region: str | None) -> "AppFlowError | None":
        """What would be said of a resource that names this region, if there is none for it."""
        return None if self._services is None else self._services.missing_region(region)

    def cancel(self) -> None:
        """End all waits, now and from now on."""
        self._cancelled = True
        if self._services is not None:
            self._services.cancel()

    def _configured(self) -> "Services":
        from appflow_provider.errors import AppFlowError

        if self._services is None:
            raise AppFlowError(
                "the provider was asked for work before it was configured", ours=True
            )
        return self._services
