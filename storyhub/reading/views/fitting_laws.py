"""The block over the results: laws that fit what reads like a problem. Asked for by the template, on the first page only."""

from __future__ import annotations

from storyhub.kit.i18n import current_language
from storyhub.kit.web import page_number
from storyhub.reading.domain.asked import Asked
from storyhub.reading.queries.fitting_laws import FittingLaw, fitting_laws
from storyhub.reading.views.blueprint import bp


@bp.app_template_global("laws_that_fit")
def laws_that_fit(asked: Asked) -> tuple[FittingLaw, ...]:
    """None where a reader has narrowed the question or turned the page: she is looking for something else by then."""
    if asked.chosen or page_number() > 1:
        return ()
    return fitting_laws(asked.text, lang=current_language())
