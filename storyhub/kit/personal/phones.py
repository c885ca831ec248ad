"""Phone numbers: Russian ones in every everyday spelling, local ones, and those of other countries with + or in their own form.

A number free of charge (8 800 …) is found, too, but never certain: it is mostly a firm's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from storyhub.kit.personal.checksums import all_same, plain
from storyhub.kit.personal.context import before, counts_something
from storyhub.kit.personal.finding import Finding, Kind

_GAP = r"[\s\-–—‑.()/]{0,3}"
_START = r"(?<![\w+*№#])(?<!\d[.,:/-])"
_END = r"(?![\d*])(?![.,:/-]\d)(?!%)"
_RUSSIAN = re.compile(rf"{_START}(?:\+{_GAP}7|[78])(?:{_GAP}\d){{10}}{_END}")
_FOREIGN = re.compile(rf"{_START}(?:\+|00(?=[1-9]))(?:{_GAP}\d){{8,15}}{_END}")
_CITY = re.compile(rf"{_START}\((?:\d{{3,5}})\)(?:{_GAP}\d){{5,8}}{_END}")
_BARE = re.compile(rf"{_START}[3-9]\d\d[\s-]?\d{{3}}(?:[\s-]?\d\d){{2}}{_END}")
_AMERICAN = re.compile(rf"{_START}(?:1[\s.-])?[2-9]\d\d([.-])\d{{3}}\1\d{{4}}{_END}")
_BRITISH = re.compile(rf"{_START}0\d{{2,4}}[\s-]?\d{{3,4}}[\s-]?\d{{3,4}}{_END}")
_LOCAL = re.compile(rf"{_START}(?:\d{{3}}-\d\d-\d\d|\d{{2}}-\d\d-\d\d|\d{{3}}-\d{{4}}|\d{{3}}\s\d\d\s\d\d){_END}")
_TALK = re.compile(
    r"(?:\bтел\b|телефон|\bмоб|сотов|звон|номер|ватсап|вотсап|whats\s?app|viber|вайбер|\bсмс\b|\bтлф|contact|контакт|связ|набра|"
    r"\bcall|phone|\bcell\b|mobile|\btext(?:ed)?\b|\btel\b|\bnumber|reach|\bring\b|\brang\b|факс|\bfax\b)[^\n]{0,40}$",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[Finding]:
    """Findings of the kind phone."""
    for match in _RUSSIAN.finditer(text):
        yield from _russian(text, match)
    for match in _FOREIGN.finditer(text):
        yield from _foreign(match)
    for match in _CITY.finditer(text):
        if len(plain(match[0])) in (10, 11) and not all_same(plain(match[0])):
            yield _phone(match, certain=_valid(plain(match[0]), "RU") or _valid(plain(match[0]), "US"))
    for pattern in (_BARE, _AMERICAN, _BRITISH, _LOCAL):
        for match in pattern.finditer(text):
            if _fits(pattern, text, match):
                yield _phone(match, certain=False)


def _russian(text: str, match: re.Match[str]) -> Iterator[Finding]:
    digits = plain(match[0])
    written = not match[0].isdigit()
    code = digits[1:4]
    if all_same(digits[1:]) or code[0] in "012" or (code[0] in "567" and "+" not in match[0]):
        return
    talked = bool(_TALK.search(before(text, match.start())))
    if code[0] == "9" or written or talked:
        sure = code[0] == "9" and (written or digits[0] in "78")
        yield _phone(match, certain=code != "800" and (sure or "+" in match[0] or _valid(digits[1:], "RU")))


def _foreign(match: re.Match[str]) -> Iterator[Finding]:
    digits = plain(match[0]).removeprefix("00" if match[0].startswith("00") else "")
    if match[0].startswith("+") and digits.startswith("7") and len(digits) == 11:
        return
    if _valid("+" + digits, None):
        yield _phone(match, certain=match[0].startswith("+"))
    elif match[0].startswith("+") and 10 <= len(digits) <= 13 and re.search(r"\d{6}|[-()]", match[0]):
        yield _phone(match, certain=False)


def _fits(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Forms that could be something else: an area without a country, or no area at all."""
    digits = plain(match[0])
    if all_same(digits) or counts_something(text, *match.span()):
        return False
    talked = bool(_TALK.search(before(text, match.start())))
    if pattern is _LOCAL:
        return talked or bool(re.fullmatch(r"[1-9]\d\d-\d\d-\d\d", match[0]))
    if pattern is _BRITISH:
        return len(digits) in (10, 11) and (talked or (" " in match[0] and _valid(digits, "GB")))
    if pattern is _AMERICAN:
        return True
    return _valid(digits, "RU") and (talked or (not match[0].isdigit() and ("-" in match[0] or digits[0] == "9")))


def _valid(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _phone(match: re.Match[str], *, certain: bool) -> Finding:
    return Finding(Kind.phone, *match.span(), certain=certain)
