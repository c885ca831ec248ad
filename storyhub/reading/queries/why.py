"""Why something was found: which words, in which forms, where and how often. Only for what the asker may read."""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.kit.actor import Actor
from storyhub.reading.domain.asked import Asked
from storyhub.reading.queries.hits import AnyHit, read_hits
from storyhub.search.domain.port import Engine, Hit, Reason, Request
from storyhub.search.query import Parsed

KINDS = ("story", "law", "passage")


@dataclass(frozen=True, slots=True)
class Counted:
    """One word of the query, how often it stands in a field, and its part of all that counted, in percent."""

    word: str
    forms: tuple[str, ...]
    field: str
    times: int
    percent: int


@dataclass(frozen=True, slots=True)
class Why:
    hit: AnyHit
    counted: tuple[Counted, ...]


def why_found(ident: str, asked: Asked, parsed: Parsed, *, engine: Engine, actor: Actor, lang: str) -> Why | None:
    """None for what is not there, not readable, or not an answer to the question. Raises: SearchUnavailable."""
    kind, _, key = ident.partition(":")
    if kind not in KINDS or not (key.isascii() and key.isdigit()) or len(key) > 9:
        return None
    hits = read_hits([Hit(kind, key, 0.0)], parsed, actor=actor, lang=lang)
    if not hits:
        return None
    request = Request(query=parsed.query, audience="staff" if actor.is_staff else "public", filters=asked.filters())
    return Why(hits[0], counted(engine.explain(request, ident)))


def counted(reasons: tuple[Reason, ...]) -> tuple[Counted, ...]:
    """Forms of one word in one field are one line; the greatest part first."""
    total = sum(reason.score for reason in reasons)
    lines: dict[tuple[str, str], list[Reason]] = {}
    for reason in reasons:
        lines.setdefault((reason.word, reason.field), []).append(reason)
    found = [
        Counted(
            word,
            tuple(dict.fromkeys(one.form for one in same)),
            field,
            max(one.times for one in same),
            round(100 * sum(one.score for one in same) / total) if total else 0,
        )
        for (word, field), same in lines.items()
    ]
    return tuple(sorted(found, key=lambda line: -line.percent))
