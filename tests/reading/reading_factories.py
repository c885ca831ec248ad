"""Rows as the public pages find them: published stories, laws, public codings. Built from the tables, without any verb."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from flask import Flask

from storyhub.accounts.models import Person
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.kit import outbox
from storyhub.kit.db import db, transaction
from storyhub.kit.text import detect_language, render, surrounding
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision
from storyhub.search.sync import rebuild
from storyhub.stories.domain.words import Audience, RevisionAuthor, State
from storyhub.stories.models import Organisation, Passage, Revision, Story

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_numbers = count(1)

RUSSIAN = (
    "Кассир вернула мне деньги без единого вопроса. Я не ждал такого от большого магазина.\n\n"
    "На следующий день мне позвонили и извинились за брак. С тех пор я покупаю только у них."
)
ENGLISH = (
    "The clerk refunded my money without a single question. I had not expected that of a large shop.\n\n"
    "The next day they called and apologised for the fault. I have been buying there ever since."
)


def make_organisation(name: str, *, sector: str | None = None, merged_into: int | None = None) -> int:
    slug = name.lower().replace(" ", "-")
    with transaction():
        row = Organisation(slug=slug, name=name, name_key=name.casefold(), sector=sector, merged_into_id=merged_into)
        db.session.add(row)
        db.session.flush()
        return row.id


def make_story(text: str = RUSSIAN, **over: object) -> int:
    """A published story; returns its database id."""
    rendered = render(text)
    values: dict[str, object] = {
        "state": State.published,
        "audience": Audience.public,
        "lang": detect_language(rendered.plain),
        "title": None,
        "received_at": NOW,
        "published_on": date(2026, 11, 20),
        "may_research": True,
        **over,
    }
    with transaction():
        story = Story(**values)
        db.session.add(story)
        db.session.flush()
        revision = Revision(
            story_id=story.id,
            number=1,
            source=text,
            plain=rendered.plain,
            html=str(rendered.html),
            pipeline=rendered.pipeline,
            author=RevisionAuthor.teller,
            created_at=NOW,
        )
        db.session.add(revision)
        db.session.flush()
        story.latest_revision_id = revision.id
        story.published_revision_id = revision.id if values["published_on"] else None
        return story.id


def make_law(number: int | None = 1, *, name: str = "Return the money first", **over: object) -> int:
    """A law in force, or with `number=None` an open proposal; returns its database id."""
    wording = {
        "name_en": name,
        "name_ru": f"Закон: {name}",
        "statement_en": f"Statement of {name}.",
        "statement_ru": f"Утверждение {name}.",
        "stages": ["feedback"],
        **{key: over.pop(key) for key in list(over) if key in LawRevision.__table__.columns},
    }
    with transaction():
        law = Law(
            number=number,
            proposal_number=None if number else next(_numbers),
            slug=f"law-{next(_numbers)}",
            created_at=NOW,
            **{"state": LawState.accepted if number else LawState.proposed, **over},
        )
        db.session.add(law)
        db.session.flush()
        revision = LawRevision(law_id=law.id, number=1, created_at=NOW, **wording)
        db.session.add(revision)
        db.session.flush()
        law.current_id = revision.id
        return law.id


def make_coder(name: str = "Ada Coder") -> int:
    with transaction():
        person = Person(handle=f"coder-{next(_numbers)}", name=name, created_at=NOW)
        db.session.add(person)
        db.session.flush()
        return person.id


def make_passage(story_id: int, exact: str) -> int:
    """The place of `exact` in the published text."""
    with transaction():
        story = db.session.get_one(Story, story_id)
        revision = db.session.get_one(Revision, story.published_revision_id)
        start = revision.plain.index(exact)
        prefix, suffix = surrounding(revision.plain, start, start + len(exact))
        row = Passage(revision_id=revision.id, start=start, end=start + len(exact), exact=exact, prefix=prefix, suffix=suffix)
        db.session.add(row)
        db.session.flush()
        return row.id


def make_coding(
    story_id: int,
    law_id: int,
    exact: str | None,
    *,
    coder_id: int,
    polarity: Polarity = Polarity.upholds,
    complete: bool = True,
    **over: object,
) -> int:
    """A coding in a round that is complete (hence public) unless said otherwise. `exact=None` means the whole story."""
    passage_id = make_passage(story_id, exact) if exact else None
    with transaction():
        coding_round = db.session.query(CodingRound).filter_by(story_id=story_id).one_or_none()
        if coding_round is None:
            coding_round = CodingRound(story_id=story_id, opened_at=NOW, complete_at=NOW if complete else None)
            db.session.add(coding_round)
            db.session.flush()
        if not db.session.query(CodingPass).filter_by(round_id=coding_round.id, coder_id=coder_id).count():
            done = NOW if complete else None
            db.session.add(CodingPass(round_id=coding_round.id, coder_id=coder_id, started_at=NOW, finished_at=done))
        coding = Coding(
            story_id=story_id,
            law_id=law_id,
            passage_id=passage_id,
            coder_id=coder_id,
            polarity=polarity,
            **{"strength": 2, "created_at": NOW, **over},
        )
        db.session.add(coding)
        db.session.flush()
        return coding.id


def change_story(story_id: int, **values: object) -> None:
    """Writes columns of a story without telling the index."""
    with transaction():
        story = db.session.get_one(Story, story_id)
        for name, value in values.items():
            setattr(story, name, value)


def index_everything(app: Flask) -> int:
    """Builds the index from the database as it is now."""
    parts = app.extensions["storyhub"]
    with app.app_context():
        return rebuild(parts.registry, parts.engine, outbox)
