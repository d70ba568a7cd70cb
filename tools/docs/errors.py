"""The page of what the provider adds to AWS's refusals."""

import re
from collections.abc import Iterable, Iterator

from appflow_provider.cautions import BEYOND
from appflow_provider.resources.advice.exceptions import EXCEPTIONS
from appflow_provider.resources.advice.row import Row
from appflow_provider.resources.advice.texts import TEXTS
from tools.docs.writing import FROM_CODE, table

__all__ = ["pages"]

_HEAD = ["AWS says", "asked for", "likely cause", "next step"]
_SPELT = {  # what stands in a pattern, and how a person writes it
    r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)": r"<\1>",
    r"\(\?i\)|\\b": "",
    r"\((\w+ )\)\?": r"[\1]",
    r"\((\w+)\|(\w+)\)": r"\1 or \2",
    r"\\s\?": " ",
    r"\.\*": " … ",
    r"\\\.": ".",
}


_ACKNOWLEDGED = (
    "Most warnings come from the [rules of the preview](rules.md). These need more than a resource's inputs. `appflow:acknowledge` takes the names",
    "of both: [Warnings](installation-configuration.md#warnings).",
)
_KILLED = (
    "If AppFlow's answer to a create is lost, the provider looks whether the object is there. If it was made during the request and is as the",
    "program asks, or if the look fails too, Pulumi keeps the resource as unfinished: run `pulumi up` to go on, or `pulumi destroy` to delete what",
    "is there. What somebody else made before the request or after it is neither changed nor deleted. What somebody made during the request is not",
    "either, if its definition is another; only where the look failed too, the next run takes it for the program's. Where AppFlow does not say when",
    "an object was made, the provider repeats the request under its client token: a ConflictException means that the object is somebody else's.",
    "",
    "If the process is killed, Pulumi does not know what it created. The next `pulumi up` warns of a pending operation.",
    "",
    "* An object whose name you set is found again by the next `pulumi up` for eight hours, if the program is unchanged. If it has changed since,",
    "  or after that time, `pulumi up` fails with a ConflictException. If the object is younger than eight hours and was never updated, the error",
    "  names the command that deletes it.",
    "* An automatic name is the same in each run of a stack that uses the plugin. An object that an interrupted run created less than eight hours",
    "  ago is used if it is as the program asks, credentials apart, which AppFlow does not tell. If it is not, it stays as it is, the resource gets",
    "  another name, and a warning names the command that deletes the object. Dynamic resources draw a random name: their first object stays",
    "  until you delete it. `appflow.get_flows` lists it.",
    "* A run of a `FlowRun` goes on, and the next `pulumi up` starts another.",
    "* `pulumi up --replace` and `pulumi state taint` create the new object first. Two objects cannot share a name, so the replacement is refused",
    "  and the object stays as it is. Set the option `deleteBeforeReplace` or another name, and run `pulumi up` again. An object with an",
    "  automatic name is replaced under another name, unless it is younger than eight hours and was never updated: then it is refused as well.",
    "",
    "If one resource gives a name up and another takes it in the same update, Pulumi creates before it deletes, and the create fails with a",
    "ConflictException. Run `pulumi up --continue-on-error`, which deletes the old object, and then `pulumi up` again.",
)


def pages() -> Iterator[tuple[str, str]]:
    """The page's place in the documentation, and its text."""
    yield "errors.md", "\n".join(_errors())


def _errors() -> Iterator[str]:
    yield from ("# Errors and what to do", "", FROM_CODE, "")
    yield "What the provider adds to AWS's words, as the likely cause and the next step. The request id stands at the end of each error."
    yield ""
    yield "A trace that ends in `KeyboardInterrupt` comes from Pulumi's Python host, which is stopped when a resource fails. The error stands beside it."
    for title, rows in (("Known words", TEXTS), ("Exceptions", EXCEPTIONS)):
        yield from ("", f"## {title}", "", *table(_HEAD, _rows(rows)))
    yield from ("", "## Warnings", "", *_ACKNOWLEDGED, "")
    yield from table(
        ["name", "rests on"], [[f"`{name}`", text] for name, text in sorted(BEYOND.items())]
    )
    yield from ("", "## After something was killed or replaced by force", "", *_KILLED, "")


def _rows(rows: Iterable[Row]) -> Iterator[list[str]]:
    """One for each answer; exceptions with the same answer share it."""
    codes: dict[tuple[str, str, str, str], list[str]] = {}
    for row in rows:
        words = f"`{_words(row.words)}`" if row.words else ""
        key = (words, ", ".join(row.operations), _answer(row.cause), _answer(row.step))
        codes.setdefault(key, []).append(row.code)
    for (words, *others), named in codes.items():
        yield [f"{', '.join(named)} {words}".strip(), *others]


def _words(pattern: str) -> str:
    for regular, spelt in _SPELT.items():
        pattern = re.sub(regular, spelt, pattern)
    return " ".join(pattern.split())


def _answer(text: str) -> str:
    return re.sub(r"\\g<(\w+)>", r"`<\1>`", text)
