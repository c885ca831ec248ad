"""What speaks for each law as the law of a passage: its wording, passages like it, and what else was marked in the story.

Another's codings that are not public are no source, by construction: the index holds public passages only, and what it finds is read
again by the rule of `visible`; of unpublished codings only the asking coder's own are read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from storyhub.coding.domain.weighing import Signals, nearness, overlap
from storyhub.coding.models import Coding
from storyhub.coding.queries.cards import PassageCard, passage_cards
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.domain.likeness import Scores, evened
from storyhub.laws.queries.likeness import law_likeness
from storyhub.search.analysis import is_stopword, tokenise
from storyhub.search.domain.document import Audience
from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import Query, Term, disjunction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Story

NEIGHBOURS, MAX_TERMS = 60, 60
OF_STORY = ("explanation", "signs")
Counts = Callable[[PassageCard], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """The signals, and behind them by law the public passage most like this one and what the coder herself marked."""

    signals: Signals
    like: Mapping[int, PassageCard]
    own: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One passage of a story's published text, and who asks. `counts` leaves public passages out: for measuring."""

    story: Story
    start: int
    end: int
    actor: Actor
    lang: str
    counts: Counts = lambda _card: True

    @property
    def plain(self) -> str:
        return self.story.published_revision.plain if self.story.published_revision else ""

    @property
    def place(self) -> tuple[int, int]:
        return self.start, self.end


def found_for(asked: Asked, *, engine: Engine) -> Found:
    """Raises: SearchUnavailable."""
    own, others = _own(asked), _others(asked)
    votes, like = _passages(asked, engine)
    for card, _place in others:
        like.setdefault(card.law_id, card)
    marked = {*own, *(card.law_id for card, _place in others)}
    signals = {
        **_wording(asked),
        "passages": _evened(votes),
        "own": dict.fromkeys(own, 1.0),
        "others": {card.law_id: 1.0 for card, _place in others},
        # What the other coder saw in this story and she has not marked yet.
        "others alone": {card.law_id: 1.0 for card, _place in others if card.law_id not in own},
        "near": _most((card.law_id, nearness(asked.place, place)) for card, place in others),
        "overlap": _most((card.law_id, overlap(asked.place, place)) for card, place in others),
        "company": _company(marked, asked),
    }
    return Found(signals=signals, like=like, own=own)


def _wording(asked: Asked) -> dict[str, dict[int, float]]:
    likeness = law_likeness()

    def by_law(scores: Scores) -> dict[int, float]:
        return {law_id: float(score) for law_id, score in zip(likeness.ids, evened(scores), strict=True) if score > 0}

    passage = likeness.scores(asked.plain[asked.start : asked.end])
    story = likeness.scores(f"{asked.story.title or ''} {asked.plain}")
    return {
        **{part: by_law(scores) for part, scores in passage.items()},
        **{f"story {part}": by_law(story[part]) for part in OF_STORY},
    }


def _passages(asked: Asked, engine: Engine) -> tuple[dict[int, float], dict[int, PassageCard]]:
    """By law the sum of the scores of the public passages like this text, and the passage most like it."""
    query = _query(asked.plain[asked.start : asked.end])
    audience: Audience = "staff" if asked.actor.is_staff else "public"
    hits = engine.search(Request(query=query, audience=audience, filters={"kind": frozenset({"passage"})}, limit=NEIGHBOURS)).keys
    cards = passage_cards([int(hit.key) for hit in hits], actor=asked.actor, lang=asked.lang)
    votes: dict[int, float] = {}
    like: dict[int, PassageCard] = {}
    here = public_id(asked.story.id)
    for hit in hits:
        card = cards.get(int(hit.key))
        if card is not None and card.story_public_id != here and asked.counts(card):
            votes[card.law_id] = votes.get(card.law_id, 0.0) + hit.score
            like.setdefault(card.law_id, card)
    return votes, like


def _own(asked: Asked) -> dict[int, str]:
    """The laws the coder herself has marked elsewhere in this story, the latest first, with what she marked."""
    chosen = (
        select(Coding.law_id, Passage.exact, Passage.start, Passage.end)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(
            Coding.story_id == asked.story.id,
            Coding.coder_id == asked.actor.person_id,
            Coding.removed_at.is_(None),
            Coding.orphaned_at.is_(None),
        )
        .order_by(Coding.id.desc())
    )
    found: dict[int, str] = {}
    for law_id, exact, begins, ends in db.session.execute(chosen):
        if (begins, ends) != asked.place:
            found.setdefault(law_id, exact or public_id(asked.story.id))
    return found


def _others(asked: Asked) -> list[tuple[PassageCard, tuple[int, int]]]:
    """What others marked in this story and is public, with its place."""
    chosen = select_public(Coding.id, Passage.start, Passage.end).where(
        Coding.story_id == asked.story.id,
        Coding.passage_id.is_not(None),
        Coding.coder_id != asked.actor.person_id,
        readable_by(asked.actor),
    )
    places = {coding_id: (start, end) for coding_id, start, end in db.session.execute(chosen)}
    cards = passage_cards(list(places), actor=asked.actor, lang=asked.lang)
    return [(card, places[card.id]) for card in cards.values() if asked.counts(card)]


def _company(marked: set[int], asked: Asked) -> dict[int, float]:
    """In how many other stories each law stands beside one of those marked here, damped: the second such story says less."""
    if not marked:
        return {}
    beside = select_public(Coding.story_id).where(Coding.law_id.in_(marked), Coding.story_id != asked.story.id, readable_by(asked.actor))
    rows = db.session.execute(
        select_public(Coding.law_id, func.count(Coding.story_id.distinct()))
        .where(Coding.story_id.in_(beside), Coding.law_id.not_in(marked))
        .group_by(Coding.law_id)
    )
    return {law_id: math.log1p(stories) for law_id, stories in rows}


def _query(text: str) -> Query:
    """Any of the words that carry weight; of a long text the longest, which are the rarest as a rule."""
    words = dict.fromkeys(token.word for token in tokenise(text) if not is_stopword(token.word))
    return disjunction([Term(word) for word in sorted(words, key=lambda word: -len(word))[:MAX_TERMS]])


def _evened(votes: Mapping[int, float]) -> dict[int, float]:
    best = max(votes.values(), default=0.0) or 1.0
    return {law_id: vote / best for law_id, vote in votes.items()}


def _most(pairs: Iterable[tuple[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for law_id, strength in pairs:
        found[law_id] = max(found.get(law_id, 0.0), strength)
    return found
