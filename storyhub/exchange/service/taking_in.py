"""A project of another program → codings here. Only where law, text and place are certain; everything else is counted as left behind.

Whoever wants to see first what would happen calls it in a transaction that is rolled back: the report is then exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storyhub.coding.domain.words import STRENGTHS
from storyhub.coding.service import import_codings
from storyhub.exchange.domain.codebook import every_code
from storyhub.exchange.domain.laws_here import Meant, meanings
from storyhub.exchange.domain.losses import Loss, Losses, Lost
from storyhub.exchange.domain.mapping import strength_guid
from storyhub.exchange.domain.project import Coding, Project, Selection, Source
from storyhub.exchange.queries.matching import TextHere, coders_here, laws_here, texts_here
from storyhub.kit.actor import Actor

USUAL_STRENGTH = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """How the one who takes a file in wants it read.

    `coder`: the handle that gets every coding; None: each coder her own, known by GUID. `only`: the GUID of the one user whose codings are
    taken. `polarity`: what a code says that names a law and nothing more; None: such codings stay behind. `strength` likewise.
    `finish`: every coder has finished what the file holds of hers.
    """

    coder: str | None = None
    only: str | None = None
    polarity: str | None = None
    strength: int = USUAL_STRENGTH
    finish: bool = False
    codes: Mapping[str, Meant] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """`stories`: texts that are, word for word, stories here; `unknown`: GUID and name of codes that are used and mean nothing here."""

    added: int
    present: int
    stories: int
    lost: tuple[Lost, ...]
    unknown: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Work:
    """One file while it is taken in."""

    project: Project
    terms: Terms
    site: str
    losses: Losses = field(default_factory=Losses)
    unknown: dict[str, str] = field(default_factory=dict)
    recognised: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.codes = {code.guid: code for code in every_code(self.project.codes)}
        self.notes = {note.guid: note for note in self.project.notes}
        self.meant = meanings(self.project.codes, laws_here(self.site, told=self.terms.codes))
        self.texts = texts_here(self.project.sources, self.site)
        self.coders = coders_here(self.project.users, self.site)

    # Set above; a dataclass with slots has to know them.
    codes: Any = field(init=False)
    notes: Any = field(init=False)
    meant: dict[str, Meant] = field(init=False)
    texts: dict[str, TextHere] = field(init=False)
    coders: dict[str, str] = field(init=False)


def take_in(project: Project, terms: Terms, *, site: str, coders_needed: int, actor: Actor, now: datetime) -> TakenIn:
    """Makes the codings that are not there yet. Raises: Forbidden."""
    work = _Work(project, terms, site)
    rows = [row for source in project.sources for row in _rows(source, work)]
    report = import_codings(rows, coders_needed=coders_needed, actor=actor, now=now)
    for rejected in report.rejected:
        row = rows[rejected.row - 1]
        work.losses.add(Loss.refused_coding, f"{row['story']}, {row['law']}: {rejected.why}")
    _left_out(work)
    unknown = tuple(sorted(work.unknown.items(), key=lambda one: one[1]))
    return TakenIn(report.added, report.unchanged, len(work.recognised), tuple(work.losses), unknown)


def _rows(source: Source, work: _Work) -> Iterator[dict[str, Any]]:
    """What the file says of one text, as rows that `import_codings` takes."""
    here = work.texts.get(source.guid)
    coded = len(source.codings) + sum(len(one.codings) for one in source.selections)
    if here is None or here.plain is None or here.plain.rstrip() != source.text.rstrip():
        kind = Loss.unknown_source if here is None else Loss.not_to_be_coded if here.plain is None else Loss.other_words
        work.losses.add(kind, source.name, 1 if coded else 0)
        return
    work.recognised.add(here.public_id)
    places: list[tuple[Selection | None, Coding]] = [(None, coding) for coding in source.codings]
    places += [(one, coding) for one in source.selections for coding in one.codings]
    work.losses.add(Loss.uncoded_selection, here.public_id, sum(not one.codings for one in source.selections))
    work.losses.add(Loss.notes, here.public_id, len(source.notes) + sum(len(one.notes) for one in source.selections))
    for place, coding in places:
        row = _row(coding, here, work)
        if row is not None:
            words = {} if place is None else {"start": place.start, "end": place.end, "exact": source.text[place.start : place.end]}
            yield row | words


def _row(coding: Coding, here: TextHere, work: _Work) -> dict[str, Any] | None:
    """Coder, law, polarity, strength and note of a coding; None where one of the first three is not known, and why among the losses."""
    if work.terms.only and coding.user != work.terms.only:
        return None
    coder = work.terms.coder or work.coders.get(coding.user or "")
    if coder is None:
        work.losses.add(Loss.unknown_user, coding.user or "")
        return None
    meant = work.meant.get(coding.code)
    if meant is None:
        _unknown_code(coding, work)
        return None
    polarity = meant.polarity or work.terms.polarity
    if polarity is None:
        work.losses.add(Loss.no_polarity, work.codes[coding.code].name)
        return None
    at = coding.at or ""
    return {
        "story": here.public_id, "coder": coder, "law": meant.key, "polarity": polarity, "strength": _strength(coding, work),
        "note": _note(coding, work), "created_at": at, "finished": at if work.terms.finish else "",
    }  # fmt: skip


def _unknown_code(coding: Coding, work: _Work) -> None:
    code = work.codes[coding.code]
    work.losses.add(Loss.unknown_code if code.is_codable else Loss.group_coded, code.name)
    work.unknown[code.guid] = code.name


def _strength(coding: Coding, work: _Work) -> int:
    for strength in STRENGTHS:
        if strength_guid(work.site, strength) in coding.notes:
            return strength
    work.losses.add(Loss.no_strength)
    return work.terms.strength


def _note(coding: Coding, work: _Work) -> str:
    strengths = {strength_guid(work.site, strength) for strength in STRENGTHS}
    return "\n".join(work.notes[note].text for note in coding.notes if note in work.notes and note not in strengths)


def _left_out(work: _Work) -> None:
    """What a file may hold besides codings is not taken from other programs: the site has it from tellers and curators."""
    project = work.project
    facts = sum(len(source.values) for source in project.sources) + len(project.cases)
    work.losses.add(Loss.facts, count=facts)
    work.losses.add(Loss.collections, count=len(project.sets) + len(project.links))
    work.losses.add(Loss.notes, count=len(project.notes_on_it))
