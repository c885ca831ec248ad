"""`python3 dev.py suggestions`: how often the desk's suggestions name the right law, on the codings of the demo.

Every public coding of a passage in the demo is taken in turn; its law has to be among the first five suggested. Measured are each way of
finding by itself and ways put together by reciprocal rank, every list counting the same. Three figures for the whole, the strict one first:

* whole story left out: nothing marked in the story by anybody is looked at, not even the coder's own;
* own marks kept: the coder's own other marks in this story speak as well, as they do at the desk;
* only this coding left out: also what other coders marked in this story. At the desk nobody who is blind ever gets that.

The weights of words (document frequencies) still know the passage that is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import select

from config import Settings
from storyhub.accounts.models import Person
from storyhub.accounts.queries import actor_of
from storyhub.coding.domain.blending import blended
from storyhub.coding.models import Coding
from storyhub.coding.queries.cards import PassageCard
from storyhub.coding.queries.suggesting import SHOWN, rankings
from storyhub.coding.queries.visible import select_public
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.starter.seed import seed_demo
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Story
from storyhub.wiring import create_app


def main() -> None:
    with TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({}, data_dir=Path(folder), demo=True, indexer="off"))
        with app.app_context():
            seed_demo(app, say=print)
            for line in report(app):
                print(line)
        app.extensions["storyhub"].renderer.close()


def report(app: Flask) -> list[str]:
    """One line a way: the share of codings whose law is among the first five."""
    hits: Counter[str] = Counter()
    langs: Counter[str] = Counter()
    codable = set(db.session.execute(select(Law.id).where(Law.state.in_(("accepted", "proposed")))).scalars())
    rows = db.session.execute(select_public(Coding, Passage.start, Passage.end).where(Coding.passage_id.is_not(None))).all()
    for coding, start, end in rows:
        told = db.session.get_one(Story, coding.story_id).lang
        langs[told] += 1
        for name, ranking in _ways(app, coding, start, end).items():
            is_right = coding.law_id in [law for law in ranking if law in codable][:SHOWN]
            hits[name] += is_right
            hits[f"{name}, stories in {told}"] += is_right
    stories = len({coding.story_id for coding, _start, _end in rows})
    lines = [f"{len(rows)} codings of passages in {stories} stories, {len(codable)} laws; right law among the first {SHOWN}:"]
    for name in sorted(hits, key=lambda name: (", stories" in name, hits[name])):
        number = langs[name[-2:]] if ", stories" in name else len(rows)
        lines.append(f"{name:62} {100 * hits[name] / number:5.1f} %")
    return lines


def _ways(app: Flask, coding: Coding, start: int, end: int) -> dict[str, Sequence[int]]:
    story, actor = db.session.get_one(Story, coding.story_id), actor_of(db.session.get_one(Person, coding.coder_id))
    engine, here = app.extensions["storyhub"].engine, public_id(coding.story_id)

    def ways(counts: Callable[[PassageCard], bool]) -> dict[str, Sequence[int]]:
        return dict(rankings(story, start, end, engine=engine, actor=actor, lang=story.lang, counts=counts).ways)

    apart, loose = ways(lambda card: card.story_public_id != here), ways(lambda card: card.id != coding.id)
    own = apart.pop("own marks")
    return {
        **apart,
        "ALL, whole story left out": blended(apart.values()),
        "ALL, own marks kept": blended([own, *apart.values()]),
        "ALL, only this coding left out": blended(loose.values()),
    }


if __name__ == "__main__":
    main()
