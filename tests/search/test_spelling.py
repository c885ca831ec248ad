"""Suggestions for words that are not found, and queries rewritten with them."""

from __future__ import annotations

import time

import pytest

from storyhub.kit.errors import SearchUnavailable
from storyhub.search.domain.query import Query, Term, wanted
from storyhub.search.index import WhooshEngine
from storyhub.search.spelling import How, Speller, Spellings, Vocabulary, rewrite
from tests.search.documents import make_document

COUNTS = {
    "привет": 40, "доставка": 50, "доставки": 20, "возврат": 90, "разврат": 3, "очередь": 60, "обслуживание": 30, "спасибо": 80,
    "страшно": 20,
    "не": 900,
    "знаю": 70, "холодильник": 9, "объезд": 5, "счет": 30, "щука": 4, "hello": 30, "refund": 60, "delivery": 50, "iphone": 20,
    "wait": 40, "waiter": 25, "кот": 500, "кит": 30,
}  # fmt: skip


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(Vocabulary.of(COUNTS))


@pytest.mark.parametrize(
    ("typed", "meant", "how"),
    [
        ("ghbdtn", "привет", How.LAYOUT),
        ("[jkjlbkmybr", "холодильник", How.LAYOUT),
        ("руддщ", "hello", How.LAYOUT),
        ("куагтв", "refund", How.LAYOUT),
        ("dostavka", "доставка", How.ALPHABET),
        ("ochered'", "очередь", How.ALPHABET),
        ("ochered", "очередь", How.ALPHABET),
        ("obyezd", "объезд", How.ALPHABET),
        ("schuka", "щука", How.ALPHABET),
        ("schet", "счет", How.ALPHABET),
        ("спасибa", None, None),
        ("деливери", "delivery", How.ALPHABET),
        ("возрват", "возврат", How.SLIP),
        ("обслужевание", "обслуживание", How.SLIP),
        ("досстафка", "доставка", How.SLIP),
        ("спасиииибо", "спасибо", How.SLIP),
        ("ctrafno", None, None),
        ("refnud", "refund", How.SLIP),
        ("незнаю", "не знаю", How.SPLIT),
        ("12345", None, None),
        ("щщ", None, None),
        ("съешь-ка", None, None),
    ],
)
def test_the_first_suggestion_is_the_word_that_was_meant(speller: Speller, typed: str, meant: str | None, how: How | None) -> None:
    several = speller.suggest(typed)

    if meant is not None:
        assert (several[0].text, several[0].how) == (meant, how)
        assert several[0].sure
    else:
        assert not [one for one in several if one.sure]


def test_a_word_of_the_dictionary_is_asked_about_never_changed_by_itself(speller: Speller) -> None:
    for typed, meant in (("возврату", "возврат"), ("айфон", "iphone")):
        first = speller.suggest(typed)[0]
        assert first.text == meant
        assert not first.sure


def test_of_two_words_as_near_the_more_frequent_comes_first(speller: Speller) -> None:
    assert [one.text for one in speller.suggest("кят")][:2] == ["кот", "кит"]


def test_a_vocabulary_knows_its_words_and_adds_up() -> None:
    one, two = Vocabulary.of({"кот": 2, "hello": 1, "x1": 9, "я" * 30: 5}), Vocabulary.of({"кот": 3, "рот": 1})
    both = Vocabulary.together([one, two])

    assert (len(one), one.count("кот"), one.count("x1"), one.count("кит"), one.count("日本")) == (2, 2, 0, 0, 0)
    assert (len(both), both.count("кот"), both.count("рот"), both.count("hello")) == (3, 5, 1, 1)
    assert both.begins("he")
    assert both.begins("ро")
    assert not both.begins("и")
    assert Speller(Vocabulary.of({})).suggest("слово") == []


