"""Public codings on law pages, in search, and in documents: shape, order and cost."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.coding.documents import all_keys, passage_documents, story_law_facets, story_passages
from storyhub.coding.queries import EvidenceCount, evidence_for_law, law_evidence_counts, passage_cards, public_codings
from storyhub.kit.actor import VISITOR
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Story
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story
from tests.sql_count import count_sql


def coded_story(law: int, exact: str | None = "I had the door", *, organisation: int | None = None, **how: object) -> tuple[int, int]:
    """A story with one public coding."""
    story, coder = make_story(organisation_id=organisation), make_coder()
    coding = make_coding(story, law, coder, exact, **how)
    finish(story, coder)
    return story, coding


def make_organisation(name: str) -> int:
    with transaction():
        row = Organisation(slug=name.lower(), name=name, name_key=name.lower())
        db.session.add(row)
        db.session.flush()
        return row.id


def test_a_law_shows_both_sides_the_strongest_first(context: Flask) -> None:
    law, shop = make_law(12), make_organisation("Shop")
    coded_story(law, strength=1)
    strong, _ = coded_story(law, "an hour early", strength=3, organisation=shop)
    coded_story(law, polarity="violates", organisation=shop)
    coded_story(law, None, polarity="mixed")
    page = evidence_for_law(law, "en", 10)
    assert [quote.strength for quote in page.upholds] == [3, 1]
    first = page.upholds[0]
    assert (first.story_public_id, first.exact, first.sentence_number) == (public_id(strong), "an hour early", 1)
    assert (first.organisation, first.lang) == ("Shop", "en")
    assert page.upholds[1].sentence_number == 2
    assert (page.mixed[0].exact, page.mixed[0].sentence_number) == ("", None)
    assert page.counts == EvidenceCount(stories=4, upholds=2, violates=1, mixed=1, organisations=1)
    assert len(evidence_for_law(law, "en", 1).upholds) == 1


def test_a_story_counts_once_however_often_it_is_marked(context: Flask) -> None:
    law, other, story, coder = make_law(12), make_law(13), make_story(), make_coder()
    make_coding(story, law, coder, "I had the door")
    make_coding(story, law, coder, "an hour early")
    make_coding(story, law, coder, "upstairs", polarity="violates")
    finish(story, coder)
    assert law_evidence_counts([law, other]) == {
        law: EvidenceCount(stories=1, upholds=1, violates=1),
        other: EvidenceCount(),
    }
    assert law_evidence_counts([]) == {}


def test_a_storys_codings_come_in_the_order_of_the_text(context: Flask) -> None:
    law, story, coder = make_law(12), make_story(), make_coder()
    for exact in ("upstairs", "an hour early", None):
        make_coding(story, law, coder, exact, note="n")
    finish(story, coder)
    found = public_codings(story, lang="ru")
    assert [coding.exact for coding in found] == ["", "an hour early", "upstairs"]
    law_name = found[0].law_name.replace("\xa0", " ")
    assert (found[0].law_key, law_name, found[0].note, found[0].coder_name) == ("12", "Закон 12", "n", coder.name)


def test_a_passage_document_carries_its_facets(context: Flask) -> None:
    law, shop = make_law(12), make_organisation("Shop")
    _, coding = coded_story(law, polarity="violates", organisation=shop)
    document = passage_documents([str(coding)])[str(coding)]
    assert document is not None
    assert (document.kind, document.key, document.text, document.audience) == ("passage", str(coding), "I had the door", "public")
    assert "Law of 12" in document.title
    assert "Закон 12" in document.title
    assert document.facets == {
        "kind": ("passage",),
        "law": ("12",),
        "polarity": ("violates",),
        "lang": ("en",),
        "sector": ("delivery",),
        "org": ("shop",),
        "stage": ("experience",),
        "year": ("2026",),
    }


def test_unknown_keys_and_whole_stories_have_no_document(context: Flask) -> None:
    _, whole = coded_story(make_law(12), None)
    assert passage_documents(["4711", "x", str(whole)]) == {"4711": None, "x": None, str(whole): None}
    assert passage_documents([]) == {}
    assert passage_cards([whole, 4711], actor=VISITOR, lang="en") == {}


def test_every_document_is_among_the_keys(context: Flask) -> None:
    law = make_law(12)
    codings = [str(coded_story(law)[1]) for _ in range(2)]
    assert list(all_keys()) == codings


def test_a_document_grows_a_new_revision_with_its_story(context: Flask) -> None:
    story, coding = coded_story(make_law(12))
    before = passage_documents([str(coding)])[str(coding)]
    with transaction():
        db.session.get_one(Story, story).sector = "retail"
    after = passage_documents([str(coding)])[str(coding)]
    assert before is not None
    assert after is not None
    assert after.revision > before.revision


def test_stories_are_found_under_the_laws_of_public_codings(context: Flask) -> None:
    law, proposal = make_law(12), make_law(proposal=7)
    story, coder = make_story(), make_coder()
    for named in (proposal, law, law):
        make_coding(story, named, coder, "I had the door")
    finish(story, coder)
    hidden = make_story()
    make_coding(hidden, law, make_coder(), "I had the door")
    facets = story_law_facets([story, hidden])
    assert set(facets[str(story)]["law"]) == {"12", "P-7"}
    assert not facets[str(hidden)]
    assert story_law_facets([str(story)])[str(story)] == facets[str(story)]
    assert story_law_facets([]) == {}


def test_what_was_marked_twice_in_a_story_weighs_once(context: Flask) -> None:
    story, coder = make_story(), make_coder()
    for law in (make_law(12), make_law(13)):
        make_coding(story, law, coder, "I had the door")
    assert story_passages([story]) == {str(story): ""}
    finish(story, coder)
    assert story_passages([story]) == {str(story): "I had the door"}
    assert story_passages([]) == {}


@pytest.mark.parametrize("what", ["cards", "codings", "evidence", "documents", "facets", "marked"])
def test_reads_cost_the_same_with_one_and_with_three(app: Flask, context: Flask, what: str) -> None:
    law, costs = make_law(12), []
    stories, codings = [], []
    for number in (1, 2):
        for _ in range(number):
            story, coding = coded_story(law)
            stories.append(story)
            codings.append(coding)
        db.session.rollback()
        with count_sql(app) as run:
            if what == "cards":
                assert len(passage_cards(codings, actor=VISITOR, lang="en")) == len(codings)
            elif what == "codings":
                public_codings(stories[0])
            elif what == "evidence":
                evidence_for_law(law, "en", 10)
            elif what == "documents":
                passage_documents([str(coding) for coding in codings])
            elif what == "marked":
                story_passages(stories)
            else:
                story_law_facets(stories)
        costs.append(run.count)
    assert costs[0] == costs[1]
