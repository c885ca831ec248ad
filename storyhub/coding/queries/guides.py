"""The laws as the desk shows them beside a story: what each says, when it fits, how people put it, and by which words it is found."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case

from storyhub.kit.db import db
from storyhub.kit.i18n import LANGUAGES
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawRevision
from storyhub.laws.queries.cards import card_of, with_wording


@dataclass(frozen=True, slots=True)
class Quote:
    """How people put a law, in the language they said it in."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class LawGuide:
    """A law to code with, worded in `lang`. `words` are what it is also found by: aliases and its wording in the other language.

    `signs` are the ways people put it, in the language of the story.
    """

    id: int
    key: str
    name: str
    statement: str
    include: str
    exclude: str
    quotes: tuple[Quote, ...]
    signs: str
    signs_lang: str
    group_name: str
    lang: str
    words: str


def law_guides(lang: str, *, story_lang: str) -> tuple[LawGuide, ...]:
    """Laws in force by number, then open proposals by theirs; quotes in the story's language first. One SQL query."""
    order = (case((Law.number.is_(None), 1), else_=0), Law.number, Law.proposal_number)
    chosen = with_wording().where(Law.state.in_((LawState.accepted, LawState.proposed))).order_by(*order)
    return tuple(_guide(law, wording, group, lang, story_lang) for law, wording, group in db.session.execute(chosen))


def _guide(law: Law, wording: LawRevision, group: LawGroup | None, lang: str, story_lang: str) -> LawGuide:
    card = card_of(law, wording, group, lang)
    tongue = story_lang if story_lang in LANGUAGES else lang
    return LawGuide(
        id=card.id,
        key=card.key,
        name=card.name,
        statement=card.statement,
        include=getattr(wording, f"include_{card.lang}"),
        exclude=getattr(wording, f"exclude_{card.lang}"),
        quotes=_quotes(wording, "anchor_quotes", story_lang),
        signs=" ".join(getattr(wording, f"signs_{tongue}")),
        signs_lang=tongue,
        group_name=card.group_name,
        lang=card.lang,
        words=_also_found_by(wording, card.lang),
    )


def _quotes(wording: LawRevision, part: str, story_lang: str) -> tuple[Quote, ...]:
    tongues = sorted(LANGUAGES, key=lambda language: language != story_lang)
    return tuple(Quote(text, told) for told in tongues for text in getattr(wording, f"{part}_{told}"))


def _also_found_by(wording: LawRevision, lang: str) -> str:
    other = [getattr(wording, f"{part}_{told}") for told in LANGUAGES if told != lang for part in ("name", "statement")]
    return " ".join(word for word in (*wording.aliases_ru, *wording.aliases_en, *other) if word)
