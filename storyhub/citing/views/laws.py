"""Laws as files of references; their box is on their own page."""

from __future__ import annotations

from flask import Response

from storyhub.citing.domain.things import law_citable
from storyhub.citing.views.blueprint import bp
from storyhub.citing.views.box import citation_file, library
from storyhub.kit.days import day_of
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.laws.queries import law_page

MAX_NUMBER = 2**31 - 1


@bp.get("/cite/law/<int:number>.<any(bib, ris, json, txt):suffix>")
def law_file(number: int, suffix: str) -> Response:
    """The law in its wording of now, in whatever state: a citation of a merged one keeps its meaning."""
    law = law_page(number, current_language()) if 0 < number <= MAX_NUMBER else None
    if law is None:
        raise NotFound(log="no such law")
    thing = law_citable(
        library(), number=law.number, name=law.name, lang=law.lang, version=law.revision_number, revised=day_of(law.revised_at)
    )
    return citation_file(thing, suffix)
