"""Seeding: everything arrives, in every state a visitor can try; doing it again adds nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import func, select

from storyhub.coding.models import Coding, CodingRound
from storyhub.coding.queries import law_evidence_counts
from storyhub.curation.domain.acceptance import obstacles
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Obstacle
from storyhub.curation.queries import standing_of
from storyhub.curation.service import merge_law
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, VISITOR
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law, LawRevision
from storyhub.search.sync import check
from storyhub.starter.content import samples, starter_library
from storyhub.starter.seed import seed_samples
from storyhub.stories.models import Story
from tests.page_client import PageClient

STORIES = samples().stories
TABLES = {"stories": Story, "laws": Law, "wordings": LawRevision, "codings": Coding, "rounds": CodingRound}


def counts() -> dict[str, int]:
    return {name: db.session.execute(select(func.count()).select_from(table)).scalar_one() for name, table in TABLES.items()}


def test_seeding_again_adds_nothing_and_the_index_agrees(seeded: Flask):
    first = counts()
    assert outbox.waiting("index.") == []
    hub = seeded.extensions["storyhub"]

    seed_samples(seeded, say=lambda _text: None)

    assert counts() == first
    assert first["stories"] == len(STORIES)
    assert first["laws"] == len(starter_library()["laws"]) + len(samples().proposals)
    assert first["codings"] == sum(len(story["codings"]) for story in STORIES)
    assert check(hub.registry, hub.engine) == []


def test_samples_are_marked_and_in_every_state_a_visitor_can_try(seeded: Flask):
    rows = db.session.execute(select(Story.state, func.count()).where(Story.is_sample).group_by(Story.state)).all()

    assert {row[0]: row[1] for row in rows} == Counter(story["state"] for story in STORIES)
    assert {row[0] for row in rows} >= {"published", "received", "in_review", "changes_requested", "declined", "withdrawn", "restricted"}


def test_proposals_are_there_in_every_state_and_one_is_ready_for_a_curator(seeded: Flask):
    """The accepted one came in by the rules: the verb that accepts knows no other way."""
    rows = db.session.execute(select(Law).where(Law.proposal_number.is_not(None))).scalars().all()
    by_name = {law.current.name_en: law for law in rows if law.current}
    ready, open_one = by_name["Owning up first keeps the trust"], by_name["People believe the seller who uses it"]
    now = datetime.now(UTC)

    assert {law.state for law in rows} == {"proposed", "accepted", "declined"}
    assert obstacles(standing_of(ready.id).case, thresholds=Thresholds(), now=now) == ()
    assert Obstacle.objection in obstacles(standing_of(open_one.id).case, thresholds=Thresholds(), now=now)


def test_a_law_that_was_merged_here_stays_merged_when_it_starts_again(seeded: Flask):
    with transaction():
        first, second = (db.session.execute(select(Law).where(Law.number == number)).scalar_one() for number in (1, 2))
        merge_law(first, second, why="They say the same in other words.", actor=OPERATOR, now=datetime.now(UTC))

    seed_samples(seeded, say=lambda _text: None)

    assert db.session.execute(select(Law.state).where(Law.number == 1)).scalar_one() == "merged"


def test_laws_meet_counter_evidence_and_some_await_any(seeded: Flask):
    laws = db.session.execute(select(Law.id).where(Law.state == "accepted")).scalars().all()
    found = law_evidence_counts(list(laws), actor=VISITOR)

    assert sum(count.violates > 0 for count in found.values()) >= 10
    assert sum(count.stories == 0 for count in found.values()) >= 3
    assert sum(count.upholds > 0 for count in found.values()) >= 30


def test_three_researchers_coded_and_did_not_always_agree(seeded: Flask):
    """Disagreement: finished coders of one story who do not name the same laws with the same polarity."""
    rows = db.session.execute(
        select(Coding.story_id, Coding.coder_id, Coding.law_id, Coding.polarity)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .where(CodingRound.complete_at.is_not(None))
    ).all()
    seen: dict[int, dict[int, set[tuple[int, str]]]] = defaultdict(lambda: defaultdict(set))
    for story, coder, law, polarity in rows:
        seen[story][coder].add((law, polarity))
    by_several = [views for views in seen.values() if len(views) > 1]

    assert len({row[1] for row in rows}) == 3
    assert len(by_several) >= 25
    assert sum(len({frozenset(view) for view in views.values()}) > 1 for views in by_several) >= 15


def test_reworded_laws_show_what_changed(seeded: Flask):
    client = PageClient(seeded)
    for entry in samples().earlier:
        client.get(f"/en/laws/{entry['number']}/history")

        assert entry["why"] in client.text
        assert client.soup.select("del")
        assert client.soup.select("ins")


def test_a_law_of_the_samples_shows_evidence_that_leads_to_a_sentence(seeded: Flask):
    client = PageClient(seeded)
    client.get("/ru/laws/3")
    link = client.soup.select_one("a[href*='/stories/S-'][href*='#s-']")

    client.get(str(link["href"]).split("#")[0])

    assert client.soup.find(id=str(link["href"]).split("#")[1])


def test_there_is_a_call_of_every_kind_and_one_has_answers(seeded: Flask):
    """The pages of calls show something of everything; nothing that is not published counts."""
    client = PageClient(seeded)
    client.get("/en/calls")
    headings = [heading.get_text(strip=True) for heading in client.soup.select("main h2")]
    assert headings == ["Open now", "Coming", "Over"]
    client.get("/en/calls/while-you-waited")
    told = {story["ref"] for story in STORIES if story["state"] == "published"}
    answers = next(call["answers"] for call in samples().calls if call["ref"] == "while-you-waited")
    assert len(client.soup.select(".story-card")) == len(told & set(answers)) >= 3
    assert len(answers) > len(told & set(answers))
    for call in samples().calls:
        for ref in call["answers"]:
            story = next(story for story in STORIES if story["ref"] == ref)
            assert call["opens_in"] <= -story["days_ago"] <= call["closes_in"], f"{ref} was not told while {call['ref']} was open"
