"""A new law from a passage: the proposal and the mark together, with laws that look like it shown before."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from storyhub.coding.models import Coding
from storyhub.coding.service.proposing import NewLaw, propose_from_passage
from storyhub.kit import outbox
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.laws.models import Law
from storyhub.search.sync import rebuild
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_law, make_story, researcher_at
from tests.page_client import PageClient

NEW = NewLaw(name="Stairs count", statement="Who carries it upstairs is remembered.", lang="en", polarity="upholds", strength=3, note="")
PLACE = {"from_sentence": "3", "to_sentence": "3", "from_offset": "0", "to_offset": "19"}


def propose(story: int, coder: Actor, start: int | None = 0, end: int | None = 11, new: NewLaw = NEW) -> int:
    with transaction():
        found = db.session.get_one(Story, story)
        return propose_from_passage(found, new, place=(start, end), coder=coder, coders_needed=1, now=NOW, revision_id=None).id


def test_both_are_made_or_neither(context: None) -> None:
    story, coder = make_story(), make_coder()
    for start, end in ((5, 5), (9, 4), (0, 9_999), (None, 3)):
        with pytest.raises(Invalid):
            propose(story, coder, start, end)
    with pytest.raises(Invalid):
        propose(story, coder, new=NewLaw("", "", "en", "upholds", 2, ""))
    with pytest.raises(Invalid):
        propose(story, coder, new=NewLaw(NEW.name, NEW.statement, "en", "proves", 2, ""))
    with pytest.raises(Forbidden):
        propose(story, make_coder(Role.curator))
    assert db.session.execute(select(func.count()).select_from(Law)).scalar_one() == 0
    coding = db.session.get_one(Coding, propose(story, coder))
    assert (coding.law.proposal_number, coding.law.story_id, coding.law.proposer_id) == (1, story, coder.person_id)
    assert coding.passage is not None
    assert coding.passage.exact == "The courier"
    finish(story, coder)
    with pytest.raises(Conflict):
        propose(story, coder)


def test_from_the_desk_to_the_mark_and_back_at_the_same_place(app: Flask, client: PageClient) -> None:
    researcher_at(app, client)
    with app.app_context():
        story, law = make_story(), make_law(12, name_en="Carried upstairs", statement_en="Who carries it himself is remembered.")
        make_law(13, name_en="Something else", statement_en="Nothing of the kind.")
        hub = app.extensions["storyhub"]
        rebuild(hub.registry, hub.engine, outbox)
    desk = f"/en/desk/coding/{public_id(story)}"
    client.get(desk)
    token = str(client.soup.select_one(".coding-form [name=csrf_token]")["value"])  # type: ignore[index]
    revision = str(client.soup.select_one("#coding-revision")["value"])  # type: ignore[index]
    sent = {**PLACE, "csrf_token": token, "revision": revision, "polarity": "upholds", "strength": "3", "note": "my note"}
    client.post(f"{desk}/propose", sent)
    assert client.soup.select_one(".new-law__words") is not None
    assert "12. Carried upstairs" in client.text
    assert "13. Something else" not in client.text
    client.submit({"name": "x", "statement": "typed with care"}, form=".new-law", status=422)
    assert "typed with care" in client.text
    assert "my note" in client.text
    client.submit({"name": "Stairs count", "statement": "Who carries it upstairs is remembered."}, form=".new-law")
    assert client.address == f"{desk}#s-3"
    assert "Proposal P-1: Stairs count" in client.text
    with app.app_context():
        coding = db.session.execute(select(Coding)).scalar_one()
        assert (coding.strength, coding.note) == (3, "my note")
        assert coding.passage is not None
        assert coding.passage.exact == "He carried it upstairs"
    # One that is there does as well, from the same form.
    client.post(f"{desk}/propose", {**sent, "from_sentence": "1", "to_sentence": "1", "from_offset": "", "to_offset": ""})
    client.post(desk, {**sent, "from_sentence": "1", "to_sentence": "1", "from_offset": "", "to_offset": "", "law": str(law)})
    assert client.address == f"{desk}#s-1"


def test_a_passage_that_is_none_comes_back_to_the_desk_with_what_was_typed(app: Flask, client: PageClient) -> None:
    researcher_at(app, client)
    with app.app_context():
        story = make_story()
        make_law(12)
    desk = f"/en/desk/coding/{public_id(story)}"
    client.get(desk)
    token = str(client.soup.select_one(".coding-form [name=csrf_token]")["value"])  # type: ignore[index]
    revision = str(client.soup.select_one("#coding-revision")["value"])  # type: ignore[index]
    sent = {"csrf_token": token, "revision": revision, "from_sentence": "3", "to_sentence": "1", "polarity": "upholds", "strength": "2"}
    client.post(f"{desk}/propose", {**sent, "note": "keep me"}, status=422)
    assert "keep me" in client.text
