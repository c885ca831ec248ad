"""What is told of stories, laws and editions: what everybody can read now, by the teller's consents, and nothing of what is gone."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from storyhub.editions.domain.snapshot import Both, FrozenLaw, Group, Snapshot
from storyhub.editions.models import Edition
from storyhub.editions.service.harvested import tell_harvesters
from storyhub.harvest.queries.editions import Editions
from storyhub.harvest.queries.shelves import shelves
from storyhub.harvest.queries.stories import story_items
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.kit.ledger import PublicRecord
from storyhub.laws.models import Law, LawLineage
from storyhub.stories.domain.words import Audience, ConsentKind
from storyhub.stories.models import Revision, Story
from storyhub.stories.service import publish_story, restrict_story, withdraw_story
from storyhub.stories.service.consents import set_consents
from tests.coding import coding_factories as coding
from tests.harvest.asking import DC, KERNEL, OAI, ask, bring_in_line, error, headers, record, texts
from tests.sql_count import count_sql
from tests.stories.stories_factories import NOW, make_story

LONG = "The courier came late. " + "He apologised and carried the box upstairs. " * 12
OPEN = frozenset(ConsentKind)
SHUT = frozenset({ConsentKind.publish, ConsentKind.quote})


@pytest.fixture
def story(app: Flask) -> str:
    """A published story's path, under CC BY."""
    with app.app_context(), transaction():
        make_story(LONG, title="A box", sector="delivery", stage="experience", lang="en")
    bring_in_line(app)
    return "stories/S-000001"


def change(app: Flask, act) -> None:
    with app.app_context(), transaction():
        act(db.session.get_one(Story, 1))


def test_a_story_is_told_in_dublin_core_with_its_permanent_address_and_its_day(app: Flask, story: str) -> None:
    tree = record(app, story)

    assert texts(tree, f"{DC}identifier") == ["http://127.0.0.1:8000/stories/S-000001"]
    assert texts(tree, f"{DC}title") == ["A box"]
    assert texts(tree, f"{DC}language") == ["en"]
    assert texts(tree, f"{DC}date") == ["2026-11-20"]
    assert texts(tree, f"{DC}subject") == ["experience", "delivery"]
    assert texts(tree, f"{DC}creator") == []
    assert sorted(texts(tree, f"{OAI}setSpec")) == ["lang:en", "sector:delivery", "stage:experience"]


def test_a_story_is_told_to_datacite_with_all_that_the_schema_demands(app: Flask, story: str) -> None:
    tree = record(app, story, "oai_datacite")

    for name in ("identifier", "creatorName", "title", "publisher", "publicationYear", "resourceType"):
        assert texts(tree, f"{KERNEL}{name}"), name
    assert texts(tree, f"{KERNEL}creatorName") == ["Anonymous"]
    rights = next(tree.iter(f"{KERNEL}rights"))
    assert rights.get("rightsURI") == "https://creativecommons.org/licenses/by/4.0/"


def test_a_whole_text_and_an_open_licence_are_told_only_where_the_teller_allows_it(app: Flask, story: str) -> None:
    freed = record(app, story)
    assert LONG.strip() in texts(freed, f"{DC}description")
    assert texts(freed, f"{DC}rights") == ["https://creativecommons.org/licenses/by/4.0/"]

    change(app, lambda row: set_consents(row, SHUT, lang="en", now=NOW))
    for prefix in ("oai_dc", "oai_datacite"):
        kept = record(app, story, prefix)
        whole = "".join(kept.itertext())
        assert "carried the box" in whole
        assert LONG.strip() not in whole
        assert "creativecommons" not in whole, "also before the ledger has heard of it"
    before = places(app)
    bring_in_line(app)
    assert places(app) != before


def places(app: Flask) -> list[tuple[int, str]]:
    """Where the records stand in the order of changes, and what is known of them."""
    with app.app_context():
        return [(row.seq, row.fingerprint) for row in db.session.execute(db.select(PublicRecord)).scalars()]


@pytest.mark.parametrize("way", ["withdrawn", "restricted", "for staff"])
def test_what_is_no_longer_public_has_no_metadata_at_once_and_is_told_as_deleted_for_ever(app: Flask, story: str, way: str) -> None:
    def go(row: Story) -> None:
        if way == "withdrawn":
            withdraw_story(row, actor=OPERATOR, now=NOW)
        elif way == "restricted":
            restrict_story(row, why="A court asked for it.", actor=OPERATOR, now=NOW)
        else:
            row.audience = Audience.staff

    assert texts(record(app, story), f"{DC}title")
    change(app, go)

    for _moment in ("before the worker has heard of it", "afterwards"):
        for tree in (record(app, story), ask(app, verb="ListRecords", metadataPrefix="oai_dc")):
            assert headers(tree) == {story: "deleted"}
            assert "box" not in "".join(tree.itertext())
            assert not list(tree.iter(f"{OAI}metadata"))
        bring_in_line(app)
    assert headers(ask(app, verb="ListIdentifiers", metadataPrefix="oai_datacite", set="lang:en")) == {story: "deleted"}


def test_a_restored_story_is_told_again(app: Flask, story: str) -> None:
    change(app, lambda row: restrict_story(row, why="A court asked for it.", actor=OPERATOR, now=NOW))
    bring_in_line(app)
    change(app, lambda row: publish_story(row, actor=OPERATOR, now=NOW))
    bring_in_line(app)

    assert headers(record(app, story)) == {story: ""}


