"""Writing and rewording laws: wordings are kept, Markdown is rendered once, nothing changes by accident."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from storyhub.kit.actor import OPERATOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.service import LawDraft, create_law, draft_of, reword_law
from tests.laws.laws_factories import NOW, law_draft, make_group, make_law


def reword(law: Law, why: str = "clearer", actor: Actor = OPERATOR, **changes: object) -> LawRevision:
    with transaction():
        found = db.session.execute(select(Law).where(Law.id == law.id)).scalar_one()
        return reword_law(found, replace(draft_of(found), **changes), why=why, actor=actor, now=NOW)


def revisions(law: Law) -> int:
    return db.session.execute(select(func.count()).select_from(LawRevision).where(LawRevision.law_id == law.id)).scalar_one()


def test_a_new_law_has_its_first_wording_with_rendered_markdown(context: Flask):
    law = make_law(explanation_ru="Строят **день**.\r\n\r\n<script>alert(1)</script>", aliases_ru=("срок", " срок ", ""))

    revision = db.session.get(LawRevision, law.current_id)

    assert (law.number, law.state, revision.number) == (1, "accepted", 1)
    assert "<strong>день</strong>" in revision.explanation_html_ru
    assert "<script" not in revision.explanation_html_ru
    assert "\r" not in revision.explanation_ru
    assert revision.aliases_ru == ["срок"]


@pytest.mark.parametrize("missing", ["name_ru", "name_en", "statement_ru", "statement_en"])
def test_a_law_has_both_languages(context: Flask, missing: str):
    with pytest.raises(Invalid), transaction():
        create_law(law_draft(**{missing: ""}), actor=OPERATOR, now=NOW)


@pytest.mark.parametrize(
    "over", [{"name_en": "x" * 301}, {"explanation_ru": "\x00 ноль"}, {"include_en": "x" * 8001}, {"group": "none"}]
)
def test_a_text_that_cannot_be_kept_is_refused(context: Flask, over: dict[str, str]):
    with pytest.raises(Invalid), transaction():
        create_law(law_draft(**over), actor=OPERATOR, now=NOW)

    assert db.session.execute(select(func.count()).select_from(Law)).scalar_one() == 0


def test_only_curators_write_and_reword(context: Flask):
    law = make_law()
    for role in set(Role) - {Role.curator}:
        actor = Actor(roles=frozenset({role}))
        with pytest.raises(Forbidden), transaction():
            create_law(law_draft(), actor=actor, now=NOW)
        with pytest.raises(Forbidden):
            reword(law, actor=actor, statement_en="Something else entirely.")


def test_rewording_keeps_the_old_wording_and_moves_the_version(context: Flask):
    law = make_law()

    new = reword(law, statement_en="Slack brings people back.")

    assert (new.number, new.why) == (2, "clearer")
    assert revisions(law) == 2
    assert db.session.get(Law, law.id).version_id > law.version_id


def test_a_draft_that_changes_nothing_makes_no_revision(context: Flask):
    law = make_law()

    assert reword(law, name_en=f"  {draft_of(db.session.get(Law, law.id)).name_en} ").number == 1
    assert db.session.get(Law, law.id).version_id == law.version_id


def test_moving_to_another_group_is_no_new_wording(context: Flask):
    make_group("ease")
    law = make_law()

    reword(law, group="ease")

    assert revisions(law) == 1
    assert db.session.get(Law, law.id).group.slug == "ease"


def test_a_law_that_is_no_longer_in_force_is_not_reworded(context: Flask):
    law = make_law()
    with transaction():
        db.session.get(Law, law.id).state = "retired"

    with pytest.raises(Conflict):
        reword(law, name_en="Another name")


def test_an_empty_draft_says_what_is_missing(context: Flask):
    with pytest.raises(Invalid) as raised, transaction():
        create_law(LawDraft(), actor=OPERATOR, now=NOW)

    assert "Russian" in str(raised.value.message)
