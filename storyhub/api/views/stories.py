"""Stories: the list, and one."""

from __future__ import annotations

from datetime import date

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.problems import Refused
from storyhub.api.domain.records.stories import StoriesAsked, StoryItem, StoryList, StoryRecord
from storyhub.api.views.addresses import story_address
from storyhub.api.views.edge import serves
from storyhub.api.views.paging import next_page, place_of
from storyhub.calls.queries import call_ids
from storyhub.coding.queries import stories_graded, story_grades
from storyhub.kit.actor import VISITOR
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import no_store
from storyhub.reading.queries.story_ends import restriction, tombstone
from storyhub.reading.queries.story_page import find_story, story_head
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.queries import StoryCard, StoryFilters, story_cards_after
from storyhub.stories.rules import may_read

LICENCE = "CC-BY-4.0"
PATH = "/stories"


@serves(
    Operation("listStories", "GET", PATH, "stories", lazy_gettext("Published stories, the newest first"), StoryList, asked=StoriesAsked)
)
def stories(asked: StoriesAsked) -> StoryList:
    place = place_of(asked, PATH)
    after = None if place is None else (date.fromisoformat(str(place[0])), int(place[1]))
    found = story_cards_after(_filters(asked), after, actor=VISITOR, size=asked.limit + 1)
    shown = found[: asked.limit]
    # A published story has a day; were one without, it would be the last of all.
    more = len(found) > asked.limit and shown[-1].published_on is not None
    following = next_page(asked, PATH, (str(shown[-1].published_on), shown[-1].id)) if more else None
    return StoryList(tuple(map(_item, shown)), following)


@serves(
    Operation(
        "getStory", "GET", "/stories/{public_id}", "stories", lazy_gettext("One story"), StoryRecord,
        about=lazy_gettext(
            "A withdrawn story answers 410 with the day and the class of reasons, a restricted one 403 with the public words."
        ),
        may=frozenset({403, 410}),
    )
)  # fmt: skip
def story(public_id: str) -> StoryRecord:
    found = find_story(public_id)
    if found is None:
        raise NotFound
    if not may_read(VISITOR, found):
        raise _end_of(found)
    revision = found.published_revision
    if revision is None or revision.purged_at is not None:
        raise NotFound(log="published without a text")
    head, free = story_head(found), found.may_open_data
    grade = story_grades([found.id]).get(found.id)
    return StoryRecord(
        id=head.public_id,
        address=story_address(head.public_id, head.lang),
        lang=head.lang,
        title=head.title if free else None,
        text=revision.plain if free else None,
        licence=LICENCE if free else None,
        organisation=head.organisation_name,
        sector=head.sector,
        stage=head.stage,
        month=head.month,
        published_on=head.published_on,
        me_too=head.me_too,
        grade=str(grade.grade) if grade else None,
        call=head.call.slug if head.call else None,
        is_sample=head.is_sample,
    )


def _filters(asked: StoriesAsked) -> StoryFilters:
    call_id = call_ids([asked.call]).get(asked.call, 0) if asked.call else None
    graded = stories_graded(asked.grade) if asked.grade else None
    return StoryFilters(lang=asked.lang, sector=asked.sector, stage=asked.stage, ids=graded, call_id=call_id)


def _item(card: StoryCard) -> StoryItem:
    return StoryItem(
        id=card.public_id,
        address=story_address(card.public_id, card.lang),
        lang=card.lang,
        title=card.title if card.is_free else None,
        excerpt=card.excerpt if card.is_free else None,
        licence=LICENCE if card.is_free else None,
        organisation=card.organisation.name if card.organisation else None,
        sector=card.sector,
        stage=card.stage,
        published_on=card.published_on,
        is_sample=card.is_sample,
    )


def _end_of(found: Story) -> Exception:
    """What is said of a story that readers could see before. Of any other nothing is said."""
    no_store()
    if found.published_on is not None and found.audience == Audience.public:
        if found.state == State.withdrawn:
            stone = tombstone(found.id)
            return Refused(410, lazy_gettext("This story was withdrawn."), on=stone.on, reason=stone.reason or None)
        if found.state == State.restricted:
            known = restriction(found.id)
            return Refused(403, lazy_gettext("This story is restricted."), on=known.on, reason=known.why or None)
    return NotFound(log="not readable")
