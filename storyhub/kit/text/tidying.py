"""Sanitised HTML → the canonical HTML that is stored. It must not be trusted to sanitise, though it rebuilds every tag.

Canonical means: texts hold exactly the plain text (blanks collapsed, NFC even across elements), every link says how it
is to be treated, nothing is empty, and doing it twice changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from storyhub.kit.text.allowed import LINK_REL, TAGS, VOID, allowed_attribute, safe_href
from storyhub.kit.text.flow import Close, Open, Text, Token, tokens_of, walk
from storyhub.kit.text.source import neutralise

# Own pattern rather than bleach's linkifier: linear, the same under every SANITIZER, and it needs a scheme or `www.`,
# so that a missing blank after a full stop does not make a link.
_URL = re.compile(r"(?<![\w@/])(?:https?://|www\.)\w[^\s<>\"«»“”„]*", re.IGNORECASE)
_MAX_URL = 2_000
_URL_TAIL = ".,;:!?…'*_"
_NOT_LINKED = frozenset({"a", "code", "pre"})
_MAY_BE_EMPTY = VOID | {"table", "thead", "tbody", "tr", "th", "td"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def tidy(html: str) -> list[Token]:
    """Return the walked tokens of sanitised `html` in canonical form."""
    tokens = _merged(_without_empty(walk(_rebuilt(tokens_of(html)))))
    tokens = _without_empty(_composed(walk(tokens)))
    return walk(_linked(tokens))


def _rebuilt(tokens: Iterable[Token]) -> Iterator[Token]:
    """Keep allow-listed tags and attributes only; a link whose address was dropped is no link."""
    open_links: list[bool] = []
    for token in tokens:
        if isinstance(token, Text):
            # Entities may have brought in what the source may not hold.
            yield Text(neutralise(_CONTROLS.sub("", token.data.replace("\r", "\n"))))
            continue
        if token.tag not in TAGS:
            continue
        if isinstance(token, Open):
            kept = {n: v for n, v in token.attributes.items() if allowed_attribute(token.tag, n, v)}
            if token.tag == "a":
                open_links.append("href" in kept)
                if "href" not in kept:
                    continue
                kept["rel"] = LINK_REL
            yield Open(token.tag, kept)
        elif token.tag != "a" or (open_links and open_links.pop()):
            yield token


def _without_empty(tokens: Iterable[Token]) -> list[Token]:
    """Drop elements that hold nothing: screen readers announce an empty link or heading as if it said something."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        closes_nothing = isinstance(token, Close) and isinstance(before, Open) and before.tag == token.tag
        if closes_nothing and isinstance(token, Close) and token.tag not in _MAY_BE_EMPTY:
            kept.pop()
            continue
        if not isinstance(token, Text) or token.data:
            kept.append(token)
    return kept


def _merged(tokens: Iterable[Token]) -> list[Token]:
    merged: list[Token] = []
    for token in tokens:
        if isinstance(token, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(neutralise(merged[-1].data + token.data))
        else:
            merged.append(token)
    return merged


def _composed(tokens: list[Token]) -> list[Token]:
    """Make the whole text NFC: an accent at the start of an element moves to the letter before the element."""
    tokens = list(tokens)
    previous: int | None = None
    for index, token in enumerate(tokens):
        if not isinstance(token, Text):
            continue
        before = tokens[previous] if previous is not None else None
        if isinstance(before, Text) and previous is not None and not token.separator:
            first, second = _compose(before.data, token.data)
            tokens[previous], tokens[index] = Text(first), Text(second)
            if not second:
                continue
        previous = index
    return tokens


def _compose(before: str, after: str) -> tuple[str, str]:
    while after and not unicodedata.is_normalized("NFC", _last_cluster(before) + after[:64]):
        before, after = unicodedata.normalize("NFC", before + after[0]), after[1:]
    return before, after


def _last_cluster(text: str) -> str:
    """Return the text from its last base character on: nothing before it can take part in a composition."""
    start = len(text) - 1
    while start > 0 and unicodedata.combining(text[start]):
        start -= 1
    return text[max(start, 0) :]


def _linked(tokens: Iterable[Token]) -> Iterator[Token]:
    """Make bare web addresses links, after cleaning and never inside links or code."""
    inside = 0
    for token in tokens:
        if isinstance(token, Text):
            yield from [token] if inside else _links_in(token.data)
            continue
        if token.tag in _NOT_LINKED:
            inside += 1 if isinstance(token, Open) else -1
        yield token


def _links_in(data: str) -> Iterator[Token]:
    done = 0
    for found in _URL.finditer(data):
        if len(found.group()) > _MAX_URL:
            continue
        url = _trimmed(found.group())
        href = url if "://" in url[:8] else f"http://{url}"
        if not safe_href(href):
            continue
        if found.start() > done:
            yield Text(data[done : found.start()])
        yield Open("a", {"href": href, "rel": LINK_REL})
        yield Text(url)
        yield Close("a")
        done = found.start() + len(url)
    if done < len(data):
        yield Text(data[done:])


def _trimmed(url: str) -> str:
    """Leave the punctuation of the sentence, and a closing bracket that opened before the address, to the sentence."""
    while True:
        shorter = url.rstrip(_URL_TAIL)
        opened = shorter.count("(") + shorter.count("[")
        if shorter.endswith((")", "]")) and shorter.count(")") + shorter.count("]") > opened:
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter
