"""Laws that look like some words, through the search engine. Only laws that can be named; without an index: none."""

from __future__ import annotations

from storyhub.coding.rules import CODABLE_LAWS
from storyhub.kit.errors import SearchUnavailable
from storyhub.laws.queries import LawCard, law_cards
from storyhub.search.analysis import is_stopword, tokenise
from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import Term, disjunction

MAX_WORDS = 60


def alike_laws(text: str, *, engine: Engine, lang: str, limit: int = 5) -> tuple[LawCard, ...]:
    """The laws that share the most words, in any form, the likest first."""
    words = dict.fromkeys(token.word for token in tokenise(text))
    asked = disjunction([Term(word) for word in list(words)[:MAX_WORDS] if not is_stopword(word)])
    try:
        found = engine.search(Request(query=asked, filters={"kind": frozenset({"law"})}, limit=2 * limit))
    except SearchUnavailable:
        return ()
    ids = [int(hit.key) for hit in found.keys]
    cards = law_cards(ids, lang=lang)
    return tuple(cards[id_] for id_ in ids if id_ in cards and cards[id_].state in CODABLE_LAWS)[:limit]
