"""One search: hits re-read from the database, and facet counts that let a reader choose several values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from storyhub.kit.actor import VISITOR, Actor
from storyhub.reading.domain.asked import FACETS, Asked
from storyhub.reading.queries.hits import AnyHit, read_hits
from storyhub.search.domain.document import Audience
from storyhub.search.domain.port import Engine, FacetCount, Request, Sort
from storyhub.search.query import Parsed

PAGE_SIZE = 20
# Each costs one more search; a reader who narrows by more facets than this is not looking for more values.
WIDENED = 3


@dataclass(frozen=True, slots=True)
class Results:
    """`facets` of a chosen facet count as if nothing were chosen in it (of the first three), so that a second one can be added."""

    hits: tuple[AnyHit, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    complete: bool


def search(asked: Asked, parsed: Parsed, *, engine: Engine, actor: Actor, lang: str, page: int) -> Results:
    """Runs the question; without one, only counts what there is. Raises: SearchUnavailable."""
    request = Request(
        query=parsed.query,
        audience=audience_of(actor),
        filters=asked.filters(),
        sort=Sort(asked.sort),
        offset=(page - 1) * PAGE_SIZE,
        limit=0 if asked.is_empty else PAGE_SIZE,
        facets=FACETS,
    )
    found = engine.search(request)
    facets = dict(found.facets)
    for name in list(asked.chosen)[:WIDENED]:
        wider = replace(request, filters=asked.without(name).filters(), limit=0, offset=0, facets=(name,))
        facets[name] = engine.search(wider).facets[name]
    return Results(
        hits=read_hits(found.keys, parsed, actor=actor, lang=lang),
        total=found.total,
        facets=facets,
        complete=found.complete,
    )


@dataclass(frozen=True, slots=True)
class PublicFinds:
    """What everybody may find, whoever asks. `hits` are at most as many as asked for, `total` is what the index counts."""

    hits: tuple[AnyHit, ...]
    total: int


def search_public(asked: Asked, parsed: Parsed, *, engine: Engine, lang: str, limit: int) -> PublicFinds:
    """The first hits of a question, for what leaves the site: feeds, files, letters. Raises: SearchUnavailable."""
    request = Request(query=parsed.query, filters=asked.filters(), sort=Sort(asked.sort), limit=limit)
    found = engine.search(request)
    return PublicFinds(read_hits(found.keys, parsed, actor=VISITOR, lang=lang), found.total)


def audience_of(actor: Actor) -> Audience:
    return "staff" if actor.is_staff else "public"
