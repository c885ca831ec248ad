"""What every verb on a coding asks first: which text, which law, which words, which place, and whether it is marked already."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.domain.characters import splits_character
from storyhub.coding.domain.words import STRENGTHS, Polarity
from storyhub.coding.models import Coding
from storyhub.coding.rules import may_be_named
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.law_key import proposal_key
from storyhub.laws.models import Law
from storyhub.stories.models import Passage, Revision, Story
from storyhub.stories.service import place_passage

MAX_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Twin:
    """What a coding must not share its words with: another of the same coder, law and polarity."""

    law_id: int
    polarity: str
    but: int | None = None


def published(story: Story, revision_id: int | None) -> Revision:
    """The text to be coded. Raises: Conflict when the coder saw another one."""
    revision = story.published_revision
    if revision is None or (revision_id is not None and revision_id != revision.id):
        raise Conflict(
            lazy_gettext("The text of this story has changed since you opened it. This is the new text; please mark the passage again."),
            log="another revision is published",
        )
    return revision


def law_to_name(law_id: int) -> Law:
    """Raises: Invalid for a law that takes no codings (any more)."""
    law = db.session.get(Law, law_id)
    if law is not None and may_be_named(law):
        return law
    if law is None:
        raise Invalid(lazy_gettext("Unknown law: please choose one from the list."), log=f"unknown law {law_id}")
    key = str(law.number) if law.number else proposal_key(law.proposal_number or 0)
    raise Invalid(
        lazy_gettext("Law %(key)s is no longer in use, so nothing was marked with it. Please choose another law.", key=key),
        log=f"unknown law {law_id}: it is {law.state}",
    )


def how(polarity: str, strength: int, note: str) -> tuple[str, int, str]:
    """Polarity, strength and note as they are stored. Raises: Invalid."""
    if polarity not in set(Polarity):
        raise Invalid(lazy_gettext("Please say whether the passage upholds the law, violates it, or both."), log="unknown polarity")
    if strength not in STRENGTHS:
        raise Invalid(lazy_gettext("Please choose how strong it is: a hint, clear, or textbook."), log="unknown strength")
    note = note.strip()
    if len(note) > MAX_NOTE:
        raise Invalid(lazy_gettext("The note is too long: 2,000 characters at most."), log="note too long")
    return str(polarity), strength, note


def passage_at(revision: Revision, start: int | None, end: int | None) -> Passage | None:
    """The passage's row, or None for the whole story. Raises: Invalid for no place, half a place, or one that cuts a character."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise Invalid(lazy_gettext("A passage needs a start and an end."), log="half a passage")
    if 0 <= start < end <= len(revision.plain):
        words = revision.plain[start:end]
        edges = (start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        if edges[0] < edges[1] and any(splits_character(revision.plain, edge) for edge in edges):
            raise Invalid(
                lazy_gettext("A passage cannot begin or end within an emoji or a letter with its accent. Please select again."),
                log="splits a character",
            )
    passage = place_passage(revision, start, end)
    db.session.flush()
    return passage


def same_coding(story: Story, passage: Passage | None, law_id: int, coder: Actor) -> Coding | None:
    """The coder's own live coding of this very passage with this law."""
    place = Coding.passage_id.is_(None) if passage is None else Coding.passage_id == passage.id
    chosen = select(Coding).where(
        Coding.story_id == story.id,
        Coding.coder_id == coder.person_id,
        Coding.law_id == law_id,
        Coding.removed_at.is_(None),
        Coding.orphaned_at.is_(None),
        place,
    )
    return db.session.execute(chosen.order_by(Coding.id).limit(1)).scalar_one_or_none()


def check_apart(passage: Passage | None, coder: Actor, twin: Twin) -> None:
    """Raises: Invalid when some of the words already say the same: one coder, one law, one polarity."""
    if passage is None:
        return
    sharing = (
        select(Coding.id)
        .join(Passage, Passage.id == Coding.passage_id)
        .where(Passage.revision_id == passage.revision_id, Passage.start < passage.end, Passage.end > passage.start)
        .where(Coding.coder_id == coder.person_id, Coding.law_id == twin.law_id, Coding.polarity == twin.polarity)
        .where(Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
    )
    if twin.but is not None:
        sharing = sharing.where(Coding.id != twin.but)
    if db.session.execute(sharing.limit(1)).scalar() is not None:
        raise Invalid(
            lazy_gettext("You have marked some of these words with the same law in the same way. Change the bounds of that mark instead."),
            log="an identical coding overlaps",
        )
