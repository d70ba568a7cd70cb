"""The tests remove only the language host's own trace from a command's output."""

import pytest

from tests.e2e.stack import without_host_trace

TRACE = """\
 +  pulumi:pulumi:Stack tests-dev creating (0s) Traceback (most recent call last):
 +  pulumi:pulumi:Stack tests-dev creating (0s)   File "/bin/pulumi-language-python-exec", line 197, in <module>
 +  pulumi:pulumi:Stack tests-dev creating (0s)     loop.run_until_complete(coro)
{end} +  pulumi:pulumi:Stack tests-dev **creating failed** 1 error
"""
KEPT = " +  pulumi:pulumi:Stack tests-dev **creating failed** 1 error\n"


@pytest.mark.parametrize("end", ["", " +  pulumi:pulumi:Stack tests-dev KeyboardInterrupt\n"])
def test_the_trace_of_a_stopped_language_host_is_left_out(end: str) -> None:
    assert without_host_trace(TRACE.format(end=end)) == KEPT


def test_a_trace_that_is_cut_off_after_its_first_line_is_left_out() -> None:
    first, _, _ = TRACE.partition("\n")
    assert without_host_trace(f"{first}\n{KEPT}") == KEPT


@pytest.mark.parametrize(
    "printed",
    [
        TRACE.format(end="    ValueError: no\n"),
        TRACE.replace("pulumi-language-python-exec", "appflow_provider/x.py").format(end=""),
        TRACE.replace("/bin/pulumi-language-python-exec", "appflow_provider/errors.py").format(
            end=""
        ),
    ],
)
def test_any_other_trace_stays(printed: str) -> None:
    assert without_host_trace(printed) == printed
