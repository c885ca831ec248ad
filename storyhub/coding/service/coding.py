"""One coding: a coder marks a passage, or the whole story, with a law; changes it and takes it back while not finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storyhub.coding.domain.places import Choice, NoSuchPlace, place_of, solid
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.rules import is_own
from storyhub.coding.service.checks import Twin, check_apart, how, law_to_name, passage_at, published, same_coding
from storyhub.coding.service.history import keep_step, state_of
from storyhub.coding.service.rounds import check_coder, open_pass
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import sentences
from storyhub.stories.models import Passage, Story

Place = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """What of a coding shall be different; None: as it is. The place (None, None) is the whole story."""

    law_id: int | None = None
    place: Place | None = None
    polarity: str | None = None
    strength: int | None = None
    note: str | None = None


def choose_place(story: Story, choice: Choice, *, revision_id: int | None) -> Place:
    """Start and end, in the published text, of what the coder chose on a page showing `revision_id`; two Nones: the whole story.

    Raises: Conflict when another text is published by now; Invalid when the choice is not in the text.
    """
    revision = published(story, revision_id)
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

    Begins the coder's pass when there is none. The same law on the same passage again only changes polarity, strength and note; sent
    twice it is there once. `revision_id` is the text the coder saw.
    Raises: Forbidden, Conflict, Invalid.
    """
    check_coder(story, coder)
    revision = published(story, revision_id)
    law_to_name(law_id)
    polarity, strength, note = how(polarity, strength, note)
    passage = passage_at(revision, start, end)
    coding = same_coding(story, passage, law_id, coder)
    check_apart(passage, coder, Twin(law_id, polarity, but=coding.id if coding else None))
    open_pass(story, coder=coder, coders_needed=coders_needed, now=now)
    if coding is not None:
        wanted = {"passage_id": coding.passage_id, "law_id": law_id, "polarity": polarity, "strength": strength, "note": note}
        _write(coding, wanted, actor=coder, now=now)
        return coding
    coding = Coding(story_id=story.id, law_id=law_id, coder_id=coder.person_id, polarity=polarity, strength=strength, note=note)
    coding.passage_id, coding.created_at = passage.id if passage else None, now
    db.session.add(coding)
    db.session.flush()
    keep_step(coding, None, now=now)
    audit.record("coding.added", kind="coding", key=str(coding.id), actor=coder, now=now)
    return coding


def change_coding(
    coding: Coding, change: Change, *, version: int, actor: Actor, coders_needed: int, now: datetime, revision_id: int | None = None
) -> Coding:
    """Changes law, bounds, polarity, strength or note of one's own coding. `version` is the one the coder saw; asking for what is
    there already changes nothing.

    Raises: NotFound for somebody else's or a removed one; Conflict (finished, changed meanwhile, another text); Invalid.
    """
    if not is_own(actor, coding) or coding.removed_at is not None or coding.orphaned_at is not None:
        raise NotFound(log="no such coding of this coder")
    story = coding.story
    open_pass(story, coder=actor, coders_needed=coders_needed, now=now)
    wanted = _wanted(coding, change, revision_id)
    if wanted == state_of(coding):
        return coding
    if version != coding.version_id:
        message = lazy_gettext("This mark was changed in another window. Please look at it again; nothing was overwritten.")
        raise Conflict(message, log="version")
    passage = db.session.get(Passage, wanted["passage_id"]) if wanted["passage_id"] else None
    twin = same_coding(story, passage, wanted["law_id"], actor)
    if twin is not None and twin.id != coding.id:
        raise Invalid(lazy_gettext("You have already marked this passage with this law. Change that mark instead."), log="same coding")
    check_apart(passage, actor, Twin(wanted["law_id"], wanted["polarity"], but=coding.id))
    _write(coding, wanted, actor=actor, now=now)
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
    before = state_of(coding)
    coding.removed_at = now
    db.session.flush()
    if coding.orphaned_at is None:
        keep_step(coding, before, now=now)
    audit.record("coding.removed", kind="coding", key=str(coding.id), actor=actor, now=now)


def restore_coding(coding: Coding, *, actor: Actor, coders_needed: int, now: datetime) -> None:
    """Puts back what `remove_coding` took, unless the same law is marked there again. Restoring twice is restoring once.

    Raises: NotFound for somebody else's; Conflict when finished, or when the text has changed since; Invalid.
    """
    if not is_own(actor, coding):
        raise NotFound(log="not the coder's own coding")
    if coding.removed_at is None:
        return
    open_pass(coding.story, coder=actor, coders_needed=coders_needed, now=now)
    revision = published(coding.story, None)
    if coding.orphaned_at is not None or (coding.passage is not None and coding.passage.revision_id != revision.id):
        raise Conflict(lazy_gettext("The text has changed since; please mark the passage again."), log="another revision")
    law_to_name(coding.law_id)
    if same_coding(coding.story, coding.passage, coding.law_id, actor) is not None:
        return
    check_apart(coding.passage, actor, Twin(coding.law_id, coding.polarity))
    coding.removed_at = None
    db.session.flush()
    keep_step(coding, None, now=now)
    audit.record("coding.restored", kind="coding", key=str(coding.id), actor=actor, now=now)


def _wanted(coding: Coding, change: Change, revision_id: int | None) -> dict[str, Any]:
    """The state asked for, checked as far as it differs. A law that left the library stays on a coding until it is changed."""
    polarity, strength, note = how(
        change.polarity if change.polarity is not None else coding.polarity,
        change.strength if change.strength is not None else coding.strength,
        change.note if change.note is not None else coding.note,
    )
    law_id = change.law_id if change.law_id is not None else coding.law_id
    if law_id != coding.law_id:
        law_to_name(law_id)
    passage_id = coding.passage_id
    if change.place is not None:
        passage = passage_at(published(coding.story, revision_id), *change.place)
        passage_id = passage.id if passage else None
    return {"passage_id": passage_id, "law_id": law_id, "polarity": polarity, "strength": strength, "note": note}


def _write(coding: Coding, wanted: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    before = state_of(coding) or {}
    changed = [field.removesuffix("_id") for field, value in wanted.items() if before.get(field) != value]
    if not changed:
        return
    for field, value in wanted.items():
        setattr(coding, field, value)
    db.session.flush()
    keep_step(coding, before, now=now)
    audit.record("coding.changed", kind="coding", key=str(coding.id), actor=actor, now=now, why=", ".join(changed))


def _is_finished(coding: Coding) -> bool:
    chosen = (
        select(CodingPass.finished_at)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .where(CodingRound.story_id == coding.story_id, CodingPass.coder_id == coding.coder_id)
    )
    return db.session.execute(chosen).scalar_one_or_none() is not None
