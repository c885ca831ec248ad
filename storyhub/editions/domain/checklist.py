"""What a draft still lacks. Pure: a snapshot as it would be frozen now, and what was left out of it, in; a list out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storyhub.editions.domain.snapshot import Both, FrozenLaw, Snapshot


class Lack(StrEnum):
    """Everything the check list can name."""

    title = "title"  # type: ignore[assignment]  # the name of a method of str, which no word of a vocabulary needs
    laws = "laws"
    law_gone = "law_gone"
    foreword = "foreword"
    publisher = "publisher"
    quote_lost = "quote_lost"
    law_left_out = "law_left_out"
    law_untranslated = "law_untranslated"
    law_without_evidence = "law_without_evidence"
    law_without_quote = "law_without_quote"


# With one of these nothing can be frozen; the others are the curators' to weigh.
BLOCKING = frozenset({Lack.title, Lack.laws, Lack.law_gone})


@dataclass(frozen=True, slots=True)
class Missing:
    """`laws` are the numbers it concerns; `langs` the languages in which a text lacks."""

    lack: Lack
    laws: tuple[int, ...] = ()
    langs: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.lack in BLOCKING


def missing(
    draft: Snapshot, *, gone: Sequence[int], left_out: Sequence[int], lost: Sequence[int], least_tellers: int
) -> tuple[Missing, ...]:
    """What blocks comes first. `gone`: laws taken in that are no longer in force; `left_out`: laws in force that are not taken in;
    `lost`: laws of which a chosen quote cannot be printed any more. `least_tellers`: what is enough evidence."""
    found = [*_of_words(draft), *_of_laws(draft, least_tellers)]
    if gone:
        found.append(Missing(Lack.law_gone, tuple(gone)))
    if lost:
        found.append(Missing(Lack.quote_lost, tuple(sorted(set(lost)))))
    if left_out:
        found.append(Missing(Lack.law_left_out, tuple(left_out)))
    order = list(Lack)
    return tuple(sorted(found, key=lambda one: (not one.blocks, order.index(one.lack))))


def _of_words(draft: Snapshot) -> Iterator[Missing]:
    for lack, text in ((Lack.title, draft.title), (Lack.foreword, draft.foreword)):
        if langs := _empty_in(text):
            yield Missing(lack, langs=langs)
    if not draft.publisher:
        yield Missing(Lack.publisher)
    if not draft.laws:
        yield Missing(Lack.laws)


def _of_laws(draft: Snapshot, least_tellers: int) -> Iterator[Missing]:
    failing = {
        Lack.law_untranslated: [law for law in draft.laws if _empty_in(law.name) or _empty_in(law.statement)],
        Lack.law_without_evidence: [law for law in draft.laws if _tellers(law) < least_tellers],
        Lack.law_without_quote: [law for law in draft.laws if not law.quotes],
    }
    for lack, laws in failing.items():
        if laws:
            yield Missing(lack, tuple(law.number for law in laws))


def _tellers(law: FrozenLaw) -> int:
    return law.evidence.tellers_upholding + law.evidence.tellers_violating


def _empty_in(text: Both) -> tuple[str, ...]:
    return tuple(lang for lang in ("ru", "en") if not getattr(text, lang).strip())
