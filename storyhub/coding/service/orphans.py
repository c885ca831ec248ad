"""A coding that lost its place is given a new one by its coder, finished or not: the judgement is hers and made already."""

from __future__ import annotations

from datetime import datetime

from storyhub.coding.models import Coding
from storyhub.coding.rules import is_own
from storyhub.coding.service.checks import Twin, check_apart, passage_at, published, same_coding
from storyhub.coding.service.coding import Place
from storyhub.coding.service.rounds import announce, check_coder
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext


def place_again(coding: Coding, place: Place, *, version: int, revision_id: int | None, actor: Actor, now: datetime) -> Coding:
    """Puts an orphan on `place` of the published text, which is the one the coder saw (`revision_id`).

    Raises: NotFound (somebody else's, removed), Forbidden, Conflict (placed already, another text), Invalid (no such place).
    """
    if not is_own(actor, coding) or coding.removed_at is not None:
        raise NotFound(log="no such coding of this coder")
    check_coder(coding.story, actor)
    if coding.orphaned_at is None or coding.version_id != version:
        raise Conflict(lazy_gettext("This mark has its place already. Nothing was changed."), log="no orphan")
    passage = passage_at(published(coding.story, revision_id), *place)
    if passage is None:
        raise Invalid(lazy_gettext("Choose the words where the mark belongs now."), log="no place")
    if same_coding(coding.story, passage, coding.law_id, actor) is not None:
        raise Invalid(lazy_gettext("You have already marked this passage with this law. Change that mark instead."), log="same coding")
    check_apart(passage, actor, Twin(coding.law_id, coding.polarity, but=coding.id))
    coding.passage_id, coding.orphaned_at = passage.id, None
    db.session.flush()
    audit.record("coding.placed_again", kind="coding", key=str(coding.id), actor=actor, now=now)
    announce(coding.story_id)
    return coding
