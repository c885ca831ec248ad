"""One sample story: told, moved to its state, marked, coded. Through the same verbs as a person's story."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from storyhub.coding.domain.words import Polarity
from storyhub.coding.service import VoteDraft, add_coding, cast_vote, claim_law, finish_pass
from storyhub.kit.actor import TELLER, Actor, Role
from storyhub.kit.db import db
from storyhub.starter.content import Entry
from storyhub.stories.domain.drafts import DETAILS, StoryDraft
from storyhub.stories.domain.words import ConsentKind, DeclineReason, State
from storyhub.stories.models import Revision, Story, Touchpoint
from storyhub.stories.service import (
    begin_review,
    decline_story,
    find_organisation,
    mark_turning_point,
    publish_story,
    request_changes,
    restrict_story,
    submit_story,
    withdraw_story,
)
from storyhub.wiring import Hub

SOURCE = "sample"
# A moderator read it the day after; researchers some days later.
ANSWERED, CODED = timedelta(hours=20), timedelta(days=2)
Team = Mapping[str, Actor]
# A law's number, or a proposal's ref, → its id.
LawIds = Mapping[str, int]


def known_refs() -> set[str | None]:
    """Samples that are in the database already, whatever became of them since."""
    return set(db.session.execute(select(Story.external_id).where(Story.source == SOURCE)).scalars())


def known_story(ref: str) -> Story:
    return db.session.execute(select(Story).where(Story.source == SOURCE, Story.external_id == ref)).scalar_one()


def tell(sample: Entry, laws: LawIds, *, hub: Hub, now: datetime) -> Story:
    """Sends the story and fills in what its teller answered. `now` is the moment it is told."""
    story, _receipt = submit_story(
        StoryDraft(source=sample["text"], consents=frozenset(map(ConsentKind, sample["consents"])), ui_lang=sample["lang"]),
        nonce=secrets.token_urlsafe(32),
        key=hub.settings.secret_key.encode(),
        rendered=hub.renderer.render(sample["text"]),
        now=now,
    )
    story.source, story.external_id, story.is_sample, story.lang = SOURCE, sample["ref"], True, sample["lang"]
    for name in DETAILS:
        if name != "organisation":
            setattr(story, name, sample[name])
    if sample["organisation"]:
        story.organisation = find_organisation(sample["organisation"], sample["sector"])
    story.touchpoints = [Touchpoint(position=number, **place) for number, place in enumerate(sample["touchpoints"])]
    db.session.flush()
    if sample["turning_point"]:
        mark_turning_point(story, *_place(_text_of(story), sample["turning_point"]), now=now)
    if sample["teller_law"]:
        claim_law(story, laws[str(sample["teller_law"])], now=now)
    return story


def move(story: Story, sample: Entry, team: Team, *, now: datetime) -> None:
    """Brings a story just told into the state its sample is in."""
    moderator = next(actor for actor in team.values() if actor.has(Role.moderator))
    match State(sample["state"]):
        case State.published:
            publish_story(story, actor=moderator, now=now)
        case State.in_review:
            begin_review(story, actor=moderator, now=now)
        case State.changes_requested:
            request_changes(story, message=sample["moderator_message"], actor=moderator, now=now)
        case State.declined:
            reason = DeclineReason(sample["decline_reason"])
            decline_story(story, reason=reason, message=sample["moderator_message"], actor=moderator, now=now)
        case State.restricted:
            publish_story(story, actor=moderator, now=now)
            restrict_story(story, why=sample["restrict_reason"], actor=moderator, now=now + timedelta(days=3))
        case State.withdrawn:
            publish_story(story, actor=moderator, now=now)
            withdraw_story(story, actor=TELLER, now=now + timedelta(days=5))
        case State.received:
            pass


def code(story: Story, sample: Entry, team: Team, laws: LawIds, *, now: datetime) -> None:
    """What the researchers see in the story. An unfinished pass stays unfinished, and its round unseen."""
    coders = {coding["coder"] for coding in sample["codings"]} | set(sample["finished"])
    for minute, coding in enumerate(sample["codings"]):
        start, end = _place(_text_of(story), coding["exact"]) if coding["exact"] else (None, None)
        add_coding(
            story,
            start=start,
            end=end,
            law_id=laws[str(coding["law"])],
            polarity=Polarity(coding["polarity"]),
            strength=coding["strength"],
            note=coding["note"],
            coder=team[coding["coder"]],
            coders_needed=len(coders),
            now=now + timedelta(minutes=minute),
        )
    for handle in sample["finished"]:
        first = next((coding for coding in sample["codings"] if coding["coder"] == handle), None)
        if first:
            # What a coder marks first is what the story is about to her.
            draft = VoteDraft(law_id=laws[str(first["law"])])
            cast_vote(story, draft, coder=team[handle], coders_needed=len(coders), now=now + timedelta(hours=1))
        finish_pass(story, coder=team[handle], coders_needed=len(coders), now=now + timedelta(hours=1))


def _text_of(story: Story) -> Revision:
    assert story.latest_revision is not None
    return story.latest_revision


def _place(revision: Revision, exact: str) -> tuple[int, int]:
    """Where the words stand. A sample whose words are not there exactly once is a mistake of ours."""
    assert revision.plain.count(exact) == 1, exact
    start = revision.plain.index(exact)
    return start, start + len(exact)
