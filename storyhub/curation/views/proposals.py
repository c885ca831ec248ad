"""Reading proposals: all there ever were, and the page of one with everything that was said and decided about it."""

from __future__ import annotations

from itertools import groupby

from flask import Response
from wtforms import Form

from storyhub.coding.queries import evidence_for_law
from storyhub.curation import rules
from storyhub.curation.domain.gate import checklist
from storyhub.curation.domain.words import Age, Vote
from storyhub.curation.forms import DecideForm, RemarkForm
from storyhub.curation.queries import Proceedings, helpful_stories, proceedings, standings
from storyhub.curation.views.blueprint import NUMBER_MAX, bp, thresholds
from storyhub.kit import audit
from storyhub.kit.actor import Actor, Role
from storyhub.kit.errors import NotFound, SearchUnavailable
from storyhub.kit.i18n import current_language
from storyhub.kit.web import Pagination, current_actor, hub, no_store, now, page, page_number
from storyhub.laws.forms import NO_GROUP, options
from storyhub.laws.queries import ProposalPage, group_names, proposal_list, proposal_page
from storyhub.laws.rules import may_edit, may_propose
from storyhub.stories.queries import StoryCard, story_cards

PAGE_SIZE = 30


@bp.get("/proposals")
def proposals() -> Response:
    number = page_number()
    cards, total = proposal_list(current_language(), page=number, size=PAGE_SIZE)
    if number > 1 and not cards:
        raise NotFound(log="past the last page")
    found = standings(card.card.id for card in cards if card.state == "proposed")
    return page(
        "curation/proposals.html",
        groups=[(outcome, tuple(group)) for outcome, group in groupby(cards, key=lambda card: card.outcome)],
        cases={law_id: standing.case for law_id, standing in found.items()},
        checks={law_id: checklist(standing.case.figures, thresholds()) for law_id, standing in found.items()},
        thresholds=thresholds(),
        pages=Pagination(number=number, size=PAGE_SIZE, total=total),
        may_propose=may_propose(current_actor()),
    )


@bp.get("/proposals/P-<int:number>")
def proposal(number: int) -> Response:
    return show_proposal(found_proposal(number))


def found_proposal(number: int) -> ProposalPage:
    """Raises: NotFound"""
    found = proposal_page(number, current_language()) if 0 < number <= NUMBER_MAX else None
    if found is None:
        raise NotFound(log="no such proposal")
    return found


def show_proposal(
    found: ProposalPage, failed: Form | None = None, status: int = 200, /, *, problems: tuple[object, ...] = ()
) -> Response:
    """The page of a proposal with the forms this person may use; `failed` is the one that came back, with what was typed."""
    actor, moment = current_actor(), now()
    about = proceedings(found.id, person_id=actor.person_id, now=moment, thresholds=thresholds())
    is_open = found.state == "proposed"
    if actor.is_signed_in:
        no_store()
    decide = failed if isinstance(failed, DecideForm) else DecideForm()
    decide.group.choices = [*NO_GROUP, *options((group.slug, group.name) for group in group_names(current_language()))]
    return page(
        "curation/proposal.html",
        status,
        proposal=found,
        about=about,
        thresholds=thresholds(),
        story_public_id=_readable_story(found.story_id, actor),
        evidence=evidence_for_law(found.id, current_language(), actor=actor),
        helpful=_helpful(found.id, actor) if is_open else (),
        codes=actor.has(Role.researcher),
        # Votes have their own place, and a hundred lines of them would bury what happened.
        events=[event for event in audit.timeline("law", str(found.id)) if event.action != "proposal.voted"],
        decide=decide,
        remark=failed if isinstance(failed, RemarkForm) else RemarkForm(),
        failed=failed,
        decides=is_open and may_edit(actor) and not about.is_proposer,
        **_parts(actor, about, found),
        request_problems=problems,
        form_failed=status != 200,
        Vote=Vote,
    )


def _parts(actor: Actor, about: Proceedings, found: ProposalPage) -> dict[str, object]:
    """What this person can do in the discussion."""
    is_open = found.state == "proposed"
    takes_part = is_open and rules.takes_part(actor)
    is_own = actor.is_signed_in and actor.person_id == found.proposer_id
    return {
        "is_open": is_open,
        "takes_part": takes_part,
        "is_own": is_own,
        "votes": takes_part and not is_own,
        "adopts": takes_part and not is_own and about.age == Age.quiet,
        "salvages": found.state == "declined" and may_propose(actor),
        "settles": takes_part and (is_own or may_edit(actor)),
    }


def _helpful(law_id: int, actor: Actor) -> tuple[StoryCard, ...]:
    try:
        return helpful_stories(law_id, engine=hub().engine, actor=actor)
    except SearchUnavailable:
        # The page is whole without it.
        return ()


def _readable_story(story_id: int | None, actor: Actor) -> str | None:
    """The public id of the story a proposal came with, if this reader may read it."""
    card = story_cards([story_id], actor=actor).get(story_id) if story_id else None
    return card.public_id if card else None
