"""KMS keys of flows. For a flow without a key, AppFlow returns the key that it manages. The program must not set that key."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from appflow_provider.adopt.finding import Found
from appflow_provider.resources import Inputs

_KEY = "kmsArn"
_AWS = "AWS"  # KMS API, KeyManagerType: who manages the key


def without_default_keys(
    found: Sequence[Found], manager: Callable[[str], str | None]
) -> tuple[list[Found], int]:
    """
    Remove the keys that AppFlow manages from the flows. Also returns how many keys KMS did not describe.

    A flow keeps its key if the program sets none, so removing it here changes nothing on AWS.

    Args:
        found: The objects.
        manager: Who manages a key, by its ARN: `AWS`, `CUSTOMER`, or None if unknown.
    """
    keys = [each.current.inputs[_KEY] for each in found if _KEY in each.current.inputs]
    managers = {arn: manager(arn) for arn in dict.fromkeys(keys)}
    kept = [
        _without_key(each) if managers.get(each.current.inputs.get(_KEY)) == _AWS else each
        for each in found
    ]
    return kept, sum(managers[arn] is None for arn in keys)


def _without_key(each: Found) -> Found:
    inputs = {name: value for name, value in each.current.inputs.items() if name != _KEY}
    return replace(each, current=replace(each.current, inputs=Inputs(inputs)))
