"""Which of some invented texts comes first, each for a reason of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Request
from storyhub.search.index import WhooshEngine
from storyhub.search.query import parse
from tests.search.documents import make_document

FILLER = "Обычный рассказ про обычный день. An ordinary tale of an ordinary day. "


def ranked(folder: Path, query: str, *documents: Document) -> list[str]:
    """The keys of what is found among the documents and some that have nothing to do with them."""
    engine = WhooshEngine(folder / "index", grace_s=0)
    engine.rebuild([*documents, *(make_document(f"other{n}", text=FILLER) for n in range(6))])
    return [hit.key for hit in engine.search(Request(parse(query).query)).keys]


# Why, the query, the text that comes first, the text that comes second. The first has the greater key: nothing comes first by its key.
CASES = (
    ("more of the words", "вернули деньги сразу", "Деньги вернули сразу.", "Деньги, деньги, деньги: где они?"),
    ("the form that was typed", "возвраты", "Возвраты там любят.", "Возвратом там пугают."),
    ("words that follow each other", "кредитная карта", "Есть кредитная карта, лимит, кабинет.", "Есть карта, лимит, кабинет, кредитная."),
    ("a common word between them", "деньги на карту", "Кому деньги на карту вчера.", "Кому деньги мимо карту вчера."),
    ("the word stands early", "доставка", "Доставка опоздала. " + FILLER * 4, FILLER * 4 + "Доставка опоздала."),
    ("words of the same family", "страховка", "Страховка: страхование, случай, агент.", "Страховка: оформление, случай, агент."),
    ("a short text that says it as often", "очередь", "Была очередь.", "Была очередь. " + FILLER * 8),
    ("the same in English", "late refund", "A late refund, they said today.", "A refund, they said today, late."),
)  # fmt: skip


@pytest.mark.parametrize(("query", "better", "worse"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_better_answer_comes_first_because_of(tmp_path: Path, query: str, better: str, worse: str) -> None:
    assert ranked(tmp_path, query, make_document("z", text=better), make_document("a", text=worse)) == ["z", "a"]


def test_the_rarer_word_says_more(tmp_path: Path) -> None:
    often = [make_document(f"card{n}", text=f"Карта номер {n}, рассказ.") for n in range(3)]
    rare, common = make_document("z", text="Просил страховку и ждал."), make_document("a", text="Просил карту и ждал.")

    assert ranked(tmp_path, "карта страховка", rare, common, *often)[0] == "z"


def test_a_title_outweighs_a_mention(tmp_path: Path) -> None:
    titled = make_document("z", title="Потерянный багаж", text="Самолёт прилетел, а чемодан остался.")
    mention = make_document("a", text="Багаж потерянный: багаж не нашли, чемодан остался.")

    assert ranked(tmp_path, "потерянный багаж", titled, mention) == ["z", "a"]


def test_marked_text_weighs_more(tmp_path: Path) -> None:
    text = "Перевод пришёл поздно. Чай был горячий."
    marked = make_document("z", text=text, passages="Перевод пришёл поздно.")

    assert ranked(tmp_path, "переводы", marked, make_document("a", text=text)) == ["z", "a"]
    assert ranked(tmp_path, "чай", marked, make_document("a", text=text)) == ["a", "z"]  # marked elsewhere: no better


def test_what_only_adds_to_the_score_finds_nothing(tmp_path: Path) -> None:
    alike = make_document("alike", text="Страховой агент говорил и говорил.")
    common = make_document("common", text="И не на то.")
    elsewhere = make_document("elsewhere", text="Ничего.", passages="страховка")

    assert ranked(tmp_path, "страховка и не то", make_document("a", text="Страховка"), alike, common, elsewhere) == ["a"]


def test_a_mark_of_stress_changes_no_word(tmp_path: Path) -> None:
    stressed = make_document("a", text="Вы\u0301ставочный зал и доро\u0301га.")

    assert ranked(tmp_path, "выставочные залы", stressed) == ["a"]
    assert ranked(tmp_path, "!дорога", stressed) == ["a"]
    assert ranked(tmp_path, "доро\u0301ги", make_document("a", text="Дорога.")) == ["a"]
