"""Secrets are hidden in sentences, and the sentences stay readable."""

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from appflow_provider.errors import Advice, AppFlowError, PartlyDone
from appflow_provider.secrecy import Redactor, secrets_in
from appflow_provider.values import Secret

KEY = """-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ
q1/w+0Xn7h2f9d8s7a6sd5f4as3df2as1d3f2a1sdf3a2s1df3
-----END PRIVATE KEY-----
"""
SECRETS = ["hunter2-is-long", 'p w"d/+é&\\', "sn:ow☃ 𝄞~x", KEY]


def redactor(*secrets: str, **clear: str) -> Redactor:
    return Redactor(lambda: [{**clear, "secrets": [Secret(each) for each in secrets]}])


def _base64(form: str) -> str:
    return base64.b64encode(form.encode()).decode()


SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "json": lambda text: json.dumps(text)[1:-1],
    "json of utf-8": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json in json": lambda text: json.dumps(json.dumps(text)[1:-1])[1:-1],
    "python": lambda text: repr(text)[1:-1],
    "quote": quote,
    "quote all": lambda text: quote(text, safe=""),
    "quote twice": lambda text: quote(quote(text, safe="")),
    "quote, lower case": lambda text: (
        quote(text).lower().replace(text.lower(), text)
        if quote(text) == text
        else "".join(f"%{octet:02x}" if octet > 127 else chr(octet) for octet in text.encode())
    ),
    "quote_plus": quote_plus,
    "html": html.escape,
    "base64": _base64,
    "base64 for urls": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "basic authentication": lambda text: _base64(f"user:{text}"),
    "base64 of json": lambda text: _base64(json.dumps({"token": text})),
    "base64 in lines": lambda text: base64.encodebytes(text.encode()).decode(),
}


@pytest.mark.parametrize("secret", SECRETS, ids=["words", "signs", "beyond ascii", "key"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_secret_is_hidden_in_every_spelling(secret: str, spelling: str) -> None:
    spelled = SPELLINGS[spelling](secret)
    said = redactor(secret).said(f"the value {spelled} is wrong")
    assert said.startswith("the value [secret]")
    assert said.endswith(" is wrong")
    for piece in filter(None, {spelled, *spelled.splitlines()} - {*KEY.splitlines()[::3]}):
        assert piece not in said


HARD = {
    "signs": """+/="\\ %&<>'""" * 5,
    "slashes": "/" * 60,
    "backslashes": "\\" * 40,
    "backslashes and signs": '\\"' * 30,
    "escapes": "\\u005c" * 12,
    "percent": "%2525" * 12,
    "entities": "&amp;" * 12,
    "line ends": "\r\n" * 30 + "x",
    "beyond ascii": "é𝄞" * 12,
}


@pytest.mark.parametrize("secret", HARD.values(), ids=HARD)
@pytest.mark.parametrize("spelling", [name for name in SPELLINGS if "base64" not in name])
def test_a_secret_of_special_characters_alone_is_found_and_its_beginning_takes_no_longer(
    secret: str, spelling: str
) -> None:
    # A search that tried all ways to spell the characters would not end here.
    spelled, hides = SPELLINGS[spelling](secret), redactor(secret, f"{secret}x")
    assert spelled not in hides.said(f"the value {spelled} is wrong")
    for length in range(len(spelled) - 1, 0, -7):
        hides.said(f"the value {spelled[:length]}! is wrong")


def test_what_stands_around_a_secret_does_not_hide_it_from_the_search() -> None:
    for around in ("\\{}n", "%{}41", "\\n{}\\n", '\\"{}\\"', "&{};", "é{}é"):
        for secret in (
            "25-is-long",
            "newer-than-new",
            'u0041-"long"',
            "amp;-is-long",
            "é-is-long-é",
        ):
            assert secret not in redactor(secret).said(around.format(secret))


def test_a_sentence_is_not_touched_by_a_secret_that_it_only_resembles() -> None:
    said = "drab b;        a+b c%41 C:\\new&amp; lines"
    for secret in ("\\\\\\\\\\\\\\\\ab", "++++++++", "C:\\news-are-old", "%%%%%%%%"):
        assert redactor(secret).said(said) == said


def test_many_secrets_take_no_pattern_each(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = [f'secret "number" {number}/of+many' for number in range(5000)]
    hides = redactor(*secrets)
    monkeypatch.setattr("re.compile", lambda *_: pytest.fail("a pattern was made"))
    assert hides.said(f"no {quote(secrets[4321])} here") == "no [secret] here"


def test_a_line_of_a_private_key_is_hidden_by_itself() -> None:
    line = KEY.splitlines()[1]
    assert redactor(KEY).said(f"bad line: {line}.") == "bad line: [secret]."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("no login with hunter2-is-long", "no login with [secret]"),
        ("xhunter2-is-longx", "x[secret]x"),
        ("hunter2-is-long-and-more is another", "[secret] is another"),
        ("at least false, tests", "at least false, tests"),
        ("12 or 123. It stays", "[secret]. It stays"),
        ("One error: Value 'test' at 'x' is wrong; try again", "One error: [secret]; try again"),
        ("Basic dGVzdA== was sent", "Basic [secret] was sent"),
    ],
)
def test_the_part_of_a_sentence_around_a_short_secret_is_hidden_with_it(
    said: str, expected: str
) -> None:
    secrets = ["hunter2-is-long", "hunter2-is-long-and-more", "a", "test", "12", "", " "]
    assert redactor(*secrets).said(said) == expected


def test_where_a_word_was_hidden_does_not_tell_it() -> None:
    said = redactor("of").said("Invalid value of parameter. Try again.")
    assert said == "[secret]. Try again."


def test_a_secret_that_is_also_shown_in_the_clear_is_not_hidden() -> None:
    said = "flow orders is not there"
    assert redactor("orders", flowName="orders").said(said) == said
    assert redactor("orders").said(said) == "[secret]"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("must be a list of texts, not text", "must be a list of texts, not text"),
        (
            '"of" is not accepted. Use one of of, on',
            '"[secret]" is not accepted. Use one of of, on',
        ),
        ('"hunter2-is-lo…" is too long', '"[secret]" is too long'),
        ("the value hunter2-is-long", "the value [secret]"),
        ('"list" is short', '"list" is short'),
    ],
)
def test_in_our_sentences_only_what_was_quoted_is_hidden(sentence: str, expected: str) -> None:
    assert redactor("of", "hunter2-is-long").own(sentence) == expected


def test_without_secrets_nothing_is_hidden() -> None:
    assert Redactor().said("as it was") == "as it was"
    assert Redactor().own('"as" it was') == '"as" it was'


def test_every_part_of_an_error_is_redacted() -> None:
    word = "hunter2-is-long"
    error = AppFlowError(word, code=word, doing=word, after=word, advice=Advice(word, word))
    failure = redactor(word).failure(PartlyDone(error, id_="x", state={}))
    assert "hunter2" not in str(failure)
    assert str(failure).count("[secret]") == 6


def test_our_words_in_an_error_stay() -> None:
    ours = AppFlowError("it was still there after 60 seconds", ours=True)
    assert redactor("was", "60").text(ours) == "it was still there after 60 seconds."


def test_secrets_are_found_at_any_depth_and_flags_are_none() -> None:
    value = {"a": [Secret({"b": "x", "c": [True, 7]})], "d": "plain"}
    assert sorted(secrets_in(value)) == ["7", "x"]
