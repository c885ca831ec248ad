"""The page of a reader who experienced the same. A page of its own, because a form sets a cookie and reading a story sets none."""

from __future__ import annotations

import hashlib
import hmac

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import db, transaction
from storyhub.kit.errors import NotFound
from storyhub.kit.web import current_actor, limiter, no_store, now, page, see_other, settings
from storyhub.stories.domain.excerpt import shown_title
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story
from storyhub.stories.queries.me_too import me_too_count
from storyhub.stories.rules import may_read
from storyhub.stories.service import say_me_too, say_me_too_unknown
from storyhub.stories.views.blueprint import bp

PRESSES = "30 per hour"
MAX_ID = 2**63 - 1


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
    """A member counts once for good; a visitor once a day and address, whichever process is asked."""
    actor, moment = current_actor(), now()
    if actor.is_signed_in:
        return say_me_too(story, actor=actor, now=moment)
    # The instance's secret is in no database: who steals one cannot try addresses.
    secret = settings().secret_key.encode()
    visitor = hmac.new(secret, f"storyhub/me-too/1|{request.remote_addr}".encode(), hashlib.sha256).hexdigest()
    return say_me_too_unknown(story, visitor=visitor, now=moment)


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
