"""Finds the programs of a page, and puts each language's program in their place."""

import re
from collections.abc import Callable, Mapping

from tools.programs.converting import LANGUAGES

_PROGRAM = re.compile(r"^```program\n(.*?)^```\n", re.MULTILINE | re.DOTALL)

Layout = Callable[[Mapping[str, str]], str]


def programs(page: str) -> list[str]:
    """The YAML programs of a page, in their order."""
    return _PROGRAM.findall(page)


def filled(page: str, converted: Mapping[str, Mapping[str, str]], layout: Layout) -> str:
    """The page with each program in all languages. `converted` has them by the YAML text and the language."""
    return _PROGRAM.sub(lambda found: layout(converted[found[1]]), page)


def one_after_the_other(texts: Mapping[str, str]) -> str:
    """A block of code for each language, as the schema has them: an SDK's generator keeps those of its language."""
    return "\n".join(_block(language, texts[language]) for language in LANGUAGES)


def chooser(texts: Mapping[str, str]) -> str:
    """The registry's element with a tab for each language."""
    tabs = "\n".join(
        f"{{{{% choosable language {language} %}}}}\n\n{_block(language, texts[language])}\n{{{{% /choosable %}}}}"
        for language in LANGUAGES
    )
    return (
        f'{{{{< chooser language "{",".join(LANGUAGES)}" >}}}}\n\n{tabs}\n\n{{{{< /chooser >}}}}\n'
    )


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text}```\n"
