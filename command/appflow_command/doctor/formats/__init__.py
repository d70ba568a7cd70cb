"""The formats of a report, by the name that `--format` takes."""

from collections.abc import Callable, Mapping

from appflow_command.doctor.formats import data, junit, markdown, sarif, text
from appflow_command.doctor.judging import Report
from appflow_command.doctor.ruling import Severity

Format = Callable[[Report, Severity | None], str]

FORMATS: Mapping[str, Format] = {
    "text": text.as_text,
    "json": data.as_json,
    "sarif": sarif.as_sarif,
    "junit": junit.as_junit,
    "markdown": markdown.as_markdown,
}
"""Each returns the whole text for a report, and the severity from which on a finding fails."""
