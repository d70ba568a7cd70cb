"""Keys of flows. AppFlow returns its own key for a flow without a key. The program must not set that one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from appflow_provider.adopt.finding import Found
from appflow_provider.resources import Inputs

__all__ = ["without_default_keys"]

_KEY = "kmsArn"
_AWS = "AWS"  # KMS API, KeyManagerType: who manages the key


def without_default_keys(
    found: Sequence[Found], manager: Callable[[str], str | None]
) -> tuple[list[Found], int]:
    """
    Remove AppFlow's own keys from the flows. Also returns the number of keys that KMS did not describe.

    A flow keeps its key when the program states none, so nothing changes for those that lose theirs here.

    Args:
        found: What to look through.
        manager: Who manages a key, by its ARN: `AWS`, `CUSTOMER`, or None where that cannot be known.
    """
    keys = [each.held.inputs[_KEY] for each in found if _KEY in each.held.inputs]
    managers = {arn: manager(arn) for arn in dict.fromkeys(keys)}
    kept = [
        _without_key(each) if managers.get(each.held.inputs.get(_KEY)) == _AWS else each
        for each in found
    ]
    return kept, sum(managers[arn] is None for arn in keys)


def _without_key(each: Found) -> Found:
    inputs = {name: value for name, value in each.held.inputs.items() if name != _KEY}
    return replace(each, held=replace(each.held, inputs=Inputs(inputs)))
