"""Texts from elsewhere in reports: no markup of Markdown, no escape of a terminal, no turned direction."""

import re


def visible(text: str) -> str:
    """The text, where each character that does not print is written as an escape."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def span(text: str) -> str:
    """The text as code that Markdown leaves alone, also within a table."""
    if not text:
        return ""
    quiet = text.replace("|", "\\|").replace("\n", " ").replace("\r", " ")
    fence = "`" * (max((len(each) for each in re.findall("`+", quiet)), default=0) + 1)
    pad = " " if quiet.startswith("`") or quiet.endswith("`") else ""
    return f"{fence}{pad}{quiet}{pad}{fence}"


def plain(text: str) -> str:
    """The text with what Markdown would read as its own marks escaped."""
    return re.sub(r"([\\`*_\[\]<>|#@])", r"\\\1", " ".join(text.split()))
