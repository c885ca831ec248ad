"""The edition as a codebook that programs for qualitative research open (REFI-QDA): groups, below them laws, and the edition as a set."""

from __future__ import annotations

from storyhub.editions.domain.snapshot import FrozenLaw, Snapshot
from storyhub.editions.files.book import Book, BookGroup
from storyhub.editions.files.words import word
from storyhub.exchange.domain.codebook import Code, Codebook, CodeSet
from storyhub.exchange.domain.codebook_out import write_codebook
from storyhub.exchange.domain.guids import edition_guid, group_guid, law_guid


def codebook(snapshot: Snapshot) -> bytes:
    """Names in English with the Russian ones beside them: a code has one name, and both are searched for."""
    book = Book(snapshot, "en")
    laws = {law.number: law for law in snapshot.laws}
    codes = tuple(_group(group, laws, snapshot) for group in book.groups)
    edition = CodeSet(
        guid=edition_guid(snapshot.address, snapshot.number),
        name=f"{snapshot.title.of('en')}. {word('edition', 'en', number=snapshot.number)}",
        description=book.citation,
        codes=tuple(law_guid(snapshot.address, law.number) for law in snapshot.laws),
    )
    return write_codebook(Codebook(codes, (edition,)))


def _group(group: BookGroup, laws: dict[int, FrozenLaw], snapshot: Snapshot) -> Code:
    return Code(
        guid=group_guid(snapshot.address, group.slug),
        name=group.name or word("first_page", "en"),
        is_codable=False,
        children=tuple(_law(laws[law.number], snapshot.address) for law in group.laws),
    )


def _law(law: FrozenLaw, site: str) -> Code:
    return Code(
        guid=law_guid(site, law.number),
        name=f"{law.number}. {law.name.of('en')}",
        description="\n\n".join(part for lang in ("en", "ru") for part in _said(law, lang)),
    )


def _said(law: FrozenLaw, lang: str) -> list[str]:
    """What a coder needs: the statement, when it applies and when not."""
    rules = [f"{word(key, lang)}: {text}" for key in ("include", "exclude") if (text := getattr(getattr(law, key), lang))]
    return [part for part in (getattr(law.name, lang), getattr(law.statement, lang), *rules) if part]
