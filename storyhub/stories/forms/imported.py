"""One record of a collection → `ImportedStory`. What a story has no field for is kept among its labels."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import LANGUAGES, lazy_gettext
from storyhub.kit.text import TextProblem
from storyhub.stories.domain.drafts import MAX_ORGANISATION, MAX_TITLE, MAX_TOUCHPOINT, MAX_TOUCHPOINTS, ImportedStory, Place
from storyhub.stories.domain.words import Audience, Sector
from storyhub.stories.forms.texts import read_line, read_story, reason

__all__ = ["ImportedStory", "parse_record"]

MAX_ID = 200
MAX_LABELS = 100_000
_READ = frozenset({"id", "text", "title", "lang", "company", "date", "domain", "sector", "rating", "touchpoints", "labels"})
# Fields of our own export that only the site itself decides; a foreign record may use these words for anything.
_OWN = frozenset({"state", "audience", "source", "rights", "consents", "call"})
# Those of them that are never empty, hence never missing from a CSV record.
_SIGNS = _OWN - {"rights", "call"}


def parse_record(record: Mapping[str, Any]) -> ImportedStory:
    """Raises: Invalid with the reason if there is no usable id or text; any other strange value ends up in the labels instead."""
    ours = record.keys() >= _SIGNS
    labels: dict[str, Any] = {name: value for name, value in record.items() if name not in _READ and not (ours and name in _OWN)}
    strange: dict[str, Any] = {}

    def take(name: str, value: Any) -> Any:
        """Keeps the original among the labels when it says more than the value that was read."""
        if value is None and record.get(name) not in (None, ""):
            strange[name] = record[name]
        return value

    story = ImportedStory(
        external_id=_id(record.get("id")),
        source_text=_text(record.get("text")),
        title=take("title", _line(record.get("title"), most=MAX_TITLE)),
        lang=take("lang", _word(record.get("lang"), LANGUAGES)),
        company=take("company", _line(record.get("company"), most=MAX_ORGANISATION)),
        date=take("date", _date(record.get("date"))),
        domain=_line(record.get("domain"), most=120),
        sector=take("sector", _word(record.get("sector"), tuple(Sector))),
        rating=take("rating", _rating(record.get("rating"))),
        audience=Audience.staff if ours and record["audience"] == Audience.staff else None,
        touchpoints=take("touchpoints", _places(record.get("touchpoints"))) or (),
        call=_line(record.get("call"), most=80) if ours else None,
        labels=MappingProxyType({}),
    )
    if story.domain and story.domain not in Sector.__members__:
        strange["domain"] = story.domain
    return _with_labels(story, {**labels, **strange, **_labels(record.get("labels"))})


def _with_labels(story: ImportedStory, labels: dict[str, Any]) -> ImportedStory:
    if len(json.dumps(labels, default=str)) > MAX_LABELS:
        raise Invalid(lazy_gettext("the fields beside the text are too long"))
    return replace(story, labels=MappingProxyType(json.loads(json.dumps(labels, default=str))))


def _id(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise Invalid(lazy_gettext("the record has no id"))
    try:
        return read_line(str(value), most=MAX_ID)
    except TextProblem as problem:
        raise Invalid(lazy_gettext("the id cannot be used: at most 200 readable characters")) from problem


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Invalid(lazy_gettext("the record has no text"))
    try:
        return read_story(value)
    except TextProblem as problem:
        raise Invalid(lazy_gettext("text: %(reason)s", reason=reason(problem))) from problem


def _line(value: Any, *, most: int) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return read_line(value, most=most) or None
    except TextProblem:
        return None


def _word(value: Any, words: tuple[str, ...]) -> str | None:
    word = value.strip().lower() if isinstance(value, str) else None
    return word if word in words else None


def _date(value: Any) -> date | None:
    """A day of an ISO date or time; other spellings of a date are not guessed at."""
    try:
        found = date.fromisoformat(str(value).strip()[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None


def _rating(value: Any) -> int | None:
    """A whole number from 1 to 5 (also "4.0"); anything else is another scale and is not converted."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return int(number) if math.isfinite(number) and number.is_integer() and 1 <= number <= 5 else None


def _places(value: Any) -> tuple[Place, ...] | None:
    """Touchpoints as our own export writes them (a list, or one as JSON text); all of them, or None where one cannot be used."""
    value = _from_json(value, "[")
    if not isinstance(value, list) or len(value) > MAX_TOUCHPOINTS:
        return None
    places = [_place(each) for each in value]
    return None if None in places else tuple(place for place in places if place)


def _place(value: Any) -> Place | None:
    if not isinstance(value, dict) or value.keys() != {"name", "expected", "received"}:
        return None
    name, expected, received = _line(value["name"], most=MAX_TOUCHPOINT), _rating(value["expected"]), _rating(value["received"])
    return Place(name, expected, received) if name and expected and received else None


def _from_json(value: Any, opening: str) -> Any:
    """What a text that begins like JSON says; CSV knows neither objects nor lists."""
    if isinstance(value, str) and value.strip().startswith(opening):
        try:
            return json.loads(value)
        except (json.JSONDecodeError, RecursionError):
            return value
    return value


def _labels(value: Any) -> dict[str, Any]:
    """The labels of the record: an object, or one as JSON text (CSV knows no objects)."""
    value = _from_json(value, "{")
    if isinstance(value, dict):
        return value
    return {} if value in (None, "") else {"labels": value}
