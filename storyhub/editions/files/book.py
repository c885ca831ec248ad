"""An edition as a book in one language: every sentence of it ready to be set. What HTML, EPUB, PDF and Markdown have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from storyhub.editions.domain.snapshot import Both, Change, FrozenLaw, Quote, Snapshot
from storyhub.editions.files import sayings
from storyhub.editions.files.words import CHANGES, RELATIONS, RELATIONS_BACK, STEPS, WORDS, counted, word
from storyhub.kit.text import typeset
from storyhub.laws.domain.emblem import emblem


@dataclass(frozen=True, slots=True)
class BookQuote:
    text: str
    lang: str
    polarity: str
    polarity_word: str
    story: str
    address: str


@dataclass(frozen=True, slots=True)
class BookLink:
    """A law named beside another one; `inside`: it is in this book."""

    words: str
    number: int
    name: str
    inside: bool
    address: str


@dataclass(frozen=True)
class BookLaw:
    """`lang` is the language its texts are in; explanation and how_to_apply are Markdown."""

    number: int
    lang: str
    name: str
    statement: str
    explanation: str
    how_to_apply: str
    include: str
    exclude: str
    evidence: str
    strength: str
    movement: str
    quotes: tuple[BookQuote, ...]
    withdrawn: str
    sources: tuple[str, ...]
    relations: tuple[BookLink, ...]
    lineage: tuple[str, ...]
    address: str
    emblem: str


@dataclass(frozen=True)
class BookGroup:
    slug: str
    name: str
    laws: tuple[BookLaw, ...]


@dataclass(frozen=True)
class BookChanges:
    """The changes of one kind."""

    title: str
    lines: tuple[BookLink, ...]


class Book:
    """One snapshot in one language. The same snapshot makes the same book."""

    def __init__(self, snapshot: Snapshot, lang: str) -> None:
        self.snapshot, self.lang = snapshot, lang
        self.number = snapshot.number
        self.title = self._said(snapshot.title)
        self.foreword = snapshot.foreword.of(lang)
        self.publisher = snapshot.publisher
        self.licence = snapshot.licence
        self.day = sayings.day(snapshot.frozen_on, lang)
        self.address = f"{snapshot.address}/editions/{snapshot.number}"
        self._laws = {law.number: law for law in snapshot.laws}
        self._quotes = _by_law(snapshot.quotes)

    def word(self, key: str, /, **values: str | int) -> str:
        return typeset(WORDS[key][self.lang == "ru"].format(**values), self.lang)

    def counted(self, key: str, n: int) -> str:
        return typeset(counted(key, n, self.lang), self.lang)

    @cached_property
    def groups(self) -> tuple[BookGroup, ...]:
        """In the order in which their laws first appear; a group that holds no law is left out."""
        laws = {law.number: self._law(law) for law in self.snapshot.laws}
        named = {group.slug: self._said(group.name) for group in self.snapshot.groups}
        slugs = dict.fromkeys([*named, *(law.group for law in self.snapshot.laws)])
        found = (
            BookGroup(slug, named.get(slug, ""), tuple(laws[law.number] for law in self.snapshot.laws if law.group == slug))
            for slug in slugs
        )
        return tuple(group for group in found if group.laws)

    @cached_property
    def laws(self) -> tuple[BookLaw, ...]:
        return tuple(law for group in self.groups for law in group.laws)

    @cached_property
    def changes(self) -> tuple[BookChanges, ...]:
        by_kind: dict[str, list[Change]] = defaultdict(list)
        for change in self.snapshot.changes:
            by_kind[change.kind].append(change)
        return tuple(
            BookChanges(word(kind, self.lang, among=CHANGES), tuple(self._change(change) for change in by_kind[kind]))
            for kind in CHANGES
            if by_kind[kind]
        )

    @property
    def changes_title(self) -> str:
        return self.word("changes_since", number=self.snapshot.previous) if self.snapshot.previous else self.word("changes")

    @property
    def changes_none(self) -> str:
        """What stands there instead where nothing changed."""
        previous = self.snapshot.previous
        return self.word("no_changes", number=previous) if previous else self.word("first_edition")

    @property
    def size(self) -> str:
        shown = sum(quote.text is not None for quote in self.snapshot.quotes)
        return f"{self.counted('laws', len(self.snapshot.laws))} · {self.counted('quotes', shown)}"

    @property
    def citation(self) -> str:
        year = self.snapshot.frozen_on[:4]
        where = f"https://doi.org/{self.snapshot.doi}" if self.snapshot.doi else self.address
        return f"{self.title}. {self.word('edition', number=self.number)}. {self.publisher}, {year}. {where}"

    def name_of(self, number: int) -> str:
        law = self._laws.get(number)
        return self._said(law.name) if law else ""

    def _said(self, both: Both) -> str:
        text = both.of(self.lang)
        return typeset(text, self.lang if getattr(both, self.lang) else _other(self.lang))

    def _law(self, law: FrozenLaw) -> BookLaw:
        spoken = self.lang if getattr(law.name, self.lang) and getattr(law.statement, self.lang) else _other(self.lang)
        quotes = self._quotes.get(law.number, ())
        gone = sum(quote.text is None for quote in quotes)
        return BookLaw(
            number=law.number,
            lang=spoken,
            name=typeset(law.name.of(spoken), spoken),
            statement=typeset(law.statement.of(spoken), spoken),
            explanation=law.explanation.of(spoken),
            how_to_apply=law.how_to_apply.of(spoken),
            include=typeset(law.include.of(spoken), spoken),
            exclude=typeset(law.exclude.of(spoken), spoken),
            evidence=typeset(sayings.evidence(law.evidence, self.lang), self.lang),
            strength=sayings.strength(law.evidence, self.lang),
            movement=sayings.movement(law.evidence, self.lang),
            quotes=tuple(self._quote(quote, quote.text) for quote in quotes if quote.text is not None),
            withdrawn=self.counted("withdrawn", gone) if gone else "",
            sources=tuple(typeset(sayings.source(source, self.lang), self.lang) for source in law.sources),
            relations=self._relations(law),
            lineage=tuple(self._step(step.kind, step.old, step.new, step.date) for step in law.lineage),
            address=f"{self.address}/laws/{law.number}",
            emblem=emblem(law.number).path,
        )

    def _quote(self, quote: Quote, text: str) -> BookQuote:
        return BookQuote(
            text=text,
            lang=quote.lang,
            polarity=quote.polarity,
            polarity_word=word(quote.polarity, self.lang),
            story=quote.story,
            address=f"{self.snapshot.address}/stories/{quote.story}",
        )

    def _link(self, words: str, number: int) -> BookLink:
        inside = number in self._laws
        where = f"{self.address}/laws/{number}" if inside else f"{self.snapshot.address}/laws/{number}"
        return BookLink(words, number, self.name_of(number), inside, where)

    def _relations(self, law: FrozenLaw) -> tuple[BookLink, ...]:
        own = [self._link(word(one.kind, self.lang, among=RELATIONS), one.number) for one in law.relations]
        back = [
            self._link(word(one.kind, self.lang, among=RELATIONS_BACK), other.number)
            for other in self.snapshot.laws
            for one in other.relations
            if one.number == law.number
        ]
        return tuple({(link.words, link.number): link for link in (*own, *back)}.values())

    def _step(self, kind: str, old: int, new: int, on: str) -> str:
        said = typeset(word(kind, self.lang, among=STEPS, old=old, new=new), self.lang)
        return f"{sayings.day(on, self.lang)}: {said}" if on else said

    def _change(self, change: Change) -> BookLink:
        return self._link(sayings.change(change, self.lang), change.number)


def _by_law(quotes: Sequence[Quote]) -> Mapping[int, tuple[Quote, ...]]:
    found: dict[int, list[Quote]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda quote: (quote.law, quote.place)):
        found[quote.law].append(quote)
    return {law: tuple(some) for law, some in found.items()}


def _other(lang: str) -> str:
    return "en" if lang == "ru" else "ru"
