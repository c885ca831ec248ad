"""The samples: every passage resolves, both languages are complete, seeding again adds nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from storyhub.coding.models import Coding, CodingRound
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.search.sync import check
from storyhub.starter.seed import HERE, seed_samples
from storyhub.stories.models import Story
from tests.page_client import PageClient

LAWS = json.loads((HERE / "laws.json").read_text(encoding="utf-8"))
SAMPLES = json.loads((HERE / "stories.json").read_text(encoding="utf-8"))


@pytest.fixture
def seeded(context: Flask) -> Flask:
    seed_samples(context, say=lambda _text: None)
    return context


def counts() -> dict[str, int]:
    tables = {"stories": Story, "laws": Law, "codings": Coding, "rounds": CodingRound}
    return {name: db.session.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()}


def test_seeding_again_adds_nothing_and_the_index_agrees(seeded: Flask):
    first = counts()
    hub = seeded.extensions["storyhub"]

    seed_samples(seeded, say=lambda _text: None)

    assert counts() == first
    assert first["stories"] == 15
    assert first["laws"] == 13
    assert first["codings"] == sum(len(story["codings"]) for story in SAMPLES["stories"])
    assert check(hub.registry, hub.engine) == []


def test_samples_are_marked_and_in_every_state_a_visitor_can_try(seeded: Flask):
    rows = db.session.execute(select(Story.state, func.count()).where(Story.is_sample).group_by(Story.state)).all()

    assert {row[0]: row[1] for row in rows} == {"published": 12, "received": 1, "in_review": 1, "changes_requested": 1}


def test_a_law_of_the_samples_shows_evidence_that_leads_to_a_sentence(seeded: Flask):
    client = PageClient(seeded)
    client.get("/ru/laws/3")
    link = client.soup.select_one("a[href*='/stories/S-'][href*='#s-']")

    client.get(str(link["href"]).split("#")[0])

    assert client.soup.find(id=str(link["href"]).split("#")[1])


@pytest.mark.parametrize("law", LAWS["laws"], ids=lambda law: law["slug"])
def test_every_starter_law_is_complete_in_both_languages(law: dict[str, object]):
    for part in ("name", "statement", "explanation", "include", "exclude", "how_to_apply", "aliases", "anchor_quotes"):
        for lang in ("ru", "en"):
            assert law[f"{part}_{lang}"], f"{part}_{lang}"
    assert law["sources"]
    assert law["relations"]
    assert law["stages"]


def test_samples_are_in_two_languages_and_name_no_two_openings_alike():
    openings = {" ".join(story["text"].split()[:5]).lower() for story in SAMPLES["stories"]}

    assert len(openings) == 15
    assert {story["lang"] for story in SAMPLES["stories"]} == {"ru", "en"}


def test_starter_texts_share_no_sentence_with_their_sources(shared: Path):
    """Seven words in a row are a borrowed sentence; a title named as a source is not."""
    words = [path.read_text(encoding="utf-8").lower().split() for path in sorted((shared / "sources").glob("0*.txt"))]
    borrowed = {tuple(text[i : i + 7]) for text in words for i in range(len(text) - 6)}
    own = json.dumps([LAWS["laws"], SAMPLES["stories"]], ensure_ascii=False).lower().split()

    assert [run for i in range(len(own) - 6) if (run := tuple(own[i : i + 7])) in borrowed] == []
