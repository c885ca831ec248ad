"""Everyone concerned is told what became of a law: people with an account by news on their page, tellers by the notices they agreed to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, union, update

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import select_public
from storyhub.curation.models import CodingMove, LawNews, ProposalAdoption, ProposalRemark, ProposalVote, Succession
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.stories.models import Contact, Story
from storyhub.stories.service import give_notice

# The kind of the notice; the letter's words are with the others.
NOTICE = "law_moved"


def tell_concerned(succession: Succession, *, undone: bool, but: Actor, now: datetime) -> None:
    """Coders of the law (what they marked then, or mark now), its proposers, voters and discussers, each once; not whoever does it.

    A teller hears of it only where public codings of the story are concerned and an address was left for letters.
    """
    for person_id in _people(succession):
        if person_id != but.person_id:
            db.session.add(LawNews(person_id=person_id, succession_id=succession.id, undone=undone, at=now))
    for story_id in _stories(succession):
        give_notice(story_id, NOTICE, now=now)
    db.session.flush()


def read_news(actor: Actor, *, now: datetime) -> None:
    """The person has read what there was."""
    db.session.execute(
        update(LawNews)
        .where(LawNews.person_id == actor.person_id, LawNews.seen_at.is_(None))
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )


def _people(succession: Succession) -> list[int]:
    law_id = succession.law_id
    moved = select(CodingMove.coding_id).where(CodingMove.succession_id == succession.id)
    concerned = union(
        select(Coding.coder_id.label("id")).where(Coding.law_id == law_id, Coding.removed_at.is_(None)),
        select(Coding.coder_id).where(Coding.id.in_(moved)),
        select(Law.proposer_id).where(Law.id == law_id, Law.proposer_id.is_not(None)),
        select(ProposalVote.person_id).where(ProposalVote.law_id == law_id),
        select(ProposalRemark.author_id).where(ProposalRemark.law_id == law_id),
        select(ProposalAdoption.previous_id).where(ProposalAdoption.law_id == law_id, ProposalAdoption.previous_id.is_not(None)),
    ).subquery()
    asked = select(Person.id).where(Person.id.in_(select(concerned.c.id)), Person.erased_at.is_(None)).order_by(Person.id)
    return list(db.session.execute(asked).scalars())


def _stories(succession: Succession) -> list[int]:
    moved = select(CodingMove.coding_id).where(CodingMove.succession_id == succession.id)
    asked = (
        select_public(Coding.story_id)
        .join(Contact, Contact.story_id == Story.id)
        .where((Coding.law_id == succession.law_id) | Coding.id.in_(moved))
        .distinct()
    )
    return list(db.session.execute(asked).scalars())
