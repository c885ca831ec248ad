"""Hints while one writes. The text is looked at and forgotten: nothing of it is stored or logged."""

from __future__ import annotations

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from storyhub.kit.web import keeps_text, limiter, request_problems
from storyhub.stories.domain.unsent import MAX_DRAFT
from storyhub.stories.forms.hints import hints_of
from storyhub.stories.views.blueprint import bp, private, refused_status

LOOKS = "60 per minute"


@bp.post("/tell/hints")
@keeps_text
@limiter.limit(LOOKS)
def hints() -> ResponseReturnValue:
    """Kinds and places (code points), as JSON, for the script of the form."""
    private()
    text = request.form.get("text", "")
    if request_problems() or len(text) > MAX_DRAFT:
        return jsonify(hints=[]), refused_status()
    return _answer(text)


def _answer(text: str) -> Response:
    found = [
        {"kind": hint.kind, "label": str(hint.label), "start": hint.start, "end": hint.end, "placeholder": hint.placeholder}
        for hint in hints_of(text)
    ]
    return jsonify(hints=found)
