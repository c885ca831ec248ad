"""The query language: what each writing means, and that nothing a reader types is refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.search.domain.query import And, Every, Exact, Field, Fuzzy, Not, Or, Phrase, Prefix, Query, Term, wanted
from storyhub.search.query import Code, parse, write
from storyhub.search.query.problems import MAX_CHARS, MAX_DEPTH, MAX_SLOP, MAX_TERMS, MAX_WORD_CHARS

A, B, C = Term("аист"), Term("банк"), Term("цирк")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Every()),
        ("   ", Every()),
        ("Аист", A),
        ("аист банк", Or((A, B))),
        ("аист аист", A),
        ("аист AND банк", And((A, B))),
        ("аист И банк", And((A, B))),
        ("аист и банк", Or((A, B))),
        ("аист ИЛИ банк", Or((A, B))),
        ("аист OR банк AND цирк", Or((A, And((B, C))))),
        ("(аист OR банк) AND цирк", And((Or((A, B)), C))),
        ("аист банк AND цирк", Or((A, And((B, C))))),
        ("аист -банк", And((A, Not(B)))),
        ("аист \u2212банк", And((A, Not(B)))),
        ("аист НЕ банк", And((A, Not(B)))),
        ("аист AND NOT банк", And((A, Not(B)))),
        ("-аист", Not(A)),
        ("NOT NOT аист", A),
        ("NOT NOT NOT аист", Not(A)),
        ("аист -(банк цирк)", And((A, Not(Or((B, C)))))),
        ("аист - банк", Or((A, B))),
        ("аист – банк", Or((A, B))),
        ("кол-центр", Phrase(("кол", "центр"))),
        ("аист,банк", Or((A, B))),
        ('"аист банк"', Phrase(("аист", "банк"))),
        ("«аист банк»", Phrase(("аист", "банк"))),
        ("“аист банк”", Phrase(("аист", "банк"))),
        ("„аист банк“", Phrase(("аист", "банк"))),
        ('"аист"', A),
        ("!аист", Exact("аист")),
        ('!"аист банк"', Phrase(("аист", "банк"), exact=True)),
        ("аис*", Prefix("аис")),
        ("аист~", Fuzzy("аист")),
        ("аист~1, банк", Or((Fuzzy("аист"), B))),
        ("аист~0", A),
        ('"аист банк"~3', Phrase(("аист", "банк"), slop=3)),
        ('!«аист банк»~3', Phrase(("аист", "банк"), exact=True, slop=3)),
        ('"аист"~3', A),
        ("аи\u00adст ба\u200bнк", Or((A, B))),
        ("аист 🙂 банк", Or((A, B))),
        ("law:12", Field("law", ("12",))),
        ("LAW:#012", Field("law", ("12",))),
        ("law:P-7", Field("law", ("P-7",))),
        ("закон:п7", Field("law", ("P-7",))),
        ("law:12,13", Field("law", ("12", "13"))),
        ("year:2024..2026", Field("year", ("2024", "2025", "2026"))),
        ("year:2026..2024", Field("year", ("2024", "2025", "2026"))),
        ("год:2024", Field("year", ("2024",))),
        ("stage:use", Field("stage", ("use",))),
        ('org:"Сбер Банк"', Field("org", ("сбер банк",))),
        ('org:"Сбер Банк",ВТБ,«Т Банк» аист', And((A, Field("org", ("сбер банк", "втб", "т банк"))))),
        ("year:2010,2024..2025", Field("year", ("2010", "2024", "2025"))),
        ("вид:закон язык:русский", And((Field("kind", ("law",)), Field("lang", ("ru",))))),
        ("полярность:нарушает", Field("polarity", ("violates",))),
        ("-lang:en", Not(Field("lang", ("en",)))),
        ("аист банк law:12", And((Or((A, B)), Field("law", ("12",))))),
        ("law:12 аист law:13", And((A, Field("law", ("12",)), Field("law", ("13",))))),
        ("law:1 OR law:2 аист", And((A, Or((Field("law", ("1",)), Field("law", ("2",))))))),
        ("law:1 OR аист", Or((Field("law", ("1",)), A))),
        ("что и аист", A),
        ("что и", Or((Term("что"), Term("и")))),
        ("что AND аист", And((Term("что"), A))),
        ("проблема: аист", Or((Term("проблема"), A))),
        ("e\u0301clair", Term("\u00e9clair")),
    ],
)
def test_a_well_formed_query_is_read_without_complaint(text: str, query: Query) -> None:
    parsed = parse(text)

    assert parsed.query == query
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("text", "query", "problems"),
    [
        ("((", Every(), {(Code.UNCLOSED_GROUP, 0), (Code.UNCLOSED_GROUP, 1), (Code.NO_WORDS, 0)}),
        ('"', Every(), {(Code.UNCLOSED_QUOTE, 0), (Code.NO_WORDS, 0)}),
        ('аист "банк', Or((A, B)), {(Code.UNCLOSED_QUOTE, 5)}),
        ("аист)", A, {(Code.STRAY_CLOSE, 4)}),
        ("(аист", A, {(Code.UNCLOSED_GROUP, 0)}),
        ("аист () банк", Or((A, B)), {(Code.EMPTY_GROUP, 5)}),
        ('аист ""', A, {(Code.EMPTY_PHRASE, 5)}),
        ("AND AND", Every(), {(Code.DANGLING_OPERATOR, 0), (Code.DANGLING_OPERATOR, 4), (Code.NO_WORDS, 0)}),
        ("AND аист", A, {(Code.DANGLING_OPERATOR, 0)}),
        ("аист AND", A, {(Code.DANGLING_OPERATOR, 5)}),
        ("аист AND AND банк", And((A, B)), {(Code.DANGLING_OPERATOR, 5)}),
        ("аист NOT", A, {(Code.DANGLING_OPERATOR, 5)}),
        ("*а*", Term("а"), {(Code.STRAY_STAR, 0)}),
        ("аис*т", Or((Term("аис"), Term("т"))), {(Code.STRAY_STAR, 3)}),
        ("аи*", Term("аи"), {(Code.PREFIX_TOO_SHORT, 0)}),
        ("аис* бан*", Or((Prefix("аис"), Term("бан"))), {(Code.ONE_PREFIX, 5)}),
        ("а~9", Term("а"), {(Code.FUZZY_TOO_SHORT, 0)}),
        ("аист~9", Fuzzy("аист"), {(Code.FUZZY_TOO_FAR, 4)}),
        ("~аист", A, {(Code.STRAY_TILDE, 0)}),
        ("аи~ст", Or((Term("аи"), Term("ст"))), {(Code.STRAY_TILDE, 2)}),
        ("кол-центр~", Phrase(("кол", "центр")), {(Code.STRAY_TILDE, 9)}),
        ("аист*~", Prefix("аист"), {(Code.STRAY_TILDE, 5)}),
        ('"аист банк"~999999999', Phrase(("аист", "банк"), slop=MAX_SLOP), {(Code.SLOP_TOO_LARGE, 11)}),
        ("вода~ мода~ рода~ банк~", Or((Fuzzy("вода"), Fuzzy("мода"), Fuzzy("рода"), B)), {(Code.FEW_FUZZY, 18)}),
        ("aист", A, {(Code.MIXED_SCRIPTS, 0)}),
        ("ба\u00adнк aист", Or((B, A)), {(Code.MIXED_SCRIPTS, 6)}),
        ("цвет:красный", Or((Term("цвет"), Term("красный"))), {(Code.UNKNOWN_FIELD, 0)}),
        ("law: аист", A, {(Code.MISSING_VALUE, 0)}),
        ("law:аист банк", B, {(Code.BAD_VALUE, 0)}),
        ("year:вчера банк", B, {(Code.BAD_VALUE, 0)}),
        ("year:.. банк", B, {(Code.BAD_VALUE, 0)}),
        ("???", Every(), {(Code.NO_WORDS, 0)}),
        ("http://аист", Or((Term("http"), A)), set()),
    ],
)
def test_a_broken_query_still_asks_something_and_points_at_the_place(
    text: str, query: Query, problems: set[tuple[Code, int]]
) -> None:
    parsed = parse(text)

    assert parsed.query == query
    assert {(problem.code, problem.position) for problem in parsed.problems} == problems


HOSTILE = {
    "megabyte": "слово (" * 150_000,
    "huge slop": '"а б"~99999999999999999999',
    "mixed scripts": "aаaаbб" * 40,
    "zero width": "\u200b\u200d\u00ad" * 80 + "a",
    "tildes": "~" * 256,
    "long word": "x" * 5_000,
    "many terms": "слово " * 10_000,
    "distinct terms": " ".join(f"w{number}" for number in range(10_000)),
    "deep": "(" * 1_000 + "а" + ")" * 1_000,
    "unclosed": "(" * 1_000,
    "closed": ")" * 1_000,
    "stars": "*" * 1_000,
    "infix": "*a*" * 100,
    "quotes": '"' * 1_001,
    "nots": "NOT " * 300 + "a",
    "dashes": "-" * 1_000 + "a",
    "null": "a\0b\0" * 50,
    "surrogate": "\ud800 \udfff a\ud800b",
    "marks": "a" + "\u0301" * 5_000,
    "only marks": "\u0301" * 5_000,
    "range": "[a TO z]",
    "boost": "a^nan b^1e999",
    "slop": '"a b"~999999999',
    "fuzzy": "bacon~99999999",
    "regex": 'r"([a-z]+)+[0-9]"',
    "maybe": "a ANDMAYBE b " * 1_000,
    "fields": "law:" * 1_000,
    "years": "year:0000..9999 " * 20,
    "values": "law:" + ",".join(str(number) for number in range(1_000)),
    "right to left": "\u202e\u2066abc\u2069",
    "emoji": "👨‍👩‍👧‍👦" * 60,
    "ligatures": "ﷺ" * 256,
    "sharp s": "ß" * 256,
    "newlines": "a\r\nb\u2028c",
    "braces": "{" * 300 + "%s" * 20,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_is_bounded(text: str) -> None:
    assert_bounded(text)


ALPHABET = st.one_of(
    st.sampled_from(list("()\"«»“”„!-−*:.,'’&@ \t\n\0")),
    st.sampled_from(["AND ", " OR ", " NOT ", " И ", " НЕ ", "law:", "year:", "..", "2024", "слово", "word", "P-7"]),
    st.characters(),
)


@settings(deadline=None)  # The first word loads the dictionary.
@given(st.lists(ALPHABET, max_size=80).map("".join))
def test_nothing_a_reader_types_is_refused(text: str) -> None:
    assert_bounded(text)


@settings(deadline=None)  # The first word loads the dictionary.
@given(st.text(max_size=600))
def test_any_text_at_all_is_a_query(text: str) -> None:
    assert_bounded(text)


def assert_bounded(text: str) -> None:
    started = time.process_time()
    parsed = parse(text)
    assert time.process_time() - started < 0.1
    leaves = wanted(parsed.query)
    assert sum(len(leaf.words) if isinstance(leaf, Phrase) else 1 for leaf in leaves) <= MAX_TERMS
    assert sum(isinstance(leaf, Prefix) for leaf in leaves) <= 1
    assert all(0 < len(word) <= MAX_WORD_CHARS for word in parsed.words)
    # Each level of parentheses may hold an Or of Ands of Nots.
    assert depth(parsed.query) <= 4 * (MAX_DEPTH + 1)
    for problem in parsed.problems:
        assert 0 <= problem.position <= min(len(text), MAX_CHARS)
        assert problem.position + problem.length <= len(text)
        assert len(problem.value) <= MAX_WORD_CHARS


PIECES = st.one_of(
    ALPHABET,
    st.sampled_from(["аист ", "банк~ ", "цирк* ", "!слово ", "что ", "и ", '"a b"~3 ', "law:1 ", "year:2024..,2010 ", 'org:"a b",c ', "~"]),
)


@settings(deadline=None)  # The first word loads the dictionary.
@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_query_written_out_and_read_again_asks_the_same(text: str) -> None:
    query = parse(text).query
    written = write(query)

    if len(written) <= MAX_CHARS:
        assert parse(written).query == query, written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("return  money", "return money"),
        ("что OR аист", "что OR аист"),
        ("(аист банк) AND цирк -(слон OR лев) law:3", "(аист банк) AND цирк law:3 -(слон лев)"),
        ("год:2024..2026,2010 !аист", "!аист year:2010,2024..2026"),
        ('org:«x y»,z', 'org:"x y",z'),
    ],
)
def test_a_query_is_written_the_way_a_reader_would(typed: str, written: str) -> None:
    assert write(parse(typed).query) == written


def test_letters_of_two_scripts_that_look_alike_are_put_right_and_told() -> None:
    for typed, read in (("вoзврат", "возврат"), ("CбepБанк", "сбербанк"), ("paymеnt", "payment"), ("МTС", "мтс")):
        (problem,) = parse(typed).problems
        assert (problem.code, problem.value, problem.read) == (Code.MIXED_SCRIPTS, typed, read)
    assert parse("VIPкарта").problems == parse("COVID кофе").problems == ()


def depth(query: Query) -> int:
    if isinstance(query, And | Or):
        return 1 + max(map(depth, query.parts), default=0)
    return 1 + depth(query.part) if isinstance(query, Not) else 1


def test_words_are_those_looked_for_as_typed() -> None:
    assert parse('Аист "Большой Банк" -цирк !Клоун сло* law:12').words == ("аист", "большой", "банк", "клоун", "сло")


def test_a_problem_quotes_the_piece_it_means() -> None:
    (problem,) = parse("аист цвет:красный").problems

    assert (problem.code, problem.position, problem.length, problem.value) == (Code.UNKNOWN_FIELD, 5, 4, "цвет")


def test_limits_are_told_at_the_first_place_beyond_them() -> None:
    words = " ".join(f"w{number}" for number in range(MAX_TERMS + 3))
    (many,) = parse(words).problems
    (long,) = parse("я" * 10 + " " * MAX_CHARS).problems
    (word,) = parse("я" * (MAX_WORD_CHARS + 1)).problems

    assert (many.code, many.value) == (Code.TOO_MANY_TERMS, f"w{MAX_TERMS}")
    assert (long.code, long.position, long.length) == (Code.TOO_LONG, MAX_CHARS, 10)
    assert (word.code, word.position) == (Code.WORD_TOO_LONG, 0)
