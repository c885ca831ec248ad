"""Laws as items, in both languages. A law that was merged, split or retired keeps its address and says where it lives on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import select

from storyhub.harvest.domain.item import CC_BY, Item, Tie, Words
from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LANGS
from storyhub.laws.models import Law, LawGroup, LawLineage, LawRevision, LawSource, Source
from storyhub.laws.queries.cards import with_wording

KIND = "law"
FOLDER = "laws/"

# Numbers of the editions that each law (by its number) is in.
EditionsOf = Callable[[], Mapping[int, tuple[int, ...]]]


def law_items(keys: Sequence[str], *, editions_of: EditionsOf) -> Mapping[str, Item]:
    """Items by key (database ids); a proposal that never became a law is not there. Three SQL queries, and what editions ask."""
    ids = [int(key) for key in keys if key.isascii() and key.isdigit()]
    rows = db.session.execute(with_wording().where(Law.id.in_(ids), Law.number.is_not(None))).all()
    sources, heirs = _sources(ids), _heirs(ids)
    editions = editions_of() if rows else {}
    return {
        str(law.id): _item(law, wording, group, sources.get(law.id, ()), heirs.get(law.id, ()), editions.get(law.number or 0, ()))
        for law, wording, group in rows
    }


def public_keys() -> Collection[str]:
    """Keys of all laws that have a number. One SQL query."""
    chosen = select(Law.id).where(Law.number.is_not(None), Law.current_id.is_not(None)).order_by(Law.number)
    return [str(found) for found in db.session.execute(chosen).scalars()]


def law_paths(keys: Iterable[str]) -> Mapping[str, str]:
    """The permanent address of each law that has or had one. One SQL query."""
    chosen = select(Law.id, Law.number).where(Law.id.in_([int(key) for key in keys]), Law.number.is_not(None))
    return {str(law_id): f"{FOLDER}{number}" for law_id, number in db.session.execute(chosen)}


def law_key(path: str) -> str | None:
    """The inverse; None for what is no law's address. One SQL query."""
    number = path.removeprefix(FOLDER)
    if not path.startswith(FOLDER) or not (number.isascii() and number.isdigit()) or str(int(number[:9])) != number:
        return None
    found = db.session.execute(select(Law.id).where(Law.number == int(number))).scalar()
    return str(found) if found is not None else None


def law_names() -> Mapping[int, str]:
    """What each law is called, in English where it can be. One SQL query."""
    chosen = select(Law.number, LawRevision.name_en, LawRevision.name_ru).join(LawRevision, LawRevision.id == Law.current_id)
    return {number: name_en or name_ru for number, name_en, name_ru in db.session.execute(chosen) if number is not None}


def _sources(ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    chosen = (
        select(LawSource.law_id, LawSource.place, Source.author_en, Source.title_en, Source.author_ru, Source.title_ru)
        .join(Source, Source.id == LawSource.source_id)
        .where(LawSource.law_id.in_(ids))
        .order_by(LawSource.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in db.session.execute(chosen):
        parts = (row.author_en or row.author_ru, row.title_en or row.title_ru, row.place)
        found[row.law_id] = (*found.get(row.law_id, ()), ", ".join(part for part in parts if part))
    return found


def _heirs(ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    chosen = (
        select(LawLineage.old_id, Law.number)
        .join(Law, Law.id == LawLineage.new_id)
        .where(LawLineage.old_id.in_(ids))
        .order_by(LawLineage.old_id, Law.number)
    )
    found: dict[int, tuple[int, ...]] = {}
    for old, number in db.session.execute(chosen):
        found[old] = (*found.get(old, ()), *([number] if number is not None else []))
    return found


def _item(
    law: Law, wording: LawRevision, group: LawGroup | None, sources: tuple[str, ...], heirs: tuple[int, ...], editions: tuple[int, ...]
) -> Item:
    def both(part: str, of: object = wording) -> tuple[Words, ...]:
        return tuple(Words(text, lang) for lang in LANGS if (text := str(getattr(of, f"{part}_{lang}"))))

    titles = both("name")
    langs = tuple(words.lang for words in titles)
    return Item(
        kind="law",
        path=f"{FOLDER}{law.number}",
        titles=titles,
        descriptions=both("statement"),
        day=(law.decided_at or law.created_at).date(),
        languages=langs,
        subjects=(*(both("name", group) if group else ()), *(Words(stage, "en") for stage in wording.stages), *_state(law)),
        licence=CC_BY,
        sources=sources,
        ties=(
            *(Tie("IsObsoletedBy", f"{FOLDER}{heir}") for heir in heirs),
            *(Tie("IsReferencedBy", f"editions/{number}") for number in editions),
        ),
        version=str(wording.number),
        sets=(
            f"law:{law.number}",
            *(f"lang:{lang}" for lang in langs),
            *(f"stage:{stage}" for stage in wording.stages),
            *(f"edition:{number}" for number in editions),
        ),
    )


def _state(law: Law) -> tuple[Words, ...]:
    """Said only of a law that is no longer in force."""
    return () if law.state == "accepted" else (Words(f"no longer in force: {law.state}", "en"),)
