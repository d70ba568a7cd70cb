"""Patterns of objects and fields: `*` and `?` alone have a meaning, and no pattern takes long."""

import string
import time

import pytest

from appflow_provider.mirrors.patterns import fits, is_pattern

SIGNS = sorted({*string.punctuation, *" \n\tä漢"} - {"*", "?"})


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_sign_in_a_pattern_stands_for_itself(sign: str) -> None:
    for pattern, name in ((f"*{sign}b", f"a{sign}b"), (f"a{sign}*", f"a{sign}b")):
        assert fits(pattern, name)
        assert not fits(pattern, "ab")
    assert fits("a?b", f"a{sign}b")
    assert fits(f"?{sign}!a]", f"x{sign}!a]")
    assert not is_pattern(f"a{sign}b")


@pytest.mark.parametrize(
    ("pattern", "name", "fitting"),
    [
        ("*", "", True),
        ("?", "", False),
        ("**", "a", True),
        ("a?", "a", False),
        ("a*", "ba", False),
        ("*a", "ab", False),
        ("[ab]*", "a", False),
        ("A*", "a", False),
    ],
)
def test_a_pattern_fits_a_whole_name(pattern: str, name: str, fitting: bool) -> None:
    assert fits(pattern, name) == fitting


def test_many_stars_take_no_longer_than_one() -> None:
    begin = time.process_time()
    assert not fits("*" + "a*" * 30 + "b", "a" * 300)
    assert time.process_time() - begin < 5  # with backtracking it would not end
