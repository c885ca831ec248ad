"""The plain text of HTML: what every offset counts in. It must not know who marks it."""

from storyhub.kit.text.flow import plain_text, tokens_of, walk


def plain_of(html: str) -> str:
    """Return the plain text of HTML made by this package: blocks two line ends apart, rows and items one, cells a tab.

    Marks and sentences do not change it; texts with `data-outside-text` are no part of it.
    """
    return plain_text(walk(tokens_of(html)))
