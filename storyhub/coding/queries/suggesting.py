"""Laws that may fit a passage, each with its reason. Sources: public codings, the coder's own in this story, the wording of laws.

Another's codings that are not public are no source, by construction: the index holds public passages only, and what it finds is read
again by the rule of `visible`; of unpublished codings only the asking coder's own are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.domain.blending import blended
from storyhub.coding.models import Coding
from storyhub.coding.queries.cards import PassageCard, passage_cards
from storyhub.coding.queries.guides import LawGuide, law_guides
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.search.analysis import is_stopword, lemmas, tokenise
from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import Query, Term, disjunction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Story

SHOWN, NEIGHBOURS, MAX_TERMS, MAX_WORDS = 5, 60, 60, 4
# So many characters before and after a passage are read with it.
AROUND = 200
LAW_KINDS = frozenset({"law", "proposal"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A law and why: a passage like this one (`like`), one's own mark in this story (`own`), or words of the law (`words`)."""

    law: LawGuide
    like: PassageCard | None
    own: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The rankings of law ids, by the way they were found, and the passages behind them by law."""

    ways: Mapping[str, Sequence[int]]
    like: Mapping[int, PassageCard]
    own: Mapping[int, str]


def suggest_laws(story: Story, start: int, end: int, *, engine: Engine, actor: Actor, lang: str) -> tuple[Suggestion, ...]:
    """Up to five laws for code points `start` to `end` of the published text. Raises: SearchUnavailable."""
    found = rankings(story, start, end, engine=engine, actor=actor, lang=lang)
    guides = {guide.id: guide for guide in law_guides(lang, story_lang=story.lang)}
    plain = _plain(story)
    near = plain[max(0, start - AROUND) : end + AROUND]
    chosen = [guides[law_id] for law_id in blended(found.ways.values()) if law_id in guides][:SHOWN]
    return tuple(
        Suggestion(
            law=guide,
            like=found.like.get(guide.id),
            own=found.own.get(guide.id, ""),
            words=_shared(guide, plain[start:end]) or _shared(guide, near),
        )
        for guide in chosen
    )


def _all(_card: PassageCard) -> bool:
    return True


def rankings(
    story: Story, start: int, end: int, *, engine: Engine, actor: Actor, lang: str, counts: Callable[[PassageCard], bool] = _all
) -> Found:
    """Each way by itself. Only public passages for which `counts` is true are looked at: for measuring."""
    plain = _plain(story)
    texts = (plain[start:end], plain[max(0, start - AROUND) : end + AROUND], f"{story.title or ''} {plain}")
    own = _own(story, actor, start, end)
    voted, like = _passages(texts[0], counts, engine=engine, actor=actor, lang=lang)
    ways: dict[str, Sequence[int]] = {"own marks": list(own), "passages": voted}
    for text, name in zip(texts, ("", " around", " story"), strict=True):
        ways[f"law words{name}"] = _laws(text, engine=engine, actor=actor)
    return Found(ways=ways, like=like, own=own)


def _passages(
    text: str, counts: Callable[[PassageCard], bool], *, engine: Engine, actor: Actor, lang: str
) -> tuple[list[int], dict[int, PassageCard]]:
    """The laws of the public passages like this text, by the sum of their scores, and for each the passage most like it."""
    page = engine.search(_request(text, frozenset({"passage"}), actor))
    cards = passage_cards([int(hit.key) for hit in page.keys], actor=actor, lang=lang)
    votes: dict[int, float] = {}
    like: dict[int, PassageCard] = {}
    for hit in page.keys:
        card = cards.get(int(hit.key))
        if card is not None and counts(card):
            votes[card.law_id] = votes.get(card.law_id, 0.0) + hit.score
            like.setdefault(card.law_id, card)
    return sorted(votes, key=lambda law_id: -votes[law_id]), like


def _laws(text: str, *, engine: Engine, actor: Actor) -> list[int]:
    return [int(hit.key) for hit in engine.search(_request(text, LAW_KINDS, actor)).keys]


def _own(story: Story, actor: Actor, start: int, end: int) -> dict[int, str]:
    """The laws the coder herself has marked elsewhere in this story, the latest first, with what she marked."""
    chosen = (
        select(Coding.law_id, Passage.exact, Passage.start, Passage.end)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.story_id == story.id, Coding.coder_id == actor.person_id, Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .order_by(Coding.id.desc())
    )
    found: dict[int, str] = {}
    for law_id, exact, begins, ends in db.session.execute(chosen):
        if (begins, ends) != (start, end):
            found.setdefault(law_id, exact or public_id(story.id))
    return found


def _request(text: str, kinds: frozenset[str], actor: Actor) -> Request:
    return Request(query=_query(text), audience="staff" if actor.is_staff else "public", filters={"kind": kinds}, limit=NEIGHBOURS)


def _query(text: str) -> Query:
    """Any of the words that carry weight; of a long text the longest, which are the rarest as a rule."""
    words = dict.fromkeys(token.word for token in tokenise(text) if not is_stopword(token.word))
    return disjunction([Term(word) for word in sorted(words, key=lambda word: -len(word))[:MAX_TERMS]])


def _shared(guide: LawGuide, text: str) -> tuple[str, ...]:
    """Words of the law, as it has them, that stand in the text in some form; the longest first."""
    forms = {lemma for token in tokenise(text) if not is_stopword(token.word) for lemma in lemmas(token.word)}
    quotes = " ".join(quote.text for quote in guide.quotes)
    words = dict.fromkeys(token.word for token in tokenise(f"{guide.name} {guide.statement} {guide.include} {guide.words} {quotes}"))
    shared = [word for word in words if len(word) > 3 and not is_stopword(word) and not forms.isdisjoint(lemmas(word))]
    return tuple(sorted(shared, key=lambda word: -len(word))[:MAX_WORDS])


def _plain(story: Story) -> str:
    return story.published_revision.plain if story.published_revision else ""
