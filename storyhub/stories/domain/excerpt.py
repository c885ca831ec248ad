"""The beginning of a text, for lists: cut at a word, marked with an ellipsis."""

from __future__ import annotations

import re

EXCERPT = 240
TITLE = 80
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"')]*\s")


def excerpt(plain: str, length: int = EXCERPT) -> str:
    """Up to `length` characters of the text in one line.

    >>> excerpt("One two three", 9)
    'One two…'
    """
    text = " ".join(plain.split())
    if len(text) <= length:
        return text
    return _cut(text, length) + "…"


def opening(plain: str) -> tuple[str, str]:
    """A story without a title as (what it goes by, how it goes on): the first sentence if it is short, else the first words.

    >>> opening("It began well. Then it did not.")
    ('It began well.', 'Then it did not.')
    """
    text = " ".join(plain.split())
    end = _SENTENCE_END.search(text, 10, TITLE + 1)
    if end:
        return text[: end.end()].strip(), text[end.end() :].strip()
    if len(text) <= TITLE:
        return text, ""
    head = _cut(text, TITLE)
    return head + "…", "…" + text[len(head) :].strip(" ,;:–—-")


def shown_title(title: str | None, plain: str) -> str:
    """The teller's title, else what the story goes by.

    >>> shown_title(None, "It began well. Then it did not."), shown_title("Ours", "It began")
    ('It began well.', 'Ours')
    """
    return title or opening(plain)[0]


def _cut(text: str, length: int) -> str:
    cut = text[: length - 1]
    before, blank, _ = cut.rpartition(" ")
    return (before if blank and len(before) > length // 2 else cut).rstrip(" ,;:–—-")
