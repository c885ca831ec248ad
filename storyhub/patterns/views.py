"""`/patterns`: every macro in every state, for the people who build the site and for the tests that look at it.

Registered in the demo and in tests only (see `wiring`).
"""

from __future__ import annotations

from flask import Blueprint, Response

from storyhub.kit.web import page
from storyhub.patterns import examples
from storyhub.patterns.citations import citations
from storyhub.patterns.forms import example_forms
from storyhub.patterns.words import LONG
from storyhub.reading.views.addresses import law_address

bp = Blueprint("patterns", __name__)


@bp.get("/patterns")
def patterns() -> Response:
    return page("patterns/index.html", examples=examples, citations=citations(), forms=example_forms(), law_address=law_address, long=LONG)
