"""What a reader asked the search for: words, chosen facets, order. Gives the addresses of neighbouring questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

# In the order in which they are offered.
FACETS = ("kind", "sector", "stage", "law", "polarity", "lang", "org", "year")
SORTS = ("relevance", "strongest", "newest", "oldest")

# Ways to have just what was typed searched for.
SWITCHES = ("literal", "alone")

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `typed` is the whole text as it came, `text` the part that is searched, shown and put into addresses. `literal`: no
    word is put right; `alone`: no other words for the same are looked for.
    """

    text: str = ""
    typed: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sort: str = "relevance"
    literal: bool = False
    alone: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.chosen

    def pairs(self) -> Pairs:
        """The query of this question's address, without the page."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name in FACETS for value in self.chosen.get(name, ())]
        pairs += [(name, "1") for name in SWITCHES if getattr(self, name)]
        return pairs + ([("sort", self.sort)] if self.sort != SORTS[0] else [])

    def is_chosen(self, name: str, value: str) -> bool:
        return value in self.chosen.get(name, ())

    def toggled(self, name: str, value: str) -> Asked:
        """The same question with one value chosen, or no longer chosen."""
        before = self.chosen.get(name, ())
        after = tuple(one for one in before if one != value) if value in before else (*before, value)
        return self._with(name, after)

    def without(self, name: str) -> Asked:
        """The same question with nothing chosen in one facet."""
        return self._with(name, ())

    def words_only(self) -> Asked:
        return replace(self, chosen=MappingProxyType({}))

    def cleared(self) -> Asked:
        """The same question without filters; what kind of thing is wanted is none of them."""
        return replace(self, chosen=MappingProxyType({name: values for name, values in self.chosen.items() if name == "kind"}))

    def sorted_by(self, sort: str) -> Asked:
        return replace(self, sort=sort)

    def filters(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(values) for name, values in self.chosen.items()}

    def _with(self, name: str, values: tuple[str, ...]) -> Asked:
        chosen = {one: kept for one, kept in {**self.chosen, name: values}.items() if kept}
        return replace(self, chosen=MappingProxyType(chosen))
