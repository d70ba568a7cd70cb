"""The page about the provider's advice on AWS's errors."""

import re
from collections.abc import Iterable, Iterator

from appflow_provider.cautions import BEYOND
from appflow_provider.resources.advice.exceptions import EXCEPTIONS
from appflow_provider.resources.advice.row import Row
from appflow_provider.resources.advice.texts import TEXTS
from tools.docs.writing import FROM_CODE, table

__all__ = ["pages"]

_HEAD = ["AWS says", "asked for", "likely cause", "next step"]
_ACKNOWLEDGED = (
    "Most warnings come from the [rules of the preview](rules.md). These need more than a resource's inputs. `appflow:acknowledge` takes the names",
    "of both: [Warnings](installation-configuration.md#warnings).",
)
_KILLED = (
    "If AppFlow's reply to a create is lost, the provider reads the object. If the object was created during the request and matches the program,",
    "or if the read fails too, Pulumi keeps the resource as unfinished. Run `pulumi up` to continue, or `pulumi destroy` to delete the object.",
    "",
    "The provider neither changes nor deletes an object that was created before or after the request, or that has another definition. There is one",
    "exception: if the read failed too, the next run takes an object that was created during the request for its own. If AppFlow does not return the",
    "creation time, the provider repeats the request with its client token. A ConflictException then means that somebody else created the object.",
    "",
    "If the process is killed, Pulumi does not know what it created. The next `pulumi up` warns about a pending operation.",
    "",
    "* If you set the object's name, the next `pulumi up` finds it within eight hours, if the program is unchanged. If the program changed, or",
    "  later, `pulumi up` fails with a ConflictException. If the object is younger than eight hours and was never updated, the error",
    "  names the command that deletes it.",
    "* With the plugin, an automatic name is the same in each run of a stack. The provider uses an object that an interrupted run created less than",
    "  eight hours ago, if it matches the program. Credentials are not compared, because AppFlow does not return them. If the object differs, it",
    "  stays unchanged, the resource gets another name, and a warning names the command that deletes the object.",
    "* With dynamic resources, an automatic name is random. The first object stays until you delete it. `appflow.get_flows` lists it.",
    "* The run of a `FlowRun` continues, and the next `pulumi up` starts another.",
    "* `pulumi up --replace` and `pulumi state taint` create the new object first. Two objects cannot share a name, so the replacement is refused",
    "  and the object stays unchanged. Set the option `deleteBeforeReplace` or another name, and run `pulumi up` again. An object with an",
    "  automatic name is replaced under another name, unless it is younger than eight hours and was never updated: then it is refused as well.",
    "",
    "If one resource gives a name up and another takes it in the same update, Pulumi creates before it deletes, and the create fails with a",
    "ConflictException. Run `pulumi up --continue-on-error`, which deletes the old object, and then `pulumi up` again.",
)


def pages() -> Iterator[tuple[str, str]]:
    """The page's path in the documentation, and its text."""
    yield "errors.md", "\n".join(_errors())


def _errors() -> Iterator[str]:
    yield from ("# Errors and what to do", "", FROM_CODE, "")
    yield "The provider adds a likely cause and a next step to AWS's message. Each error ends with the request id."
    yield ""
    yield "A trace that ends in `KeyboardInterrupt` comes from Pulumi's Python host, which Pulumi stops when a resource fails. The resource's own error is printed too."
    for title, rows in (("Known words", TEXTS), ("Exceptions", EXCEPTIONS)):
        yield from ("", f"## {title}", "", *table(_HEAD, _rows(rows)))
    yield from ("", "## Warnings", "", *_ACKNOWLEDGED, "")
    yield from table(
        ["name", "rests on"], [[f"`{name}`", text] for name, text in sorted(BEYOND.items())]
    )
    yield from ("", "## After something was killed or replaced by force", "", *_KILLED, "")


def _rows(rows: Iterable[Row]) -> Iterator[list[str]]:
    """One row for each advice. Exceptions with the same advice share a row."""
    codes: dict[tuple[str, str, str, str], list[str]] = {}
    for row in rows:
        words = f"`{row.words.replace('|', ' or ')}`" if row.words else ""
        key = (words, ", ".join(row.operations), _answer(row.cause), _answer(row.step))
        codes.setdefault(key, []).append(row.code)
    for (words, *others), named in codes.items():
        yield [f"{', '.join(named)} {words}".strip(), *others]


def _answer(text: str) -> str:
    return re.sub(r"\\g<(\w+)>", r"`<\1>`", text)
