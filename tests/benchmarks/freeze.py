"""`python3 dev.py bench freeze`: an edition of 87 laws with 870 quotes, from the click to the last of its files (aim: 20 s).

Rows are written straight into a fresh instance: one coder, ten stories a law, one marked passage each.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from config import Settings
from storyhub.accounts.models import Person
from storyhub.coding.domain.strength import StrengthRules
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.editions.domain.drafts import EditionWords
from storyhub.editions.models import Edition, EditionChoice
from storyhub.editions.queries.draft import EditionRules
from storyhub.editions.queries.served import files_of
from storyhub.editions.queries.verifying import verify
from storyhub.editions.service import FILE, freeze, save_words, start_draft
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law, LawRevision
from storyhub.stories.models import Passage, Revision, Story
from storyhub.wiring import create_app
from storyhub.wiring.handlers import handlers

LAWS, QUOTES = 87, 10
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TEXT = "The courier called an hour before the time that was promised, number {n}. I opened the door, and he carried everything upstairs."
WORDS = "People stay with who keeps a promise with some slack, and go when it is broken for the second time. "


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench freeze", description=__doc__)
    parser.add_argument("--laws", type=int, default=LAWS)
    parser.add_argument("--quotes", type=int, default=QUOTES, help="per law")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="storyhub-freeze-") as folder:
        app = create_app(Settings.from_env({}, data_dir=Path(folder), testing=True, indexer="off"))
        with app.app_context():
            for name, value in measure(app, options.laws, options.quotes, Path(folder)).items():
                print(f"{name:<44} {value}")
            db.session.remove()
            db.engine.dispose()


def measure(app: Any, laws: int, quotes: int, folder: Path) -> dict[str, object]:
    started = time.perf_counter()
    edition_id = fill(laws, quotes)
    figures: dict[str, object] = {"laws, quotes": f"{laws}, {laws * quotes}", "building it (not counted), s": since(started)}
    db.session.rollback()
    begun = time.perf_counter()
    with transaction():
        rules = EditionRules(address="https://laws.example", strength=StrengthRules())
        freeze(db.session.get_one(Edition, edition_id), confirmed=None, rules=rules, actor=OPERATOR, now=NOW)
    figures["the verb, s"] = since(begun)
    make = handlers(app.extensions["storyhub"])[FILE]
    for claim in outbox.claim(FILE, limit=100, now=datetime.now(UTC)):
        one = time.perf_counter()
        make(claim)
        outbox.forget([claim])
        figures[f"{claim.key}, s"] = since(one)
    figures["freeze with all files, s (aim 20)"] = since(begun)
    cards = files_of(1)
    figures["files made"] = f"{sum(card.is_served for card in cards)} of {len(cards)}, {sum(card.size or 0 for card in cards) / 1e6:.1f} MB"
    again = time.perf_counter()
    figures["differences found by verify"] = len(verify(1, folder=folder) or ())
    figures["verify, s"] = since(again)
    return figures


def fill(laws: int, quotes: int) -> int:
    """The rows of a library, and a draft that quotes everything; the draft's id."""
    with transaction():
        person = Person(handle="coder", name="Coder", created_at=NOW)
        db.session.add(person)
        db.session.flush()
        for number in range(1, laws + 1):
            _law(number)
        total = range(1, laws * quotes + 1)
        _stories(total)
        _codings(total, quotes, person.id)
        edition = start_draft(publisher="StoryHub", actor=OPERATOR, now=NOW)
        words = EditionWords("Издание", "Edition", "Слова. " * 60, "Words. " * 60, "StoryHub")
        save_words(edition, words, version=edition.version_id, actor=OPERATOR, now=NOW)
        rows = [
            {"edition_id": edition.id, "law_id": 1 + (n - 1) // quotes, "passage_id": n, "story_id": n, "place": n} for n in total
        ]
        db.session.execute(insert(EditionChoice), rows)
        return edition.id


def _law(number: int) -> None:
    law = Law(number=number, slug=f"law-{number}", state="accepted", created_at=NOW)
    db.session.add(law)
    db.session.flush()
    texts = {f"{part}_{lang}": WORDS * 4 for part in ("explanation", "how_to_apply", "include", "exclude") for lang in ("ru", "en")}
    named = {"name_ru": f"Закон {number}", "name_en": f"Law {number}", "statement_ru": WORDS, "statement_en": WORDS}
    revision = LawRevision(law_id=law.id, number=1, created_at=NOW, aliases_ru=[], aliases_en=[], stages=[], **texts, **named)
    db.session.add(revision)
    db.session.flush()
    law.current_id = revision.id


def _stories(numbers: range) -> None:
    common = {"version_id": 1, "state": "published", "audience": "public", "lang": "en", "labels": {}, "received_at": NOW, "source": "site"}
    flags = {"may_research": True, "may_quote": True, "may_open_data": True, "is_sample": False, "published_on": date(2026, 11, 20)}
    db.session.execute(insert(Story), [{"id": n, **common, **flags} for n in numbers])
    made = {"number": 1, "source": "", "html": "", "pipeline": "x", "author": "teller", "why": "", "created_at": NOW}
    db.session.execute(insert(Revision), [{"id": n, "story_id": n, "plain": TEXT.format(n=n), **made} for n in numbers])
    story = Story.metadata.tables["story"]
    own = {"published_revision_id": story.c.id, "latest_revision_id": story.c.id}
    db.session.connection().execute(story.update().values(own))


def _codings(numbers: range, quotes: int, coder: int) -> None:
    texts = dict(db.session.execute(select(Revision.id, Revision.plain)).tuples().all())
    ends = {n: texts[n].index(". I") for n in numbers}
    around = {"start": 0, "prefix": "", "suffix": ""}
    places = [{"id": n, "revision_id": n, "end": ends[n], "exact": texts[n][: ends[n]], **around} for n in numbers]
    db.session.execute(insert(Passage), places)
    rounds = [{"id": n, "story_id": n, "coders_needed": 1, "opened_at": NOW, "complete_at": NOW} for n in numbers]
    db.session.execute(insert(CodingRound), rounds)
    passes = [{"id": n, "round_id": n, "coder_id": coder, "started_at": NOW, "finished_at": NOW} for n in numbers]
    db.session.execute(insert(CodingPass), passes)
    common = {"version_id": 1, "coder_id": coder, "strength": 2, "note": "", "created_at": NOW}
    sides = {True: "violates", False: "upholds"}
    rows = [
        {"id": n, "story_id": n, "passage_id": n, "law_id": 1 + (n - 1) // quotes, "polarity": sides[n % 4 == 0], **common}
        for n in numbers
    ]
    db.session.execute(insert(Coding), rows)


def since(started: float) -> float:
    return round(time.perf_counter() - started, 2)
