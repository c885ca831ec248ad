"""What every search engine must do. An engine's own test module subclasses `EngineContract` and provides `engine`."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from storyhub.kit.errors import SearchUnavailable
from storyhub.search.domain.port import Engine, Request, Sort
from storyhub.search.domain.query import And, Every, Fuzzy, Not, Nothing, Or, Phrase, Query, Term
from tests.search.asking import counts, found, search
from tests.search.documents import SHELF, make_document
from tests.search.ranking_contract import RankingContract


class EngineContract(RankingContract):
    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError("an engine without an index")

    @pytest.fixture
    def shelf(self, engine: Engine) -> Engine:
        assert engine.rebuild(SHELF) == len(SHELF)
        return engine

    # Words

    @pytest.mark.parametrize(
        ("query", "idents"),
        [
            ("деньгами", {"story:1", "law:12"}),
            ("билет", {"story:1"}),
            ("КОМИССИЙ", {"story:2"}),
            ("queue", {"story:3"}),
            ("agent", {"story:3"}),
            ("еще", {"story:1"}),
            ("ещё", {"story:1"}),
            ("билеты luggage", {"story:1", "story:3"}),
            ("возврат AND вопрос", {"law:12"}),
            ("возврат И билет", {"story:1"}),
            ("билет OR luggage", {"story:1", "story:3"}),
            ("возврат -билет", {"law:12"}),
            ("возврат NOT refund", {"story:1"}),
            ("возврат AND (билет OR вопрос)", {"story:1", "law:12"}),
            ('"вернуть деньги"', {"story:1", "law:12"}),
            ('"деньги вернуть"', set()),
            ("«кредитные карты»", {"story:2"}),
            ('"wait in queue"', {"story:3"}),
            ('"денег мне"', set()),
            ("!деньги", {"story:1", "law:12"}),
            ("!деньгами", set()),
            ("!ещё", {"story:1"}),
            ('!"кредитной карты"', {"story:2"}),
            ('!"кредитная карта"', set()),
            ("кол-центр", {"story:1"}),
            ("биле*", {"story:1"}),
            ("lugg*", {"story:3"}),
            ("закон", {"law:12"}),
            ("law:12", {"story:1", "story:2", "law:12"}),
            ("law:p7", {"story:1"}),
            ("law:12 -law:P-7", {"story:2", "law:12"}),
            ("law:3 OR law:P-7", {"story:1", "story:3"}),
            ("lang:en", {"story:3", "law:12"}),
            ("kind:law возврат", {"law:12"}),
            ("year:2024..2025", {"story:1", "story:2"}),
            ("year:2026", {"story:3"}),
            ('org:"сбер банк"', {"story:1"}),
            ("-возврат", {"story:2", "story:3"}),
            ("NOT NOT билет", {"story:1"}),
            ("билет OR -возврат", {"story:1", "story:2", "story:3"}),
            ("", {"story:1", "story:2", "story:3", "law:12"}),
            ("вертолёт", set()),
            ("law:999", set()),
        ],
    )
    def test_a_query_finds_just_these(self, shelf: Engine, query: str, idents: set[str]) -> None:
        page = search(shelf, query)

        assert found(page) == idents
        assert page.total == len(idents)

    def test_a_title_outweighs_a_text(self, engine: Engine) -> None:
        engine.rebuild([make_document("1", text="возврат " * 3), make_document("2", title="Возврат", text="иное " * 3)])

        assert [hit.key for hit in search(engine, "возврат").keys] == ["2", "1"]

    def test_more_of_the_words_ranks_higher(self, shelf: Engine) -> None:
        assert search(shelf, "возврат билеты").keys[0].ident == "story:1"

    # Who sees what

    def test_the_public_never_sees_or_counts_a_staff_document(self, shelf: Engine) -> None:
        public = search(shelf, "queue", facets=("kind",))
        staff = search(shelf, "queue", audience="staff", facets=("kind",))

        assert (found(staff), staff.total, counts(staff, "kind")) == ({"story:3", "story:4"}, 2, {"story": 2})
        assert (found(public), public.total, counts(public, "kind")) == ({"story:3"}, 1, {"story": 1})

    # Filters, facets, order

    def test_any_value_of_a_filter_will_do_and_all_filters_must_hold(self, shelf: Engine) -> None:
        filters = {"law": frozenset({"12", "3"}), "kind": frozenset({"story"}), "stage": frozenset({"use"})}

        assert found(search(shelf, "", filters=filters)) == {"story:2", "story:3"}

    def test_each_value_of_a_document_is_counted_once(self, shelf: Engine) -> None:
        page = search(shelf, "деньги комиссия", facets=("law", "lang", "year"))

        assert counts(page, "law") == {"12": 3, "P-7": 1}
        assert counts(page, "lang") == {"ru": 3, "en": 1}
        assert counts(page, "year") == {"2024": 1, "2025": 1}

    def test_facets_come_most_frequent_first(self, shelf: Engine) -> None:
        values = [count.value for count in search(shelf, "", facets=("law",)).facets["law"]]

        assert values == ["12", "3", "P-7"]

    def test_newest_and_oldest_put_undated_last(self, shelf: Engine) -> None:
        newest = [hit.ident for hit in search(shelf, "", sort=Sort.NEWEST).keys]
        oldest = [hit.ident for hit in search(shelf, "", sort=Sort.OLDEST).keys]

        assert newest == ["story:3", "story:2", "story:1", "law:12"]
        assert oldest == ["story:1", "story:2", "story:3", "law:12"]

    def test_the_strongest_come_first_those_of_one_weight_by_ident(self, engine: Engine) -> None:
        weights = {"a": 600, "b": 0, "c": 1000, "d": 600, "e": 1}
        engine.rebuild(make_document(key, text="слово", weight=weight) for key, weight in weights.items())

        assert [hit.key for hit in search(engine, "слово", sort=Sort.STRONGEST).keys] == ["c", "a", "d", "e", "b"]
        assert [hit.key for hit in search(engine, "", sort=Sort.STRONGEST, offset=1, limit=2).keys] == ["a", "d"]

        engine.apply([make_document("b", text="слово", weight=700, revision=2)], [])

        assert [hit.key for hit in search(engine, "слово", sort=Sort.STRONGEST).keys] == ["c", "b", "a", "d", "e"]

    def test_pages_cover_all_hits_without_overlap(self, engine: Engine) -> None:
        engine.rebuild(make_document(str(number), text="одно и то же слово") for number in range(25))

        pages = [search(engine, "слово", offset=offset, limit=10) for offset in (0, 10, 20, 30)]

        idents = [hit.ident for page in pages for hit in page.keys]
        assert idents == sorted(f"story:{number}" for number in range(25))
        assert {page.total for page in pages} == {25}

    def test_a_limit_of_nothing_still_counts(self, shelf: Engine) -> None:
        page = search(shelf, "деньги", limit=0, facets=("kind",))

        assert (page.keys, page.total, counts(page, "kind")) == ((), 2, {"story": 1, "law": 1})

    @pytest.mark.parametrize(
        ("query", "total"),
        [
            (Nothing(), 0),
            (Not(Every()), 0),
            (Not(Nothing()), 4),
            (Not(Not(Term("билет"))), 1),
            (And((Not(Term("билет")), Not(Term("карта")))), 2),
            (Or((Nothing(), Term("билет"))), 1),
            (And((Nothing(), Term("билет"))), 0),
            (And(()), 4),
            (Or(()), 0),
        ],
    )
    def test_trees_no_parser_makes_are_answered_too(self, shelf: Engine, query: object, total: int) -> None:
        assert shelf.search(Request(query=query)).total == total  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("query", "idents"),
        [
            (Phrase(("вернуть", "билет"), slop=1), set()),
            (Phrase(("вернуть", "билет"), slop=2), {"story:1"}),
            (Phrase(("билет", "вернуть"), slop=2), set()),
            (Phrase(("не", "деньги", "билеты"), slop=1), {"story:1"}),
            (Phrase(("не", "деньги", "билеты"), exact=True, slop=1), {"story:1"}),
            (Phrase(("не", "деньги", "билет"), exact=True, slop=1), set()),
            (Fuzzy("билеты"), {"story:1"}),
            (Fuzzy("билет"), {"story:1"}),
            (Fuzzy("былет"), set()),
            (Fuzzy("билтеы"), {"story:1"}),
            (Fuzzy("luggages"), {"story:3"}),
            (Fuzzy("ещо"), {"story:1"}),
            (And((Fuzzy("lugage"), Not(Term("queue")))), set()),
        ],
    )
    def test_near_words_and_misspelt_ones_are_found(self, shelf: Engine, query: Query, idents: set[str]) -> None:
        assert found(shelf.search(Request(query))) == idents

    def test_an_unknown_facet_is_a_programming_error(self, shelf: Engine) -> None:
        with pytest.raises(ValueError, match="unknown facets: colour"):
            search(shelf, "", facets=("colour",))

    # Writing

    def test_an_engine_without_an_index_says_so(self, engine: Engine) -> None:
        assert engine.health() is not None
        assert engine.generation() == 0
        with pytest.raises(SearchUnavailable):
            search(engine, "деньги")
        with pytest.raises(SearchUnavailable):
            engine.apply([SHELF[0]], [])

    def test_an_empty_index_is_sound(self, engine: Engine) -> None:
        assert engine.rebuild([]) == 0
        assert engine.health() is None
        assert search(engine, "деньги", facets=("law",)).total == 0
        assert list(engine.revisions()) == []

    def test_a_change_is_seen_at_once_and_moves_the_generation(self, shelf: Engine) -> None:
        before = shelf.generation()

        shelf.apply([replace(SHELF[0], revision=2, text="Теперь о вертолёте")], ["story:2"])

        assert shelf.generation() > before
        assert found(search(shelf, "вертолёт")) == {"story:1"}
        assert found(search(shelf, "комиссия OR билет")) == set()
        assert dict(shelf.revisions()) == {"story:1": 2, "story:3": 1, "story:4": 1, "law:12": 1}
        assert shelf.document_count() == 4

    def test_two_upserts_of_one_thing_in_a_batch_leave_one_the_last(self, shelf: Engine) -> None:
        shelf.apply([replace(SHELF[0], revision=2), replace(SHELF[0], revision=3)], ["story:1"])

        assert shelf.document_count() == len(SHELF)
        assert dict(shelf.revisions())["story:1"] == 3

    def test_a_rebuild_keeps_one_of_each(self, engine: Engine) -> None:
        assert engine.rebuild([SHELF[0], SHELF[0], SHELF[1]]) == 2
        assert engine.document_count() == 2

    def test_deleting_what_is_not_there_is_nothing(self, shelf: Engine) -> None:
        shelf.apply([], ["story:999", "story:999"])

        assert shelf.document_count() == len(SHELF)

    def test_many_small_batches_stay_correct(self, shelf: Engine) -> None:
        for number in range(40):
            shelf.apply(
                [make_document(f"n{number}", text="пачка"), make_document("n0", text="пачка")], [f"story:n{number - 5}"]
            )

        assert search(shelf, "пачка", facets=("kind",)).total == 6
        assert shelf.health() is None

    def test_a_failed_rebuild_leaves_the_old_index(self, shelf: Engine) -> None:
        def broken() -> object:
            yield SHELF[0]
            raise RuntimeError("the database went away")

        with pytest.raises(RuntimeError):
            shelf.rebuild(broken())  # type: ignore[arg-type]

        assert shelf.document_count() == len(SHELF)
        shelf.apply([make_document("new", text="вертолёт")], [])
        assert found(search(shelf, "вертолёт")) == {"story:new"}

    def test_progress_is_told(self, engine: Engine) -> None:
        told: list[int] = []

        engine.rebuild(SHELF, told.append)

        assert sum(told) == len(SHELF)

    def test_readers_never_stumble_while_a_writer_commits_and_rebuilds(self, shelf: Engine) -> None:
        failures: list[BaseException] = []
        totals: set[int] = set()
        done = threading.Event()

        def read() -> None:
            try:
                while not done.is_set():
                    totals.add(search(shelf, "luggage", facets=("law", "lang")).total)
            except BaseException as error:
                failures.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(12):
            shelf.apply([make_document(f"n{number}", text="вертолёт")], [f"story:n{number - 1}"])
            if number % 4 == 3:
                shelf.rebuild(SHELF)
        done.set()
        for reader in readers:
            reader.join()

        assert failures == []
        assert totals == {1}
