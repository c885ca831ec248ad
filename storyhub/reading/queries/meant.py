"""One search the way its reader meant it: words put right where they find too little, and other words for the same beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyhub.kit.actor import Actor
from storyhub.reading.domain.asked import Asked
from storyhub.reading.queries.search_results import Results, audience_of, search
from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import Query
from storyhub.search.query import Parsed, parse
from storyhub.search.spelling import Spellings, rewrite
from storyhub.search.synonyms import Glossary


@dataclass(frozen=True, slots=True)
class Means:
    """What an instance helps its readers with; `few`: fewer hits than that are too few."""

    spellings: Spellings
    glossary: Glossary
    few: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """`shown` is searched for instead of what was typed, `offered` might have been meant; empty where there is nothing to say. `also` are
    the other words that were looked for.
    """

    shown: str = ""
    offered: str = ""
    also: tuple[str, ...] = ()


AS_TYPED = Meaning()


def search_meant(
    asked: Asked, parsed: Parsed, *, means: Means, engine: Engine, actor: Actor, lang: str, page: int
) -> tuple[Results, Meaning]:
    """Raises: SearchUnavailable."""

    def run(query: Parsed) -> tuple[Results, tuple[str, ...]]:
        wider = None if asked.alone else means.glossary.widened(query.query)
        wide = query if wider is None else replace(query, query=wider.query)
        return search(asked, wide, engine=engine, actor=actor, lang=lang, page=page), wider.also if wider else ()

    def hits(query: Query) -> int:
        return engine.search(Request(query=query, audience=audience_of(actor), limit=0)).total

    results, also = run(parsed)
    speller = None if asked.literal or not parsed.words else means.spellings.speller()
    better = rewrite(asked.typed, speller=speller, hits=hits, few=means.few, total=results.total) if speller else None
    if better is None:
        return results, Meaning(also=also)
    offered = "" if better.text == better.sure_text else better.text
    if better.sure_text:
        found, also_found = run(parse(better.sure_text))
        if found.total >= max(results.total, 1):
            return found, Meaning(shown=better.sure_text, offered=offered, also=also_found)
    return results, Meaning(offered=offered, also=also)
