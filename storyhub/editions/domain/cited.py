"""A frozen edition, and a law of it, as citations and DataCite records see them. Says nothing that is not in the snapshot."""

from __future__ import annotations

from datetime import date

from storyhub.citing.domain.cff import Cited
from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.datacite import Related, Relation, datacite
from storyhub.citing.domain.permanent import edition_address, law_address
from storyhub.citing.domain.things import Frozen, edition_citable, edition_law_citable
from storyhub.editions.domain.snapshot import Both, FrozenLaw, Snapshot


def cited_edition(edition: Snapshot, *, words: str, today: date) -> Citable:
    """`words`: the language of the citation; the title is in it, too, if it was given in it."""
    return edition_citable(_frozen(edition, words), words=words, today=today, lang=_lang(edition.title, words))


def cited_law(edition: Snapshot, law: FrozenLaw, *, words: str, today: date) -> Citable:
    """The law as a chapter of the edition."""
    return edition_law_citable(
        _frozen(edition, words),
        number=law.number,
        name=law.name.of(words),
        version=law.revision,
        words=words,
        today=today,
        lang=_lang(law.name, words),
    )


def edition_record(edition: Snapshot, before: Snapshot | None, *, words: str, today: date) -> dict[str, object]:
    """`before` is the edition that this one follows, if any."""
    related = [Related(Relation.is_version_of, f"{edition.address}/laws")]
    if before is not None:
        related.append(Related(Relation.is_new_version_of, edition_address(edition.address, before.number), doi=before.doi))
    related += [Related(Relation.has_part, edition_address(edition.address, edition.number, law.number)) for law in edition.laws]
    thing = cited_edition(edition, words=words, today=today)
    return datacite(thing, titles=_titles(edition.title, words), description=edition.foreword.of(words), related=tuple(related))


def law_record(edition: Snapshot, law: FrozenLaw, before: Snapshot | None, *, words: str, today: date) -> dict[str, object]:
    related = [
        Related(Relation.is_part_of, edition_address(edition.address, edition.number), doi=edition.doi),
        Related(Relation.is_version_of, law_address(edition.address, law.number)),
    ]
    if before is not None and any(earlier.number == law.number for earlier in before.laws):
        related.append(Related(Relation.is_new_version_of, edition_address(edition.address, before.number, law.number)))
    thing = cited_law(edition, law, words=words, today=today)
    return datacite(thing, titles=_titles(law.name, words), description=law.statement.of(words), related=tuple(related))


def edition_file(edition: Snapshot, *, words: str) -> Cited:
    """For CITATION.cff beside the files of the edition."""
    return Cited(
        title=edition.title.of(words),
        authors=(edition.publisher,),
        version=str(edition.number),
        released=date.fromisoformat(edition.frozen_on),
        address=edition_address(edition.address, edition.number),
        doi=edition.doi,
        lang=words,
    )


def _frozen(edition: Snapshot, words: str) -> Frozen:
    return Frozen(
        number=edition.number,
        title=edition.title.of(words),
        on=date.fromisoformat(edition.frozen_on),
        publisher=edition.publisher,
        base=edition.address,
        doi=edition.doi,
        licence=edition.licence,
    )


def _lang(text: Both, words: str) -> str:
    """The language that `text.of(words)` is in."""
    return words if getattr(text, words) else _other(words)


def _titles(text: Both, words: str) -> dict[str, str]:
    """By language, that of the record first."""
    titles = {lang: getattr(text, lang) for lang in (words, _other(words))}
    return {lang: title for lang, title in titles.items() if title}


def _other(lang: str) -> str:
    return "en" if lang == "ru" else "ru"
