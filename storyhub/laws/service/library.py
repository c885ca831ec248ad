"""Taking in a library file: all of it or nothing, and the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws import rules
from storyhub.laws.domain.library_file import LawEntry, LibraryFile, LibraryProblem, SourceEntry, read_library
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawRelation, LawRevision, LawSource, Source
from storyhub.laws.service.days import keep_days
from storyhub.laws.service.editing import add_law, note, reword_law
from storyhub.laws.service.wording import cleaned, rendered

WHY = "import"


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """What a file did: laws written anew, laws changed in any way, laws that were so already."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


def load_library(data: Mapping[str, object], *, actor: Actor, now: datetime, is_sample: bool = False) -> LibraryCounts:
    """Takes in groups, sources and laws (by slug and number). Everything is checked before the first row changes.

    Raises: Forbidden; Invalid, naming the law and the field
    """
    if not rules.may_edit(actor):
        raise Forbidden(log="only curators load a library")
    try:
        file = read_library(data)
        known = {law.number: law for law in db.session.execute(select(Law).where(Law.number.is_not(None))).scalars()}
        _check_references(file, known)
    except LibraryProblem as problem:
        raise _invalid(problem) from problem
    if any(law.number not in known for law in file.laws):
        keep_days(now)
    _groups(file)
    sources = _sources(file.sources)
    return _laws(file, known, sources, actor=actor, now=now, is_sample=is_sample)


def _invalid(problem: LibraryProblem) -> Invalid:
    message = lazy_gettext(
        "The library file cannot be used. %(where)s, field “%(field)s”: %(what)s.",
        where=problem.where, field=problem.field, what=problem.what,
    )  # fmt: skip
    return Invalid(message, log=str(problem))


def _check_references(file: LibraryFile, known: Mapping[int | None, Law]) -> None:
    """What a law names must be in the file or in the library; texts must be fit to store."""
    groups = {group.slug for group in file.groups} | set(db.session.execute(select(LawGroup.slug)).scalars())
    sources = {source.slug for source in file.sources} | set(db.session.execute(select(Source.slug)).scalars())
    numbers = {law.number for law in file.laws} | set(known)
    for law in file.laws:
        where = f"law {law.number}"
        if law.draft.group and law.draft.group not in groups:
            raise LibraryProblem(where, "group", f"there is no group {law.draft.group!r}")
        for slug, _place in law.sources:
            if slug not in sources:
                raise LibraryProblem(where, "sources", f"there is no source {slug!r}")
        for _kind, number in law.relations:
            if number not in numbers:
                raise LibraryProblem(where, "relations", f"there is no law {number}")
        if law.number in known and known[law.number].state != LawState.accepted:
            raise LibraryProblem(where, "number", f"belongs to a law that is {known[law.number].state} here")
        _check_texts(law, where)


def _check_texts(law: LawEntry, where: str) -> None:
    try:
        rendered(cleaned(law.draft))
    except Invalid as problem:
        field, _, what = problem.log.partition(": ")
        raise LibraryProblem(where, field, what) from problem


def _groups(file: LibraryFile) -> None:
    found = {group.slug: group for group in db.session.execute(select(LawGroup)).scalars()}
    for position, entry in enumerate(file.groups):
        group = found.setdefault(entry.slug, LawGroup(slug=entry.slug))
        group.name_ru, group.name_en, group.position = entry.name_ru, entry.name_en, position
        db.session.add(group)
    db.session.flush()


def _sources(entries: tuple[SourceEntry, ...]) -> dict[str, Source]:
    found = {source.slug: source for source in db.session.execute(select(Source)).scalars()}
    for entry in entries:
        source = found.setdefault(entry.slug, Source(slug=entry.slug))
        for field, value in asdict(entry).items():
            setattr(source, field, value)
        db.session.add(source)
        db.session.flush()
    return found


def _laws(
    file: LibraryFile, known: dict[int | None, Law], sources: Mapping[str, Source],
    *, actor: Actor, now: datetime, is_sample: bool,
) -> LibraryCounts:  # fmt: skip
    fresh: set[int] = set()
    changed: set[int] = set()
    for entry in sorted(file.laws, key=lambda law: law.number):
        law = known.get(entry.number)
        if law is None:
            law = known[entry.number] = add_law(entry.draft, actor=actor, now=now, number=entry.number)
            law.is_sample = is_sample
            fresh.add(entry.number)
        elif _rewrite(law, entry, actor=actor, now=now):
            changed.add(entry.number)
    for entry in file.laws:
        law = known[entry.number]
        arranged = [_cite(law, entry, sources), _relate(law, entry, known)]
        if any(arranged) and entry.number not in fresh:
            changed.add(entry.number)
            note(law, "law.arranged", actor=actor, now=now, why=WHY)
    db.session.flush()
    return LibraryCounts(created=len(fresh), changed=len(changed), unchanged=len(file.laws) - len(fresh) - len(changed))


def _rewrite(law: Law, entry: LawEntry, *, actor: Actor, now: datetime) -> bool:
    before: tuple[LawRevision | None, str, LawGroup | None] = (law.current, law.slug, law.group)
    reword_law(law, entry.draft, why=WHY, actor=actor, now=now)
    return (law.current, law.slug, law.group) != before


def _cite(law: Law, entry: LawEntry, sources: Mapping[str, Source]) -> bool:
    if tuple((cited.source.slug, cited.place) for cited in law.cited) == entry.sources:
        return False
    law.cited.clear()
    db.session.flush()
    law.cited.extend(LawSource(source=sources[slug], place=place) for slug, place in entry.sources)
    db.session.flush()
    return True


def _relate(law: Law, entry: LawEntry, known: Mapping[int | None, Law]) -> bool:
    wanted = {(kind, known[number].id) for kind, number in entry.relations}
    rows = db.session.execute(select(LawRelation.kind, LawRelation.other_id).where(LawRelation.law_id == law.id))
    if wanted == {(kind, other_id) for kind, other_id in rows}:
        return False
    db.session.execute(delete(LawRelation).where(LawRelation.law_id == law.id))
    db.session.add_all(LawRelation(law_id=law.id, other_id=other_id, kind=kind) for kind, other_id in sorted(wanted))
    db.session.flush()
    return True
