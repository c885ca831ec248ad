"""The texts that are searched: real stories first, short messages after them, with facets drawn by lot.

Law, stage and sector are synthetic, assigned with a fixed seed (a few values are common, most are rare, as in a real library): the
files carry no such thing. Everything else is as people wrote it. The files are private: they are kept in the cache only.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from storyhub.search.analysis import lemmas, surface
from storyhub.search.analysis.tokens import words
from storyhub.search.domain.document import Document
from storyhub.stories.labels import SECTOR_LABELS, STAGE_LABELS

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("STORYHUB_SHARED") or ROOT.parent / "shared") / "data"
SEED = 1
FACETS = ("law", "stage", "sector")
LAWS = [str(number) for number in range(1, 88)]
# Stands between title and text where a peer has no gap of positions, so that no phrase runs from one into the other.
GAP = "00gap00"
_ISO, _DOTTED = re.compile(r"(\d{4})-(\d\d)-(\d\d)"), re.compile(r"(\d\d)[.-](\d\d)[.-](\d{4})")


@dataclass(frozen=True, slots=True)
class Text:
    """One text. `number` counts from 1 in the order in which every peer is fed."""

    number: int
    title: str
    text: str
    lang: str
    day: date | None
    company: str
    law: str
    stage: str
    sector: str

    def document(self) -> Document:
        """The text as StoryHub's own index takes it."""
        facets = {"law": (self.law,), "stage": (self.stage,), "sector": (self.sector,)}
        return Document("story", str(self.number), 1, self.lang, "public", self.title, self.text, self.day, facets)

    def words(self) -> list[str]:
        """Every word in order, with `GAP` between title and text."""
        return [*words(self.title), GAP, *words(self.text)] if self.title else words(self.text)


def stacked(word: str) -> tuple[str, ...]:
    """The terms of a word, which share its place."""
    return (word,) if word == GAP else lemmas(word)


def exact(word: str) -> str:
    return word if word == GAP else surface(word)


def texts(documents: int) -> list[Text]:
    """So many texts: all stories by lot, then short messages by lot, then all of them mixed. Raises: SystemExit without the files."""
    stories = [*_read("stories/ru_bank_stories"), *_read("stories/en_airline_stories"), *_read("stories/en_reviews")]
    messages = [] if documents <= len(stories) else [*_read("scale/ru_tweets"), *_read("scale/ru_dialogues"), *_read("scale/en_tweets")]
    for group in (stories, messages):
        random.Random(SEED).shuffle(group)
    chosen = [*stories, *messages][:documents]
    if len(chosen) < documents:
        raise SystemExit(f"there are {len(chosen)} texts only")
    chance = random.Random(SEED)
    chance.shuffle(chosen)
    return [_text(number, row, chance) for number, row in enumerate(chosen, start=1)]


def _read(name: str) -> Iterator[dict[str, str]]:
    path = SHARED / f"{name}.jsonl.gz"
    if not path.exists():
        raise SystemExit(f"{path.name} is not there: name the folder that holds data/ with STORYHUB_SHARED")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _text(number: int, row: dict[str, str], chance: random.Random) -> Text:
    return Text(
        number=number,
        title=row.get("title") or "",
        text=row["text"],
        lang=row.get("lang") or "ru",
        day=_day(row.get("date") or ""),
        company=row.get("company") or "",
        law=_few_often(LAWS, chance),
        stage=_few_often(list(STAGE_LABELS), chance),
        sector=_few_often(list(SECTOR_LABELS), chance),
    )


def _few_often(values: list[str], chance: random.Random) -> str:
    return values[min(int(chance.expovariate(4 / len(values))), len(values) - 1)]


def _day(typed: str) -> date | None:
    if found := _ISO.match(typed):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.match(typed):
        return date(int(found[3]), int(found[2]), int(found[1]))
    return None
