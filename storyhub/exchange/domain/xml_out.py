"""Writing XML as it comes, the same characters for the same content: two spaces a step, LF, no character that XML 1.0 has not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
# A reader makes a blank of a line end in an attribute unless it is written as a number.
IN_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})

Attributes = Mapping[str, str | None]


def writable(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold.

    >>> writable("a\\x0bb")
    'a\ufffdb'
    """
    return NOT_XML.sub("\ufffd", text)


class XmlOut:
    """Writes elements through `write`; an element without children closes itself. Attributes that are None are left out."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._depth = 0
        self._is_open = False
        write(HEAD)

    @contextmanager
    def inside(self, tag: str, attributes: Attributes | None = None) -> Iterator[None]:
        """What is written within stands inside the element."""
        self._end_head()
        self._write(f"{'  ' * self._depth}<{tag}{_attributes(attributes)}")
        self._is_open, self._depth = True, self._depth + 1
        yield
        self._depth -= 1
        self._write("/>\n" if self._is_open else f"{'  ' * self._depth}</{tag}>\n")
        self._is_open = False

    def leaf(self, tag: str, attributes: Attributes | None = None, text: str | None = None) -> None:
        """An element without children; with `text` None it closes itself."""
        self._end_head()
        body = "/>" if text is None else f">{writable(text).translate(IN_TEXT)}</{tag}>"
        self._write(f"{'  ' * self._depth}<{tag}{_attributes(attributes)}{body}\n")

    def _end_head(self) -> None:
        if self._is_open:
            self._write(">\n")
            self._is_open = False


def _attributes(attributes: Attributes | None) -> str:
    found = (attributes or {}).items()
    return "".join(f' {name}="{writable(value).translate(IN_ATTRIBUTE)}"' for name, value in found if value is not None)
