"""The starter content as text: complete in both languages, nothing said twice, nothing borrowed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from storyhub.kit.text import Renderer, Sanitizer
from storyhub.laws.domain.drafts import LISTS, TEXTS
from storyhub.laws.domain.library_file import read_library
from storyhub.starter.content import samples, starter_library
from tests.starter.nearness import nearest

LAWS: list[dict[str, Any]] = starter_library()["laws"]
STORIES = samples().stories
# Measured on this content: the nearest two statements are well below, a reworded copy is well above.
ALIKE = 0.45
OPENING = 12


def test_there_are_enough_laws_and_stories_and_both_languages_tell():
    languages = Counter(story["lang"] for story in STORIES)

    assert len(LAWS) >= 40
    assert len(STORIES) >= 80
    assert min(languages["ru"], languages["en"]) >= 35


@pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law["slug"]))
def test_every_starter_law_is_complete_in_both_languages(law: dict[str, Any]):
    for part in (*TEXTS, *LISTS):
        for lang in ("ru", "en"):
            assert law[f"{part}_{lang}"], f"{part}_{lang}"
    assert law["sources"]
    assert law["relations"]
    assert law["stages"]
    assert re.search("[а-яё]", law["statement_ru"])
    assert not re.search("[а-яё]", " ".join(str(law[f"{part}_en"]) for part in TEXTS))


def test_the_library_file_is_one_that_can_be_imported():
    file = read_library(starter_library())

    assert [law.number for law in file.laws] == list(range(1, len(LAWS) + 1))
    assert {law.draft.group for law in file.laws} == {group.slug for group in file.groups}
    assert {slug for law in file.laws for slug, _place in law.sources} == {source.slug for source in file.sources}


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("part", ["name", "statement", "explanation", "include"])
def test_no_two_laws_say_the_same(part: str, lang: str):
    closest, one, other = nearest([law[f"{part}_{lang}"] for law in LAWS])

    assert closest < ALIKE, (one, other)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_no_two_stories_open_alike_or_tell_the_same(lang: str):
    told = [story["text"] for story in STORIES if story["lang"] == lang]
    openings = [" ".join(text.split()[:OPENING]) for text in told]

    assert nearest(openings)[0] < ALIKE, nearest(openings)
    assert nearest(told)[0] < ALIKE, nearest(told)


def test_the_likeness_check_notices_a_reworded_copy():
    statements = [law["statement_en"] for law in LAWS]
    copy = statements[0].replace("customers", "clients").replace("equally long", "just as long").replace("readily", "gladly")

    assert nearest([*statements, copy])[0] > ALIKE


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story["ref"]))
def test_every_passage_of_a_sample_is_in_its_text_exactly_once(story: dict[str, Any], renderer: Renderer):
    plain = renderer.render(story["text"]).plain

    for exact in [coding["exact"] for coding in story["codings"]] + [story["turning_point"]]:
        assert exact is None or plain.count(exact) == 1, exact


@pytest.fixture(scope="module")
def renderer():
    made = Renderer(sanitizer=Sanitizer("bleach+nh3"))
    yield made
    made.close()


def test_stories_differ_as_people_do():
    words = sorted(len(story["text"].split()) for story in STORIES)

    assert words[4] < 80
    assert words[-4] > 330
    assert len({story["sector"] for story in STORIES}) >= 18
    assert len({story["country"] for story in STORIES}) >= 8
    assert len({story["outcome"] for story in STORIES}) == 6
    assert sum(story["turning_point"] is not None for story in STORIES) >= 55
    assert sum(bool(story["touchpoints"]) for story in STORIES) >= 25
    assert max(Counter(story["organisation"] for story in STORIES if story["organisation"]).values()) <= 4


def test_starter_texts_share_no_sentence_with_their_sources(shared: Path):
    """Seven words in a row are a borrowed sentence; a title named as a source is not."""
    words = [path.read_text(encoding="utf-8").lower().split() for path in sorted((shared / "sources").glob("0*.txt"))]
    borrowed = {tuple(text[i : i + 7]) for text in words for i in range(len(text) - 6)}
    own = json.dumps([LAWS, STORIES], ensure_ascii=False).lower().split()

    assert [run for i in range(len(own) - 6) if (run := tuple(own[i : i + 7])) in borrowed] == []
