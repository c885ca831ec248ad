"""What is said in place of a story that is no longer shown."""

from __future__ import annotations

from flask import Response

from storyhub.kit.actor import Actor
from storyhub.kit.errors import NotFound
from storyhub.kit.web import no_store, page
from storyhub.reading.queries.story_ends import restriction, tombstone
from storyhub.reading.views.cited import tombstone_words
from storyhub.stories.domain.public_id import public_id as public_id_of
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story


def end_of(found: Story, actor: Actor) -> Response:
    """The tombstone or the stub of a story that readers could see before. Of any other nothing is said. Raises: NotFound."""
    was_public = found.published_on is not None and (found.audience == Audience.public or actor.is_staff)
    public_id = public_id_of(found.id)
    if was_public and found.state == State.withdrawn:
        no_store()
        stone = tombstone(found.id)
        cited = tombstone_words(public_id, stone.on)
        return page("reading/story_withdrawn.html", 410, public_id=public_id, on=stone.on, reason=stone.reason, cited=cited)
    if was_public and found.state == State.restricted:
        no_store()
        known = restriction(found.id)
        return page("reading/story_restricted.html", public_id=public_id, known=known)
    raise NotFound(log="not readable")
