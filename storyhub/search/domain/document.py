"""What can be found: one flat document per thing. Knows nothing of how it is stored, nor of the features that make
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

Audience = Literal["public", "staff"]

FACETS = ("kind", "lang", "law", "stage", "sector", "org", "polarity", "year", "state", "group", "grade")
MAX_TEXT = 200_000
MAX_WEIGHT = 1000


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as the index sees it.

    `title` and `names` (other names of the same thing) weigh more than `text`, and so does what of `text` stands in
    `passages` once more: what people marked in it. `kind`, `lang` and `date` fill the
    facets `kind`, `lang` and `year` unless `facets` says otherwise. `weight` is how good the evidence is, from 0 (none)
    to `MAX_WEIGHT`, on one scale for all kinds. Nothing of it is ever shown: pages re-read their rows by `key`.
    Raises: ValueError for a facet that is not in `FACETS`, an unknown audience, or a weight off the scale.
    """

    kind: str
    key: str
    revision: int
    lang: str
    audience: Audience
    title: str
    text: str
    date: date | None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    names: str = ""
    passages: str = ""
    weight: int = 0

    def __post_init__(self) -> None:
        unknown = set(self.facets) - set(FACETS)
        if unknown:
            raise ValueError(f"unknown facets: {', '.join(sorted(unknown))}")
        if self.audience not in ("public", "staff"):
            raise ValueError(f"unknown audience: {self.audience}")
        if not 0 <= self.weight <= MAX_WEIGHT:
            raise ValueError(f"a weight off the scale: {self.weight}")

    @property
    def ident(self) -> str:
        """The name of this document in the whole index."""
        return f"{self.kind}:{self.key}"

    def facet_values(self) -> dict[str, tuple[str, ...]]:
        """Every facet with its distinct, non-empty values."""
        values: dict[str, tuple[str, ...]] = {
            "kind": (self.kind,),
            "lang": (self.lang,),
            "year": (str(self.date.year),) if self.date else (),
        }
        values.update(self.facets)
        return {name: kept for name, given in values.items() if (kept := tuple(dict.fromkeys(v for v in given if v)))}
