"""One story: its text with coded passages, and what stands in its place when it is not shown."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from flask import Flask

from storyhub.coding.domain.words import Polarity
from storyhub.kit.actor import TELLER, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story, Touchpoint
from storyhub.stories.service import restrict_story, withdraw_story
from tests.accounts.accounts_factories import actor_for, make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import (
    ENGLISH,
    NOW,
    RUSSIAN,
    change_story,
    make_coder,
    make_coding,
    make_law,
    make_organisation,
    make_passage,
    make_story,
)


@pytest.fixture
def story(context: Flask) -> int:
    organisation = make_organisation("Corner Shop", sector="retail")
    return make_story(ENGLISH, title="The refund", organisation_id=organisation, sector="retail", stage="feedback", month="2026-05")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_story_shows_its_text_and_what_it_is_about(client: PageClient, story: int, lang: str):
    client.get(f"/{lang}/stories/{public_id(story)}")

    assert client.h1 == "The refund"
    assert "without a single question" in client.text
    assert "Corner Shop" in client.text
    assert client.soup.select_one(f'a[href="/{lang}/organisations/corner-shop"]')
    assert client.soup.select_one("link[rel=canonical]")["href"].endswith(f"/{lang}/stories/{public_id(story)}")


def test_a_story_without_a_title_is_called_by_its_number(client: PageClient, context: Flask):
    story = make_story()

    client.get(f"/ru/stories/{public_id(story)}")

    assert public_id(story) in client.h1


def test_a_text_in_the_other_language_says_which(client: PageClient, story: int):
    client.get(f"/ru/stories/{public_id(story)}")
    assert client.soup.select_one(".story__text")["lang"] == "en"

    client.get(f"/en/stories/{public_id(story)}")
    assert not client.soup.select_one(".story__text").has_attr("lang")


def test_every_sentence_has_its_anchor(client: PageClient, story: int):
    client.get(f"/en/stories/{public_id(story)}")

    assert [span["id"] for span in client.soup.select(".sentence[id]")] == ["s-1", "s-2", "s-3", "s-4"]


def test_overlapping_passages_name_both_laws(client: PageClient, story: int):
    coder = make_coder()
    make_coding(story, make_law(12, name="Ask nothing"), "refunded my money without a single question", coder_id=coder)
    make_coding(story, make_law(7, name="Surprise"), "a single question. I had not expected", coder_id=coder, polarity=Polarity.violates)

    client.get(f"/en/stories/{public_id(story)}")

    overlap = client.soup.select_one("mark.passage--overlap")
    assert overlap.get_text() == "a single question"
    assert {"passage--0", "passage--1", "passage--upholds", "passage--violates"} <= set(overlap["class"])
    labels = [link["aria-label"] for link in client.soup.select(".passage__law a")]
    assert labels == ["Law 12: Ask nothing – upholds", "Law 7: Surprise – violates"]
    assert [link["href"] for link in client.soup.select(".passage__law a")] == ["/en/laws/12", "/en/laws/7"]
    legend = client.soup.select_one(".legend").get_text(" ")
    assert "Ask nothing" in legend
    assert "Surprise" in legend
    assert "Ada Coder" in legend


def test_the_legend_leads_to_the_sentences(client: PageClient, story: int):
    coder = make_coder()
    law = make_law(12)
    make_coding(story, law, "they called and apologised", coder_id=coder)
    make_coding(story, law, None, coder_id=coder, polarity=Polarity.mixed)

    client.get(f"/en/stories/{public_id(story)}")

    assert [link["href"] for link in client.soup.select(".legend__quote[href]")] == ["#s-3"]
    assert "the whole story" in client.text


def test_two_coders_who_agree_make_one_mark(client: PageClient, story: int):
    law = make_law(12)
    make_coding(story, law, "they called and apologised", coder_id=make_coder("One"))
    make_coding(story, law, "they called and apologised", coder_id=make_coder("Two"))

    client.get(f"/en/stories/{public_id(story)}")

    assert len(client.soup.select(".passage__law")) == 1
    assert "One" in client.text
    assert "Two" in client.text


def test_a_coding_of_an_unfinished_round_is_not_shown(client: PageClient, story: int):
    make_coding(story, make_law(12, name="Ask nothing"), "they called and apologised", coder_id=make_coder(), complete=False)

    client.get(f"/en/stories/{public_id(story)}")

    assert not client.soup.select("mark.passage")
    assert "Ask nothing" not in client.text


def test_the_turning_point_is_quoted_with_a_link_to_its_sentence(client: PageClient, story: int):
    change_story(story, turning_point_id=make_passage(story, "they called and apologised"))

    client.get(f"/en/stories/{public_id(story)}")

    assert client.soup.select_one(".turning-point a")["href"] == "#s-3"


def test_the_turning_point_is_marked_in_the_text_beside_a_law_and_not_as_an_overlap(client: PageClient, story: int):
    change_story(story, turning_point_id=make_passage(story, "apologised for the fault"))
    make_coding(story, make_law(12), "they called and apologised", coder_id=make_coder())

    client.get(f"/en/stories/{public_id(story)}")

    turning = client.soup.select("mark.passage--turning")
    assert [mark.get_text() for mark in turning] == ["apologised", " for the fault"]
    assert not client.soup.select("mark.passage--overlap")
    assert client.soup.select_one('.passage__law a[href="#turning-point"]')["aria-label"] == "The moment that decided"


def test_what_the_teller_gave_in_figures_is_shown_and_nothing_else(client: PageClient, story: int):
    client.get(f"/en/stories/{public_id(story)}")
    assert not client.soup.select(".figures, .meetings")

    change_story(story, price="exceeded", speed=4, recommend_before=0, recommend_after=9, emotional_end=-2, outcome="came_back")
    client.get(f"/en/stories/{public_id(story)}")

    figures = {one.dt.get_text(): one.dd.get_text(" ", strip=True) for one in client.soup.select(".figures__figure")}
    assert figures == {
        "Price": "▲ better than expected",
        "Speed": "4 of 5",
        "Would recommend, of 10": "before 0, after 9 ▲",
        "How it ended, −5 to +5": "−2",
        "What came of it": "I left and came back",
    }


def test_touchpoints_say_the_gap_in_words(client: PageClient, story: int):
    with transaction():
        for position, (name, expected, received) in enumerate([("Till", 4, 1), ("Phone", 2, 3), ("Door", 5, 5)]):
            db.session.add(Touchpoint(story_id=story, position=position, name=name, expected=expected, received=received))

    client.get(f"/ru/stories/{public_id(story)}")
    assert client.soup.select_one(".meetings th[scope=row]")["lang"] == "en"
    client.get(f"/en/stories/{public_id(story)}")

    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in client.soup.select(".meetings tbody tr")]
    assert rows == [
        ["Till", "4", "1", "3 points less than expected"],
        ["Phone", "2", "3", "1 point more than expected"],
        ["Door", "5", "5", "as expected"],
    ]


def test_every_sentence_can_be_linked_to_without_a_script(client: PageClient, story: int):
    client.get(f"/en/stories/{public_id(story)}")

    assert [link["href"] for link in client.soup.select(".sentence-links a")] == ["#s-1", "#s-2", "#s-3", "#s-4"]


def test_sector_and_stage_lead_to_their_pages(client: PageClient, story: int):
    client.get(f"/en/stories/{public_id(story)}")

    assert client.soup.select_one('.facts a[href="/en/sectors/retail"]')
    assert client.soup.select_one('.facts a[href="/en/stages/feedback"]')


@pytest.mark.parametrize("spelling", ["S-1", "S-0000001", "s-000001", "S-000000", "S-999999", "S-000001x", "S-999999999999", "1", "S-%00"])
def test_another_spelling_of_a_number_is_no_page(client: PageClient, context: Flask, spelling: str):
    assert make_story(id=1) == 1
    client.get("/en/stories/S-000001")

    client.get(f"/en/stories/{spelling}", status=404)


@pytest.mark.parametrize("state", [State.received, State.in_review, State.changes_requested, State.declined, State.withdrawn])
def test_a_story_that_was_never_published_is_no_page(client: PageClient, context: Flask, state: State):
    story = make_story(state=state, published_on=None)

    client.get(f"/en/stories/{public_id(story)}", status=404)

    assert "Кассир" not in client.text


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_withdrawn_story_leaves_a_tombstone(client: PageClient, story: int, lang: str):
    client.get(f"/{lang}/stories/{public_id(story)}")
    with transaction():
        withdraw_story(db.session.get_one(Story, story), actor=TELLER, now=NOW)

    response = client.get(f"/{lang}/stories/{public_id(story)}", status=410)

    assert public_id(story) in client.h1
    assert "2026" in client.text
    for gone in ("refund", "Corner Shop", "question"):
        assert gone not in client.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_restricted_story_says_that_it_exists_and_who_restricted_it(client: PageClient, story: int):
    curator = make_person(Role.curator)
    with transaction():
        restrict_story(db.session.get_one(Story, story), why="A dispute about names.", actor=actor_for(curator), now=NOW)

    client.get(f"/en/stories/{public_id(story)}")

    assert "restricted" in client.h1
    assert "a curator" in client.text
    assert "A dispute about names." in client.text
    for hidden in (curator.name, "question", "refund"):
        assert hidden not in client.text


def test_a_research_only_story_is_for_staff(client: PageClient, app: Flask, context: Flask):
    story = make_story(audience=Audience.staff)
    address = f"/ru/stories/{public_id(story)}"
    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))

    client.get(address, status=404)
    staff.get(address)

    assert "Кассир вернула" in staff.text
    assert staff.soup.select_one(".banner--staff")


@pytest.mark.parametrize("state", [State.withdrawn, State.restricted])
def test_a_research_only_story_leaves_no_trace_for_visitors(client: PageClient, context: Flask, state: State):
    story = make_story(audience=Audience.staff, state=state)

    client.get(f"/ru/stories/{public_id(story)}", status=404)


def test_only_researchers_are_led_to_the_desk(client: PageClient, app: Flask, story: int):
    researcher = PageClient(app)
    sign_in(researcher, make_person(Role.researcher))
    desk = f"/en/desk/coding/{public_id(story)}"

    researcher.get(f"/en/stories/{public_id(story)}")
    client.get(f"/en/stories/{public_id(story)}")

    assert researcher.soup.select_one(f'a[href="{desk}"]')
    assert not client.soup.select_one(f'a[href="{desk}"]')


def test_a_sample_is_called_a_sample(client: PageClient, context: Flask):
    story = make_story(is_sample=True)

    client.get(f"/en/stories/{public_id(story)}")

    assert client.soup.select_one(".badge--sample")


def test_a_text_full_of_markup_is_shown_as_text(client: PageClient, context: Flask):
    story = make_story("<script>alert(1)</script> and **bold** words " * 3, title="<b>Bold</b> & co")

    client.get(f"/en/stories/{public_id(story)}")

    assert client.h1 == "<b>Bold</b> & co"
    assert not client.soup.select("main script")


def test_no_address_leaves_the_page_with_a_day_more_exact_than_promised(client: PageClient, story: int):
    change_story(story, published_on=date(2026, 1, 2), received_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=NOW.tzinfo))

    client.get(f"/en/stories/{public_id(story)}")

    assert not re.search(r"\b0?3:0?4\b", client.soup.get_text())
    assert RUSSIAN not in client.text
