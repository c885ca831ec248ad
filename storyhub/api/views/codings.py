"""Codings that everybody may know."""

from __future__ import annotations

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.records.codings import CodingList, CodingsAsked
from storyhub.api.queries.codings import law_id_of, public_codings_after
from storyhub.api.views.edge import serves
from storyhub.api.views.paging import next_page, place_of
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.domain.public_id import story_id

PATH = "/codings"


@serves(
    Operation(
        "listCodings", "GET", PATH, "codings", lazy_gettext("Codings of finished coders whose round is public"), CodingList,
        about=lazy_gettext("Which place of which story upholds, violates or mixes which law."), asked=CodingsAsked,
    )
)  # fmt: skip
def codings(asked: CodingsAsked) -> CodingList:
    place = place_of(asked, PATH)
    # What is not there has no codings.
    story = (story_id(asked.story) or 0) if asked.story else None
    law = (law_id_of(asked.law) or 0) if asked.law else None
    found = public_codings_after(
        int(place[0]) if place else 0, story_id=story, law_id=law, polarity=asked.polarity, limit=asked.limit + 1
    )
    shown = found[: asked.limit]
    return CodingList(shown, next_page(asked, PATH, (shown[-1].id,)) if len(found) > asked.limit else None)
