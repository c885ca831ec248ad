"""Strength on the pages of laws: the figure and what it rests on, the curve, what contradicts it, the library by strength, the files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask

from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import AgreementResult, CodingPass, CodingRound, CodingVote
from storyhub.kit.db import db, transaction
from storyhub.kit.records import harmless
from storyhub.laws.domain.words import RelationKind
from storyhub.laws.models import LawRelation
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience
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


def tell(law: int, polarity: str, times: int = 1, **how: object) -> list[int]:
    """So many stories on one side of a law; returns their ids."""
    coder, stories = make_coder(), [make_story(ENGLISH) for _ in range(times)]
    for story in stories:
        make_coding(story, law, "they called", coder_id=coder, polarity=Polarity(polarity), **how)
    return stories


def test_a_law_says_how_strong_it_is_and_from_what(client: PageClient, context: Flask):
    law = make_law(12)
    tell(law, "upholds", 8)
    tell(law, "violates", 2)
    tell(law, "mixed", 1)

    client.get("/en/laws/12")

    panel = " ".join(client.soup.select_one(".strength").get_text(" ").split())
    # Wilson's bound of 8 among 10 is 0.4902: said with "at least", it is never rounded up.
    assert panel.startswith("49% strength growing")
    assert "8 tellers uphold it, 2 violate it." in panel
    assert "at least 49% of such tellers" in panel
    client.get(client.soup.select_one(".strength a")["href"])
    assert "49%" in client.text


def test_strength_is_a_dash_where_nobody_takes_a_side(client: PageClient, context: Flask):
    tell(make_law(12), "mixed")

    client.get("/en/laws/12")

    assert client.soup.select_one(".strength__number").get_text() == "—"
    assert "Not known yet" in client.text
    assert not client.soup.select(".trend")
    assert not client.soup.select(".curve")


def test_the_curve_has_a_picture_a_table_and_a_file(client: PageClient, context: Flask):
    law = make_law(12)
    tell(law, "upholds", 3, created_at=NOW - timedelta(days=200))
    tell(law, "violates", 1, created_at=NOW - timedelta(days=100))

    client.get("/en/laws/12")

    picture = client.soup.select_one("svg.curve__picture[role=img]")
    assert picture.select_one("title").get_text()
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in client.soup.select(".curve__table tbody tr")]
    assert rows[-1] == ["Q2 2026", "3", "0", "43%"]
    assert rows[-2] == ["Q3 2026", "3", "1", "30%"]
    assert "Strength was 43% at the end of Q2 2026 and is 30% now." in client.text
    file = client.client.get(client.soup.select_one(".curve__file a")["href"])
    lines = file.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0] == "quarter,tellers_uphold,tellers_violate,strength"
    assert lines[1].startswith("2026-Q2,3,0,0.4385")
    assert client.client.get("/en/laws/99/strength.csv").status_code == 404


def test_a_law_without_a_new_story_fades(client: PageClient, context: Flask):
    tell(make_law(12), "upholds", 3, created_at=NOW - timedelta(days=400))

    client.get("/en/laws/12")

    assert client.soup.select_one(".law__head .trend").get_text() == "fading"


def test_what_contradicts_a_law_is_a_list_of_its_own(client: PageClient, context: Flask):
    law = make_law(12)
    tell(law, "upholds")
    (old,) = tell(law, "violates", strength=3, created_at=NOW - timedelta(days=9))
    (weak,) = tell(law, "violates", strength=1)
    (both,) = tell(law, "mixed", strength=3)
    make_coding(make_story(RUSSIAN), law, "Я не ждал", coder_id=make_coder(), polarity=Polarity.violates, strength=2)
    (hidden,) = tell(law, "violates", strength=3)
    change_story(hidden, audience=Audience.staff)

    client.get("/en/laws/12")
    client.get(client.soup.select_one(".evidence__side--violates .evidence__all a")["href"])

    def shown() -> list[str]:
        return [link["href"].split("/")[-1].partition("#")[0] for link in client.soup.select(".evidence__quote a")]

    found = shown()
    assert (found[0], found[1], found[-1], len(found)) == (public_id(both), public_id(old), public_id(weak), 4)
    assert "marked on" in client.soup.select_one(".evidence__source").get_text()
    client.get("/en/laws/12/against?sort=newest")
    assert shown()[-1] == public_id(old)
    client.get("/en/laws/12/against?side=mixed")
    assert shown() == [public_id(both)]
    client.get("/en/laws/12/against?least=3&lang=en&sort=newest")
    assert shown() == [public_id(both), public_id(old)]
    client.get("/en/laws/12/against?lang=ru&side=mixed")
    assert client.soup.select_one(".empty")
    client.get("/en/laws/12/against?side=x&least=x&page=0")
    assert len(shown()) == 4
    client.get("/en/laws/12/against?page=2", status=404)


@pytest.mark.parametrize(("stories", "words"), [(0, "no story says anything about it"), (2, "2 stories say something about this law")])
def test_an_uncontradicted_law_says_so_honestly(client: PageClient, context: Flask, stories: int, words: str):
    tell(make_law(12), "upholds", stories)

    client.get("/en/laws/12/against")

    assert "Nobody has contradicted it yet." in client.text
    assert words in client.text


def test_moments_that_decided_are_counted(client: PageClient, context: Flask):
    law = make_law(12)
    inside, outside, _silent = tell(law, "upholds", 3)
    change_story(inside, turning_point_id=make_passage(inside, "day they called and"))
    change_story(outside, turning_point_id=make_passage(outside, "refunded my money"))

    client.get("/en/laws/12")

    assert "2 of these stories name the moment that decided; in 1 it lies in a passage marked with this law." in client.text


def test_laws_in_tension_show_the_evidence_of_both(client: PageClient, context: Flask):
    one, two, three = make_law(1), make_law(2, name="Two"), make_law(3, name="Three")
    tell(one, "upholds", 3)
    tell(two, "violates", 2)
    with transaction():
        db.session.add(LawRelation(law_id=two, other_id=one, kind=RelationKind.in_tension_with))
        db.session.add(LawRelation(law_id=one, other_id=three, kind=RelationKind.supports))

    client.get("/en/laws/1")

    (table,) = client.soup.select(".tension")
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert rows[:3] == [["Strength", "43%", "0%"], ["Tellers uphold", "3", "0"], ["Tellers violate", "0", "2"]]


def test_the_library_is_sorted_by_strength_and_shows_it(client: PageClient, context: Flask):
    make_law(1, name="Silent")
    weak, strong = make_law(2, name="Weak"), make_law(3, name="Strong")
    tell(weak, "upholds", 2)
    tell(weak, "violates", 3)
    tell(strong, "upholds", 3)

    client.get("/en/laws?sort=strength")

    assert [card.get_text(strip=True) for card in client.soup.select(".law-card__name")] == ["Strong", "Weak", "Silent"]
    assert [line.get_text(" ", strip=True) for line in client.soup.select(".strength-line")] == ["strength 43%", "strength 11%"]


def test_the_evidence_is_a_file_that_runs_nothing_and_names_nobody(client: PageClient, context: Flask):
    law, shop = make_law(12), make_organisation("=HYPERLINK(1)")
    coder = make_coder("Grace Hopper")
    open_one = make_story("=1+1 said the receipt. They paid it back.", organisation_id=shop, may_open_data=True)
    make_coding(open_one, law, "=1+1 said", coder_id=coder)
    make_coding(make_story(RUSSIAN), law, "Я не ждал", coder_id=coder, polarity=Polarity.violates)
    make_coding(make_story(ENGLISH, audience=Audience.staff), law, "they called", coder_id=coder)
    make_coding(make_story(ENGLISH), law, None, coder_id=make_coder(), complete=False)

    client.get("/en/laws/12")
    address = next(link["href"] for link in client.soup.select("main a") if link["href"].endswith("evidence.csv"))
    text = client.client.get(address).get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))

    assert [row["polarity"] for row in rows] == ["upholds", "violates"]
    assert (rows[0]["exact"], rows[0]["organisation"]) == ("'=1+1 said", "'=HYPERLINK(1)")
    assert (rows[0]["start"], rows[0]["end"], rows[0]["coder"], rows[1]["coder"]) == ("0", "9", "1", "1")
    # Without consent to open data the words stay on the story's page.
    assert rows[1]["exact"] == ""
    assert "Grace" not in text


@pytest.mark.parametrize("cell", ["=1+1", "+7 900", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "\n=1", "\ufeff=1"])
def test_what_a_spreadsheet_would_run_is_made_a_text(cell: str):
    assert harmless(cell) == f"'{cell}"


def test_a_law_shows_how_far_its_coders_agree(client: PageClient, context: Flask):
    law = make_law(12)
    tell(law, "upholds")

    client.get("/en/laws/12")
    facts = {row.select_one("dt").get_text(): row.select_one("dd") for row in client.soup.select(".strength-facts > div")}
    assert facts["agreement, alpha (n = 0)"].get_text(strip=True) == "—"

    with transaction():
        row = AgreementResult(scope="law", level="story", law_id=law, units=40, coders=3, alpha=0.7143, computed_at=NOW)
        db.session.add(row)
    client.get("/en/laws/12")
    facts = {row.select_one("dt").get_text(): row.select_one("dd") for row in client.soup.select(".strength-facts > div")}
    assert facts["agreement, alpha (n = 40)"].get_text(strip=True) == "0.71"
    assert facts["agreement, alpha (n = 40)"].select_one("a")["href"] == "/en/agreement/laws/12"


def test_a_law_shows_how_many_of_its_stories_are_research_grade(client: PageClient, context: Flask):
    law, story = make_law(12), make_story(ENGLISH)
    for _ in range(2):
        make_coding(story, law, "they called", coder_id=make_coder())
    tell(law, "upholds")
    with transaction():
        for finished in db.session.query(CodingPass).join(CodingRound).filter(CodingRound.story_id == story):
            db.session.add(CodingVote(pass_id=finished.id, law_id=law, at=NOW))

    client.get("/en/laws/12")

    facts = {row.select_one("dt").get_text(): row.select_one("dd") for row in client.soup.select(".strength-facts > div")}
    assert facts["of stories are research grade"].get_text(strip=True) == "50%"
