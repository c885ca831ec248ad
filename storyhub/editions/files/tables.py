"""The edition as tables for a spreadsheet: its laws, its quotes. One row each, both languages side by side."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from storyhub.editions.domain.snapshot import FrozenLaw, Snapshot
from storyhub.kit.records import harmless

TEXTS = ("name", "statement", "explanation", "how_to_apply", "include", "exclude")
LAWS = (
    *("edition", "number", "slug", "group", "stages", "revision"),
    *(f"{text}_{lang}" for text in TEXTS for lang in ("ru", "en")),
    *("aliases_ru", "aliases_en", "stories", "organisations", "tellers_upholding", "tellers_violating", "upholds", "violates"),
    *("alpha", "strength", "movement", "quotes", "quotes_withdrawn", "address"),
)
QUOTES = ("edition", "law", "place", "story", "lang", "polarity", "withdrawn", "text", "address")


def laws_table(snapshot: Snapshot) -> bytes:
    return _table(LAWS, (_law(law, snapshot) for law in snapshot.laws))


def quotes_table(snapshot: Snapshot) -> bytes:
    """A quote that was withdrawn keeps its row, without its words."""
    rows = (
        (snapshot.number, quote.law, quote.place, quote.story, quote.lang, quote.polarity)
        + (("no", quote.text) if quote.text is not None else ("yes", ""))
        + (f"{snapshot.address}/stories/{quote.story}",)
        for quote in snapshot.quotes
    )
    return _table(QUOTES, rows)


def _law(law: FrozenLaw, snapshot: Snapshot) -> tuple[object, ...]:
    found = law.evidence
    withdrawn = sum(quote.law == law.number and quote.text is None for quote in snapshot.quotes)
    return (
        *(snapshot.number, law.number, law.slug, law.group, " ".join(law.stages), law.revision),
        *(getattr(getattr(law, text), lang) for text in TEXTS for lang in ("ru", "en")),
        *("; ".join(law.aliases_ru), "; ".join(law.aliases_en)),
        *(found.stories, found.organisations, found.tellers_upholding, found.tellers_violating, found.upholds, found.violates),
        *(found.alpha, found.strength, found.movement, law.quotes, withdrawn),
        f"{snapshot.address}/editions/{snapshot.number}/laws/{law.number}",
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """With a byte order mark: without it the most used spreadsheet shows Cyrillic as rubbish. What it would run is made harmless."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()
