"""The library as a file: groups, sources and laws as plain data, checked before anything is changed.

The format is what `export laws` writes and `import laws` reads; `storyhub.starter.content.starter_library` gives one. A mistake is named
by law and field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storyhub.laws.domain.drafts import LANGS, LISTS, NAME_MAX, STATEMENT_MAX, TEXT_MAX, TEXTS, LawDraft
from storyhub.laws.domain.entry import Entry, LibraryProblem
from storyhub.laws.domain.words import LawStage, RelationKind

PLACE_MAX = 200
LIMITS = {"name": NAME_MAX, "statement": STATEMENT_MAX}
__all__ = ["GroupEntry", "LawEntry", "LibraryFile", "LibraryProblem", "SourceEntry", "read_library"]


@dataclass(frozen=True, slots=True)
class GroupEntry:
    slug: str
    name_ru: str
    name_en: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    slug: str
    title_ru: str
    title_en: str
    author_ru: str
    author_en: str
    note_ru: str
    note_en: str


@dataclass(frozen=True, slots=True)
class LawEntry:
    """`sources` are (slug, place), `relations` are (kind, number of the other law)."""

    number: int
    draft: LawDraft
    sources: tuple[tuple[str, str], ...]
    relations: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LibraryFile:
    groups: tuple[GroupEntry, ...]
    sources: tuple[SourceEntry, ...]
    laws: tuple[LawEntry, ...]


def read_library(data: object) -> LibraryFile:
    """Checks the shape of the whole file. Whether groups, sources and laws it names exist is checked against the library too.

    Raises: LibraryProblem
    """
    top = Entry("library", data)
    top.only("groups", "sources", "laws")
    groups = tuple(_group(entry) for entry in top.entries("groups", "group"))
    sources = tuple(_source(entry) for entry in top.entries("sources", "source"))
    laws = tuple(_law(entry) for entry in top.entries("laws", "law"))
    _no_twins("group", "slug", (group.slug for group in groups))
    _no_twins("source", "slug", (source.slug for source in sources))
    _no_twins("law", "number", (law.number for law in laws))
    return LibraryFile(groups=groups, sources=sources, laws=laws)


def _group(entry: Entry) -> GroupEntry:
    entry.only("slug", *_both("name"))
    return GroupEntry(slug=entry.slug("slug", most=64), **{name: entry.text(name, most=120, least=1) for name in _both("name")})


def _source(entry: Entry) -> SourceEntry:
    entry.only("slug", *_both("title", "author", "note"))
    texts = {name: entry.text(name, most=most, least=least) for name, most, least in _source_fields()}
    return SourceEntry(slug=entry.slug("slug", most=64), **texts)


def _source_fields() -> Iterable[tuple[str, int, int]]:
    for part, most, least in (("title", 300, 1), ("author", 200, 0), ("note", TEXT_MAX, 0)):
        yield from ((name, most, least) for name in _both(part))


def _law(entry: Entry) -> LawEntry:
    entry.only("number", "slug", "group", "stages", "sources", "relations", *_both(*TEXTS, *LISTS))
    number = entry.number("number")
    return LawEntry(
        number=number,
        draft=_draft(entry),
        sources=_sources_of(entry),
        relations=tuple(_related(relation, number) for relation in entry.entries("relations", f"{entry.name}, relation")),
    )


def _draft(entry: Entry) -> LawDraft:
    texts = {
        name: entry.text(name, most=LIMITS.get(part, TEXT_MAX), least=1 if part in LIMITS else 0)
        for part in TEXTS
        for name in _both(part)
    }
    lists = {name: entry.texts(name) for name in _both(*LISTS)}
    stages = tuple(LawStage(stage) for stage in entry.texts("stages", words=tuple(LawStage)))
    return LawDraft(
        **texts,  # type: ignore[arg-type]  # names are made from the draft's own parts
        **lists,  # type: ignore[arg-type]
        stages=stages,
        group=entry.text("group", most=64),
        slug=entry.slug("slug", most=120),
    )


def _sources_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """One line a source: several places in it stand together."""
    places: dict[str, list[str]] = {}
    for slug, place in (_cited(cited) for cited in entry.entries("sources", f"{entry.name}, source")):
        places.setdefault(slug, []).append(place)
    joined = {slug: "; ".join(filter(None, found)) for slug, found in places.items()}
    for slug, place in joined.items():
        if len(place) > PLACE_MAX:
            raise LibraryProblem(entry.name, "sources", f"the places in {slug!r} are longer than {PLACE_MAX} characters together")
    return tuple(joined.items())


def _cited(entry: Entry) -> tuple[str, str]:
    entry.only("source", "place")
    return entry.slug("source", most=64), entry.text("place", most=PLACE_MAX)


def _related(entry: Entry, number: int) -> tuple[str, int]:
    entry.only("kind", "number")
    kind, other = entry.text("kind", most=16), entry.number("number")
    if kind not in tuple(RelationKind):
        raise LibraryProblem(entry.name, "kind", f"must be one of {', '.join(RelationKind)}")
    if other == number:
        raise LibraryProblem(entry.name, "number", "a law is not related to itself")
    return kind, other


def _both(*parts: str) -> tuple[str, ...]:
    return tuple(f"{part}_{lang}" for part in parts for lang in LANGS)


def _no_twins(what: str, field: str, keys: Iterable[object]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise LibraryProblem(f"{what} {key}", field, "is there twice")
        seen.add(key)


def as_data(file: LibraryFile) -> dict[str, object]:
    """The inverse of `read_library`: the same data for the same library, ready for JSON."""
    return {
        "groups": [_fields(group) for group in file.groups],
        "sources": [_fields(source) for source in file.sources],
        "laws": [_law_data(law) for law in file.laws],
    }


def _fields(thing: GroupEntry | SourceEntry) -> Mapping[str, object]:
    return {name: getattr(thing, name) for name in thing.__slots__}


def _law_data(law: LawEntry) -> Mapping[str, object]:
    draft = law.draft
    return {
        "number": law.number,
        "slug": draft.slug,
        "group": draft.group,
        "stages": [str(stage) for stage in draft.stages],
        **{name: getattr(draft, name) for name in _both(*TEXTS)},
        **{name: list(getattr(draft, name)) for name in _both(*LISTS)},
        "sources": [{"source": slug, "place": place} for slug, place in law.sources],
        "relations": [{"kind": kind, "number": number} for kind, number in law.relations],
    }
