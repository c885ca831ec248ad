"""Stories like one story: some of them on its page, more on a page of their own."""

from __future__ import annotations

from flask import Response

from storyhub.kit.errors import NotFound, SearchUnavailable
from storyhub.kit.web import current_actor, hub, page
from storyhub.reading.queries.similar_stories import Similar, similar_stories
from storyhub.reading.queries.story_page import find_story, story_head
from storyhub.reading.views.addresses import law_address
from storyhub.reading.views.blueprint import bp
from storyhub.stories.models import Story
from storyhub.stories.rules import may_read

SHOWN, MORE = 3, 12


@bp.get("/stories/<public_id>/similar")
def similar(public_id: str) -> Response:
    found = find_story(public_id)
    if found is None or not may_read(current_actor(), found):
        raise NotFound
    alike = similar_stories(found, engine=hub().engine, limit=MORE)
    return page("reading/similar.html", story=story_head(found), similar=alike, law_address=law_address)


def some_similar(story: Story) -> tuple[Similar, ...]:
    """For the story's own page, which is there even when the index is not."""
    try:
        return similar_stories(story, engine=hub().engine, limit=SHOWN)
    except SearchUnavailable:
        return ()
