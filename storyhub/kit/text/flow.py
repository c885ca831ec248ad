"""The one walk over story HTML: tokens, where each text stands in the plain text, and back to HTML.

`plain_of`, the final rendering and the marking all use this walk, so an offset means the same character to each
of them. Canonical HTML is what `serialise(tidy(...))` gives: every text node holds exactly the characters it adds to
the plain text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from storyhub.kit.text.allowed import VOID

# What an element boundary puts between two texts; the strongest of several wins, none stands at either end.
_RANK = {"": 0, "\t": 1, "\n": 2, "\n\n": 3}
_SEPARATOR = {"td": "\t", "th": "\t", "tr": "\n", "thead": "\n", "tbody": "\n", "li": "\n", "br": "\n"} | dict.fromkeys(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "hr", "div"), "\n\n"
)
_LISTS = frozenset({"ul", "ol"})
OUTSIDE = "data-outside-text"

_TOKEN = re.compile(
    r'<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*/?>|([^<]+|<)', re.DOTALL
)
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)(?:="([^"]*)")?')
_BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Open:
    """A start tag, void elements included; attribute values are unescaped."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Close:
    """An end tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class Text:
    """Unescaped characters, their place in the plain text (-1: outside it), and the separator before them."""

    data: str
    start: int = 0
    separator: str = ""

    @property
    def end(self) -> int:
        """Place in the plain text after the last character."""
        return self.start + len(self.data)


Token = Open | Close | Text


def tokens_of(html: str) -> Iterator[Token]:
    """Read HTML as the sanitiser or `serialise` writes it (quoted attributes, paired tags), joining adjacent text."""
    text: list[str] = []
    for found in _TOKEN.finditer(html):
        closing, tag, attributes, data = found.groups()
        if data is not None:
            text.append(data)
            continue
        if tag is None:
            continue
        if text:
            yield Text(unescape("".join(text)))
            text.clear()
        if closing:
            yield Close(tag.lower())
        else:
            yield Open(tag.lower(), {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
    if text:
        yield Text(unescape("".join(text)))


class _Walk:
    """Collapses blanks as a browser does and counts; what it drops was never visible."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._length = 0
        self._separator = ""
        self._after_blank = True
        self._line: list[int] = []
        self._lists = 0
        self._pre = 0
        self._outside = 0

    def run(self, tokens: Iterable[Token]) -> list[Token]:
        for token in tokens:
            if isinstance(token, Text):
                if self._outside:
                    self.tokens.append(Text(token.data, start=-1))
                else:
                    self._text(token.data)
                continue
            self._skip_or_separate(token)
            self.tokens.append(token)
        self._break("\n\n")
        return self.tokens

    def _skip_or_separate(self, token: Open | Close) -> None:
        """Inside an element that stands outside the text nothing counts; everywhere else a boundary may separate."""
        opening = isinstance(token, Open)
        if self._outside or (isinstance(token, Open) and OUTSIDE in token.attributes):
            if token.tag not in VOID:
                self._outside += 1 if opening else -1
            return
        tag = token.tag
        if tag in _LISTS:
            depth = self._lists if opening else self._lists - 1
            self._lists += 1 if opening else -1
            self._break("\n" if depth else "\n\n")
        elif tag in _SEPARATOR:
            self._break(_SEPARATOR[tag])
        if tag == "pre":
            self._pre += 1 if opening else -1

    def _break(self, separator: str) -> None:
        """End a line of text: a blank before it is invisible, and so is one after it."""
        while self._line:
            index = self._line.pop()
            text = self.tokens[index]
            if not isinstance(text, Text):
                continue
            data = text.data.rstrip(" \n")
            self._length = text.start + len(data)
            self.tokens[index] = Text(data, text.start, text.separator)
            if data:
                break
            # Nothing visible is left of it, so the separator before it still waits for a text.
            self._length -= len(text.separator)
            self._separator = text.separator
        self._line.clear()
        self._separator = max(self._separator, separator, key=_RANK.__getitem__)
        self._after_blank = True

    def _text(self, data: str) -> None:
        if self._pre:
            if self._after_blank:
                data = data.lstrip("\n")
        else:
            data = _BLANKS.sub(" ", data)
            if self._after_blank and data.startswith(" "):
                data = data[1:]
        if not data:
            return
        if self._separator and self._length:
            self._length += len(self._separator)
        separator = self._separator if self._length else ""
        self.tokens.append(Text(data, self._length, separator))
        self._line.append(len(self.tokens) - 1)
        self._length += len(data)
        self._separator = ""
        self._after_blank = data.endswith(" ")


def walk(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens with blanks collapsed and every `Text` placed. Walking twice changes nothing."""
    return [token for token in _Walk().run(tokens) if not isinstance(token, Text) or token.data]


def plain_text(walked: Iterable[Token]) -> str:
    """Join the texts of a walk, with the separators between them."""
    return "".join(token.separator + token.data for token in walked if isinstance(token, Text) and token.start >= 0)


def serialise(tokens: Iterable[Token]) -> str:
    """Write tokens as HTML, escaping every text and attribute value."""
    return "".join(_written(token) for token in tokens)


def _written(token: Token) -> str:
    if isinstance(token, Text):
        return escape(token.data, quote=False)
    if isinstance(token, Close):
        return f"</{token.tag}>"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in token.attributes.items())
    return f"<{token.tag}{attributes}>"
