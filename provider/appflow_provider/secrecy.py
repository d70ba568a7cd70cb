"""
Hides secrets in everything that users read: errors, warnings and progress, from us or from the service.

A front creates one `Redactor` per call, from all values of the call, and passes every text through it. The service's messages
may repeat a secret anywhere and in another spelling. Our own sentences repeat values only in quotation marks, so only those are
checked: a password `of` must not garble "a list of texts".
"""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from appflow_provider.errors import Advice, AppFlowError, PartlyDone
from appflow_provider.progress import Progress
from appflow_provider.spellings import Sought, places, replaced
from appflow_provider.values import Secret, leaves

HIDDEN = "[secret]"
_SHORT = 8  # characters; shorter secrets can appear in a text by chance. Our choice
_WORD_MAX = 32  # characters; a shorter secret of letters only can be a word. Our choice
_PIECE = 12  # bytes; base64 of this much of a secret, such as one line of it, is hidden. Our choice


class Redactor:
    """
    Hides the secrets of some values in texts.

    A secret that could be an ordinary word is hidden together with the part of the sentence around it, so that its place does
    not reveal it. A secret that the same values also contain in the clear is not hidden: a password `orders` beside a flow
    `orders`.

    Args:
        values: Returns the values, with secrets marked. Called when the first text comes.
    """

    def __init__(self, values: Callable[[], Iterable[Any]] = tuple) -> None:
        self._values = values

    def said(self, text: str) -> str:
        """A message of the service, with secrets hidden anywhere and in any spelling."""
        if not self._secrets:
            return text
        kept = self._hidden(text)
        kept = _BASE64.sub(self._decoded, kept)
        return "".join(
            _WITHIN.sub(HIDDEN, part, count=1) if self._holds_word(part) else part
            for part in _PARTS.split(kept)
        )

    def own(self, text: str) -> str:
        """A sentence of ours, with secrets hidden where values are quoted."""
        return _QUOTED.sub(self._unquoted, self._hidden(text)) if self._secrets else text

    def shows(self, value: str) -> bool:
        """Whether a value may be shown: it is not a secret and contains none."""
        return self.own(f'"{value}"') == f'"{value}"'

    def error(self, error: AppFlowError) -> AppFlowError:
        """The error with all secrets hidden."""
        return error.because(
            words=self.own(error.words) if error.ours else self.said(error.words),
            code=self.own(error.code),
            doing=self.own(error.doing),
            after=self.own(error.after),
            advice=Advice(self.own(error.advice.cause), self.own(error.advice.step)),
        )

    def failure(self, failure: Exception) -> Exception:
        """The failure with all secrets hidden. Exceptions that are not ours pass unchanged: their own text is never shown."""
        if isinstance(failure, PartlyDone):
            return failure.because(self.error(failure.cause))
        return self.error(failure) if isinstance(failure, AppFlowError) else failure

    def text(self, said: str | AppFlowError) -> str:
        """A warning."""
        return self.own(said) if isinstance(said, str) else str(self.error(said))

    def progress(self, progress: Progress) -> Progress:
        """A status line, with secrets hidden."""
        return replace(progress, phase=self.own(progress.phase), detail=self.own(progress.detail))

    @cached_property
    def _secrets(self) -> list[str]:
        # Longest first. Otherwise a secret that begins with another one would keep its tail.
        values = list(self._values())
        clear = {text for value in values for text in _clear_in(value)}
        found = {part for value in values for text in secrets_in(value) for part in _parts_of(text)}
        kept = {text for text in found if not (_is_mistakable(text) and text in clear)}
        return sorted(kept, key=len, reverse=True)

    @cached_property
    def _certain(self) -> list[Sought]:
        return [Sought.of(text) for text in self._secrets if not _is_mistakable(text)]

    @cached_property
    def _words_alone(self) -> frozenset[str]:
        return frozenset(filter(_is_mistakable, self._secrets))

    @cached_property
    def _words(self) -> list[Sought]:
        return [Sought.of(text) for text in self._words_alone]

    def _hidden(self, text: str) -> str:
        return replaced(text, places(self._certain, text), HIDDEN)

    def _holds_word(self, text: str) -> bool:
        return any(
            not _WORD_END.search(text[:start]) and not _WORD_START.match(text, end)
            for start, end in places(self._words, text)
        )

    def _decoded(self, found: re.Match[str]) -> str:
        return HIDDEN if any(map(self._reveals, _readings(found[0]))) else found[0]

    def _reveals(self, read: str) -> bool:
        """Whether decoded base64 contains a secret, is a part of one, or has a secret as one of its words."""
        is_piece = len(read) >= _PIECE and any(read in secret for secret in self._secrets)
        words = not self._words_alone.isdisjoint(re.split(r"[\s:]", read))
        return is_piece or words or any(places(self._certain, read))

    def _unquoted(self, found: re.Match[str]) -> str:
        inner = found[1]
        cut = inner.rstrip(".…")
        is_begun = len(cut) >= _SHORT and any(text.startswith(cut) for text in self._secrets)
        return f'"{HIDDEN}"' if is_begun or inner in self._secrets else found[0]


_WORD_END, _WORD_START = re.compile(r"\w\Z"), re.compile(r"\w")
_QUOTED = re.compile(r'"([^"\n]*)"')
_PARTS = re.compile(r"(?<=[.;:!?])(?=\s)|(?<=\n)")  # between lines and parts of sentences
_WITHIN = re.compile(
    r"\S.*[^\s.;:!?]|\S", re.DOTALL
)  # a part without the blanks and punctuation around it
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}|[A-Za-z0-9+/_-]{2,3}={1,2}")


def secrets_in(value: Any) -> Iterator[str]:
    """
    The texts of all secrets in a marked value. Booleans have none.

    Names of members and keys of maps are not secret: a message must be able to name the wrong credential.
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


def _clear_in(value: Any) -> Iterator[str]:
    """The texts in a marked value that are not secret, if they could be words."""
    if isinstance(value, str):
        if _is_mistakable(value):
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _clear_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _clear_in(item)


def _is_mistakable(text: str) -> bool:
    """Whether a secret could appear in a sentence by chance."""
    return len(text) < _SHORT or (len(text) < _WORD_MAX and text.isalpha())


def _parts_of(secret: str) -> Iterator[str]:
    """A secret, and each line of a multi-line one, except the header and footer lines that all private keys share."""
    if secret.strip():
        yield secret
    if "\n" in secret.strip():
        lines = (line.strip() for line in secret.splitlines())
        yield from (line for line in lines if len(line) >= _PIECE and not line.startswith("-----"))


def _readings(text: str) -> Iterator[str]:
    """A text decoded as base64, from each of the four possible offsets."""
    plain = text.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    for start in range(min(4, len(plain) - 1)):
        rest = plain[start:]
        whole = rest[: len(rest) - (len(rest) % 4 == 1)]  # a single last letter encodes nothing
        yield base64.b64decode(whole + "=" * (-len(whole) % 4)).decode(errors="replace")
