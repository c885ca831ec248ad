"""Writing XML piece by piece. Whatever text comes in, what goes out can be read: characters that XML 1.0 cannot hold become U+FFFD."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_IN_ATTRIBUTES = str.maketrans({"\t": "&#9;", "\n": "&#10;"})

Attributes = Mapping[str, str]


def escaped(text: str) -> str:
    """Text as it stands between two tags.

    >>> escaped("a < b & \\x00")
    'a &lt; b &amp; \\ufffd'
    """
    return _FORBIDDEN.sub("\ufffd", text).translate(_ESCAPES)


class Writer:
    """Collects the pieces of one document; `with writer.element("a"):` opens and closes."""

    def __init__(self) -> None:
        self._pieces: list[str] = [HEAD]

    @contextmanager
    def element(self, name: str, attributes: Attributes | None = None) -> Iterator[None]:
        """An element with others inside."""
        self._pieces.append(f"<{name}{_attributes(attributes)}>")
        yield
        self._pieces.append(f"</{name}>\n")

    def text(self, name: str, text: str, attributes: Attributes | None = None) -> None:
        """An element that holds nothing but text."""
        self._pieces.append(f"<{name}{_attributes(attributes)}>{escaped(text)}</{name}>\n")

    def empty(self, name: str, attributes: Attributes | None = None) -> None:
        self._pieces.append(f"<{name}{_attributes(attributes)}/>\n")

    def document(self) -> bytes:
        return "".join(self._pieces).encode()


def _attributes(attributes: Attributes | None) -> str:
    return "".join(f' {name}="{escaped(text).translate(_IN_ATTRIBUTES)}"' for name, text in (attributes or {}).items())
