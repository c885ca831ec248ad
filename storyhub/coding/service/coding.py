"""One coding: a coder marks a passage, or the whole story, with a law; and takes it back while not finished."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.coding.domain.places import Choice, NoSuchPlace, place_of, solid
from storyhub.coding.domain.words import STRENGTHS, Polarity
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.rules import is_own, may_be_named
from storyhub.coding.service.rounds import check_coder, open_pass
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import sentences
from storyhub.laws.models import Law
from storyhub.stories.models import Passage, Revision, Story
from storyhub.stories.service import place_passage

MAX_NOTE = 2_000


def choose_place(story: Story, choice: Choice, *, revision_id: int | None) -> tuple[int | None, int | None]:
    """Start and end, in the published text, of what the coder chose on a page showing `revision_id`; two Nones: the whole story.

    Raises: Conflict when another text is published by now; Invalid when the choice is not in the text.
    """
    revision = _published(story, revision_id)
    spans = [(span.start, span.end) for span in sentences(revision.plain)]
    try:
        place = place_of(revision.plain, spans, choice)
    except NoSuchPlace as error:
        raise Invalid(
            lazy_gettext("This passage is not in the text: the end must come after the start, and both within the story."),
            log=str(error),
        ) from error
    if place is None:
        return None, None
    start, end = place
    if choice.exact and solid(choice.exact) != solid(revision.plain[start:end]):
        raise Invalid(lazy_gettext("The selected words and the place in the text do not agree. Please select again."), log="exact differs")
    return start, end


def add_coding(
    story: Story,
    *,
    start: int | None,
    end: int | None,
    law_id: int,
    polarity: str,
    strength: int,
    note: str = "",
    coder: Actor,
    coders_needed: int,
    now: datetime,
    revision_id: int | None = None,
) -> Coding:
    """Marks code points `start` to `end` of the published text, or with None and None the whole story, with a law.

    Begins the coder's pass when there is none. The same law on the same passage again only changes polarity, strength and note.
    `revision_id` is the text the coder saw.
    Raises: Forbidden, Conflict, Invalid.
    """
    check_coder(story, coder)
    revision = _published(story, revision_id)
    law = db.session.get(Law, law_id)
    if not may_be_named(law):
        raise Invalid(lazy_gettext("Unknown law: please choose one from the list."), log=f"unknown law {law_id}")
    values = _checked(polarity, strength, note)
    passage = _passage(revision, start, end)
    open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    passage_id = passage.id if passage else None
    coding = _same(story, passage_id, law_id, coder)
    if coding is None:
        coding = Coding(story_id=story.id, passage_id=passage_id, law_id=law_id, coder_id=coder.person_id, created_at=now)
        db.session.add(coding)
    coding.polarity, coding.strength, coding.note = values
    db.session.flush()
    audit.record("coding.added", kind="coding", key=str(coding.id), actor=coder, now=now)
    return coding


def remove_coding(coding: Coding, *, actor: Actor, now: datetime) -> None:
    """Takes back one's own coding of an unfinished pass, or one that lost its place. Removing twice is removing once.

    Raises: NotFound for somebody else's (hidden, hence not even named); Conflict when finished.
    """
    if not is_own(actor, coding):
        raise NotFound(log="not the coder's own coding")
    if coding.removed_at is not None:
        return
    if coding.orphaned_at is None and _is_finished(coding):
        raise Conflict(lazy_gettext("You have finished this story; its codings can no longer be changed."), log="finished")
    coding.removed_at = now
    db.session.flush()
    audit.record("coding.removed", kind="coding", key=str(coding.id), actor=actor, now=now)


def restore_coding(coding: Coding, *, actor: Actor, coders_needed: int, now: datetime) -> None:
    """Puts back what `remove_coding` took, unless the same law is marked there again. Restoring twice is restoring once.

    Raises: NotFound for somebody else's; Conflict when finished, or when the text has changed since.
    """
    if not is_own(actor, coding):
        raise NotFound(log="not the coder's own coding")
    if coding.removed_at is None:
        return
    open_pass(coding.story, coder=actor, coders_needed=coders_needed, now=now)
    revision = _published(coding.story, None)
    if coding.orphaned_at is not None or (coding.passage is not None and coding.passage.revision_id != revision.id):
        raise Conflict(lazy_gettext("The text has changed since; please mark the passage again."), log="another revision")
    if _same(coding.story, coding.passage_id, coding.law_id, actor) is not None:
        return
    coding.removed_at = None
    db.session.flush()
    audit.record("coding.restored", kind="coding", key=str(coding.id), actor=actor, now=now)


def _published(story: Story, revision_id: int | None) -> Revision:
    revision = story.published_revision
    if revision is None or (revision_id is not None and revision_id != revision.id):
        raise Conflict(
            lazy_gettext("The text of this story has changed since you opened it. This is the new text; please mark the passage again."),
            log="another revision is published",
        )
    return revision


def _checked(polarity: str, strength: int, note: str) -> tuple[str, int, str]:
    if polarity not in set(Polarity):
        raise Invalid(lazy_gettext("Please say whether the passage upholds the law, violates it, or both."), log="unknown polarity")
    if strength not in STRENGTHS:
        raise Invalid(lazy_gettext("Please choose how strong it is: a hint, clear, or textbook."), log="unknown strength")
    note = note.strip()
    if len(note) > MAX_NOTE:
        raise Invalid(lazy_gettext("The note is too long: 2,000 characters at most."), log="note too long")
    return str(polarity), strength, note


def _passage(revision: Revision, start: int | None, end: int | None) -> Passage | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise Invalid(lazy_gettext("A passage needs a start and an end."), log="half a passage")
    passage = place_passage(revision, start, end)
    db.session.flush()
    return passage


def _same(story: Story, passage_id: int | None, law_id: int, coder: Actor) -> Coding | None:
    """The coder's own live coding of this passage with this law."""
    place = Coding.passage_id.is_(None) if passage_id is None else Coding.passage_id == passage_id
    chosen = select(Coding).where(
        Coding.story_id == story.id,
        Coding.coder_id == coder.person_id,
        Coding.law_id == law_id,
        Coding.removed_at.is_(None),
        Coding.orphaned_at.is_(None),
        place,
    )
    return db.session.execute(chosen.order_by(Coding.id).limit(1)).scalar_one_or_none()


def _is_finished(coding: Coding) -> bool:
    chosen = (
        select(CodingPass.finished_at)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .where(CodingRound.story_id == coding.story_id, CodingPass.coder_id == coding.coder_id)
    )
    return db.session.execute(chosen).scalar_one_or_none() is not None
