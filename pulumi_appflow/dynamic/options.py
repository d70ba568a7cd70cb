"""
What Pulumi's resource options mean for a dynamic resource.

The engine honours most options for every resource. The others belong to a plugin, which a dynamic resource does not have:
they are refused, and the error names another way. `docs/resource-options.md` lists every option.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pulumi

from pulumi_appflow import _utilities

__all__ = ["HONOURED", "REFUSED", "settled"]

HONOURED = frozenset(
    {
        "additional_secret_outputs",
        "aliases",
        "custom_timeouts",
        "delete_before_replace",
        "deleted_with",
        "depends_on",
        "hide_diffs",
        "hooks",
        "id",
        "ignore_changes",
        "parent",
        "protect",
        "replace_on_changes",
        "replace_with",
        "replacement_trigger",
        "retain_on_delete",
        "state_migrations",
        "transformations",
        "transforms",
        "urn",
    }
)
"""Options that mean the same for dynamic resources as for those of the plugin."""

_PLUGIN = "import pulumi_appflow instead of pulumi_appflow.dynamic"
_NO_PROVIDER = (
    "pulumi_appflow.dynamic takes its settings from the stack's configuration and cannot use a "
    f"Provider. Set region= on the resource, or {_PLUGIN}"
)
_NO_VERSION = f"pulumi_appflow.dynamic uses no plugin. Remove the option, or {_PLUGIN}"

REFUSED: Mapping[str, str] = {
    "env_var_mappings": "only a Provider has environment variables. Set the variables themselves",
    "import_": (
        "Pulumi cannot import a dynamic resource from its id. Run `appflow-pulumi import`, or "
        f"{_PLUGIN}"
    ),
    "plugin_download_url": _NO_VERSION,
    "provider": _NO_PROVIDER,
    "providers": _NO_PROVIDER,
    "version": _NO_VERSION,
}
"""Options that need a plugin: why, and what to do instead."""

_PACKAGE = "appflow"


def settled(
    resource: pulumi.Resource, kind: str, aliases: Callable[[list[Any]], list[Any]]
) -> pulumi.ResourceTransformation:
    """
    The last transformation of a dynamic resource, which sees its options as all others have left them.

    Args:
        resource: The resource. Its children inherit its transformations, and this one leaves them alone.
        kind: Name of the resource's class in messages.
        aliases: Completes the list of aliases.

    Raises:
        pulumi.RunError: an option is set that a dynamic resource cannot honour.
    """

    def settle(
        args: pulumi.ResourceTransformationArgs,
    ) -> pulumi.ResourceTransformationResult | None:
        if args.resource is not resource:
            return None
        for option, why in _refused(args.opts):
            raise pulumi.RunError(f"{kind} {args.name}: {option} has no effect here: {why}.")
        opts = copy.copy(args.opts)
        opts.version = opts.plugin_download_url = None
        opts.aliases = aliases(list(opts.aliases or []))
        return pulumi.ResourceTransformationResult(args.props, opts)

    return settle


def _refused(opts: pulumi.ResourceOptions) -> Iterator[tuple[str, str]]:
    """The options that are set and cannot be honoured, with the reason."""
    defaults = _utilities.get_resource_opts_defaults()
    for name, why in REFUSED.items():
        if name in ("provider", "providers"):
            is_set = any(each.package == _PACKAGE for each in _providers(getattr(opts, name)))
        else:
            is_set = getattr(opts, name, None) not in (None, getattr(defaults, name, None))
        if is_set:
            yield f"the option {name}", why
    if opts.parent is not None and opts.parent.get_provider(f"{_PACKAGE}:index:Any") is not None:
        yield "the Provider that its parent passes on", _NO_PROVIDER


def _providers(given: Any) -> Iterable[pulumi.ProviderResource]:
    if isinstance(given, pulumi.ProviderResource):
        return (given,)
    return given.values() if isinstance(given, Mapping) else given or ()
