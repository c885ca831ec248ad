"""Putting stories of one episode together and taking them apart. Who may, and what becomes of the stories, is the desk's business.

An episode is named after one of its stories; `version_id` does not grow, since nothing that a teller or reader sees of a story changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select, update

from storyhub.kit.db import db
from storyhub.kit.errors import Conflict
from storyhub.stories.models import Story

# Story → the story its episode was named after.
Before = dict[int, int | None]


def join_episode(kept: Story, other: Story) -> Before:
    """Both, with all that was together with either, are one episode, named after that of `kept`. Gives what an undo puts back."""
    db.session.flush()
    root, its_root = kept.episode_id or kept.id, other.episode_id or other.id
    if root == its_root:
        raise Conflict(log="one episode already")
    before = _members(its_root)
    _write(before, root)
    return before


def leave_episode(story: Story) -> Before:
    """Takes one story out; if the episode was named after it, the others name theirs after the oldest of them."""
    db.session.flush()
    before = _members(story.episode_id or story.id)
    _write([story.id], None)
    others = sorted(set(before) - {story.id})
    if others and story.episode_id is None:
        _write(others[:1], None)
        _write(others[1:], others[0])
    db.session.expire(story, ["episode_id"])
    return before


def restore_episode(before: Mapping[int, int | None]) -> None:
    """Puts back what `join_episode` gave."""
    for story_id, root in before.items():
        _write([story_id], root)


def _members(root: int) -> Before:
    rows = db.session.execute(select(Story.id, Story.episode_id).where(or_(Story.id == root, Story.episode_id == root)))
    return {row[0]: row[1] for row in rows}


def _write(stories: Sequence[int] | Before, root: int | None) -> None:
    changed = update(Story).where(Story.id.in_(list(stories))).values(episode_id=root)
    db.session.execute(changed.execution_options(synchronize_session="fetch"))
