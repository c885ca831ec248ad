"""Preparing and freezing: what may be quoted, what blocks, what is kept, and that two never get one number."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from storyhub.curation.service import retire_law
from storyhub.editions.domain.checklist import Lack
from storyhub.editions.domain.drafts import EditionWords
from storyhub.editions.domain.snapshot import Change
from storyhub.editions.models import Edition, EditionChoice, EditionLaw, EditionPart
from storyhub.editions.queries import latest, numbers, snapshot_of
from storyhub.editions.queries.draft import draft_of
from storyhub.editions.queries.quotable import quotable_counts, quotable_for
from storyhub.editions.service import choose_quotes, discard_draft, freeze, save_words, seen, set_doi, start_draft, take_laws
from storyhub.kit import audit
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.laws.models import Law
from storyhub.laws.service import reword_law
from storyhub.laws.service.wording import draft_of as wording_of
from storyhub.stories.models import Story
from tests.coding import coding_factories as coding
from tests.editions.editions_factories import (
    NOW,
    RULES,
    WORDS,
    choose,
    curator,
    freeze_draft,
    frozen_edition,
    make_draft,
    quoted_story,
)
from tests.sql_count import count_sql

pytestmark = pytest.mark.usefixtures("context")


def edition(edition_id: int) -> Edition:
    return db.session.get_one(Edition, edition_id)


def lacks(edition_id: int) -> dict[Lack, tuple[int, ...]]:
    return {one.lack: one.laws for one in draft_of(edition(edition_id), now=NOW, rules=RULES).missing}


def test_only_consented_agreed_public_passages_can_be_quoted():
    law, other = coding.make_law(1), coding.make_law(2)
    good = quoted_story(law)
    quoted_story(law, may_quote=False)
    restricted = quoted_story(law)
    with transaction():
        db.session.get_one(Story, restricted).state = "restricted"
    quoted_story(law, audience="staff")
    quoted_story(law, None)
    quoted_story(law, polarity="mixed")
    unfinished = coding.make_story(may_quote=True)
    coding.make_coding(unfinished, law, coding.make_coder(), "an hour early")
    torn, first, second = coding.make_story(may_quote=True), coding.make_coder(), coding.make_coder()
    for coder, side in ((first, "upholds"), (second, "violates")):
        coding.make_coding(torn, law, coder, "an hour early", polarity=side, coders_needed=2)
    for coder in (first, second):
        coding.finish(torn, coder, coders_needed=2)

    assert [quote.story_id for quote in quotable_for(law, limit=10)] == [good]
    assert quotable_counts([law, other]) == {law: 1}


def test_a_passage_of_another_law_or_without_consent_is_refused():
    actor, law, other = curator(), coding.make_law(1), coding.make_law(2)
    story = quoted_story(law)
    draft = make_draft(actor)
    (quote,) = quotable_for(law, limit=10)

    with pytest.raises(Invalid), transaction():
        choose_quotes(edition(draft), other, [quote.passage_id], actor=actor, now=NOW)
    with transaction():
        db.session.execute(update(Story).where(Story.id == story).values(may_quote=False))
    with pytest.raises(Invalid), transaction():
        choose_quotes(edition(draft), law, [quote.passage_id], actor=actor, now=NOW)


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.moderator, Role.admin])
def test_only_curators_prepare_and_freeze(role: Role):
    coding.make_law(1)
    draft, other = make_draft(curator()), coding.make_coder(role)
    acts = (
        lambda: start_draft(actor=other, now=NOW),
        lambda: save_words(edition(draft), WORDS, version=edition(draft).version_id, actor=other, now=NOW),
        lambda: take_laws(edition(draft), [], version=edition(draft).version_id, actor=other, now=NOW),
        lambda: choose_quotes(edition(draft), 1, [], actor=other, now=NOW),
        lambda: discard_draft(edition(draft), actor=other, now=NOW),
        lambda: set_doi(edition(draft), "", actor=other, now=NOW),
        lambda: freeze(edition(draft), confirmed=None, rules=RULES, actor=other, now=NOW),
    )
    for act in acts:
        with pytest.raises(Forbidden), transaction():
            act()


def test_what_is_frozen_is_what_was_there_and_stays():
    actor, law, other = curator(), coding.make_law(1), coding.make_law(2)
    story = quoted_story(law)
    number = frozen_edition([law], actor)
    before = snapshot_of(number)
    assert before is not None

    with transaction():
        found = db.session.get_one(Law, law)
        reword_law(found, replace(wording_of(found), statement_en="People come back."), why="clearer", actor=actor, now=NOW)
        retire_law(db.session.get_one(Law, other), why="It says nothing that could be wrong.", actor=actor, now=NOW)
    quoted_story(law)

    assert snapshot_of(number) == before
    assert [one.number for one in before.laws] == [1, 2]
    assert (before.title.ru, before.foreword.en, before.address, before.previous) == ("Первое", "*Hooray*", "https://laws.example", None)
    assert (before.laws[0].evidence.stories, before.laws[0].evidence.tellers_upholding, before.laws[0].quotes) == (1, 1, 1)
    assert before.laws[0].evidence.strength == pytest.approx(0.2065, abs=1e-4)
    assert [(quote.law, quote.place, quote.story, quote.text) for quote in before.quotes] == [(1, 1, f"S-{story:06d}", "an hour early")]
    assert not db.session.execute(select(EditionLaw)).first()
    assert not db.session.execute(select(EditionChoice)).first()


def test_the_checksums_stand_in_the_tables_and_in_the_log():
    actor = curator()
    coding.make_law(1)
    number = frozen_edition([], actor)
    row = db.session.execute(select(Edition).where(Edition.number == number)).scalar_one()
    part = db.session.execute(select(EditionPart)).scalar_one()

    assert json.loads(part.text)["number"] == 1
    assert len(part.sha256) == 64
    assert audit.timeline("edition", str(row.id))[-1].why == f"1 {row.sha256}"
    assert snapshot_of(number).sha256 == row.sha256


def test_the_next_edition_says_what_changed_and_what_grew():
    actor, law, other = curator(), coding.make_law(1), coding.make_law(2)
    quoted_story(law)
    frozen_edition([], actor)
    quoted_story(law)
    with transaction():
        retire_law(db.session.get_one(Law, other), why="It says nothing that could be wrong.", actor=actor, now=NOW)
    third = coding.make_law(3)

    number = frozen_edition([], actor)
    found = snapshot_of(number)

    assert (number, numbers(), latest(), found.previous) == (2, (1, 2), 2, 1)
    assert found.changes[0].kind == "strength"
    assert found.changes[1:] == (Change("retired", 2), Change("new", 3))
    assert [one.evidence.movement for one in found.laws] == ["growing", ""]
    assert third


def test_the_check_list_names_everything_and_only_some_of_it_blocks():
    actor, law, other = curator(), coding.make_law(1), coding.make_law(2, name_ru="")
    with transaction():
        draft = start_draft(actor=actor, now=NOW).id
    coding.make_law(3)
    story = quoted_story(law)
    choose(draft, law, actor)
    coding.publish_text(story, "Quite another text that says nothing of it at all, and is long enough.")
    with transaction():
        db.session.get_one(Law, other).state = "retired"

    found = lacks(draft)

    assert found[Lack.law_gone] == (2,)
    assert found[Lack.quote_lost] == (1,)
    assert found[Lack.law_left_out] == (3,)
    assert found[Lack.law_without_evidence] == (1,)
    assert {Lack.title, Lack.foreword, Lack.publisher, Lack.law_without_quote} < set(found)
    with pytest.raises(Invalid), transaction():
        freeze(edition(draft), confirmed=None, rules=RULES, actor=actor, now=NOW)


def test_a_law_without_one_language_is_named():
    coding.make_law(1, name_ru="")

    assert lacks(make_draft(curator()))[Lack.law_untranslated] == (1,)


def test_an_edition_without_laws_cannot_be_frozen():
    actor = curator()
    draft = make_draft(actor)

    assert Lack.laws in lacks(draft)
    with pytest.raises(Invalid):
        freeze_draft(draft, actor)
    assert numbers() == ()


def test_a_law_retired_while_preparing_blocks_until_it_is_left_out():
    actor, law, other = curator(), coding.make_law(1), coding.make_law(2)
    draft = make_draft(actor)
    with transaction():
        retire_law(db.session.get_one(Law, other), why="It says nothing that could be wrong.", actor=actor, now=NOW)

    with pytest.raises(Invalid):
        freeze_draft(draft, actor)
    with pytest.raises(Invalid), transaction():
        take_laws(edition(draft), [other, law], version=edition(draft).version_id, actor=actor, now=NOW)
    with transaction():
        take_laws(edition(draft), [law], version=edition(draft).version_id, actor=actor, now=NOW)

    assert freeze_draft(draft, actor) == 1


def test_two_who_freeze_at_once_make_one_edition():
    actor, other = curator(), curator()
    coding.make_law(1)
    draft, second = make_draft(actor), make_draft(other)
    confirmed = seen(draft_of(edition(draft), now=NOW, rules=RULES))
    waiting = seen(draft_of(edition(second), now=NOW, rules=RULES))
    with transaction():
        freeze(edition(draft), confirmed=confirmed, rules=RULES, actor=actor, now=NOW)

    with pytest.raises(Conflict), transaction():
        freeze(edition(draft), confirmed=confirmed, rules=RULES, actor=other, now=NOW)
    with pytest.raises(Conflict), transaction():
        freeze(edition(second), confirmed=waiting, rules=RULES, actor=other, now=NOW)

    assert numbers() == (1,)


def test_nobody_overwrites_what_another_curator_did_meanwhile():
    actor = curator()
    coding.make_law(1)
    draft = make_draft(actor)
    version = edition(draft).version_id
    with transaction():
        take_laws(edition(draft), [], version=version, actor=actor, now=NOW)

    with pytest.raises(Conflict), transaction():
        save_words(edition(draft), EditionWords(), version=version, actor=actor, now=NOW)


def test_a_frozen_edition_takes_a_doi_and_nothing_else():
    actor = curator()
    law = coding.make_law(1)
    number = frozen_edition([], actor)
    row = db.session.execute(select(Edition).where(Edition.number == number)).scalar_one()
    for act in (
        lambda: save_words(row, WORDS, version=row.version_id, actor=actor, now=NOW),
        lambda: take_laws(row, [law], version=row.version_id, actor=actor, now=NOW),
        lambda: choose_quotes(row, law, [], actor=actor, now=NOW),
        lambda: discard_draft(row, actor=actor, now=NOW),
    ):
        with pytest.raises(Conflict), transaction():
            act()
    with transaction():
        set_doi(row, "https://doi.org/10.5281/zenodo.42", actor=actor, now=NOW)
    with pytest.raises(Invalid), transaction():
        set_doi(row, "nonsense", actor=actor, now=NOW)

    found = snapshot_of(number)
    assert (found.doi, found.sha256) == ("10.5281/zenodo.42", row.sha256)


def test_more_laws_and_quotes_take_no_more_queries(app: Flask):
    actor = curator()
    first = coding.make_law(1)
    quoted_story(first)
    draft = make_draft(actor)
    choose(draft, first, actor)

    def asked() -> int:
        db.session.rollback()
        with count_sql(app) as statements:
            draft_of(edition(draft), now=NOW, rules=RULES)
        return statements.count

    once = asked()
    laws = [first, coding.make_law(2), coding.make_law(3)]
    for law in laws:
        quoted_story(law)
        quoted_story(law, "upstairs")
        choose(draft, law, actor)
    with transaction():
        take_laws(edition(draft), laws, version=edition(draft).version_id, actor=actor, now=NOW)

    assert asked() == once