def test_a_suggestion_takes_little_time_whatever_is_typed() -> None:
    speller = Speller(Vocabulary.of({f"{a}{b}{c}{d}а": 3 for a in "абвгдежз" for b in "иклмноп" for c in "рстуфхц" for d in "чшщьыэюя"}))
    for typed in ("a" * 40, "shch" * 10, "я" * 24, "ioieyayojuju" * 2, "абракадабра", "ё" * 48, "k" * 48, "'" * 30):
        speller.suggest(typed)
        started = time.process_time()
        speller.suggest(typed)
        assert time.process_time() - started < 0.1, typed


def hits_among(counts: dict[str, int]) -> object:
    return lambda query: min((counts.get(leaf.word, 0) for leaf in wanted(query) if isinstance(leaf, Term)), default=0)


@pytest.mark.parametrize(
    ("typed", "text", "sure_text"),
    [
        ("ghbdtn", "привет", "привет"),
        ("[jkjlbkmybr !ghbdtn", "холодильник !ghbdtn", "холодильник !ghbdtn"),
        ("возрват AND (очиредь OR кот) law:1", "возврат AND (очередь OR кот) law:1", "возврат AND (очередь OR кот) law:1"),
        ("доставка -возрват", None, None),
        ("доставка NOT (возрват ghbdtn)", None, None),
        ("доставка NOT (кот) возрват", "доставка NOT (кот) возврат", "доставка NOT (кот) возврат"),
        ("!возрват возрв* возрват~", None, None),
        ('"не знаю возрват"', '"не знаю возврат"', '"не знаю возврат"'),
        ("возрват-доставка", "возврат-доставка", "возврат-доставка"),
        ("org:ghbdtn", None, None),
        ("доставка очередь", None, None),
        ("и не я", None, None),
        ("возр\u00adват", "возврат", "возврат"),
        ("возврату", "возврат", ""),
        ("ghbdtn возврату", "привет возврат", "привет возврату"),
    ],
)
def test_only_words_that_are_wished_for_and_not_found_are_changed(
    speller: Speller, typed: str, text: str | None, sure_text: str | None
) -> None:
    better = rewrite(typed, speller=speller, hits=hits_among(COUNTS), few=3, total=0)  # type: ignore[arg-type]

    assert (better.text if better else None, better.sure_text if better else None) == (text, sure_text)


def test_a_rare_word_is_asked_about_only_when_the_whole_query_finds_too_little(speller: Speller) -> None:
    def hits(query: Query) -> int:
        return 2 if query == Term("возрват") else 90

    few = rewrite("возрват", speller=speller, hits=hits, few=3, total=2)
    enough = rewrite("возрват", speller=speller, hits=hits, few=3, total=30)

    assert few is not None
    assert (few.text, few.sure_text) == ("возврат", "")
    assert enough is None


def test_words_only_staff_may_read_are_not_suggested(speller: Speller) -> None:
    public = {word: docs for word, docs in COUNTS.items() if word not in ("возврат", "разврат")}

    assert rewrite("возрват", speller=speller, hits=hits_among(public), few=3, total=0) is None  # type: ignore[arg-type]


def test_spellings_follow_the_index_and_count_only_what_is_new(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    spellings = Spellings(engine, wait_s=30)
    engine.apply([make_document("1", text="Ёлки стояли криво")], [])
    first = spellings.speller()
    assert first is not None
    assert (first.count("ёлки"), first.count("стоять"), first.count("кассир")) == (1, 1, 0)

    asked: list[set[str]] = []
    words = engine.words
    monkeypatch.setattr(engine, "words", lambda known: asked.append(set(known)) or words(known))
    assert spellings.speller() is first
    engine.apply([make_document("2", text="Кассир")], [])
    second = spellings.speller()

    assert second is not None
    assert (second.count("ёлки"), second.count("кассир")) == (1, 1)
    assert len(asked) == 1
    assert asked[0]


def test_an_index_that_cannot_be_read_means_no_suggestions(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(known: object) -> object:
        raise SearchUnavailable(log="gone")

    monkeypatch.setattr(engine, "words", broken)

    assert Spellings(engine, wait_s=30).speller() is None
