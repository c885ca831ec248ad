"""Pages with far too much on them: a name of 300 characters, a story of 20,000, forty passages on one story and one law."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from config import Settings
from storyhub.accounts.models import Person
from storyhub.coding.service import add_coding, finish_pass
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.text import sentences
from storyhub.laws.domain.drafts import NAME_MAX, LawDraft
from storyhub.laws.service import create_law
from storyhub.search.sync import rebuild
from storyhub.starter.content import samples
from storyhub.stories.domain.drafts import StoryDraft
from storyhub.stories.domain.words import ConsentKind
from storyhub.stories.models import Story
from storyhub.stories.service import publish_story, submit_story
from storyhub.wiring import create_app
from tests.journeys.conftest import served
from tests.journeys.walking import Walk

Visit = Callable[..., Any]
NAME = "Кто терпит долго и молча, тот уходит без предупреждения и никогда не объясняет, почему именно в этот день, а не раньше, "
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
PASSAGES = 40


@pytest.fixture
def site(seeded_folder: Path, tmp_path: Path) -> Iterator[str]:
    """The samples, and things as long as the rules allow."""
    folder = tmp_path / "site"
    shutil.copytree(seeded_folder, folder)
    app = create_app(Settings.from_env({}, data_dir=folder, demo=True, indexer="off"))
    with app.app_context():
        hub = app.extensions["storyhub"]
        with transaction():
            make_long_things(hub)
        rebuild(hub.registry, hub.engine, outbox)
        db.session.remove()
        db.engine.dispose()
        hub.renderer.close()
    with served(folder) as address:
        yield address


def make_long_things(hub: Any) -> None:
    now = datetime.now(UTC)
    name = (NAME * 4)[:NAME_MAX].strip()
    law = create_law(
        LawDraft(name_ru=name, name_en=f"{WORD} {name}"[:NAME_MAX].strip(), statement_ru=name * 3, statement_en=name * 3),
        actor=OPERATOR, now=now,
    )  # fmt: skip
    told = "\n\n".join(sample["text"] for sample in samples().stories if sample["lang"] == "ru")
    text = f"{WORD * 2} {told}"[:19_990].rsplit(" ", 1)[0]
    story, _code = submit_story(
        StoryDraft(source=text, consents=frozenset({ConsentKind.publish, ConsentKind.research}), ui_lang="ru"),
        nonce="long", key=b"k" * 32, rendered=hub.renderer.render(text), now=now,
    )  # fmt: skip
    story.title = f"{WORD} и ещё сто слов, которые рассказчик счёл нужным поставить в заголовок"
    publish_story(story, actor=staff("o-sorokina"), now=now)
    coder = staff("t-aslanov")
    for span in passages(story):
        add_coding(
            story, start=span.start, end=span.end, law_id=law.id, polarity="upholds", strength=2, coder=coder,
            coders_needed=1, now=now,
        )  # fmt: skip
    finish_pass(story, coder=coder, now=now)


def passages(story: Story) -> list[Any]:
    assert story.latest_revision is not None
    return [span for span in sentences(story.latest_revision.plain) if span.end - span.start > 30][:PASSAGES]


def staff(handle: str) -> Actor:
    person = db.session.execute(select(Person).where(Person.handle == handle)).scalar_one()
    return Actor(person_id=person.id, name=person.name, roles=frozenset({Role.moderator, Role.researcher}))


def test_nothing_breaks_a_page_however_long_it_is(visit: Visit) -> None:
    walk = Walk(visit(lang="ru"), "ru", "long")
    story = f"S-{len(samples().stories) + 1:06d}"

    walk.go("story", f"stories/{story}", paper=True)
    assert walk.page.locator(".passage, mark").count() >= PASSAGES
    walk.go("law", "laws/47", paper=True)
    walk.go("laws", "laws?status=all&sort=evidence")
    walk.go("stories", "stories")
    walk.go("search", "search?q=терпит+молча")
    walk.go("home", "")

    assert walk.problems == []
