"""Keeps secrets out of sentences: whoever words something says which values are secret, and their texts are blacked out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from appflow_provider.values import Secret, leaves

__all__ = ["Censor", "secrets_in"]

_BLACKED = "[secret]"
_SHORT = 8  # characters; what is shorter is blacked out as a whole word, or sentences would be in shreds. Our choice


class Censor:
    """Blacks out texts."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # Longest first, or a secret that begins with another would keep its tail.
        texts = sorted({text for text in secrets if text}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(_pattern, texts))) if texts else None

    def __call__(self, text: str) -> str:
        """The text without any of the secrets."""
        return text if self._secrets is None else self._secrets.sub(_BLACKED, text)


def _pattern(secret: str) -> str:
    exact = re.escape(secret)
    return rf"(?<!\w){exact}(?!\w)" if len(secret) < _SHORT else exact


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
