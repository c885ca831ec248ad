"""What the search engine finds near a proposal: laws that may say it already, and stories that could bear it out.

The engine gives keys only; rows are read again, so that nothing hidden can come out of an old index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import LawRevision
from storyhub.laws.queries import LawCard, law_cards
from storyhub.search.analysis import is_stopword, tokenise
from storyhub.search.domain.port import Engine, Hit, Request
from storyhub.search.domain.query import Query, Term, disjunction
from storyhub.stories.domain.words import State
from storyhub.stories.models import Passage, Story
from storyhub.stories.queries import StoryCard, story_cards

# Words asked for at once, and of those how many may come from passages marked already.
WORDS, FROM_PASSAGES = 28, 10
# What scores less than this part of the best hit shares a common word with the text, not a thought.
NEAR = 0.35
SHOWN = (LawState.accepted, LawState.proposed, LawState.declined)


def look_alikes(text: str, *, engine: Engine, lang: str, but: int | None = None, limit: int = 5) -> tuple[LawCard, ...]:
    """Laws and proposals, declined ones too, whose words are near `text`, the nearest first; `but` is the one the text is of.

    One SQL query. Raises: SearchUnavailable
    """
    hits = _near(_any_of(content_words(text)), frozenset({"law", "proposal"}), engine=engine, limit=limit + 1)
    ids = [int(hit.key) for hit in hits if hit.key != str(but)]
    cards = law_cards(ids, lang=lang)
    return tuple(cards[law_id] for law_id in ids if law_id in cards and cards[law_id].state in SHOWN)[:limit]


def helpful_stories(law_id: int, *, engine: Engine, actor: Actor, limit: int = 5) -> tuple[StoryCard, ...]:
    """Public stories whose tellers agree to research and that nobody is publicly known to have marked for the proposal: near its wording,
    and near the passages marked for it. What is being coded behind closed doors changes nothing here.

    Four SQL queries. Raises: SearchUnavailable
    """
    marked = db.session.execute(
        select_public(Coding.story_id, Passage.exact).where(Coding.law_id == law_id, readable_by(VISITOR)).order_by(Coding.id)
    ).all()
    words = [*content_words(_wording(law_id))[: WORDS - FROM_PASSAGES], *_frequent(row.exact or "" for row in marked)]
    known = {row.story_id for row in marked}
    hits = _near(_any_of(words), frozenset({"story"}), engine=engine, limit=limit + len(known) + 10)
    ids = [int(hit.key) for hit in hits if int(hit.key) not in known]
    willing = set(
        db.session.execute(
            select(Story.id).where(Story.id.in_(ids), Story.state == State.published, Story.may_research.is_(True))
        ).scalars()
    )
    cards = story_cards([story_id for story_id in ids if story_id in willing], actor=actor)
    return tuple(cards[story_id] for story_id in ids if story_id in cards)[:limit]


def content_words(text: str) -> list[str]:
    """The distinct words of a text that say something, in order.

    >>> content_words("A promise, kept early, is a promise.")
    ['promise', 'kept', 'early']
    """
    found = dict.fromkeys(token.word for token in tokenise(text[:4_000]))
    return [word for word in found if not is_stopword(word) and len(word) > 1][:WORDS]


def _frequent(texts: Iterable[str]) -> list[str]:
    counted = Counter(word for text in texts for word in content_words(text))
    return [word for word, _times in counted.most_common(FROM_PASSAGES)]


def _any_of(words: Iterable[str]) -> Query:
    return disjunction([Term(word) for word in words])


def _near(query: Query, kinds: frozenset[str], *, engine: Engine, limit: int) -> tuple[Hit, ...]:
    hits = engine.search(Request(query=query, filters={"kind": kinds}, limit=limit)).keys
    return tuple(hit for hit in hits if hit.score >= NEAR * hits[0].score)


def _wording(law_id: int) -> str:
    asked = select(LawRevision).where(LawRevision.law_id == law_id).order_by(LawRevision.number.desc()).limit(1)
    revision = db.session.execute(asked).scalar()
    if revision is None:
        return ""
    return " ".join((revision.name_ru, revision.statement_ru, revision.name_en, revision.statement_en))
