"""Made-up citations for the pattern page: a law, and a sentence of a story whose title is as long as can be."""

from __future__ import annotations

from datetime import date

from storyhub.citing.domain.box import CiteBox, cite_box
from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.library import Library
from storyhub.citing.domain.things import law_citable, story_citable
from storyhub.patterns.words import LONG, NAME

DAY = date(2026, 3, 14)


def citations() -> tuple[CiteBox, CiteBox]:
    """The short one, then the long one."""
    library = Library("StoryHub", "https://library.example", "en", DAY)
    law = law_citable(library, number=12, name=NAME, lang="en", version=3, revised=DAY)
    story = story_citable(library, public_id="S-000123", title=LONG, lang="en", published=DAY, free=True, sentence=4)
    return _box(law), _box(story)


def _box(thing: Citable) -> CiteBox:
    return cite_box(thing, lambda _suffix: "#main", (("DataCite JSON", "#main"),))
