"""Laws and proposals as search documents."""

from __future__ import annotations

from flask import Flask

from storyhub.kit.db import db, transaction
from storyhub.laws.documents import all_keys, law_documents
from storyhub.laws.models import Law
from tests.laws.laws_factories import make_group, make_law, make_proposal
from tests.laws.test_proposals import accepted, declined


def test_a_law_is_found_by_both_languages_its_aliases_and_its_facets(context: Flask):
    make_group("promise")
    found_by = {"aliases_ru": ("опоздали",), "aliases_en": ("late",), "signs_ru": ("Сказали завтра.",), "signs_en": ("They never rang.",)}
    law = make_law(group="promise", stages=("persuasion",), **found_by)

    document = law_documents([str(law.id)])[str(law.id)]

    assert document is not None
    assert (document.kind, document.key, document.audience) == ("law", str(law.id), "public")
    assert "Запас" in document.title
    assert "Slack" in document.title
    assert "опоздали" in document.names
    assert "Сказали завтра." in document.text
    assert "They never rang." in document.text
    assert "день" in document.text
    assert "**" not in document.text
    assert document.facets == {
        "kind": ("law",),
        "law": ("1",),
        "stage": ("persuasion",),
        "group": ("promise",),
        "state": ("accepted",),
        "lang": ("ru", "en"),
    }


def test_an_accepted_proposal_keeps_its_key_and_changes_its_facets(context: Flask):
    law = make_proposal("ru")
    before = law_documents([str(law.id)])[str(law.id)]

    accepted(law)
    after = law_documents([str(law.id)])[str(law.id)]

    assert before is not None
    assert after is not None
    assert before.ident == after.ident
    assert after.revision > before.revision
    assert (before.facets["kind"], before.facets["law"], before.facets["lang"]) == (("proposal",), ("P-1",), ("ru",))
    assert (after.facets["kind"], after.facets["law"], after.facets["lang"]) == (("law",), ("1",), ("ru", "en"))


def test_declined_ideas_stay_findable_and_retired_laws_do_not(context: Flask):
    idea, law = declined(make_proposal()), make_law()
    assert set(all_keys()) == {str(idea.id), str(law.id)}

    with transaction():
        db.session.get(Law, law.id).state = "retired"

    documents = law_documents([str(idea.id), str(law.id), "999", "x"])
    assert documents[str(idea.id)].facets["state"] == ("declined",)
    assert [documents[key] for key in (str(law.id), "999", "x")] == [None, None, None]
    assert list(all_keys()) == [str(idea.id)]
