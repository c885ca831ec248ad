"""Papers a state gives to a person: passport, SNILS, INN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyhub.kit.personal.checksums import all_same, inn, plain, snils
from storyhub.kit.personal.context import before, counts_something
from storyhub.kit.personal.finding import Finding, Kind

_START = r"(?<![\w+*])(?<!\d[.,-])"
_END = r"(?![\w*])(?![.,-]\d)"
_SERIES = r"\d\d[\s-]?\d\d"
_NAMED = re.compile(
    rf"серия?\w{{0,2}}\s?:?\s?(?P<place>{_SERIES}[\s,;]{{0,2}}"
    rf"(?:(?:и\s)?номер\w{{0,2}}|№|N|no\.?)?[\s:]{{0,2}}\d{{3}}\s?\d{{3}}){_END}",
    re.IGNORECASE,
)
_PASSPORT = re.compile(rf"{_START}{_SERIES}[\s-]?(?:№\s?|N\s?)?\d{{3}}\s?\d{{3}}{_END}")
_ABROAD = re.compile(rf"{_START}(?:[A-Z]{{1,2}}\s?\d{{6,8}}|\d\d\s?(?:№\s?)?\d{{7}}|\d{{9}}){_END}")
_PAPER = re.compile(r"(?:паспорт|passport|удостоверени|водительск|driv\w+ licen[cs]e|\bв/у\b|licence no)[^\n]{0,45}$", re.IGNORECASE)
_APART = re.compile(r"\d\d\s\d\d\s\d{6}|\d{4}\s(?:№\s?)?\d{6}")
_SNILS = re.compile(rf"{_START}\d{{3}}[\s-]?\d{{3}}[\s-]?\d{{3}}[\s-]?\d\d{_END}")
_SNILS_FORM = re.compile(r"\d{3}-\d{3}-\d{3}[\s-]\d\d")
_SNILS_TALK = re.compile(r"(?:снилс|snils|страхов|пенсионн)[^\n]{0,30}$", re.IGNORECASE)
_INN = re.compile(rf"{_START}(?:\d{{10}}|\d{{12}}|\d{{4}}\s\d{{6}}|\d{{4}}\s\d{{4}}\s\d{{4}}|\d\d\s\d\d\s\d{{6}}\s\d\d){_END}")
_INN_TALK = re.compile(r"(?:\bинн\b|\binn\b|налогоплательщик|tax(?:payer)?\s(?:id|number))[^\n\d]{0,30}$", re.IGNORECASE)


def found(text: str) -> Iterator[Finding]:
    """Findings of the kinds passport, snils and inn."""
    for match in _NAMED.finditer(text):
        yield Finding(Kind.passport, *match.span("place"), certain=True)
    for match in _PASSPORT.finditer(text):
        yield from _passport(text, match)
    for match in _ABROAD.finditer(text):
        if _PAPER.search(before(text, match.start())):
            yield Finding(Kind.passport, *match.span(), certain=True)
    for match in _SNILS.finditer(text):
        yield from _insurance(text, match)
    for match in _INN.finditer(text):
        yield from _tax(text, match)


def _passport(text: str, match: re.Match[str]) -> Iterator[Finding]:
    if all_same(plain(match[0])) or _INN_TALK.search(before(text, match.start())):
        return
    talked = bool(_PAPER.search(before(text, match.start())))
    if talked or (_APART.fullmatch(match[0]) and not counts_something(text, *match.span())):
        yield Finding(Kind.passport, *match.span(), certain=talked)


def _insurance(text: str, match: re.Match[str]) -> Iterator[Finding]:
    digits = plain(match[0])
    if all_same(digits):
        return
    talked, formed = bool(_SNILS_TALK.search(before(text, match.start()))), bool(_SNILS_FORM.fullmatch(match[0]))
    if talked or formed:
        yield Finding(Kind.snils, *match.span(), certain=snils(digits))


def _tax(text: str, match: re.Match[str]) -> Iterator[Finding]:
    digits = plain(match[0])
    if _INN_TALK.search(before(text, match.start())):
        yield Finding(Kind.inn, *match.span(), certain=inn(digits))
    elif match[0].isdigit() and len(digits) == 12 and not all_same(digits) and inn(digits):
        yield Finding(Kind.inn, *match.span(), certain=False)
