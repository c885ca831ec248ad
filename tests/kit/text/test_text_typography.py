"""Setting our own words: what it does, and above all what it never does."""

from __future__ import annotations

import re
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyhub.kit.text import Html, TextProblem, law_html, plain_of, typeset, typeset_html
from tests.kit.text.markdown_strategies import sources

LANGS = st.sampled_from(["ru", "en"])
SIGNS = [*"\"'«»„“”’‘-–—…()[],.!?:;№§%`<>/\\@", " ", " ", " ", "\u00a0", "\n", "...", " - ", "\ue000", "\ue001", "\ue002", "<b>", "</b>"]
WORDS = ["в", "не", "же", "бы", "и", "Слово", "А.", "т.", "е.", "закон", "дней", "руб.", "law", "page", "days", "don't"]
FIGURES = ["12", "5-7", "10 000", "https://a.ru/x-1", "%(number)s", "%(name)s", "P-7"]
PIECES = st.sampled_from([*SIGNS, *WORDS, *FIGURES])
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"слово"', "«слово»"),
        ('Он сказал: "читай "Законы" дважды".', "Он сказал: «читай „Законы“ дважды»."),
        ("“слово” и «слово»", "«слово» и_«слово»"),
        ("(«слово»)", "(«слово»)"),
        ("запас - это не срок", "запас_— это не_срок"),
        ("запас – это срок", "запас_— это срок"),
        ("кто-то, во-первых", "кто-то, во-первых"),
        ("5-7 дней, 2019-2021", "5–7_дней, 2019–2021"),
        ("И так далее...", "И_так далее…"),
        ("Что?.. Да!..", "Что?.. Да!.."),
        ("и в доме не был бы, но же", "и_в_доме не_был_бы, но_же"),
        ("за 3 часа и 5 минут", "за_3_часа и_5_минут"),
        ("5 и 7", "5 и_7"),
        ("10 000 руб., 20 %", "10_000_руб., 20_%"),
        ("А. С. Пушкин, т. е. он", "А._С._Пушкин, т._е. он"),
        ("закон 12, глава 3, гл. 2, № 5", "закон_12, глава_3, гл._2, №_5"),
        ("%(number)s история в %(name)s раз", "%(number)s_история в_%(name)s раз"),
        ("Закон %(key)s", "Закон_%(key)s"),
        ("О'Коннор", "О’Коннор"),
    ],
)
def test_russian_is_set(typed: str, set_: str):
    assert shown(typeset(typed, "ru")) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"word"', "“word”"),
        ('"a "word" here"', "“a ‘word’ here”"),
        ("don't, the customers' law, '90s", "don’t, the customers’ law, ’90s"),
        ("see law 12 and page 7", "see law_12 and page_7"),
        ("5 days, 20 km, 30 %", "5_days, 20_km, 30_%"),
        ("slack - or margin", "slack_– or margin"),
        ("slack – or margin — or time", "slack_– or margin_— or time"),
        ("from 5-7", "from 5–7"),
        ("a law of 3 parts, version %(number)s", "a law of 3 parts, version_%(number)s"),
    ],
)
def test_english_is_set(typed: str, set_: str):
    assert shown(typeset(typed, "en")) == set_


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a-b?c='d'&e=...f",
        "me.and.you-1-2@example.org",
        '`x - "y" ... 1-2`',
        "S-000123, P-7, 2026-04, 2026-04-01, 24-7, 8-800-555-35-35, 223-3222, +1-2",
        '15" x 17"',
        'a "half quote',
        "example.org/1-2",
        "5 - 3",
        "....",
        "",
    ],
)
def test_what_is_not_language_stays(text: str, lang: str):
    assert shown(typeset(text, lang)) == text


@given(text=TEXTS, lang=LANGS)
def test_setting_twice_changes_nothing(text: str, lang: str):
    once = typeset(text, lang)

    assert typeset(once, lang) == once


@given(text=st.one_of(TEXTS, st.text(max_size=60)), lang=LANGS)
def test_words_letters_and_digits_stay(text: str, lang: str):
    done = typeset(text, lang)

    assert [*filter(str.isalnum, done)] == [*filter(str.isalnum, text)]
    assert len(done.split()) == len(text.split())
    assert signs_apart(done) == signs_apart(text)
    assert done.count("\n") == text.count("\n")


@given(text=sources, lang=LANGS)
def test_html_keeps_its_tags_and_its_code(text: str, lang: str):
    html = law_html_or_none(text)
    if html is None:
        return
    done = typeset_html(html, lang)

    assert TAGS.findall(done) == TAGS.findall(html)
    assert CODE.findall(done) == CODE.findall(html)
    assert typeset_html(done, lang) == done
    assert [*filter(str.isalnum, plain_of(done))] == [*filter(str.isalnum, plain_of(html))]


def test_html_is_set_across_tags_and_never_in_attributes():
    html = Html(
        '<p>Он <em>и</em> я - "<strong>сам</strong>" <a href="http://a.ru/x - y">тут</a> в <code>"a" - b</code></p>'
        '<pre><code>- "x" в y</code></pre><p>"&lt;" &amp; в</p>'
    )

    assert shown(typeset_html(html, "ru")) == (
        '<p>Он <em>и</em>_я_— «<strong>сам</strong>» <a href="http://a.ru/x - y">тут</a> в_<code>"a" - b</code></p>'
        '<pre><code>- "x" в y</code></pre><p>«&lt;» &amp; в</p>'
    )
    assert isinstance(typeset_html(html, "ru"), Html)


def test_a_page_full_of_set_texts_costs_less_than_a_millisecond():
    texts = [f"Кому назвали срок {number} дней - с запасом, тот не раз вернётся. " * 3 for number in range(200)]
    set_all = lambda: [typeset(text, "ru") for text in texts]  # noqa: E731
    set_all()

    assert min(timeit.repeat(set_all, number=1, repeat=20)) < 0.001


def shown(text: str) -> str:
    return text.replace("\u00a0", "_")


TAGS = re.compile(r"<[^>]*>")
CODE = re.compile(r"<code>.*?</code>", re.DOTALL)


def signs_apart(text: str) -> str:
    """The text without what setting may change: blanks, quotes, dashes and dots."""
    return re.sub("[\\s\u00a0\"'«»„“”‘’\\-–—.…]", "", text)


def law_html_or_none(text: str) -> Html | None:
    try:
        return law_html(text)
    except TextProblem:
        return None