def test_what_was_never_public_does_not_exist(app: Flask) -> None:
    with app.app_context(), transaction():
        make_story(state="received")
        make_story(audience=Audience.staff)
    bring_in_line(app)

    assert error(ask(app, verb="ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"
    assert [error(record(app, f"stories/S-00000{number}")) for number in (1, 2)] == ["idDoesNotExist"] * 2


def test_an_announcement_that_changes_nothing_moves_nothing(app: Flask, story: str) -> None:
    before = places(app)
    with app.app_context(), transaction():
        outbox.record("index.story", "1")
        db.session.get_one(Story, 1).spam_signs = "caps"
    bring_in_line(app)

    assert places(app) == before


def test_stories_from_before_the_ledger_come_in_by_themselves(app: Flask, story: str) -> None:
    with app.app_context(), transaction():
        for table in ("public_record_set", "public_record", "ledger_clock", "outbox"):
            db.session.execute(db.text(f"DELETE FROM {table}"))
    assert error(record(app, story)) == "idDoesNotExist"

    indexer = app.extensions["storyhub"].indexer
    indexer._chores_at = 0.0
    bring_in_line(app)

    assert headers(record(app, story)) == {story: ""}


def test_hostile_words_stay_words(app: Flask) -> None:
    title = "</dc:title>]]>&amp;<x a=\"'\">\x0b"
    with app.app_context(), transaction():
        story = make_story(LONG, title=title)
        db.session.get_one(Revision, story.published_revision_id).plain = "a\x00b\x1f\ufffe\ud7ff\U0001f381 <script>"
    bring_in_line(app)

    for prefix in ("oai_dc", "oai_datacite"):
        tree = record(app, "stories/S-000001", prefix)
        assert any(text.startswith("</dc:title>]]>&amp;<x") for text in tree.itertext())
        assert any("<script>" in text and "\U0001f381" in text for text in tree.itertext())


def test_a_law_and_the_stories_that_show_it_are_one_set_as_soon_as_codings_are_public(app: Flask) -> None:
    with app.app_context():
        story, law, coder = coding.make_story(), coding.make_law(7), coding.make_coder()
        coding.make_coding(story, law, coder, "upstairs", coders_needed=1)
    bring_in_line_all(app)
    assert headers(ask(app, verb="ListIdentifiers", metadataPrefix="oai_dc", set="law:7")) == {"laws/7": ""}

    with app.app_context():
        coding.finish(story, coder)
    bring_in_line(app)

    found = ask(app, verb="ListRecords", metadataPrefix="oai_dc", set="law:7")
    assert headers(found).keys() == {"laws/7", f"stories/S-{story:06d}"}
    assert "http://127.0.0.1:8000/laws/7" in texts(found, f"{DC}relation")
    assert "Law 7: Law of 7" in texts(ask(app, verb="ListSets"), f"{OAI}setName")


def bring_in_line_all(app: Flask) -> None:
    """Rows that a test made without the verbs are found like those from before the ledger."""
    app.extensions["storyhub"].indexer._chores_at = 0.0
    bring_in_line(app)


def test_a_law_that_lives_on_in_another_one_keeps_its_record_and_says_where(app: Flask) -> None:
    with app.app_context():
        old, new = coding.make_law(3), coding.make_law(4)
        with transaction():
            db.session.get_one(Law, old).state = "merged"
            db.session.add(LawLineage(old_id=old, new_id=new, kind="merged_into", at=NOW))
    bring_in_line_all(app)

    tree = record(app, "laws/3", "oai_datacite")
    tie = next(tree.iter(f"{KERNEL}relatedIdentifier"))
    assert (tie.get("relationType"), tie.text) == ("IsObsoletedBy", "http://127.0.0.1:8000/laws/4")
    assert texts(record(app, "laws/3"), f"{DC}relation") == ["http://127.0.0.1:8000/laws/4"]
    assert error(record(app, "laws/03")) == "idDoesNotExist"


def test_an_edition_is_a_record_and_a_set_of_its_laws(app: Flask) -> None:
    shot = Snapshot(
        number=2, frozen_on="2026-11-22", title=Both("Второе", "Second"), foreword=Both(en="Read it."), publisher="StoryHub",
        address="http://127.0.0.1:8000", licence="CC-BY-4.0", groups=(Group("ease", Both(en="Ease")),),
        laws=(FrozenLaw(7, "seven", "ease", Both(en="Seven"), Both(en="So it is.")),), previous=1, doi="10.1234/x",
    )  # fmt: skip
    hub = app.extensions["storyhub"]
    hub.shelves = shelves(Editions(numbers=lambda: (2,), snapshot_of=lambda number: shot if number == 2 else None))
    with app.app_context():
        coding.make_law(7)
        with transaction():
            tell_harvesters(Edition(number=2), [7])
    bring_in_line(app)

    found = ask(app, verb="ListRecords", metadataPrefix="oai_datacite", set="edition:2")
    assert headers(found) == {"editions/2": "", "laws/7": ""}
    ties = {(tie.get("relationType"), tie.text) for tie in found.iter(f"{KERNEL}relatedIdentifier")}
    assert ("IsNewVersionOf", "http://127.0.0.1:8000/editions/1") in ties
    assert ("IsIdenticalTo", "https://doi.org/10.1234/x") in ties
    assert texts(record(app, "editions/2"), f"{DC}title") == ["Второе", "Second"]


def test_a_page_asks_the_database_the_same_for_one_story_and_for_three(app: Flask) -> None:
    counts = []
    for more in (1, 2):
        with app.app_context(), transaction():
            for _ in range(more):
                make_story(LONG)
        bring_in_line(app)
        with count_sql(app) as run:
            ask(app, verb="ListRecords", metadataPrefix="oai_dc")
        counts.append(run.count)
    assert counts[0] == counts[1]


def test_only_the_day_of_publishing_is_told(app: Flask, story: str) -> None:
    with app.app_context():
        (item,) = story_items(["1"]).values()
    assert item.day == date(2026, 11, 20)
