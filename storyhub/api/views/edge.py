"""An operation as a route: what came is checked by its declaration, what goes is shaped by it, and problems are told as RFC 9457 has it.

Cookies mean nothing here, so that no other site can have a browser act for its owner: a signed-in browser is a visitor.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from flask import Flask, Response, g, request

from storyhub.api.domain.giving import BadJson, from_json, to_json
from storyhub.api.domain.operations import Operation, header_name
from storyhub.api.domain.problems import Refused, faults_of
from storyhub.api.domain.taking import Fault, Faulty, take_body, take_query
from storyhub.api.views.bearing import bearer
from storyhub.api.views.blueprint import OPERATIONS, ROOT, machines
from storyhub.api.views.limiting import init_limits, limited
from storyhub.api.views.problems import problem_answer
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.web import no_store, now, settings
from storyhub.kit.web.errors import answer_problems_with
from storyhub.kit.web.forms import for_programs

View = Callable[..., Any]
JSON = "application/json; charset=utf-8"
_PLACE = re.compile(r"\{(\w+)\}")
_CONVERTERS = {"number": "int:number"}


def init_api(app: Flask) -> None:
    """Tells the site that problems below /api/ are told to programs, and that nobody is signed in there. Call once."""
    answer_problems_with(app, "/api/", problem_answer)
    init_limits(app)

    @app.before_request
    def forget_cookies() -> None:
        if request.path.startswith("/api/"):
            g.actor = VISITOR


def serves(operation: Operation) -> Callable[[View], View]:
    """Makes a view the answer to an operation, and the operation part of the document. The view gets what stands in the address, and
    `asked`, `carried`, `body` where they are declared; it gives a record, or nothing.
    """

    def decorate(view: View) -> View:
        @for_programs
        @limited(operation)
        @wraps(view)
        def served(**given: Any) -> Response:
            try:
                return _served(operation, view, given)
            except Refused as refused:
                g.problem = refused.members
                raise

        rule = ROOT + _PLACE.sub(lambda found: f"<{_CONVERTERS.get(found[1], found[1])}>", operation.path)
        machines.add_url_rule(rule, operation.ident, served, methods=[operation.method])
        OPERATIONS.append(operation)
        return view

    return decorate


def _served(operation: Operation, view: View, given: dict[str, Any]) -> Response:
    _check_acceptable()
    old = operation.deprecated
    if old is not None and old.is_over(day_of(now())):
        raise Refused(410, f"This address is no longer served. Take {old.instead}.", log="after its sunset")
    if operation.scope is not None:
        no_store()
        bearer(operation.scope)
    else:
        bearer(None)
    # One whose declaration asks for nothing still refuses what it does not know.
    given |= _taken(operation)
    response = _answer(operation, view(**given))
    if old is not None:
        response.headers.extend(old.headers(settings().base_url + ROOT + old.instead))
    return response


def _taken(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    pairs = _query()
    if operation.asked is not None:
        found["asked"] = _read("parameter", lambda: take_query(operation.asked, pairs))  # type: ignore[arg-type]  # it is not None
    elif pairs:
        raise Refused(422, errors=faults_of(tuple(Fault(name[:80], "there is no such parameter") for name, _ in pairs[:20]), "parameter"))
    if operation.carried is not None:
        names = operation.carried.__dataclass_fields__  # type: ignore[attr-defined]  # a dataclass
        sent = [(name, value) for name in names if (value := request.headers.get(header_name(name))) is not None]
        found["carried"] = _read("header", lambda: take_query(operation.carried, sent))  # type: ignore[arg-type]  # it is not None
    if operation.body is not None:
        body = _body()
        found["body"] = _read("pointer", lambda: take_body(operation.body, body))  # type: ignore[arg-type]  # it is not None
    return found


def _read(kind: str, take: Callable[[], Any]) -> Any:
    try:
        return take()
    except Faulty as faulty:
        faults = tuple(Fault(header_name(each.place), each.detail) for each in faulty.faults) if kind == "header" else faulty.faults
        raise Refused(422, log=f"{kind} faults", errors=faults_of(faults, kind)) from faulty


def _query() -> list[tuple[str, str]]:
    """The pairs of the address. Raises: Refused where they are no UTF-8: a text that was lost half cannot be searched for."""
    try:
        unquote_to_bytes(request.query_string).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "The address is not UTF-8.", log="undecodable query") from error
    try:
        return parse_qsl(request.query_string.decode("utf-8"), keep_blank_values=True, max_num_fields=300)
    except ValueError as error:
        raise Refused(400, "The address has too many parameters.", log="too many parameters") from error


def _body() -> Any:
    if request.mimetype != "application/json" or request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Refused(415, log=f"content type {request.mimetype[:40]}")
    try:
        return from_json(request.get_data(cache=False))
    except BadJson as error:
        raise Refused(400, str(error), log="bad JSON") from error


def _check_acceptable() -> None:
    accepted = request.accept_mimetypes
    if accepted and not accepted.best_match(["application/json", "application/problem+json"]):
        raise Refused(406, log="not acceptable")


def _answer(operation: Operation, record: Any) -> Response:
    if operation.answer is None:
        response = Response(status=operation.status)
        del response.headers["Content-Type"]
        return response
    response = Response(to_json(record), status=operation.status, content_type=JSON)
    following = getattr(record, "next", None)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response
