"""E-mail addresses, links and names in social networks.

A bare `banki.ru` is the name of a firm's site and is left alone; with a path behind it, it is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyhub.kit.personal.context import before
from storyhub.kit.personal.finding import Finding, Kind

_EMAIL = re.compile(r"(?<![\w.+%*\\'-])[\w+%](?:[\w.+%\\'-]{0,62}[\w+%-])?@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.[^\W\d_]{2,24}(?![\w@])")
_TOP = r"(?:ru|com|net|org|info|su|me|io|uk|de|by|kz|ua|eu|pro|biz|online|site|shop|рф)"
_TALKED_EMAIL = re.compile(
    rf"(?<![\w.+*\\-])[\w+-](?:[\w.+\\-]{{0,40}}[\w+-])?(?:\s@\s?|@\s?|\s?[(\[](?:at|собака|@)[)\]]\s?|\s(?:собака|собачка|at)\s)"
    rf"[\w-]{{1,40}}(?:\s?(?:\.|[(\[](?:dot|точка)[)\]])\s?|\s(?:точка|dot)\s){_TOP}\b",
    re.IGNORECASE,
)
_SOCIAL = (
    r"(?:t|telegram)\.me|tele\.gg|vk\.(?:com|ru)|vk\.me|instagram\.com|instagr\.am|facebook\.com|fb\.com|fb\.me|twitter\.com|x\.com|"
    r"ok\.ru|"
    r"linkedin\.com/in|tiktok\.com|wa\.me|youtube\.com/@|threads\.net"
)
_PROFILE = re.compile(rf"(?<![\w@.-])(?:https?://)?(?:www\.|m\.)?(?:{_SOCIAL})/?@?[\w.+-]{{2,60}}(?:/[\w./?=&%-]{{0,200}})?", re.IGNORECASE)
_LINK = re.compile(
    r"(?<![\w@])(?:(?:https?|ftp)://[^\s<>«»\"\]]{3,2000}|www\.[^\s<>«»\"\]]{3,2000}"
    r"|(?<![.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:[a-z]{2,8}|рф)/[^\s<>«»\"\],;]{1,2000})",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<![\w@./+-])@[A-Za-z][A-Za-z0-9_.]{1,30}[A-Za-z0-9_](?![\w@])")
_ODD = re.compile(r"[\d_:]|\.[a-z]")
_TALKED_HINT = re.compile(r"собак|[(\[](?:at|@)[)\]]|\s@|@\s|\sdot\s|точка\s|@[\w-]{1,40}\.\s", re.IGNORECASE)
_DOTTED = re.compile(r"(?<!\S)\S{0,300}?(?:\w\.\w|://)\S{1,2100}")
_NICK = re.compile(r"[A-Za-z](?<![\w@./:-].)[A-Za-z0-9_.:]{2,30}[A-Za-z0-9_](?![\w@])")
_CALLED = re.compile(
    r"\b(?:телеграм\w{0,4}|telegram|телег[аеу]|тг|tg|вк|vk|инст\w{0,10}|insta(?:gram)?|ватсап\w?|скайп\w?|skype|twitter|твиттер\w?|"
    r"facebook|фейсбук\w?|"
    r"snapchat|tiktok|тикток\w?|discord|дискорд\w?|ник(?:ом|нейм\w?)?|nick(?:name)?|username|логин\w{0,2})"
    r"(?:\s(?:мой|is|name|handle|под ником))?(?:\sв\s\w{2,12})?\s?[:—–-]?\s?$",
    re.IGNORECASE,
)
_CLOSING = ".,;:!?…)»”’'\"*"


def found(text: str) -> Iterator[Finding]:
    """Findings of the kinds email, link and handle; a profile's address is a handle."""
    if "@" in text:
        yield from _all(_EMAIL, text, Kind.email)
        yield from _all(_AT, text, Kind.handle)
    if _TALKED_HINT.search(text):
        for match in _TALKED_EMAIL.finditer(text):
            yield Finding(Kind.email, *match.span(), certain=False)
    for token in _DOTTED.finditer(text):
        yield from _links(text, *token.span())
    for match in _NICK.finditer(text):
        if _ODD.search(match[0]) and _CALLED.search(before(text, match.start(), 40)):
            yield Finding(Kind.handle, *match.span(), certain=False)


def _all(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        yield _cut(text, kind, *match.span())


def _links(text: str, start: int, end: int) -> Iterator[Finding]:
    """Profiles and links inside one piece of text without blanks."""
    for match in _PROFILE.finditer(text, start, end):
        yield _cut(text, Kind.handle, *match.span())
    for match in _LINK.finditer(text, start, end):
        if not _PROFILE.match(text, match.start()):
            yield _cut(text, Kind.link, *match.span())


def _cut(text: str, kind: Kind, start: int, end: int) -> Finding:
    """Without the sentence's own punctuation; a closing bracket stays where its opening one is inside."""
    while end > start + 1 and text[end - 1] in _CLOSING:
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return Finding(kind, start, end, certain=True)
