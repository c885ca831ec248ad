"""Cleaning: what is taken away, what is refused, and that cleaning twice changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyhub.kit.text import MAX_CHARS, MIN_CHARS, TextProblem, clean_source


def problem_of(raw: str, **limits: int) -> TextProblem:
    with pytest.raises(TextProblem) as caught:
        clean_source(raw, **limits)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("  \n a b \t\n ", "a b"),
        ("e\u0301", "\u00e9"),
        ("e\u200b\u0301", "\u00e9"),
        ("\ufeffa\u200bb\ufeff", "ab"),
        ("a\u202egpj.exe\u202cb\u2066c\u2069", "agpj.exebc"),
        ("a\tb", "a\tb"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("a\x7f\x92b\ufffe", "ab"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("a\n \n\t\n\n\n  b", "a\n\n\n  b"),
        ("a" + "\n" * 10_000 + "b", "a\n\n\nb"),
    ],
)
def test_text_is_normalised(raw: str, clean: str) -> None:
    assert clean_source(raw) == clean


@pytest.mark.parametrize("char", ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f"])
def test_control_characters_are_refused(char: str) -> None:
    assert problem_of(f"a{char}b").code == "control_characters"


@pytest.mark.parametrize("char", ["\ud800", "\udfff\ud800"])
def test_lone_surrogates_are_refused(char: str) -> None:
    assert problem_of(f"a{char}b").code == "lone_surrogate"


def test_bytes_read_wrongly_are_refused_but_a_scar_is_not() -> None:
    assert problem_of("\ufffd\ufffd \ufffd\ufffd: \ufffd\ufffd").code == "undecodable"
    assert clean_source("They charged me 10\ufffd for nothing") == "They charged me 10\ufffd for nothing"


def test_blank_is_empty_only_where_something_is_asked_for() -> None:
    assert clean_source(" \n\u200b ") == ""
    assert problem_of(" \n\u200b ", min_chars=1).code == "empty"


def test_length_is_counted_in_code_points_after_cleaning() -> None:
    short = "e\u0301" * (MIN_CHARS - 1)
    problem = problem_of(short, min_chars=MIN_CHARS)
    assert (problem.code, problem.params) == ("too_short", {"min": 30, "length": 29})
    assert clean_source(short + "e\u0301", min_chars=MIN_CHARS) == "\u00e9" * MIN_CHARS
    assert len(clean_source("\U0001f600" * MAX_CHARS + "\u200b" * 99)) == MAX_CHARS
    assert problem_of("я" * (MAX_CHARS + 1)).params == {"max": 20_000, "length": 20_001}
    assert problem_of("\u200b" * 10_000_000).code == "too_long"


def test_the_problem_does_not_quote_the_text() -> None:
    assert "секрет" not in str(problem_of("секрет" * 10_000)) + repr(problem_of("секрет\x00").params)


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    try:
        clean = clean_source(raw)
    except TextProblem:
        return
    assert clean_source(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert "\r" not in clean
    assert "\n\n\n\n" not in clean
