"""What every search engine must do about scores and reasons; a part of `EngineContract`."""

from __future__ import annotations

import pytest

from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import And, Every, Exact, Field, Fuzzy, Not, Or, Phrase, Prefix, Query, Term
from storyhub.search.query import parse
from tests.search.asking import search
from tests.search.documents import make_document


class RankingContract:
    # Reasons

    @pytest.mark.parametrize(
        "query",
        [
            Term("возврат"),
            Exact("деньги"),
            Or((Term("возврат"), Term("деньгами"), Term("вертолёт"))),
            And((Term("деньги"), Field("law", ("12",)), Not(Term("queue")))),
            Or((And((Term("билет"), Term("queue"))), Term("деньги"))),
            Phrase(("вернуть", "билет"), slop=2),
            Or((Prefix("бил"), Fuzzy("билеты"), Every())),
        ],
    )
    def test_the_shares_of_the_reasons_add_up_to_the_score(self, shelf: Engine, query: Query) -> None:
        request = Request(query)
        hit = next(hit for hit in shelf.search(request).keys if hit.ident == "story:1")

        reasons = shelf.explain(request, "story:1")

        assert reasons
        assert sum(reason.score for reason in reasons) == pytest.approx(hit.score, rel=1e-5)
        assert [reason.score for reason in reasons] == sorted((reason.score for reason in reasons), reverse=True)
        assert all(reason.times >= 1 for reason in reasons)

    def test_reasons_name_the_words_asked_for_that_stand_in_the_document(self, shelf: Engine) -> None:
        request = Request(parse("возврат деньгами вертолёт -queue").query)

        assert {reason.word for reason in shelf.explain(request, "story:1")} == {"возврат", "деньгами"}

    def test_what_does_not_answer_has_no_reasons(self, shelf: Engine) -> None:
        query = Or((And((Term("билет"), Not(Term("деньги")))), Term("комиссия"), Term("queue")))
        request = Request(query, filters={"law": frozenset({"12"})})

        assert shelf.explain(request, "story:2")
        assert [shelf.explain(request, ident) for ident in ("story:1", "story:3", "story:999", "")] == [(), (), (), ()]

    def test_the_public_is_told_no_reason_for_a_staff_document(self, shelf: Engine) -> None:
        assert shelf.explain(Request(Term("secret"), audience="staff"), "story:4")
        assert shelf.explain(Request(Term("secret")), "story:4") == ()

    # Scores

    def test_fields_and_exclusions_select_and_do_not_rank(self, shelf: Engine) -> None:
        plain = {hit.ident: hit.score for hit in search(shelf, "деньги").keys}
        chosen = {hit.ident: hit.score for hit in search(shelf, "деньги law:12 -queue").keys}

        assert chosen == pytest.approx(plain)
        assert {hit.score for hit in search(shelf, "law:12").keys} == {0.0}

    def test_a_score_does_not_depend_on_how_documents_were_written(self, engine: Engine) -> None:
        documents = [make_document(str(n), text="возврат " * (n % 3 + 1) + "билет", title="возврат" * (n % 2)) for n in range(12)]
        engine.rebuild(documents)
        whole = search(engine, "возврат билет")

        engine.rebuild([*documents[:3], make_document("gone", text="возврат " * 9)])
        engine.apply(documents[3:8], [])
        engine.apply([*documents[8:], documents[0]], ["story:gone"])

        assert search(engine, "возврат билет") == whole
