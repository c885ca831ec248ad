"""A teller's word counts after freezing, too: the quote is gone at once, files are withheld and made anew, the laws stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.editions import service
from storyhub.editions.models import EditionChoice, EditionPart, EditionQuote
from storyhub.editions.queries import snapshot_of
from storyhub.editions.queries.cited import cited_in
from storyhub.editions.queries.quotable import quotable_for
from storyhub.editions.queries.served import files_of, path_of, withdrawn_quotes
from storyhub.editions.queries.verifying import verify
from storyhub.kit.actor import TELLER, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.text import render
from storyhub.stories.domain.words import ConsentKind
from storyhub.stories.models import Story
from storyhub.stories.service import correct_story, redact, restrict_story, set_consents, withdraw_story
from tests.coding import coding_factories as coding
from tests.editions.editions_factories import NOW, QUOTE, choose, curator, frozen_edition, make_draft, quoted_story, served_bytes, work

pytestmark = pytest.mark.usefixtures("makers", "context")
LATER = NOW + timedelta(days=1)
LEFT = frozenset({ConsentKind.publish, ConsentKind.research})


def moderator() -> Actor:
    return coding.make_coder(Role.moderator)


def withdraw(story: Story) -> None:
    withdraw_story(story, actor=TELLER, now=LATER)


def revoke(story: Story) -> None:
    set_consents(story, LEFT | {ConsentKind.quote}, lang="en", now=NOW)
    set_consents(story, LEFT, lang="en", now=LATER)


def restrict(story: Story) -> None:
    restrict_story(story, why="A court says so.", actor=moderator(), now=LATER)


def take_out(story: Story) -> None:
    text = "The courier called. I had the door open."
    redact(story, render(text), source=text, kinds=("phone",), actor=moderator(), now=LATER)


@pytest.mark.parametrize(
    ("act", "why"), [(withdraw, "withdrawn"), (revoke, "consent"), (restrict, "restricted"), (take_out, "redacted")]
)
def test_the_quote_is_gone_at_once_and_its_files_within_a_turn_of_the_worker(context: Flask, act: Callable[[Story], None], why: str):
    folder: Path = context.extensions["storyhub"].settings.data_dir
    law, other = coding.make_law(1), coding.make_law(2)
    story, kept = quoted_story(law), quoted_story(law, "Nobody asked him to")
    number = frozen_edition([law], curator())
    earlier = frozen_edition([], curator())
    work(context)
    sums = [part.sha256 for part in db.session.execute(select(EditionPart)).scalars()]
    assert QUOTE.encode() in served_bytes(folder, number)
    assert [place.law for place in cited_in(story)] == [1]

    with transaction():
        act(db.session.get_one(Story, story))

    found = snapshot_of(number)
    assert found is not None
    assert [(quote.story, quote.text) for quote in found.quotes] == [(f"S-{story:06d}", None), (f"S-{kept:06d}", "Nobody asked him to")]
    assert {file.state for file in files_of(number)} == {"withheld"}
    assert {file.state for file in files_of(earlier)} == {"made"}
    assert withdrawn_quotes(number) == 1
    assert cited_in(story) == ()
    row = db.session.execute(select(EditionQuote).where(EditionQuote.story_id == story)).scalar_one()
    assert (row.text, row.gone, row.withdrawn_at) == (None, why, LATER)

    work(context)

    assert {file.state for file in files_of(number)} == {"made"}
    assert QUOTE.encode() not in served_bytes(folder, number)
    assert b"Nobody asked him to" in served_bytes(folder, number)
    assert [part.sha256 for part in db.session.execute(select(EditionPart)).scalars()] == sums
    assert verify(number, folder=folder) == ()
    assert other


def test_what_is_withdrawn_while_a_file_is_made_does_not_come_out_with_it(context: Flask):
    folder: Path = context.extensions["storyhub"].settings.data_dir
    law = coding.make_law(1)
    story = quoted_story(law)
    number = frozen_edition([law], curator())
    making = service.read_for(f"{number}/edition.json")
    assert making is not None
    data = making.maker.make(making.snapshot)
    db.session.rollback()
    with transaction():
        withdraw(db.session.get_one(Story, story))
    beside = service.written_beside(folder, number, making.name, data)
    assert QUOTE.encode() in data

    with transaction():
        assert not service.put_in_place(making, beside, data, folder=folder, now=LATER)

    assert not path_of(folder, number, making.name).exists()
    work(context)
    assert QUOTE.encode() not in served_bytes(folder, number)


def test_a_withheld_file_leaves_the_disk_even_when_it_cannot_be_made_anew(context: Flask):
    folder: Path = context.extensions["storyhub"].settings.data_dir
    law = coding.make_law(1)
    story = quoted_story(law)
    number = frozen_edition([law], curator())
    work(context)
    with transaction():
        withdraw(db.session.get_one(Story, story))
        service.drop_withheld(folder)

    assert served_bytes(folder, number) == b""


def test_the_tellers_own_correction_changes_no_edition():
    law = coding.make_law(1)
    story = quoted_story(law)
    number = frozen_edition([law], curator())
    before = snapshot_of(number)
    text = "Quite another text: the courier was late, and I was not at home at all that day."
    with transaction():
        correct_story(db.session.get_one(Story, story), source=text, rendered=render(text), actor=TELLER, now=LATER)

    assert snapshot_of(number) == before


def test_a_redaction_elsewhere_in_the_text_leaves_the_quote():
    law = coding.make_law(1)
    story = quoted_story(law)
    number = frozen_edition([law], curator())
    text = "The courier called an hour early. I had the door open."
    actor = moderator()
    with transaction():
        redact(db.session.get_one(Story, story), render(text), source=text, kinds=("name",), actor=actor, now=LATER)

    assert [quote.text for quote in snapshot_of(number).quotes] == [QUOTE]


def test_a_draft_forgets_what_was_withdrawn_and_quotes_nothing_that_is_being_redacted():
    law = coding.make_law(1)
    story, other = quoted_story(law), quoted_story(law)
    actor = curator()
    draft = make_draft(actor)
    choose(draft, law, actor)
    man = moderator()
    text = "The courier called. I had the door open."
    with transaction():
        withdraw(db.session.get_one(Story, story))
        redact(db.session.get_one(Story, other), render(text), source=text, kinds=("name",), actor=man, now=LATER)

    assert [choice.story_id for choice in db.session.execute(select(EditionChoice)).scalars()] == [other]
    assert quotable_for(law, limit=9) == ()
