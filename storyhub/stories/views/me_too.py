"""The page of a reader who experienced the same. A page of its own, because a form sets a cookie and reading a story sets none."""

from __future__ import annotations

import hashlib

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import db, transaction
from storyhub.kit.errors import NotFound
from storyhub.kit.web import current_actor, limiter, no_store, now, page, see_other
from storyhub.kit.web.limits import address_key
from storyhub.stories.domain.excerpt import shown_title
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.domain.seen_today import SeenToday
from storyhub.stories.models import Story
from storyhub.stories.queries.me_too import me_too_count
from storyhub.stories.rules import may_read
from storyhub.stories.service import say_me_too
from storyhub.stories.views.blueprint import bp

PRESSES = "30 per hour"
MAX_ID = 2**63 - 1
_seen = SeenToday()


@bp.route("/stories/<public_id>/me-too", methods=["GET", "POST"])
@limiter.limit(PRESSES, methods=["POST"])
def me_too(public_id: str) -> ResponseReturnValue:
    """GET: what it means and how it is counted. POST: counts once."""
    no_store()
    if request.method == "GET":
        return _page(_readable(public_id), public_id)
    with transaction():
        done = _count(_readable(public_id))
    return see_other("stories.me_too", public_id=public_id, done="counted" if done else "already")


def _count(story: Story) -> bool:
    """A member counts once for good; a visitor once a day and network, as far as this process remembers."""
    actor, moment = current_actor(), now()
    if actor.is_signed_in:
        return say_me_too(story, actor=actor, now=moment)
    key = hashlib.sha256(f"{address_key()}|{story.id}".encode()).hexdigest()
    if not _seen.is_new(key, today=moment.date()):
        return False
    try:
        return say_me_too(story, actor=actor, now=moment)
    except BaseException:
        _seen.forget(key)
        raise


def _readable(public_id: str) -> Story:
    number = story_id(public_id)
    story = db.session.get(Story, number) if number is not None and number <= MAX_ID else None
    if story is None or not may_read(current_actor(), story):
        raise NotFound(log="not readable")
    return story


def _page(story: Story, public_id: str) -> Response:
    revision = story.published_revision
    done = request.args.get("done")
    return page(
        "stories/me_too.html",
        public_id=public_id,
        title=shown_title(story.title, revision.plain if revision else ""),
        lang=story.lang,
        number=me_too_count(story.id),
        done=done if done in ("counted", "already") else None,
    )
