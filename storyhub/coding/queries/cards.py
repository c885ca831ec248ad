"""Coded passages among search results. Everything is read anew by key, so nothing hidden can come out of an old index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public, sentence_of, with_text
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.queries import law_cards
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Passage, Revision, Story


@dataclass(frozen=True, slots=True)
class PassageCard:
    """A coded passage as a list shows it; `/stories/<story_public_id>#s-<sentence_number>` leads to it."""

    id: int
    story_public_id: str
    story_title: str | None
    exact: str
    sentence_number: int
    law_id: int
    law_key: str
    law_name: str
    law_number: int | None
    polarity: str
    strength: int
    organisation: str | None
    lang: str


def passage_cards(coding_ids: Sequence[int], *, actor: Actor, lang: str) -> dict[int, PassageCard]:
    """Cards of those of the codings that the actor may see; the others are left out. Codings of whole stories have no card."""
    if not coding_ids:
        return {}
    statement = (
        with_text(select_public(Coding, Story.title, Story.lang, Passage.start, Passage.exact, Organisation.name, Revision.plain))
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Coding.id.in_(coding_ids), Coding.passage_id.is_not(None), readable_by(actor))
    )
    rows = db.session.execute(statement).all()
    laws = law_cards([coding.law_id for coding, *_ in rows], lang=lang)
    return {
        coding.id: PassageCard(
            id=coding.id,
            story_public_id=public_id(coding.story_id),
            story_title=title,
            exact=exact,
            sentence_number=sentence_of(plain, start) or 1,
            law_id=coding.law_id,
            law_key=laws[coding.law_id].key,
            law_name=laws[coding.law_id].name,
            law_number=laws[coding.law_id].number,
            polarity=coding.polarity,
            strength=coding.strength,
            organisation=organisation,
            lang=story_lang,
        )
        for coding, title, story_lang, start, exact, organisation, plain in rows
        if coding.law_id in laws
    }
