"""`python3 dev.py suggestions`: how often the desk's suggestions name the right law, on the codings of the demo.

Every public coding of a passage in the demo is taken in turn; its law has to be among the first five suggested. Three figures:

* whole story left out: nothing marked in the story by anybody is looked at, not even the coder's own;
* own marks kept: the coder's own other marks in this story speak as well, as they do at the desk;
* only this coding left out: also what other coders marked in this story. At the desk nobody who is blind ever gets that.

Each is said for the weights as they are, which were fitted to these very codings, and honestly: for weights fitted, eight times, to seven
eighths of the stories and measured on the last. `--fit` prints the weights fitted to all. The frequencies of words still know the
passage that is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from flask import Flask
from numpy.typing import NDArray
from sqlalchemy import select

from config import Settings
from storyhub.accounts.models import Person
from storyhub.accounts.queries import actor_of
from storyhub.coding.domain.weighing import WEIGHTS
from storyhub.coding.models import Coding
from storyhub.coding.queries.cards import PassageCard
from storyhub.coding.queries.signals import Asked, found_for
from storyhub.coding.queries.suggesting import SHOWN
from storyhub.coding.queries.visible import select_public
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.starter.seed import seed_demo
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Story
from storyhub.wiring import create_app

FOLDS, RIDGE, STEPS = 8, 0.02, 300
OWN, OTHERS = ("own", "company"), ("others", "others alone", "near", "overlap")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One coding: its story, the place of its law, and the signals of all laws (laws × signals)."""

    story: int
    lang: str
    law: int
    signals: Floats


def main() -> None:
    with TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({}, data_dir=Path(folder), demo=True, indexer="off"))
        with app.app_context():
            seed_demo(app, say=print)
            for line in report(app, fit="--fit" in sys.argv):
                print(line)
        app.extensions["storyhub"].renderer.close()


def report(app: Flask, *, fit: bool = False) -> list[str]:
    """One line a figure: the share of codings whose law is among the first five."""
    ways = cases(app)
    lines = [f"{len(next(iter(ways.values())))} codings of passages; right law among the first {SHOWN} (3, 1):"]
    for name, found in ways.items():
        names = [signal for signal in WEIGHTS if signal in _signals_of(name)]
        weights = np.array([WEIGHTS[signal] for signal in names])
        columns = [list(WEIGHTS).index(signal) for signal in names]
        cut = [Case(case.story, case.lang, case.law, case.signals[:, columns]) for case in found]
        as_they_are = places(cut, lambda _story, weights=weights: weights)
        lines.append(_line(f"{name}, weights as they are", as_they_are))
        honest = places(cut, fitted_apart(cut))
        lines.append(_line(f"{name}, weights of other stories", honest))
        told = {lang: [place for place, case in zip(honest, cut, strict=True) if case.lang == lang] for lang in ("ru", "en")}
        lines += [_line(f"  stories in {lang}", some) for lang, some in told.items()]
        if fit:
            lines.append(str(dict(zip(names, fitted(cut).round(2).tolist(), strict=True))))
    return lines


def _signals_of(way: str) -> set[str]:
    """Without marks in the story their signals say nothing, so they are not fitted either."""
    gone = {"whole story left out": {*OWN, *OTHERS}, "own marks kept": {*OTHERS}}.get(way, set())
    return set(WEIGHTS) - gone


def cases(app: Flask) -> dict[str, list[Case]]:
    laws = list(db.session.execute(select(Law.id).where(Law.state.in_(("accepted", "proposed"))).order_by(Law.id)).scalars())
    spots = {law: place for place, law in enumerate(laws)}
    rows = db.session.execute(select_public(Coding, Passage.start, Passage.end).where(Coding.passage_id.is_not(None))).all()
    ways: dict[str, list[Case]] = {"own marks kept": [], "only this coding left out": []}
    for coding, start, end in rows:
        if coding.law_id not in spots:
            continue
        for name, counts in _left_out(coding).items():
            story, actor = db.session.get_one(Story, coding.story_id), actor_of(db.session.get_one(Person, coding.coder_id))
            asked = Asked(story, start, end, actor, story.lang, counts)
            signals = found_for(asked, engine=app.extensions["storyhub"].engine).signals
            ways[name].append(Case(story.id, story.lang, spots[coding.law_id], _matrix(signals, spots)))
    # The same signals: those of marks in the story are not looked at.
    return {"whole story left out": ways["own marks kept"], **ways}


def _left_out(coding: Coding) -> dict[str, Callable[[PassageCard], bool]]:
    here, this = public_id(coding.story_id), coding.id

    def elsewhere(card: PassageCard) -> bool:
        return card.story_public_id != here

    return {"own marks kept": elsewhere, "only this coding left out": lambda card: card.id != this}


def _matrix(signals: Mapping[str, Mapping[int, float]], spots: Mapping[int, int]) -> Floats:
    found = np.zeros((len(spots), len(WEIGHTS)))
    for column, name in enumerate(WEIGHTS):
        for law, strength in signals[name].items():
            if law in spots:
                found[spots[law], column] = strength
    return found


def places(found: Sequence[Case], weights_for: Callable[[int], Floats]) -> list[int]:
    """The place of the right law of each case; of equals the law with the smaller id comes first."""
    ranked = [np.argsort(-(case.signals @ weights_for(case.story)), kind="stable").tolist().index(case.law) + 1 for case in found]
    return [int(place) for place in ranked]


def fitted_apart(found: Sequence[Case]) -> Callable[[int], Floats]:
    """By story, weights fitted to stories of the other folds."""
    stories = sorted({case.story for case in found})
    fold = {story: number % FOLDS for number, story in enumerate(stories)}
    weights = [fitted([case for case in found if fold[case.story] != number]) for number in range(FOLDS)]
    return lambda story: weights[fold[story]]


def fitted(found: Sequence[Case]) -> Floats:
    """Conditional logit with a ridge, weights from 0, by projected gradient descent with momentum."""
    signals = np.stack([case.signals for case in found])
    right = signals[np.arange(len(found)), [case.law for case in found]].mean(0)
    weights, speed = np.zeros(signals.shape[2]), np.zeros(signals.shape[2])
    for _step in range(STEPS):
        scores = signals @ weights
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        slope = np.einsum("nk,nkd->d", chances, signals) / len(found) - right + RIDGE * weights
        speed = 0.9 * speed - 0.5 * slope
        weights = np.maximum(0.0, weights + speed)
    return weights


def _line(name: str, found: Sequence[int]) -> str:
    five, three, one = (100 * sum(place <= most for place in found) / len(found) for most in (SHOWN, 3, 1))
    return f"{name:58} {five:5.1f} % ({three:4.1f}, {one:4.1f})"


if __name__ == "__main__":
    main()
