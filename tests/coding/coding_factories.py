"""Stories, laws and codings for the tests of coding. Rows are made directly, codings by the verbs; everything is committed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from flask import Flask

from storyhub.coding.models import Coding
from storyhub.coding.service import add_coding, finish_pass
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.text import render
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision
from storyhub.stories.domain.words import RevisionAuthor, State
from storyhub.stories.models import Revision, Story
from tests.accounts.accounts_factories import actor_for, make_person, sign_in
from tests.page_client import PageClient

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TEXT = "The courier called an hour early. I had the door open.\n\nHe carried it *upstairs* himself! 🎁 Nobody asked him to."
_numbers = count(1)


def make_story(text: str = TEXT, **over: object) -> int:
    """A published story open to research."""
    number = next(_numbers)
    values: dict[str, object] = {
        "state": State.published,
        "lang": "en",
        "title": f"Story {number}",
        "received_at": NOW,
        "published_on": date(2026, 11, 19),
        "may_research": True,
        "sector": "delivery",
        "stage": "experience",
        **over,
    }
    with transaction():
        story = Story(**values)
        db.session.add(story)
        db.session.flush()
        _add_revision(story, text)
        return story.id


def publish_text(story_id: int, text: str) -> None:
    """Another text is published; nothing follows by itself."""
    with transaction():
        _add_revision(db.session.get_one(Story, story_id), text)


def make_law(number: int | None = None, *, proposal: int | None = None, state: LawState | None = None, **over: str) -> int:
    """A law, or with `proposal` an open proposal."""
    if number is None and proposal is None:
        number = 1000 + next(_numbers)
    wording = {
        "name_en": f"Law of {number or proposal}",
        "name_ru": f"Закон {number or proposal}",
        "statement_en": "People stay.",
        "statement_ru": "Люди остаются.",
        **over,
    }
    with transaction():
        law = Law(
            number=number,
            proposal_number=proposal,
            slug=f"law-{number}-{proposal}",
            state=state or (LawState.accepted if number else LawState.proposed),
            created_at=NOW,
        )
        db.session.add(law)
        db.session.flush()
        revision = LawRevision(law_id=law.id, number=1, created_at=NOW, aliases_ru=[], aliases_en=[], stages=[], **wording)
        revision.anchor_quotes_en, revision.anchor_quotes_ru = ["They came early."], ["Приехали раньше."]
        db.session.add(revision)
        db.session.flush()
        law.current_id = revision.id
        return law.id


def make_coder(*roles: Role) -> Actor:
    """A researcher, or a person with the roles given."""
    return actor_for(make_person(*(roles or (Role.researcher,)), password=None))


def researcher_at(app: Flask, client: PageClient) -> Actor:
    """A researcher, signed in at the client."""
    with app.app_context():
        person = make_person(Role.researcher, password=None)
        sign_in(client, person)
        return actor_for(person)


def make_coding(story_id: int, law_id: int, coder: Actor, exact: str | None = None, **over: object) -> int:
    """Marks the first place of `exact` (the whole story without) in the published text."""
    with transaction():
        return add(story_id, law_id, coder, exact, **over).id


def add(story_id: int, law_id: int, coder: Actor, exact: str | None = None, **over: object) -> Coding:
    """`make_coding` inside an open transaction."""
    story = db.session.get_one(Story, story_id)
    plain = story.published_revision.plain if story.published_revision else ""
    start = None if exact is None else plain.index(exact)
    values: dict[str, object] = {
        "start": start,
        "end": None if exact is None or start is None else start + len(exact),
        "law_id": law_id,
        "polarity": "upholds",
        "strength": 2,
        "note": "",
        "coder": coder,
        "coders_needed": 1,
        "now": NOW,
        **over,
    }
    return add_coding(story, **values)  # type: ignore[arg-type]


def finish(story_id: int, coder: Actor, coders_needed: int = 1) -> None:
    with transaction():
        finish_pass(db.session.get_one(Story, story_id), coder=coder, now=NOW, coders_needed=coders_needed)


def plain_of(story_id: int) -> str:
    revision = db.session.get_one(Story, story_id).published_revision
    assert revision is not None
    return revision.plain


def _add_revision(story: Story, text: str) -> None:
    rendered = render(text)
    newest = story.latest_revision.number if story.latest_revision else 0
    revision = Revision(
        story_id=story.id,
        number=newest + 1,
        source=text,
        plain=rendered.plain,
        html=str(rendered.html),
        pipeline=rendered.pipeline,
        author=RevisionAuthor.teller,
        created_at=NOW,
    )
    db.session.add(revision)
    db.session.flush()
    story.latest_revision = story.published_revision = revision
    db.session.flush()
