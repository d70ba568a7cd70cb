"""
Finds a text in another text that spells it differently: as JSON, as a URL (encoded once or more often), as HTML or as a form.

Both texts are reduced to the same plain form and compared there, so the time grows with their lengths, not with the number of
spellings. Each character of the plain form keeps its position in the original.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Place = tuple[int, int]
"""The start and the end of a range in a text."""


@dataclass(frozen=True)
class Sought:
    """
    A text to look for.

    Attributes:
        text: The text itself.
        plain: Its plain form; empty if it consists of backslashes only.
        ends_in_backslash: Whether the plain form lacks backslashes at the end.
    """

    text: str
    plain: str
    ends_in_backslash: bool

    @classmethod
    def of(cls, text: str) -> "Sought":
        """The text with its plain form."""
        plain = _Reading(text).plain
        return cls(text, plain, text.endswith("\\"))


def places(sought: Iterable[Sought], text: str) -> Iterator[Place]:
    """The places of all texts that are found, unordered. They may overlap."""
    # HTML forms spell a blank as "+", and "+" differently.
    readings = [_Reading(each) for each in dict.fromkeys((text, text.replace("+", " ")))]
    for each in sought:
        if len(each.text) > len(text):
            continue  # no spelling is shorter than the text
        yield from ((at, at + len(each.text)) for at in _all(each.text, text))
        if not each.plain:
            yield from (found.span() for found in _BACKSLASHES.finditer(text))
            continue
        for reading in readings:
            for at in _all(each.plain, reading.plain):
                start, end = reading.at[at], reading.at[at + len(each.plain)]
                if each.ends_in_backslash and (more := _BACKSLASHES.match(text, end)):
                    end = more.end()
                if end - start >= len(each.text):
                    yield start, end


def replaced(text: str, found: Iterable[Place], by: str) -> str:
    """The text with `by` in place of all ranges. Overlapping ranges are replaced once."""
    parts, done = [], 0
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if start >= done:
            parts += [text[done:start], by]
        done = max(done, end)
    return "".join((*parts, text[done:]))


def _all(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


class _Reading:
    """
    The plain form of a text.

    Attributes:
        plain: The bytes of its UTF-8, one character each, without backslashes and with `n` for a line end, because JSON spells
        it `\\n`.
        at: The start of each of them in the text, and the text's length.
    """

    def __init__(self, text: str) -> None:
        self.plain = _octets(text)
        self.at: list[int] = (
            list(range(len(text)))
            if text.isascii()
            else [at for at, letter in enumerate(text) for _ in _octets(letter)]
        )
        self.at.append(len(text))
        if _SPECIAL.search(self.plain):
            for pattern, meant in _STEPS:
                self._read(pattern, meant)
        self.plain = self.plain.translate(_CONTROLS)

    def _read(self, pattern: re.Pattern[str], meant: Callable[[re.Match[str]], str]) -> None:
        plain: list[str] = []
        at: list[int] = []
        done = 0
        for found in pattern.finditer(self.plain):
            start, said = found.start(), meant(found)
            plain += [self.plain[done:start], said]
            at += self.at[done:start]
            at += [self.at[start]] * len(said)
            done = found.end()
        if done:
            self.plain = "".join((*plain, self.plain[done:]))
            self.at = at + self.at[done:]


def _octets(text: str) -> str:
    return text if text.isascii() else text.encode(errors="surrogatepass").decode("latin-1")


def _unit(found: re.Match[str]) -> str:
    units = bytes.fromhex("".join(_DIGITS.findall(found[0])))
    return _octets(units.decode("utf-16-be", errors="surrogatepass"))


_SPECIAL = re.compile(r"[\\%&\r]")
_CONTROLS = str.maketrans("\n\r\t\b\f", "nrtbf")
_BACKSLASHES = re.compile(r"(?:\\(?:u005c)?|%(?:25)*5c)+", re.IGNORECASE)
_DIGITS = re.compile(r"u([0-9a-fA-F]{4})")
_UNIT = r"\\+u[0-9a-f]{4}"
_JSON = re.compile(
    rf"(?<!\\)(?:\\+ud[89ab][0-9a-f]{{2}}\\+ud[c-f][0-9a-f]{{2}}|{_UNIT})", re.IGNORECASE
)
_JSON_PERCENT = re.compile(r"(?<!\\)\\+u0025")
_URL = re.compile(r"%(?:25)*([0-9a-fA-F]{2})")
_ENTITY = re.compile(r"&(?:amp;)*(?:(quot|#34)|(apos|#39|#x27)|(lt)|(gt));|&(?:amp;)+")
_CARRIAGE = re.compile(r"(?:\r|(?<!\\)\\+r)(?=\n|\\+n)")
_ESCAPE = re.compile(r"\\+([^\\])?")

# No step reads anything twice, so each takes time in proportion to the text's length.
_STEPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_JSON_PERCENT, lambda _: "%"),
    (_URL, lambda found: chr(int(found[1], 16))),
    (_JSON, _unit),
    (_ENTITY, lambda found: "&\"'<>"[found.lastindex or 0]),
    (_CARRIAGE, lambda _: ""),
    (_ESCAPE, lambda found: found[1] or ""),
)
