"""Documents of one query without those of another. Whoosh 2.7.4's own AndNot skips the check for its first document
and fails when a skip runs past the end, so `a NOT (b NOT c)` loses documents; the rest of it is sound and kept.
"""

from __future__ import annotations

from typing import Any

from storyhub.search.index.library import AndNot, AndNotMatcher


class Without(AndNot):  # type: ignore[misc]  # Whoosh ships no types
    """Whoosh query: the matches and scores of `a`, less the matches of `b`."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        return _WithoutMatcher(self.a.matcher(searcher, context), self.b.matcher(searcher, searcher.boolean_context()))


class _WithoutMatcher(AndNotMatcher):  # type: ignore[misc]  # Whoosh ships no types
    def _find_first(self) -> None:
        if self.a.is_active() and self.b.is_active():
            self._find_next()

    def skip_to(self, id: int) -> None:  # noqa: A002  # the name Whoosh calls it by
        if not self.a.is_active() or id <= self.a.id():
            return
        self.a.skip_to(id)
        if self.a.is_active() and self.b.is_active():
            self._find_next()
