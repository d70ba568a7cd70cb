"""Keeps secrets out of sentences: whoever words something says which values are secret, and their texts are blacked out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from appflow_provider.values import Secret, leaves

__all__ = ["Censor", "secrets_in"]

_BLACKED = "[secret]"


class Censor:
    """Blacks out texts."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # Longest first, or a secret that begins with another would keep its tail.
        self._secrets = sorted({text for text in secrets if text}, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """The text without any of the secrets."""
        for secret in self._secrets:
            text = text.replace(secret, _BLACKED)
        return text


def secrets_in(value: Any) -> Iterator[str]:
    """
    The texts of all secrets in a marked value; flags have none.

    Names of members and keys of maps stay: a refusal that says which credential is wrong is of no use without its name.
    """
    if isinstance(value, Secret):
        for _, leaf in leaves(value.value):
            if isinstance(leaf, (str, int, float)) and not isinstance(leaf, bool):
                yield str(leaf)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from secrets_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from secrets_in(item)
