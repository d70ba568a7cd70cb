"""
Write the pages that show a program in every language.

    python -m tools.programs            write what has changed
    python -m tools.programs --check    write nothing; exit code 1 and a list if something would change

Exit code 3 means that there is no gensdk here.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from appflow_provider.declarations import COMPONENTS, FUNCTIONS, RESOURCES
from appflow_provider.home import REPOSITORY
from tools.programs.converting import ROOT, UnconvertedError, converted
from tools.programs.links import linked
from tools.programs.pages import chooser, filled, one_after_the_other, programs
from tools.programs.publication import published

HERE = Path(__file__).resolve().parent
EXAMPLES = ROOT / "provider" / "appflow_provider" / "schema" / "examples"
DOCS = ROOT / "docs"
FROM = "<!-- Made from tools/programs/docs by `make sdk`. -->"


def main(argv: Sequence[str] | None = None) -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.programs", description="Write the example programs of each language."
    )
    parser.add_argument("--check", action="store_true", help="compare only")
    check: bool = parser.parse_args(argv).check
    try:
        made = pages()
    except UnconvertedError as exc:
        print(exc, file=sys.stderr)
        return exc.code
    changed = {
        file: text
        for file, text in made.items()
        if not file.is_file() or file.read_text(encoding="utf-8") != text
    }
    for file, text in changed.items():
        if not check:
            file.write_text(text, encoding="utf-8")
        print(f"{'out of date' if check else 'written'}: {file.relative_to(ROOT)}")
    stale = [file for file in sorted(EXAMPLES.glob("*.md")) if file not in made]
    for file in stale:
        if not check:
            file.unlink()
        print(f"{'out of date' if check else 'removed'}: {file.relative_to(ROOT)}")
    return int(check and bool(changed or stale))


def pages(repository: str | None = REPOSITORY) -> Mapping[Path, str]:
    """
    Each generated page, by its file.

    Raises:
        UnconvertedError: a program cannot be converted, or there is none for something that is declared.
    """
    if lacking := [page for page in declared() if not page.is_file()]:
        named = ", ".join(str(page.relative_to(ROOT)) for page in lacking)
        raise UnconvertedError(
            f"No examples in {named}. Write one in YAML, as in the pages beside.", 1
        )
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*/*.md"))}
    texts = converted(text for page in sources.values() for text in programs(page))
    made = {}
    for path, page in sources.items():
        if path.parent.name == "schema":
            made[EXAMPLES / path.name] = filled(page, texts, one_after_the_other)
        else:
            made[DOCS / path.name] = documented(filled(page, texts, chooser), repository)
    return made


def declared() -> list[Path]:
    """The page with the examples of each resource, component and function."""
    names = (
        each.snake_case for kind in (RESOURCES, COMPONENTS, FUNCTIONS) for each in kind.values()
    )
    return [HERE / "schema" / f"{name}.md" for name in names]


def documented(page: str, repository: str | None) -> str:
    """The page of the documentation: with links that work, with what is published, and with a note on what it is made from."""
    _, front, body = linked(published(page, repository), repository).split("---\n", 2)
    return f"---\n{front}---\n\n{FROM}\n{body}"


if __name__ == "__main__":
    sys.exit(main())
