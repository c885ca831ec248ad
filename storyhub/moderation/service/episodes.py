"""One episode told twice: one story is kept and the other declined; or both stay and count once; or they are only alike."""

from __future__ import annotations

from datetime import datetime

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.moderation.domain.actions import Done
from storyhub.moderation.domain.pairs import Verdict
from storyhub.moderation.models import Decision, NearPair
from storyhub.moderation.rules import may_be_kept, may_be_merged
from storyhub.moderation.service.claims import forget_claim
from storyhub.moderation.service.states import state_of
from storyhub.stories import service as stories
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import DeclineReason, State
from storyhub.stories.models import Story
from storyhub.stories.rules import may_moderate
from storyhub.stories.service.states import note

KIND = "story"


def merge_stories(kept: Story, other: Story, *, message: str, percent: int, actor: Actor, now: datetime) -> Decision:
    """Declines `other` as told already; its code says where the episode lives. Both tellers keep their codes and texts.

    Raises: Forbidden; Conflict if one of them is in no state for it; Invalid without words to the teller.
    """
    _need_pair(kept, other, actor)
    if not (may_be_kept(kept) and may_be_merged(other)):
        raise Conflict(log=f"merge: {kept.state} and {other.state}")
    version, before = other.version_id, state_of(other)
    stories.decline_story(other, reason=DeclineReason.duplicate, message=message, actor=actor, now=now)
    before["episodes"] = _joined(kept, other)
    before["pair"] = _say(kept, other, Verdict.merged, percent=percent, actor=actor, now=now)
    note(other, "story.merged", actor=actor, now=now, why=public_id(kept.id))
    note(kept, "story.told_again", actor=actor, now=now, why=public_id(other.id))
    forget_claim(KIND, str(other.id))
    return _decided(other, Done.declined, before, version=version, actor=actor, now=now)


def one_event(story: Story, other: Story, *, percent: int, actor: Actor, now: datetime) -> Decision:
    """Two people about one event: both go their ways, and count as one wherever evidence is counted. Raises: Forbidden, Conflict."""
    _need_pair(story, other, actor)
    before = state_of(story)
    before["episodes"] = _joined(other, story)
    before["pair"] = _say(story, other, Verdict.one_event, percent=percent, actor=actor, now=now)
    _note_both(story, other, "story.one_event", actor=actor, now=now)
    return _decided(story, Done.one_event, before, version=story.version_id, actor=actor, now=now)


def tell_apart(story: Story, other: Story, *, percent: int, actor: Actor, now: datetime) -> None:
    """Only alike: the pair is not offered again. Raises: Forbidden, Conflict."""
    _need_pair(story, other, actor)
    _say(story, other, Verdict.different, percent=percent, actor=actor, now=now)
    _note_both(story, other, "story.told_apart", actor=actor, now=now)


def reopen_pair(story: Story, other: Story, *, actor: Actor, now: datetime) -> None:
    """What was said about a pair is an open question again, at any time; a story that was declined for it stays so.

    Raises: Forbidden; Conflict if nothing was said, or one was declined.
    """
    _need_pair(story, other, actor)
    pair = db.session.get(NearPair, _key(story, other))
    if pair is None or pair.verdict is None or pair.verdict == Verdict.merged:
        raise Conflict(log="nothing to reopen")
    if pair.verdict == Verdict.one_event:
        stories.leave_episode(story)
    pair.verdict = pair.decided_by = pair.decided_at = None
    _note_both(story, other, "story.pair_reopened", actor=actor, now=now)


def take_back(before: dict[str, object]) -> None:
    """The part of an undo that is about two stories."""
    episodes, pair = before.get("episodes"), before.get("pair")
    if isinstance(episodes, dict):
        stories.restore_episode({int(number): root for number, root in episodes.items()})
    if isinstance(pair, list):
        row = db.session.get(NearPair, tuple(pair))
        if row is not None:
            row.verdict = row.decided_by = row.decided_at = None


def _need_pair(story: Story, other: Story, actor: Actor) -> None:
    if not may_moderate(actor):
        raise Forbidden(log="episodes need the moderator role")
    if story.id == other.id or State.withdrawn in (story.state, other.state):
        raise Conflict(log="no such pair")


def _joined(kept: Story, other: Story) -> dict[str, int | None]:
    return {str(number): root for number, root in stories.join_episode(kept, other).items()}


def _say(story: Story, other: Story, verdict: Verdict, *, percent: int, actor: Actor, now: datetime) -> list[int]:
    key = _key(story, other)
    pair = db.session.get(NearPair, key)
    if pair is None:
        pair = NearPair(story_id=key[0], other_id=key[1], percent=percent, found_at=now)
        db.session.add(pair)
    if pair.verdict is not None:
        raise Conflict(log=f"the pair is {pair.verdict}")
    pair.verdict, pair.decided_by, pair.decided_at = verdict, actor.person_id, now
    db.session.flush()
    return list(key)


def _note_both(story: Story, other: Story, action: str, *, actor: Actor, now: datetime) -> None:
    for one, two in ((story, other), (other, story)):
        note(one, action, actor=actor, now=now, why=public_id(two.id))


def _decided(story: Story, done: Done, before: dict[str, object], *, version: int, actor: Actor, now: datetime) -> Decision:
    decision = Decision(
        kind=KIND,
        key=str(story.id),
        action=done,
        reason=DeclineReason.duplicate if done is Done.declined else None,
        story_version=version,
        moderator_id=actor.person_id,
        decided_at=now,
        version_after=story.version_id,
        before=before,
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def _key(story: Story, other: Story) -> tuple[int, int]:
    return min(story.id, other.id), max(story.id, other.id)
