"""Single facts of an edition said in words: a day, a strength, where a law stands, what became of it. Plain text."""

from __future__ import annotations

from datetime import date

from storyhub.editions.domain.snapshot import Change, CitedSource, Evidence
from storyhub.editions.files.words import MOVEMENTS, counted, word

MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "ru": ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
}
# U+202F between figure and sign, as Russian sets it; English sets none.
PERCENT = {"en": "%", "ru": "\u00a0%"}


def day(iso: str, lang: str) -> str:
    """
    >>> day("2026-11-22", "en"), day("2026-11-02T10:00:00Z", "ru"), day("soon", "en")
    ('22 November 2026', '2 ноября 2026', 'soon')
    """
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day} {MONTHS[lang][found.month - 1]} {found.year}"


def share(value: float | None, lang: str) -> str:
    """A strength as a reader sees it, rounded down: it is a promise of “at least”.

    >>> share(0.629, "en"), share(None, "ru")
    ('62%', '—')
    """
    return "—" if value is None else f"{int(value * 100 + 1e-9)}{PERCENT[lang]}"


def decimal(value: float | None, lang: str) -> str:
    """
    >>> decimal(0.7, "ru"), decimal(-0.25, "en"), decimal(None, "en")
    ('0,70', '−0.25', '—')
    """
    if value is None:
        return "—"
    said = f"{value:.2f}".replace("-", "−")
    return said.replace(".", ",") if lang == "ru" else said


def strength(evidence: Evidence, lang: str) -> str:
    """The figure alone, or nothing where it is undefined."""
    return "" if evidence.strength is None else share(evidence.strength, lang)


def movement(evidence: Evidence, lang: str) -> str:
    return word(evidence.movement, lang, among=MOVEMENTS) if evidence.movement else ""


def evidence(found: Evidence, lang: str) -> str:
    """The evidence of a law in one line."""
    if not found.stories:
        return word("no_evidence", lang)
    parts = [
        f"{counted('stories', found.stories, lang)}, {counted('organisations', found.organisations, lang)}",
        f"{counted('upholding', found.tellers_upholding, lang)}, {counted('violating', found.tellers_violating, lang)}",
    ]
    if found.strength is not None:
        parts.append(word("strength", lang, share=share(found.strength, lang)))
    parts.append(word("alpha", lang, value=decimal(found.alpha, lang)))
    return "; ".join(parts)


def source(cited: CitedSource, lang: str) -> str:
    """`Author. Title, place.` A place is written once for both languages, as `гл. 2 / ch. 2`."""
    halves = [part.split(" / ", 1) for part in cited.place.split("; ")] if cited.place else []
    place = "; ".join(half[0] if lang == "ru" else half[-1] for half in halves)
    author, title = cited.author.of(lang), cited.title.of(lang)
    said = f"{author}. {title}" if author else title
    return f"{said}, {place}." if place else f"{said}."


def change(found: Change, lang: str) -> str:
    """What is to be said beside the law's number: where it went, or how its strength moved."""
    if found.kind == "strength":
        return f"{share(found.was, lang)} → {share(found.now, lang)}"
    return "→ " + ", ".join(map(str, found.other)) if found.other else ""
