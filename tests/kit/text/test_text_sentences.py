"""Sentences, language and anchors: pure readings of a plain text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyhub.kit.text import Span, detect_language, find_unique, sentences, surrounding
from tests.kit.text.bombs import bombs


def cut(plain: str) -> list[str]:
    return [plain[span.start : span.end] for span in sentences(plain)]


@pytest.mark.parametrize(
    ("plain", "pieces"),
    [
        ("Пришёл в банк. Ждал 2 часа! Зачем?", ["Пришёл в банк.", "Ждал 2 часа!", "Зачем?"]),
        ("Купил за 5 тыс. руб. в г. Москве. Доволен.", ["Купил за 5 тыс. руб. в г. Москве.", "Доволен."]),
        ("We waited two hours. Nobody came!", ["We waited two hours.", "Nobody came!"]),
        ("Title\n\nno full stop\nnext line", ["Title", "no full stop", "next line"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences(plain: str, pieces: list[str]) -> None:
    assert cut(plain) == pieces


@given(st.one_of(st.text(max_size=200), st.text(alphabet='аБ aB.!?»")(-1\n\t\u00a0', max_size=200)))
def test_sentences_cover_everything_that_is_not_blank(plain: str) -> None:
    done = 0
    for span in sentences(plain):
        assert done <= span.start < span.end <= len(plain)
        assert not plain[done : span.start].strip()
        piece = plain[span.start : span.end]
        assert piece == piece.strip()
        assert "\n" not in piece
        done = span.end
    assert not plain[done:].strip()


@pytest.mark.parametrize("name", ["only '.'", "only '}'", "lines of '?'", "smiles", "sentences", "'!' between words"])
def test_hostile_text_is_cut_in_time(name: str) -> None:
    start = time.process_time()
    assert sentences(bombs()[name])
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("plain", "language"),
    [
        ("Я купил телефон", "ru"),
        ("I bought a phone", "en"),
        ("Купил iPhone 15 Pro в re:Store", "ru"),
        ("He said «да» and went away happily", "en"),
        ("12345 …", "en"),
        ("", "en"),
    ],
)
def test_language(plain: str, language: str) -> None:
    assert detect_language(plain) == language


def test_a_passage_is_found_only_where_it_is_unmistakable() -> None:
    assert surrounding("abcdef", 2, 4, width=1) == ("b", "e")
    assert surrounding("abc", 0, 3) == ("", "")
    assert find_unique("x abc y", "abc", "x ", " y") == 2
    assert find_unique("abc abc", "abc", "", "") is None
    assert find_unique("aaa", "aa", "", "") is None
    assert find_unique("abc", "d", "", "") is None
    assert find_unique("abc", "", "a", "b") is None


@given(st.text(alphabet="ab я\n", max_size=120), st.data())
def test_a_passage_is_found_again_or_not_at_all(plain: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))
    prefix, suffix = surrounding(plain, start, end, width=data.draw(st.integers(0, 8)))
    exact = plain[start:end]
    needle = prefix + exact + suffix
    times = sum(plain.startswith(needle, at) for at in range(len(plain) + 1))
    assert find_unique(plain, exact, prefix, suffix) == (start if exact and times == 1 else None)


@given(
    st.text(alphabet="abc", min_size=1, max_size=20),
    st.text(alphabet="xyz\n", max_size=40),
    st.text(alphabet="xyz\n", max_size=40),
)
def test_a_passage_follows_text_put_before_it(exact: str, before: str, inserted: str) -> None:
    plain = f"{before}{exact}!"
    prefix, suffix = surrounding(plain, len(before), len(before) + len(exact))
    found = find_unique(inserted + plain, exact, prefix, suffix)
    assert found in (None, len(inserted) + len(before))
    assert found is not None


def test_spans_order_by_place() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]
