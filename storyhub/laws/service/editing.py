"""Writing a law and rewording it: a curator's work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from storyhub.kit import audit, outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws import rules
from storyhub.laws.domain.drafts import LawDraft, ProposalDraft, missing_languages
from storyhub.laws.domain.slug import slug_of
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawRevision
from storyhub.laws.service.days import keep_days
from storyhub.laws.service.wording import add_revision, cleaned, draft_of, wording_of

# The outbox kind of a law by which stories are to be judged again; the key is its id.
JUDGED = "coding.law"


def expect_version(law: Law, version: int) -> None:
    """Raises: Conflict if the law changed since the page was made."""
    if law.version_id != version:
        raise Conflict(lazy_gettext("Someone changed this meanwhile. Nothing was overwritten."), log=f"law {law.id} is newer")


def create_law(draft: LawDraft, *, actor: Actor, now: datetime, number: int | None = None) -> Law:
    """Writes a new law under the next permanent number, or under `number` where a file says so.

    Raises: Forbidden, Invalid (a language is missing, an unknown group), Conflict (the number is taken)
    """
    if not rules.may_edit(actor):
        raise Forbidden(log="only curators write laws")
    keep_days(now)
    return add_law(draft, actor=actor, now=now, number=number)


def add_law(draft: LawDraft, *, actor: Actor, now: datetime, number: int | None) -> Law:
    """`create_law` for a caller that has asked whether it may and has kept the days: one of many laws of a file."""
    draft = cleaned(draft)
    require_both_languages(draft)
    if number is not None and db.session.execute(select(Law.id).where(Law.number == number)).first():
        raise Conflict(lazy_gettext("There is a law %(number)s already.", number=number), log=f"law {number} exists")
    law = Law(
        number=next_number() if number is None else number,
        slug=draft.slug or slug_of(draft.name_en),
        state=LawState.accepted,
        group=find_group(draft.group),
        created_at=now,
        decided_at=now,
        decided_by_id=actor.person_id,
    )
    db.session.add(law)
    db.session.flush()
    add_revision(law, draft, why="", actor=actor, now=now)
    note(law, "law.created", actor=actor, now=now)
    return law


def reword_law(law: Law, draft: LawDraft, *, why: str, actor: Actor, now: datetime) -> LawRevision:
    """Puts a new wording in force. A draft that changes nothing, or only the group, makes no revision.

    Raises: Forbidden, Invalid, Conflict (the law is no longer in force)
    """
    if not rules.may_edit(actor):
        raise Forbidden(log="only curators reword laws")
    if law.state != LawState.accepted:
        raise Conflict(lazy_gettext("Only a law in force can be reworded."), log=f"law {law.id} is {law.state}")
    before, draft = draft_of(law), cleaned(draft)
    draft = replace(draft, slug=draft.slug or before.slug)
    require_both_languages(draft)
    law.slug, law.group = draft.slug, find_group(draft.group)
    if draft.group != before.group:
        judge_again([law])
    if replace(draft, group=before.group, slug=before.slug) != before:
        add_revision(law, draft, why=why, actor=actor, now=now)
        note(law, "law.reworded", actor=actor, now=now, why=why)
    elif draft != before:
        note(law, "law.arranged", actor=actor, now=now, why=why)
    return wording_of(law)


def next_number() -> int:
    """The highest number ever given plus one: laws are never deleted, whatever becomes of them."""
    return (db.session.execute(select(func.max(Law.number))).scalar() or 0) + 1


def require_both_languages(draft: LawDraft | ProposalDraft) -> None:
    """Raises: Invalid if name or statement are missing in a language."""
    if missing := missing_languages(draft):
        message = lazy_gettext("A law needs its name and statement in Russian and in English.")
        raise Invalid(message, log=f"missing: {', '.join(missing)}")


def find_group(slug: str) -> LawGroup | None:
    """Raises: Invalid for a group that does not exist."""
    if not slug:
        return None
    group = db.session.execute(select(LawGroup).where(LawGroup.slug == slug)).scalar()
    if group is None:
        raise Invalid(lazy_gettext("There is no such group."), log=f"no group {slug}")
    return group


def judge_again(laws: Iterable[Law]) -> None:
    """Asks for the stories to be indexed again whose grade hangs on these laws: on whether they are in force, and in which group."""
    outbox.record_many(JUDGED, [str(law.id) for law in laws])


def note(law: Law, action: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Leaves a change in the audit log and asks for the law to be indexed again."""
    db.session.flush()
    audit.record(action, kind="law", key=str(law.id), actor=actor, now=now, why=why)
    outbox.record("index.law", str(law.id))
