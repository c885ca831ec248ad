"""What in a story looks like personal data: a hint for its writer, who decides. Offsets count in the text that was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storyhub.kit.personal import Finding, Kind, findings, placeholder
from storyhub.kit.personal.labels import KIND_LABELS
from storyhub.kit.text import Mark, detect_language

# A link to a shop or a strong word gives nobody away.
HINTED = frozenset(Kind) - {Kind.link, Kind.profanity}
# More of them would be read by nobody; the rest turns up when these are dealt with.
MOST = 20


@dataclass(frozen=True, slots=True)
class Hint:
    """`label` is lazy; `value` names the place to the buttons that hide it."""

    kind: Kind
    label: Any
    words: str
    start: int
    end: int
    placeholder: str

    @property
    def value(self) -> str:
        return f"{self.start}-{self.end}-{self.kind}"


def hints_of(text: str) -> tuple[Hint, ...]:
    """In the order of the text."""
    lang = detect_language(text)
    return tuple(_hint(one, text, lang) for one in _hinted(text)[:MOST])


def hide(text: str, chosen: str) -> str:
    """The text with a placeholder for the place with this `value` (or `all`); unchanged if there is no such place."""
    hints = [hint for hint in hints_of(text) if chosen in ("all", hint.value)]
    for hint in reversed(hints):
        text = text[: hint.start] + hint.placeholder + text[hint.end :]
    return text


def marks_of(hints: Sequence[Hint], plain: str) -> tuple[Mark, ...]:
    """Where the hints about a source stand in what is shown of it, each with a link to its line in the list."""
    shown = _hinted(plain)
    marks = []
    for number, hint in enumerate(hints, start=1):
        for place in shown:
            if place.kind is hint.kind and plain[place.start : place.end] == hint.words:
                shown.remove(place)
                marks.append(Mark(place.start, place.end, 6, f"#hint-{number}", str(hint.label), str(number)))
                break
    return tuple(marks)


# Signs of Markdown that may stand right beside a number; as blanks they hide none, and every place stays where it is.
_SIGNS = str.maketrans("*`~", "   ")


def _hinted(text: str) -> list[Finding]:
    return [one for one in findings(text.translate(_SIGNS)) if one.kind in HINTED]


def _hint(one: Finding, text: str, lang: str) -> Hint:
    words = text[one.start : one.end]
    return Hint(one.kind, KIND_LABELS[one.kind], words, one.start, one.end, placeholder(one.kind, lang))
