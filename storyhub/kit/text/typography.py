"""Typographic setting of our own words: quotes, dashes, ellipses and blanks that do not break. Never of a teller's words.

It changes blanks, quotes, dashes and dots only; letters, digits and the number of words stay. Addresses, code, tags and placeholders
pass through untouched. What is stored, searched and exported is the raw text: set it on its way to a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from storyhub.kit.text.allowed import INLINE
from storyhub.kit.text.flow import Open, Text, Token, serialise, tokens_of
from storyhub.kit.text.html import Html
from storyhub.kit.text.typesetting import NUMBER, OPAQUE, TAG, set_text

# Placeholders that stand for a number: what follows belongs to it as to a figure.
_COUNTS = "answers|chars|count|days|first|hours|key|last|least|most|num|number|share|terms|total|words"
_CODE = frozenset({"code", "pre"})
# Without one of these there is nothing to protect; looking for them is faster.
_HINT = re.compile(r"[%`<@]|://|www\.|mailto:|\.(?:com|org|net|ru|info|io|html|txt|json|csv|pdf)\b")
_PROTECTED = re.compile(
    r"""
    (?P<count>%\((?:""" + _COUNTS + r""")\)s)
    | %\(\w+\)s
    | `[^`]*`
    | <[^<>\s][^<>]*>
    | (?:https?://|www\.|mailto:)[^\s"«»„“”]+
    | [^\s@"«»„“”()]+@[^\s@"«»„“”()]+
    | (?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|ru|info|io|html|txt|json|csv|pdf)\b[^\s"«»„“”()]*
    """,
    re.VERBOSE,
)  # fmt: skip


@lru_cache(maxsize=8192)
def typeset(text: str, lang: str) -> str:
    """Plain text, set by the rules of `lang`. Setting it twice changes nothing."""
    once = _set_plain(text, lang)
    # Where the rules do not agree with themselves, what was typed is better than either.
    return once if once == text or _set_plain(once, lang) == once else text


@lru_cache(maxsize=1024)
def typeset_html(html: Html, lang: str) -> Html:
    """Canonical HTML with its texts set, block by block; tags, attributes and code as they were."""
    once = _set_html(html, lang)
    return Html(once if once == html or _set_html(once, lang) == once else html)


def _set_plain(text: str, lang: str) -> str:
    if _is_marked(text):
        return text
    kept: list[str] = []
    return _restored(set_text(_protected(text, kept), lang), iter(kept))


def _set_html(html: str, lang: str) -> str:
    done: list[Token] = []
    line: list[tuple[Token, bool]] = []
    depth = 0
    for token in tokens_of(html):
        depth += _step(token)
        if isinstance(token, Text) or token.tag in INLINE:
            line.append((token, depth > 0))
            continue
        done += [*_set_line(line, lang), token]
        line.clear()
    return serialise([*done, *_set_line(line, lang)])


def _set_line(line: Iterable[tuple[Token, bool]], lang: str) -> Iterator[Token]:
    """One block's texts, set as one line in which a tag is a mark without width. With each token: does it lie in code?"""
    kept: list[str] = []
    whole = "".join(_part(token, is_code, kept) for token, is_code in line)
    parts = [part for part in re.split(f"({TAG})", set_text(whole, lang)) if part]
    back = iter(kept)
    for (token, _is_code), part in zip(line, parts, strict=True):
        yield Text(_restored(part, back)) if isinstance(token, Text) else token


def _part(token: Token, is_code: bool, kept: list[str]) -> str:
    if not isinstance(token, Text):
        return TAG
    if is_code or _is_marked(token.data):
        kept.append(token.data)
        return OPAQUE
    return _protected(token.data, kept)


def _step(token: Token) -> int:
    """How much deeper into code a tag leads."""
    if isinstance(token, Text) or token.tag not in _CODE:
        return 0
    return 1 if isinstance(token, Open) else -1


def _is_marked(text: str) -> bool:
    """Does someone else use our marks?"""
    return any(mark in text for mark in (TAG, OPAQUE, NUMBER))


def _protected(text: str, kept: list[str]) -> str:
    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return NUMBER if found["count"] else OPAQUE

    return _PROTECTED.sub(keep, text) if _HINT.search(text) else text


def _restored(text: str, kept: Iterator[str]) -> str:
    return re.sub(f"[{OPAQUE}{NUMBER}]", lambda _found: next(kept), text)
