"""The words of a law on their way to a page: in one language, and set by the rules of its typography.

The search index, the export and the forms take the raw text instead.
"""

from __future__ import annotations

from storyhub.kit.text import Html, stored_html, typeset, typeset_html


def told(thing: object, part: str, lang: str) -> str:
    """`thing.<part>_<lang>`, set."""
    return typeset(getattr(thing, f"{part}_{lang}"), lang)


def told_each(thing: object, part: str, lang: str) -> tuple[str, ...]:
    """A part that is a list, each item set."""
    return tuple(typeset(item, lang) for item in getattr(thing, f"{part}_{lang}"))


def told_quotes(thing: object, part: str, lang: str) -> tuple[str, ...]:
    """A part that is a list of quotes, each set as it stands within quotation marks: those inside it are of the second kind."""
    return tuple(typeset(f'"{item}"', lang)[1:-1] for item in getattr(thing, f"{part}_{lang}"))


def told_html(thing: object, part: str, lang: str) -> Html:
    """A part that is stored as HTML: cleaned again, then set."""
    return typeset_html(stored_html(getattr(thing, f"{part}_{lang}")), lang)


def told_name(thing: object, lang: str) -> str:
    """The name in this language, else in the other one."""
    return told(thing, "name", lang) or told(thing, "name", "en" if lang == "ru" else "ru")
