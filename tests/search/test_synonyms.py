"""Other words for what is looked for: found, counted less, never against the reader's own operators."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyhub.search.domain.port import Request
from storyhub.search.domain.query import Phrase, Related, Term, disjunction
from storyhub.search.highlight import find_spans
from storyhub.search.index import WhooshEngine
from storyhub.search.query import Parsed, parse
from storyhub.search.synonyms import Glossary
from storyhub.search.synonyms.glossary import MOST, OWN, WEIGHT
from tests.search.documents import make_document

GLOSSARY = Glossary([["возврат", "refund", "money back"], ["очередь", "queue"], ["служба поддержки", "customer support"]])


def test_a_word_in_any_form_is_widened_by_its_row() -> None:
    wider = GLOSSARY.widened(parse("возвраты").query)

    assert wider is not None
    assert wider.also == ("refund", "money back")
    assert wider.query == disjunction([Term("возвраты"), Related(Term("refund"), WEIGHT), Related(Phrase(("money", "back")), WEIGHT)])


def test_two_words_that_are_one_entry_are_widened_together() -> None:
    wider = GLOSSARY.widened(parse("службы поддержки").query)

    assert wider is not None
    assert wider.also == ("customer support",)


@pytest.mark.parametrize(
    "text", ["!возврат", '"без возврата"', "возвра*", "-возврат", "кот -(возврат очередь)", "возврат~", "law:12", "кот"]
)
def test_exact_forms_phrases_beginnings_and_exclusions_are_not_widened(text: str) -> None:
    assert GLOSSARY.widened(parse(text).query) is None


def test_what_the_query_says_itself_is_not_added() -> None:
    wider = GLOSSARY.widened(parse("возврат refunds очередь").query)

    assert wider is not None
    assert wider.also == ("money back", "queue")


def test_the_literal_word_comes_first_and_the_other_word_is_found_and_marked(engine: WhooshEngine) -> None:
    many = [make_document(str(n), text=f"refund refund story {n}", title="Refund") for n in range(5)]
    long = make_document("9", text="Один долгий рассказ о том о сём, и где-то в нём возврат, а дальше ещё много разных слов о другом. " * 3)
    engine.apply([*many, long], [])
    wider = GLOSSARY.widened(parse("возврат").query)
    assert wider is not None

    page = engine.search(Request(query=wider.query))
    reasons = engine.explain(Request(query=wider.query), "story:1")

    assert page.total == 6
    assert page.keys[0].key == "9"
    assert [reason.word for reason in reasons] == ["refund"]
    assert reasons[0].score == pytest.approx(page.keys[1].score, rel=1e-5)
    assert find_spans("A refund!", Parsed(wider.query, (), ("возврат",))) == [(2, 8)]


def test_an_and_keeps_asking_for_every_word(engine: WhooshEngine) -> None:
    texts = {"1": "refund in the queue", "2": "refund", "3": "возврат, очередь"}
    engine.apply([make_document(key, text=text) for key, text in texts.items()], [])
    wider = GLOSSARY.widened(parse("возврат AND очередь").query)
    assert wider is not None

    assert {hit.key for hit in engine.search(Request(query=wider.query)).keys} == {"1", "3"}


def test_a_query_is_widened_only_so_far() -> None:
    every = Glossary.load(Path("/nowhere"))
    text = "очередь жалоба клиент покупатель доставка задержка билет магазин скидка касса цена чек отказ ошибка срок"
    wider = every.widened(parse(text).query)

    assert wider is not None
    assert len(wider.also) == MOST


def test_an_operators_rows_are_added_to_our_own(tmp_path: Path) -> None:
    added = tmp_path / "glossary.toml"
    added.write_text('rows = [["ведёрко", "bucket"]]', encoding="utf-8")
    glossary = Glossary.load(added)

    assert [wider.also for text in ("ведёрки", "очередь") if (wider := glossary.widened(parse(text).query))] == [("bucket",), ("queue",)]


def test_our_own_rows_pair_both_languages() -> None:
    import tomllib

    rows = tomllib.loads(OWN.read_text(encoding="utf-8"))["rows"]

    assert 150 <= len(rows) <= 300
    assert all(any(part.isascii() for part in row) and any(not part.isascii() for part in row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
