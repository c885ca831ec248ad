"""One record of a library file, read field by field. Knows types and lengths, not what the fields mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
ITEMS, ITEM = 50, 600
NUMBER_MAX = 999_999_999


class LibraryProblem(ValueError):
    """A file that cannot be used: in which record, in which field, and what is wrong there."""

    def __init__(self, where: str, field: str, what: str) -> None:
        super().__init__(f"{where}: {field}: {what}")
        self.where, self.field, self.what = where, field, what


class Entry:
    """A JSON object and the name a mistake in it is reported under."""

    def __init__(self, name: str, data: object) -> None:
        if not isinstance(data, Mapping):
            raise LibraryProblem(name, "record", "must be an object")
        self.name = name
        self._data: Mapping[str, object] = data

    def only(self, *fields: str) -> None:
        """Raises: LibraryProblem for a field nobody reads, most often a slip of the pen."""
        for field in self._data:
            if field not in fields:
                raise LibraryProblem(self.name, str(field), "is not a field of this record")

    def text(self, field: str, *, most: int, least: int = 0) -> str:
        return self._text(field, self._data.get(field, ""), most=most, least=least)

    def slug(self, field: str, *, most: int) -> str:
        slug = self.text(field, most=most)
        if not SLUG.fullmatch(slug):
            raise LibraryProblem(self.name, field, "must be Latin letters, digits and hyphens")
        return slug

    def number(self, field: str) -> int:
        value = self._data.get(field)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= NUMBER_MAX:
            raise LibraryProblem(self.name, field, "must be a whole number from 1")
        return value

    def texts(self, field: str, *, words: Collection[str] = ()) -> tuple[str, ...]:
        """A list of texts, each from `words` where there are any."""
        found = tuple(self._text(field, item, most=ITEM, least=1) for item in self._list(field))
        for item in found:
            if words and item not in words:
                raise LibraryProblem(self.name, field, f"{item!r} is not one of {', '.join(words)}")
        return found

    def entries(self, field: str, what: str) -> tuple[Entry, ...]:
        """A list of objects, named `law 12` or, without a number or slug, `law at place 3`."""
        return tuple(Entry(_named(what, place, item), item) for place, item in enumerate(self._list(field), start=1))

    def _list(self, field: str) -> list[object]:
        value = self._data.get(field, [])
        if not isinstance(value, list):
            raise LibraryProblem(self.name, field, "must be a list")
        if field not in ("laws", "groups", "sources") and len(value) > ITEMS:
            raise LibraryProblem(self.name, field, f"has more than {ITEMS} items")
        return value

    def _text(self, field: str, value: object, *, most: int, least: int) -> str:
        if not isinstance(value, str):
            raise LibraryProblem(self.name, field, "must be a text")
        if len(value.strip()) < least:
            raise LibraryProblem(self.name, field, "is missing")
        if len(value) > most:
            raise LibraryProblem(self.name, field, f"is longer than {most} characters")
        return value


def _named(what: str, place: int, item: object) -> str:
    if isinstance(item, Mapping):
        for field in ("number", "slug"):
            if isinstance(item.get(field), int | str):
                return f"{what} {item[field]}"
    return f"{what} at place {place}"
