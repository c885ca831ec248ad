"""What came → a frozen draft, or every fault in it with its place. Nothing is guessed, nothing unknown is let pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, TypeVar, get_args, get_origin

from storyhub.api.domain.about import About, Hint, fields_of, items_of, read_hint

T = TypeVar("T")
# Lone surrogates and non-characters are nobody's words; of the controls only blanks are.
_UNREADABLE = ("Cs", "Cn", "Cc")
_BLANKS = "\t\n\r"
# A longer list of faults helps nobody.
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is a name (of a parameter or a header) or a JSON pointer into the body."""

    place: str
    detail: str


class Faulty(ValueError):
    """What came cannot be used; says everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)[:MOST_FAULTS]
        super().__init__(f"{len(self.faults)} faults")


class _Wrong(ValueError):
    """One value cannot be used; the text says why."""


def take_query(shape: type[T], pairs: Iterable[tuple[str, str]]) -> T:
    """`?limit=5&law=1&law=2` as a draft. Raises: Faulty for names that are not known, come twice, or have a value that cannot be."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    hints, faults, taken = fields_of(shape), [], {}
    faults += [Fault(name[:80], "there is no such parameter") for name in given if name not in hints]
    for name, texts in given.items():
        if name not in hints:
            continue
        read = read_hint(hints[name])
        try:
            taken[name] = _from_texts(read, texts)
        except _Wrong as wrong:
            faults.append(Fault(name, str(wrong)))
    return _made(shape, taken, faults, lambda name: name)


def take_body(shape: type[T], value: object) -> T:
    """A decoded JSON value as a draft. Raises: Faulty."""
    faults: list[Fault] = []
    made = _object(shape, value, "#", faults)
    if faults or made is None:
        raise Faulty(faults)
    return made


def _object(shape: type[T], value: object, place: str, faults: list[Fault]) -> T | None:
    if not isinstance(value, Mapping):
        faults.append(Fault(place, "must be an object"))
        return None
    hints, taken, own = fields_of(shape), {}, len(faults)
    faults += [Fault(f"{place}/{_pointed(str(name))}", "there is no such member") for name in value if name not in hints]
    for name, hint in hints.items():
        if name in value:
            taken[name] = _value(read_hint(hint), value[name], f"{place}/{name}", faults)
    if len(faults) > own:
        return None
    try:
        return _made(shape, taken, [], lambda name: f"{place}/{name}")
    except Faulty as faulty:
        faults += faulty.faults
        return None


def _made(shape: type[T], taken: dict[str, Any], faults: list[Fault], place: Callable[[str], str]) -> T:
    needed = (each.name for each in fields(shape) if each.default is MISSING and each.default_factory is MISSING)  # type: ignore[arg-type]  # a dataclass
    faults += [Fault(place(name), "is missing") for name in needed if name not in taken and not any(f.place == place(name) for f in faults)]
    if faults:
        raise Faulty(faults)
    return shape(**taken)


def _value(read: Hint, value: object, place: str, faults: list[Fault]) -> Any:
    if value is None and read.optional:
        return None
    if is_dataclass(read.kind) and isinstance(read.kind, type):
        return _object(read.kind, value, place, faults)
    try:
        return _from_json(read, value)
    except _Wrong as wrong:
        faults.append(Fault(place, str(wrong)))
        return None


def _from_json(read: Hint, value: object) -> Any:
    if read.kind is bool:
        if isinstance(value, bool):
            return value
        raise _Wrong("must be true or false")
    if read.kind is int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise _Wrong("must be a whole number")
        return _within(read.about, value)
    if not isinstance(value, str):
        raise _Wrong("must be a text")
    # What is asked may hold anything; what is kept has to be shown some day.
    return _word(read, _readable(value))


def _from_texts(read: Hint, texts: list[str]) -> Any:
    item = items_of(read.kind)
    if item is not None:
        if read.about.longest is not None and len(texts) > read.about.longest:
            raise _Wrong(f"comes more than {read.about.longest} times")
        return tuple(_from_texts(read_hint(item), [text]) for text in texts)
    if len(texts) > 1:
        raise _Wrong("comes more than once")
    if read.kind is int:
        text = texts[0]
        if not (text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) <= 12):
            raise _Wrong("must be a whole number")
        return _within(read.about, int(text))
    return _word(read, texts[0])


def _word(read: Hint, text: str) -> Any:
    kind = read.kind
    if get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        words = get_args(kind) or tuple(map(str, kind))
        if text not in words:
            raise _Wrong(f"must be one of {', '.join(words)}")
        return text if get_origin(kind) is Literal else kind(text)
    if kind is date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise _Wrong("must be a day as 2026-11-22") from None
    return _text(read.about, text)


def _readable(text: str) -> str:
    if any(unicodedata.category(char) in _UNREADABLE and char not in _BLANKS for char in text):
        raise _Wrong("holds characters that cannot be read")
    return text


def _text(about: About, text: str) -> str:
    if about.shortest is not None and len(text) < about.shortest:
        raise _Wrong(f"is too short: at least {about.shortest} characters")
    if about.longest is not None and len(text) > about.longest:
        raise _Wrong(f"is too long: at most {about.longest} characters")
    if about.pattern is not None and re.fullmatch(about.pattern, text) is None:
        raise _Wrong("is not written as it must be")
    return text


def _within(about: About, number: int) -> int:
    if about.least is not None and number < about.least:
        raise _Wrong(f"must be at least {about.least}")
    if about.most is not None and number > about.most:
        raise _Wrong(f"must be at most {about.most}")
    return number


def _pointed(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name[:80]).replace("~", "~0").replace("/", "~1")
