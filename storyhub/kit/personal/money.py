"""Cards and bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyhub.kit.personal.checksums import all_same, bank_key, iban, luhn, plain
from storyhub.kit.personal.context import before
from storyhub.kit.personal.finding import Finding, Kind

_GAP = r"[ \u00a0\u202f\u2009\-–‑.]?"
_START = r"(?<![\w+*№#])(?<!\d[.,-])"
_CARD = re.compile(rf"{_START}[2-69]\d{{3}}(?:{_GAP}\d){{9,15}}(?!{_GAP}\d)(?![\w*])")
_FOURS = re.compile(r"\d{4}([ \u00a0\u202f\u2009\-–‑])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?")
_ACCOUNT = re.compile(rf"(?<![\w+*])(?:\d{_GAP}){{19}}\d(?!{_GAP}\d)(?![\w*])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)")
_CARD_TALK = re.compile(r"(?:карт|card|visa|виза|мастер|master|маэстро|maestro|\bмир\b|amex)[^\n]{0,40}$", re.IGNORECASE)
_ACCOUNT_TALK = re.compile(r"(?:сч[её]т|р/с|к/с|л/с|реквизит|account|iban|acct)[^\n]{0,40}$", re.IGNORECASE)
_SHORT_ACCOUNT = re.compile(
    r"(?:(?:лицев\w{2,3}|расч[её]тн\w{2,3}|банковск\w{2,3}|текущ\w{2,3}|мо[йеёмю]\w{0,2}|ваш\w{0,2})\s+сч[её]т\w{0,2}|"
    r"\bсч[её]т\w{0,2}\s?(?:№|номер\w{0,2}|#|:)|"
    r"\b[рлк]/с(?:ч[её]т\w{0,2})?|\b(?:account|acct|a/c)(?:\s(?:number|no|num|#)\b\.?)|sort\scode)[\s:№#—–-]{0,4}(?:номер\w{0,2}\s|"
    r"is\s|was\s|number\s)?"
    r"(?P<digits>\d[\d -]{3,25}\d)(?![\w*])",
    re.IGNORECASE,
)
_IMEI = re.compile(r"\bimei\b[^\n]{0,20}$", re.IGNORECASE)


def found(text: str) -> Iterator[Finding]:
    """Findings of the kinds card and account; what is partly hidden by asterisks already is left alone."""
    for match in _ACCOUNT.finditer(text):
        yield from _account(text, match)
    for match in _CARD.finditer(text):
        yield from _card(text, match)
    for match in _IBAN.finditer(text):
        yield from _international(match)
    for match in _SHORT_ACCOUNT.finditer(text):
        if len(plain(match["digits"])) >= 6:
            yield Finding(Kind.account, *match.span("digits"), certain=False)


def _account(text: str, match: re.Match[str]) -> Iterator[Finding]:
    digits = plain(match[0])
    if all_same(digits):
        return
    if bank_key(digits):
        yield Finding(Kind.account, *match.span(), certain=True)
    elif _ACCOUNT_TALK.search(before(text, match.start())):
        yield Finding(Kind.account, *match.span(), certain=False)


def _card(text: str, match: re.Match[str]) -> Iterator[Finding]:
    digits, words = plain(match[0]), before(text, match.start())
    if all_same(digits) or _IMEI.search(words):
        return
    fours, talked = bool(_FOURS.fullmatch(match[0])), bool(_CARD_TALK.search(words))
    if luhn(digits) and (fours or talked or (match[0].isdigit() and len(digits) in (16, 18, 19))):
        yield Finding(Kind.card, *match.span(), certain=True)
    elif fours or (talked and len(digits) in (16, 18, 19)):
        yield Finding(Kind.card, *match.span(), certain=False)


def _international(match: re.Match[str]) -> Iterator[Finding]:
    words = match[0].split()
    while words and not iban("".join(words)):
        words.pop()
    if words and len("".join(words)) >= 15:
        yield Finding(Kind.account, match.start(), match.start() + len(" ".join(words)), certain=True)
