"""What a search that found nothing would have found if it had asked for less: word by word, and in wider questions."""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.kit.actor import Actor
from storyhub.reading.domain.asked import Asked
from storyhub.reading.queries.search_results import audience_of
from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import Every, Query, disjunction
from storyhub.search.query import Parsed, write
from storyhub.search.query.loosening import one_by_one, unquoted, unrefused
from storyhub.search.synonyms import Glossary

# Each costs one more search; of a longer question the first words say enough.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wider:
    """A question as it would be typed, and how many it finds; 0 where it finds nothing either or is the same question."""

    text: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class NothingFound:
    """`words`: each word alone, everywhere. The others are wider questions, all but the first without filters."""

    words: tuple[Wider, ...] = ()
    without_filters: Wider = Wider()
    any_word: Wider = Wider()
    unquoted: Wider = Wider()
    unrefused: Wider = Wider()


def look_wider(asked: Asked, parsed: Parsed, *, glossary: Glossary, engine: Engine, actor: Actor) -> NothingFound:
    """For a result without hits. At most twelve searches that only count, with other words for the same unless the reader wants none.

    Raises: SearchUnavailable.
    """

    def count(query: Query) -> Wider:
        wide = None if asked.alone else glossary.widened(query)
        request = Request(query=wide.query if wide else query, audience=audience_of(actor), limit=0)
        return Wider(write(query), engine.search(request).total)

    def other(query: Query) -> Wider:
        return Wider() if isinstance(query, Every) or query == parsed.query else count(query)

    words = one_by_one(parsed.query)
    return NothingFound(
        words=tuple(count(word) for word in words[:MOST_WORDS]),
        without_filters=count(parsed.query) if asked.chosen and not isinstance(parsed.query, Every) else Wider(),
        any_word=other(disjunction(words)) if len(words) > 1 else Wider(),
        unquoted=other(unquoted(parsed.query)),
        unrefused=other(unrefused(parsed.query)),
    )
