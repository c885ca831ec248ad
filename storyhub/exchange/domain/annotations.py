"""Codings of one story as a W3C Web Annotation collection (JSON-LD). Positions are code points of the published text, end excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class AnnotatedPlace:
    """A passage with the words around it. Without the teller's word for open data the words are empty: positions alone are told."""

    start: int
    end: int
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One coding; no place: the whole story. `coder` is a number within the story's collection."""

    id: int
    law: str
    polarity: str
    strength: int
    coder: int
    at: datetime
    place: AnnotatedPlace | None = None


def collection(site: str, story: str, codings: Sequence[Annotated], *, version: date, lang: str, is_open: bool) -> dict[str, Any]:
    """`story` is the public id, `version` the day of the text that the positions count in, `is_open` whether it is under CC BY 4.0."""
    address = f"{site}/stories/{story}/annotations.jsonld"
    found: dict[str, Any] = {"@context": CONTEXT, "id": address, "type": "AnnotationCollection", "label": story, "total": len(codings)}
    if codings:
        target = f"{site}/stories/{story}"
        items = [_annotation(one, target, version=version, site=site, lang=lang, is_open=is_open) for one in codings]
        found["first"] = {"id": f"{address}#page-1", "type": "AnnotationPage", "partOf": address, "startIndex": 0, "items": items}
    return found


def _annotation(one: Annotated, story: str, *, version: date, site: str, lang: str, is_open: bool) -> dict[str, Any]:
    found = {
        "id": f"{story}/annotations.jsonld#coding-{one.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": f"{one.at:%Y-%m-%dT%H:%M:%SZ}",
        "creator": {"type": "Person", "nickname": f"Coder {one.coder}"},
        "body": [
            {"type": "SpecificResource", "source": f"{site}/laws/{one.law}", "purpose": "classifying"},
            {"type": "TextualBody", "value": one.polarity, "format": "text/plain", "language": "en", "purpose": "tagging"},
            {"type": "TextualBody", "value": f"strength {one.strength}", "format": "text/plain", "language": "en", "purpose": "assessing"},
        ],
        "target": _target(one.place, story, version, lang),
    }
    return found | ({"rights": CC_BY} if is_open else {})


def _target(place: AnnotatedPlace | None, story: str, version: date, lang: str) -> Any:
    """The story, or the place in it as its text was on that day; the day only, because the minute could point at a teller."""
    if place is None:
        return story
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": place.start, "end": place.end}]
    if place.exact:
        around = {"exact": place.exact, "prefix": place.prefix, "suffix": place.suffix}
        selectors.append({"type": "TextQuoteSelector", **{name: words for name, words in around.items() if words}})
    return {
        "type": "SpecificResource",
        "source": {"id": story, "type": "Text", "language": lang},
        "selector": selectors,
        "state": {"type": "TimeState", "sourceDate": f"{version:%Y-%m-%d}T00:00:00Z"},
    }
