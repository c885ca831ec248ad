"""A compared story as text with its agreements and differences marked, and the adjudicated set as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from storyhub.coding.queries.comparison import Compared, Comparison, PlacedCoding, Standing
from storyhub.coding.queries.visible import spans_of
from storyhub.kit.i18n import gettext
from storyhub.kit.text import Html, Mark, Span, mark_up, stored_html
from storyhub.stories.models import Story


def story_with_places(story: Story, seen: Comparison, places: Sequence[Compared]) -> Html:
    """Each of the `places` shown is a mark with the id `w-<key>` that leads to `#d-<key>`."""
    revision = story.published_revision
    if revision is None:
        raise ValueError("only a published story is compared")
    marks = [mark for place in places for mark in _mark(place, seen)]
    return mark_up(stored_html(revision.html), sentences=[Span(*span) for span in spans_of(revision.plain)], marks=marks)


def adjudicated_rows(seen: Comparison, story: str) -> list[dict[str, Any]]:
    """What all said alike, taken from the first of them, and what was settled; nothing of what is still open."""
    return [row for place in seen.places for row in _rows(place, seen, story)]


def taken(place: Compared) -> Sequence[PlacedCoding | Standing]:
    """What stands of a place: as it was settled, else what all said alike, from the first of them; nothing where it is open."""
    if place.decision:
        return place.decision.standing
    return () if place.unit.kinds else place.unit.codings[:1]


def _mark(place: Compared, seen: Comparison) -> Iterator[Mark]:
    span = place.unit.span
    if span is None:
        return
    laws = [seen.laws[law_id].key for law_id in dict.fromkeys(coding.law_id for coding in place.unit.codings) if law_id in seen.laws]
    agreed = not place.unit.kinds
    label = gettext("Agreed: law %(laws)s", laws=", ".join(laws)) if agreed else gettext("Difference: law %(laws)s", laws=", ".join(laws))
    yield Mark(
        start=span[0],
        end=span[1],
        slot=place.unit.codings[0].law_id,
        href=f"#d-{place.unit.key}",
        label=label,
        number_text="/".join(laws) + ("" if agreed else "*"),
        ident=f"w-{place.unit.key}",
    )


def _rows(place: Compared, seen: Comparison, story: str) -> Iterator[dict[str, Any]]:
    decision = place.decision
    for coding in taken(place):
        yield {
            "story": story,
            "start": "" if coding.start is None else coding.start,
            "end": "" if coding.end is None else coding.end,
            "exact": coding.exact,
            "law": seen.laws[coding.law_id].key if coding.law_id in seen.laws else "",
            "polarity": coding.polarity,
            "strength": coding.strength,
            "source": "agreed" if isinstance(coding, PlacedCoding) else "new" if coding.coding_id is None else "chosen",
            "decided_by": decision.by if decision else "",
            "decided_at": decision.at.isoformat() if decision else "",
            "reason": decision.reason if decision else "",
        }
