"""Frozen editions for tests: five laws of the starter library with quotes (one withdrawn) and changes of every kind."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from storyhub.editions.domain.snapshot import (
    Both,
    Change,
    CitedSource,
    Evidence,
    FrozenLaw,
    Group,
    Quote,
    Relation,
    Snapshot,
    Step,
)

STARTER = Path(__file__).resolve().parents[2] / "storyhub" / "starter"
CHOSEN = (1, 2, 6, 9, 12)
EVIDENCE = (
    Evidence(23, 9, 17, 3, 21, 4, 0.78, 0.6396, "growing"),
    Evidence(6, 4, 3, 5, 3, 5, None, 0.1368, "contested"),
    Evidence(),
    Evidence(1, 1, 1, 0, 1, 0, 0.4, 0.2065, "steady"),
    Evidence(12, 5, 9, 1, 9, 1, -0.1, 0.5958, "fading"),
)
CHANGES = (
    Change("new", 12),
    Change("reworded", 6),
    Change("merged", 40, (2,)),
    Change("split", 41, (6, 9)),
    Change("superseded", 42, (1,)),
    Change("retired", 43),
    Change("returned", 9),
    Change("strength", 1, (), 0.512, 0.6396),
)
WITHDRAWN_WORDS = "He kept calling me by my neighbour’s name."


@cache
def starter_laws() -> dict[int, dict[str, Any]]:
    laws = [law for path in sorted((STARTER / "laws").glob("*.json")) for law in json.loads(path.read_text("utf-8"))]
    return {law["number"]: law for law in laws}


def both(found: dict[str, Any], name: str) -> Both:
    return Both(found.get(f"{name}_ru", ""), found.get(f"{name}_en", ""))


def groups() -> tuple[Group, ...]:
    found = json.loads((STARTER / "library.json").read_text("utf-8"))["groups"]
    return tuple(Group(group["slug"], both(group, "name")) for group in found)


def frozen(number: int, evidence: Evidence | None = None, quotes: int = 0) -> FrozenLaw:
    found = starter_laws()[number]
    return FrozenLaw(
        number=number,
        slug=found["slug"],
        group=found["group"],
        **{name: both(found, name) for name in ("name", "statement", "explanation", "how_to_apply", "include", "exclude")},
        aliases_ru=tuple(found["aliases_ru"]),
        aliases_en=tuple(found["aliases_en"]),
        stages=tuple(found["stages"]),
        sources=tuple(
            CitedSource(one["source"], Both("Долгие отношения", "Long relations"), Both("А. Автор", "A. Author"), one["place"])
            for one in found["sources"]
        ),
        relations=tuple(Relation(one["kind"], one["number"]) for one in found["relations"]),
        lineage=(Step("merged_into", 40, 2, "2026-10-03"),) if number == 2 else (),
        evidence=evidence or Evidence(),
        quotes=quotes,
    )


def snapshot(number: int = 2, **over: Any) -> Snapshot:
    """An edition of five laws, both languages. The last quote of law 1 was withdrawn."""
    quotes = (
        Quote(1, 1, "S-000012", "ru", "upholds", "Обещали во вторник — привезли в понедельник.\nЯ с тех пор покупаю только там."),
        Quote(1, 2, "S-000034", "en", "violates", "They promised <b>Tuesday</b> & came on Friday."),
        Quote(1, 3, "S-000056", "en", "upholds", None),
        Quote(9, 1, "S-000078", "en", "upholds", "=SUM(1) is what the clerk had written on my receipt."),
    )
    counts = {law: sum(quote.law == law for quote in quotes) for law in CHOSEN}
    laws = tuple(frozen(law, evidence, counts[law]) for law, evidence in zip(CHOSEN, EVIDENCE, strict=True))
    used = {law.group for law in laws}
    made = Snapshot(
        number=number,
        frozen_on="2026-11-22",
        title=Both("Законы лояльности", "Laws of Loyalty"),
        foreword=Both(
            "Эта книга собрана из историй.\n\nКаждый закон здесь можно **опровергнуть**: рядом стоят и те рассказы, "
            "которые говорят против него.",
            "This book grew out of stories.\n\nEvery law in it can be **proved wrong**: what speaks against it stands beside it.",
        ),
        publisher="StoryHub",
        address="https://example.org",
        licence="CC BY 4.0",
        groups=tuple(group for group in groups() if group.slug in used),
        laws=laws,
        quotes=quotes,
        changes=CHANGES,
        previous=1,
    )
    return replace(made, **over)


def whole_library(number: int = 1) -> Snapshot:
    """Every law of the starter library: how a real book looks and how long it takes."""
    numbers = sorted(starter_laws(), key=lambda law: ([g.slug for g in groups()].index(starter_laws()[law]["group"]), law))
    laws = tuple(frozen(law, EVIDENCE[law % 5], 2) for law in numbers)
    quotes = tuple(
        Quote(law, place, f"S-{law * 10 + place:06}", lang, "upholds" if place < 2 else "violates", words)
        for law in numbers
        for place, lang, words in (
            (1, "ru", starter_laws()[law]["anchor_quotes_ru"][0]),
            (2, "en", starter_laws()[law]["anchor_quotes_en"][0]),
        )
    )
    return replace(snapshot(number), groups=groups(), laws=laws, quotes=quotes, changes=(), previous=None)
