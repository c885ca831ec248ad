"""The fixed file of what must be found and what must not, through the real rewriting, the real glossary and the real engine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyhub.search.domain.port import Request
from storyhub.search.domain.query import Query
from storyhub.search.index import WhooshEngine
from storyhub.search.query import parse
from storyhub.search.spelling import Spellings, rewrite
from storyhub.search.synonyms import Glossary
from tests.search.documents import make_document

FILE = tomllib.loads((Path(__file__).parent / "must_find.toml").read_text(encoding="utf-8"))
FEW = 3


def pairs() -> Iterator[tuple[str, str, str, str]]:
    for group, lines in FILE["pairs"].items():
        for line in lines.strip("\n").splitlines():
            query, found, never = line.split("|")
            yield group, query.strip(" ") or query, found, never


PAIRS = list(pairs())


class Search:
    """What the search page does with a query, without the page; where it finds nothing, what it offers is accepted."""

    def __init__(self, engine: WhooshEngine) -> None:
        self.engine = engine
        self.spellings = Spellings(engine, wait_s=30)
        self.glossary = Glossary.load(Path("/nowhere"))

    def run(self, query: Query) -> list[str]:
        wider = self.glossary.widened(query)
        page = self.engine.search(Request(query=wider.query if wider else query, limit=100))
        return [hit.key for hit in page.keys]

    def hits(self, query: Query) -> int:
        return self.engine.search(Request(query=query, limit=0)).total

    def find(self, text: str) -> list[str]:
        found = self.run(parse(text).query)
        speller = self.spellings.speller()
        assert speller is not None
        better = rewrite(text, speller=speller, hits=self.hits, few=FEW, total=len(found))
        if better is None or (found and not better.sure_text):
            return found
        return self.run(parse(better.sure_text or better.text).query)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    engine = WhooshEngine(tmp_path_factory.mktemp("must-find") / "index", search_limit_s=30)
    engine.rebuild(make_document(key, text=text) for key, text in FILE["documents"].items())
    return Search(engine)


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 150


@pytest.mark.parametrize("group", FILE["pairs"])
def test_what_must_be_found_is_found_and_what_must_not_is_not(search: Search, group: str) -> None:
    wrong = []
    for _, query, found, never in (pair for pair in PAIRS if pair[0] == group):
        got = set(search.find(query))
        wanted = set(found.split())
        unwanted = set(FILE["documents"]) - wanted if never.strip() == "*" else set(never.split())
        if not wanted <= got or unwanted & got:
            wrong.append((query, sorted(wanted - got), sorted(unwanted & got)))
    assert not wrong
