"""What is secret does not come out in a sentence, and the sentence stays one."""

import pytest

from appflow_provider.secrecy import Censor, secrets_in
from appflow_provider.values import Secret


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no login with hunter2-is-long", "no login with [secret]"),
        ("xhunter2-is-longx", "x[secret]x"),
        ("hunter2-is-long-and-more is another", "[secret] is another"),
        ("it must be a word: a or test", "it must be [secret] word: [secret] or [secret]"),
        ("at least false, tests", "at least false, tests"),
        ("key=test;", "key=[secret];"),
        ("12 or 123", "[secret] or 123"),
    ],
)
def test_secrets_are_blacked_out_and_short_ones_as_whole_words(text: str, expected: str) -> None:
    secrets = ["hunter2-is-long", "hunter2-is-long-and-more", "a", "test", "12", ""]
    assert Censor(secrets)(text) == expected


def test_without_secrets_nothing_is_blacked_out() -> None:
    assert Censor([])("as it was") == "as it was"


def test_secrets_are_found_at_any_depth_and_flags_are_none() -> None:
    value = {"a": [Secret({"b": "x", "c": [True, 7]})], "d": "plain"}
    assert sorted(secrets_in(value)) == ["7", "x"]
