"""Who may do what at the coding desk. Pure predicates; the rows they look at are passed in."""

from __future__ import annotations

from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.kit.actor import Actor, Role
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.domain.words import Audience
from storyhub.stories.models import Story
from storyhub.stories.rules import may_be_coded

CODABLE_LAWS = (LawState.accepted, LawState.proposed)


def may_use_desk(actor: Actor) -> bool:
    """Coding is for researchers with an account: a coding always has an author."""
    return actor.is_signed_in and actor.has(Role.researcher)


def may_code(actor: Actor, story: Story) -> bool:
    """A researcher, and a published story whose teller agreed to research."""
    return may_use_desk(actor) and may_be_coded(story)


def may_be_named(law: Law | None) -> bool:
    """Laws in force and open proposals; merged, split, retired and declined ones take no new codings."""
    return law is not None and law.state in CODABLE_LAWS


def is_own(actor: Actor, coding: Coding) -> bool:
    return actor.person_id is not None and coding.coder_id == actor.person_id


def is_open(coding_round: CodingRound | None, coding_pass: CodingPass | None) -> bool:
    """Whether this pass (or one not yet begun) still takes codings."""
    if coding_round is not None and coding_round.complete_at is not None:
        return False
    return coding_pass is None or coding_pass.finished_at is None


def sees_others(coding_pass: CodingPass | None) -> bool:
    """Blind until finished: nobody at the desk sees what others marked in a story before pressing finished on it."""
    return coding_pass is not None and coding_pass.finished_at is not None


def may_compare(actor: Actor, coding_round: CodingRound | None, coding_pass: CodingPass | None) -> bool:
    """Who has finished sees what others finished; a curator once the round is complete, so that nobody looks first and codes then."""
    if coding_round is None:
        return False
    return sees_others(coding_pass) or (actor.has(Role.curator) and coding_round.complete_at is not None)


def may_adjudicate(actor: Actor, coding_round: CodingRound | None, coding_pass: CodingPass | None) -> bool:
    """Differences of a complete round are settled by a curator, or by the researcher a curator named who has finished the story."""
    if coding_round is None or coding_round.complete_at is None:
        return False
    is_named = actor.person_id is not None and coding_round.adjudicator_id == actor.person_id
    return actor.has(Role.curator) or (is_named and may_use_desk(actor) and sees_others(coding_pass))


def may_close_round(actor: Actor) -> bool:
    return actor.has(Role.curator)


def may_reopen_round(actor: Actor) -> bool:
    return actor.has(Role.curator)


def may_assign(actor: Actor) -> bool:
    """Who reads which story, and how many read it."""
    return actor.has(Role.curator)


def may_set_training(actor: Actor) -> bool:
    """Which stories newcomers learn with, and by whose marks."""
    return actor.has(Role.curator)


def may_train(actor: Actor, *, asked_to_join: bool) -> bool:
    """Who waits for an answer to the request to join, and researchers who repeat it."""
    return actor.is_signed_in and (asked_to_join or actor.has(Role.researcher))


def may_teach(story: Story) -> bool:
    """Whether newcomers may be shown the story: open to research, and to everybody."""
    return may_be_coded(story) and story.audience == Audience.public
