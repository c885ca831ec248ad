"""Cards, lists, counts and search documents: only what may be read, at a constant number of SQL queries."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from storyhub.kit.actor import OPERATOR, VISITOR
from storyhub.kit.db import transaction
from storyhub.stories.documents import all_keys, revisions, story_documents
from storyhub.stories.domain.excerpt import TITLE, opening
from storyhub.stories.domain.words import State
from storyhub.stories.queries import StoryFilters, newest_cards, receipt_of, story_cards, story_counts, story_list
from storyhub.stories.service import StoryDetails
from tests.sql_count import count_sql
from tests.stories.stories_factories import NOW, TEXT, make_story

RUSSIAN = "Курьер опоздал, но донёс коробку до квартиры и извинился."


def test_a_card_shows_what_the_story_is_about(context: Flask):
    details = StoryDetails(title="Upstairs", organisation="Fast Feet", sector="delivery", stage="experience")
    with transaction():
        story_id = make_story(details=details).id
    card = story_cards([story_id], actor=VISITOR)[story_id]

    assert (card.public_id, card.title, card.excerpt, card.lang) == ("S-000001", "Upstairs", TEXT, "en")
    assert card.organisation is not None
    assert (card.organisation.slug, card.sector, card.published_on) == ("fast-feet", "delivery", date(2026, 11, 20))


def test_a_story_without_a_title_goes_by_its_first_words():
    assert opening(TEXT) == ("The courier came late.", TEXT.removeprefix("The courier came late. "))
    head, rest = opening("word " * 60)
    assert len(head) <= TITLE
    assert head.endswith("…")
    assert rest.startswith("…word")
    assert opening("Short one") == ("Short one", "")


@pytest.mark.parametrize("state", [state for state in State if state != State.published])
def test_what_is_not_published_is_in_no_list_and_no_index(context: Flask, state: State):
    with transaction():
        hidden = make_story(state=state).id
        shown = make_story().id

    for actor in (VISITOR, OPERATOR):
        assert set(story_cards([hidden, shown], actor=actor)) == {shown}
        assert [card.id for card in newest_cards(actor, 9)] == [shown]
        assert story_list(StoryFilters(), actor=actor, page=1, size=9)[1] == 1
    assert list(all_keys()) == [str(shown)]
    documents = story_documents([str(hidden), str(shown), "999", "x"])
    assert documents[str(hidden)] is documents["999"] is documents["x"] is None
    document = documents[str(shown)]
    assert document is not None
    assert list(revisions()) == [(str(shown), document.revision)]


def test_what_is_for_staff_is_shown_to_staff_only(context: Flask):
    with transaction():
        story_id = make_story(audience="staff").id

    assert story_id in story_cards([story_id], actor=OPERATOR)
    assert story_cards([story_id], actor=VISITOR) == {}
    assert story_list(StoryFilters(), actor=VISITOR, page=1, size=9) == ((), 0)
    assert newest_cards(VISITOR, 9) == ()
    assert story_counts().stories == 0
    document = story_documents([str(story_id)])[str(story_id)]
    assert document is not None
    assert document.audience == "staff"


def test_lists_are_narrowed_and_paged(context: Flask):
    with transaction():
        english = [make_story(details=StoryDetails(sector="food", stage="feedback")).id for _ in range(3)]
        russian = make_story(RUSSIAN).id

    def ids(filters: StoryFilters, page: int = 1, size: int = 9) -> list[int]:
        return [card.id for card in story_list(filters, actor=VISITOR, page=page, size=size)[0]]

    assert ids(StoryFilters()) == [russian, *reversed(english)]
    assert ids(StoryFilters(lang="ru")) == [russian]
    assert ids(StoryFilters(sector="food", stage="feedback")) == list(reversed(english))
    assert ids(StoryFilters(sector="travel")) == []
    assert ids(StoryFilters(ids=[english[0], russian])) == [russian, english[0]]
    assert ids(StoryFilters(ids=[])) == []
    assert ids(StoryFilters(), page=2, size=3) == [english[0]]
    assert ids(StoryFilters(), page=3, size=3) == []


def test_counts_are_honest(context: Flask):
    with transaction():
        make_story(details=StoryDetails(organisation="A"))
        make_story(details=StoryDetails(organisation="A"))
        make_story(state=State.received)
        make_story(state=State.declined)
        make_story(state=State.changes_requested)
    counts = story_counts()

    assert (counts.stories, counts.organisations, counts.waiting) == (2, 1, 1)


def test_a_document_carries_what_can_be_searched_for(context: Flask):
    details = StoryDetails(title="Upstairs", organisation="Fast Feet", sector="delivery", stage="experience")
    with transaction():
        story = make_story(details=details)
        key, version = str(story.id), story.version_id
    document = story_documents([key])[key]

    assert document is not None
    assert (document.title, document.text, document.revision, document.date) == ("Upstairs", TEXT, version, NOW.date())
    assert document.facet_values() == {
        "kind": ("story",),
        "lang": ("en",),
        "stage": ("experience",),
        "sector": ("delivery",),
        "org": ("fast-feet",),
        "year": ("2026",),
    }


def test_lists_cost_the_same_with_one_story_and_with_three(context: Flask):
    counts = []
    for wanted in (1, 3):
        with transaction():
            while story_counts().stories < wanted:
                make_story(details=StoryDetails(organisation=f"Company {story_counts().stories}"))
        with count_sql(context) as run:
            story_list(StoryFilters(), actor=VISITOR, page=1, size=9)
            newest_cards(VISITOR, 9)
            story_cards([1, 2, 3], actor=VISITOR)
            story_counts()
            story_documents(["1", "2", "3"])
            list(all_keys())
        counts.append(run.count)

    assert counts[0] == counts[1] == 7


def test_a_receipt_costs_the_same_with_one_message_and_with_many(context: Flask):
    from storyhub.stories.service import begin_review, request_changes

    counts = []
    with transaction():
        story = make_story(state=State.changes_requested)
    for _ in range(2):
        with count_sql(context) as run:
            receipt_of(story, promise_days=3, today=NOW.date())
        counts.append(run.count)
        with transaction():
            for _round in range(2):
                begin_review(story, actor=OPERATOR, now=NOW)
                request_changes(story, message="Again…", actor=OPERATOR, now=NOW)

    assert counts[0] == counts[1]
