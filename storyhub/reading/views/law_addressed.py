"""The law an address names."""

from __future__ import annotations

from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.laws.queries import LawPage, law_page

MAX_NUMBER = 2**31 - 1


def law_numbered(number: int) -> LawPage:
    """Raises: NotFound"""
    found = law_page(number, current_language()) if 0 < number <= MAX_NUMBER else None
    if found is None:
        raise NotFound(log="no such law")
    return found
