"""Two coders at the same moment, on the real database file."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries import public_codings
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story


def at_once(app: Flask, actors: list[Actor], act: Callable[[Actor], object]) -> list[BaseException]:
    """Lets every actor act in an own thread, all starting together; returns what went wrong."""
    ready, wrong = threading.Barrier(len(actors)), list[BaseException]()

    def work(actor: Actor) -> None:
        with app.app_context():
            try:
                ready.wait(timeout=10)
                act(actor)
            except BaseException as error:
                wrong.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return wrong


def test_two_first_coders_make_one_round_and_two_last_ones_complete_it(app: Flask) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
        coders = [make_coder(), make_coder(), make_coder()]
        db.session.remove()
    assert at_once(app, coders, lambda coder: make_coding(story, law, coder, "I had the door", coders_needed=3)) == []
    with app.app_context():
        counts = [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in (CodingRound, CodingPass, Coding)]
        assert counts == [1, 3, 3]
        assert public_codings(story) == ()
        db.session.remove()
    assert at_once(app, coders, lambda coder: finish(story, coder, 3)) == []
    with app.app_context():
        assert db.session.execute(select(CodingRound.complete_at)).scalar_one() is not None
        assert len(public_codings(story)) == 3


def test_a_double_click_makes_one_coding(app: Flask) -> None:
    with app.app_context():
        story, law, coder = make_story(), make_law(12), make_coder()
        db.session.remove()
    assert at_once(app, [coder, coder], lambda actor: make_coding(story, law, actor, "I had the door")) == []
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(Coding)).scalar_one() == 1
