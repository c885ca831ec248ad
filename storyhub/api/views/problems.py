"""Problems as programs are told them (RFC 9457)."""

from __future__ import annotations

from flask import Response, g

from storyhub.api.domain.giving import to_json
from storyhub.api.domain.operations import named
from storyhub.api.domain.problems import CODES, TITLES, ProblemRecord
from storyhub.kit.web import settings

PROBLEM = "application/problem+json"


def problem_answer(status: int, _code: str, message: object, reference: str) -> Response:
    """Also for addresses that are not there, and for what nobody expected. `g.problem` holds what a refusal said besides."""
    shown = status if status in CODES else (500 if status >= 500 else 400)
    members = g.pop("problem", {})
    record = ProblemRecord(
        type=f"{settings().base_url}/en/api#{CODES[shown]}",
        title=TITLES[shown],
        status=status,
        instance=f"urn:storyhub:request:{reference}",
        detail=str(message) if message else None,
        **members,
    )
    response = Response(to_json(_said(record)), status=status, content_type=PROBLEM)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="api"'
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response


def _said(record: ProblemRecord) -> dict[str, object]:
    """Without the members that have nothing to say."""
    found = {name: getattr(record, name) for name in record.__dataclass_fields__}
    return {**named(found), **({"errors": [named(_plain(fault)) for fault in record.errors]} if record.errors else {})}


def _plain(fault: object) -> dict[str, object]:
    return {name: getattr(fault, name) for name in fault.__dataclass_fields__}  # type: ignore[attr-defined]  # a dataclass
