"""Law texts on pages are set; what is searched, exported and edited is what was typed."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.laws.documents import law_documents
from storyhub.laws.models import Law
from storyhub.laws.queries import export_library, law_cards, law_choices, law_page, proposal_page
from storyhub.laws.queries.editing import law_draft
from tests.laws.conftest import Someone
from tests.laws.laws_factories import make_law, make_proposal
from tests.page_client import PageClient

TYPED = 'Срок - это "обещание" на 5 дней...'
SET = "Срок\u00a0— это «обещание» на\u00a05\u00a0дней…"


def test_every_text_of_a_law_is_set_on_its_page(context: Flask):
    make_law(name_ru=TYPED, statement_ru=TYPED, explanation_ru=TYPED, how_to_apply_ru=TYPED, include_ru=TYPED, exclude_ru=TYPED,
             anchor_quotes_ru=(TYPED,), aliases_ru=(TYPED,))  # fmt: skip

    page = law_page(1, "ru")

    assert page is not None
    assert {page.name, page.statement, page.include, page.exclude, *page.aliases, page.card.name} == {SET}
    assert page.anchor_quotes == (SET.replace("«", "„").replace("»", "“"),)
    assert {page.explanation_html, page.how_to_apply_html} == {f"<p>{SET}</p>"}


def test_cards_choices_and_proposals_are_set(context: Flask):
    law = make_law(name_ru=TYPED, include_ru=TYPED, anchor_quotes_ru=(TYPED,))
    make_proposal("ru", name=TYPED)
    [choice, *_] = law_choices("ru")
    proposal = proposal_page(1, "ru")

    assert law_cards([law.id], lang="ru")[law.id].name == SET
    assert {choice.name, choice.include} == {SET}
    assert choice.anchor_quotes == (SET.replace("«", "„").replace("»", "“"),)
    assert proposal is not None
    assert {proposal.name, proposal.wordings[0].name} == {SET}


def test_a_text_in_the_other_language_is_set_by_that_language(context: Flask):
    law = make_proposal("en", name='The "slack"')

    assert law_cards([law.id], lang="ru")[law.id].name == "The “slack”"


def test_what_is_searched_exported_and_edited_is_what_was_typed(context: Flask):
    make_law(name_ru=TYPED, statement_ru=TYPED)
    law = db.session.execute(select(Law)).scalar_one()

    [document] = law_documents([str(law.id)]).values()

    assert TYPED in repr(document)
    assert SET not in repr(document)
    assert export_library()["laws"][0]["name_ru"] == TYPED
    assert law_draft(law, law.current, None).name_ru == TYPED


def test_the_form_shows_what_was_typed(app: Flask, curator: Someone, client: PageClient):
    with app.app_context():
        make_law(statement_ru=TYPED)

    curator.client.get("/ru/laws/1/edit")

    assert curator.client.soup.select_one("[name=statement_ru]").get_text().strip() == TYPED
    client.get("/ru/laws/1")
    assert client.soup.select_one(".law__statement").get_text() == SET
