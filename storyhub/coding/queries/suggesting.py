"""Laws that may fit a passage, each with its reason: a public passage like it, the coder's own mark in this story, or words of the law."""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.coding.domain.weighing import weighed
from storyhub.coding.queries.cards import PassageCard
from storyhub.coding.queries.guides import LawGuide, law_guides
from storyhub.coding.queries.signals import Asked, found_for
from storyhub.kit.actor import Actor
from storyhub.search.analysis import is_stopword, lemmas, tokenise
from storyhub.search.domain.port import Engine
from storyhub.stories.models import Story

SHOWN, MAX_WORDS = 5, 4
# So many characters before and after a passage are looked at for words of the law.
AROUND = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A law and why: a passage like this one (`like`), one's own mark in this story (`own`), or words of the law (`words`)."""

    law: LawGuide
    like: PassageCard | None
    own: str
    words: tuple[str, ...]


def suggest_laws(story: Story, start: int, end: int, *, engine: Engine, actor: Actor, lang: str) -> tuple[Suggestion, ...]:
    """Up to five laws for code points `start` to `end` of the published text. Raises: SearchUnavailable."""
    asked = Asked(story, start, end, actor, lang)
    found = found_for(asked, engine=engine)
    guides = {guide.id: guide for guide in law_guides(lang, story_lang=story.lang)}
    near = asked.plain[max(0, start - AROUND) : end + AROUND]
    chosen = [guides[law_id] for law_id in weighed(found.signals) if law_id in guides][:SHOWN]
    return tuple(
        Suggestion(
            law=guide,
            like=found.like.get(guide.id),
            own=found.own.get(guide.id, ""),
            words=_shared(guide, asked.plain[start:end]) or _shared(guide, near),
        )
        for guide in chosen
    )


def _shared(guide: LawGuide, text: str) -> tuple[str, ...]:
    """Words of the law, as it has them, that stand in the text in some form; the longest first."""
    forms = {lemma for token in tokenise(text) if not is_stopword(token.word) for lemma in lemmas(token.word)}
    quotes = " ".join(quote.text for quote in guide.quotes)
    wording = f"{guide.name} {guide.statement} {guide.include} {guide.words} {guide.signs} {quotes}"
    words = dict.fromkeys(token.word for token in tokenise(wording))
    shared = [word for word in words if len(word) > 3 and not is_stopword(word) and not forms.isdisjoint(lemmas(word))]
    return tuple(sorted(shared, key=lambda word: -len(word))[:MAX_WORDS])
