"""Which law of this site a code of a file means: by GUID, by name, by number, or because somebody said so. Never by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from storyhub.exchange.domain.codebook import Code
from storyhub.exchange.domain.mapping import key_and_name


@dataclass(frozen=True, slots=True)
class Meant:
    """A law by its key (`12`, `P-7`), and how the code says that it speaks about it, if it does. No key: a group of codes."""

    key: str
    polarity: str | None = None


@dataclass(frozen=True, slots=True)
class LawsHere:
    """`guids`: of laws and of the codes below them; `names`: of laws, folded, in either language; `polarities`: words for them, folded."""

    guids: Mapping[str, Meant]
    names: Mapping[str, str]
    polarities: Mapping[str, str]
    # What somebody said a code means, by GUID or by folded name.
    told: Mapping[str, Meant] = field(default_factory=dict)


def folded(name: str) -> str:
    """
    >>> folded("  A  Promise ")
    'a promise'
    """
    return " ".join(name.split()).casefold()


def meanings(codes: Iterable[Code], here: LawsHere) -> dict[str, Meant]:
    """GUID of a code → what it means here; codes that mean nothing here are left out."""
    found: dict[str, Meant] = {}
    for code in codes:
        _mean(code, None, here, found)
    return found


def _mean(code: Code, above: Meant | None, here: LawsHere, found: dict[str, Meant]) -> None:
    meant = _as_told(code, here) or here.guids.get(code.guid) or _by_name(code.name, above, here)
    if meant is not None:
        found[code.guid] = meant
    for child in code.children:
        _mean(child, meant, here, found)


def _as_told(code: Code, here: LawsHere) -> Meant | None:
    """What somebody said it means; its name may still say how it speaks about the law."""
    told = here.told.get(code.guid) or here.told.get(folded(code.name))
    return Meant(told.key, told.polarity or _polarity_in(code.name, here)) if told else None


def _polarity_in(name: str, here: LawsHere) -> str | None:
    return here.polarities.get(folded(name.rpartition("—")[2]))


def _by_name(name: str, above: Meant | None, here: LawsHere) -> Meant | None:
    """Below a law a word for a polarity; else a law's name, with its number or without, or its number alone."""
    if above is not None:
        polarity = _polarity_in(name, here)
        if polarity is not None:
            return Meant(above.key, polarity)
    key, rest = key_and_name(name)
    known = here.names.get(folded(rest))
    if key is None or not rest:
        key = known or (key if key in here.names.values() else None)
        return Meant(key) if key else None
    # A number and a name that belong to two laws: nobody knows which is meant.
    return Meant(key) if known == key else (Meant(whole) if (whole := here.names.get(folded(name))) else None)
