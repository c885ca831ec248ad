"""`/oai`, without a language: what is asked, and the answer to it. An error of the protocol is an answer like any other."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parseaddr

from flask import Blueprint, Response, request
from flask_limiter import RequestLimit

from storyhub.harvest.domain import answers
from storyhub.harvest.domain.answers import FORMATS, Body, Mark, Told
from storyhub.harvest.domain.asking import Asked, Refused, Wrong, asked
from storyhub.harvest.domain.place import Place
from storyhub.harvest.domain.token import token_key
from storyhub.harvest.queries.lists import Paging, list_page
from storyhub.harvest.queries.records import Record, record_at
from storyhub.harvest.queries.sets import named_sets
from storyhub.harvest.queries.shelves import Shelves
from storyhub.kit.ledger import earliest
from storyhub.kit.web import hub, no_store, now, settings
from storyhub.kit.web.forms import changes_nothing
from storyhub.kit.web.limits import limit_of, limiter

bp = Blueprint("harvest", __name__)
# Harvesters wait when they are told so with this status, and only a few of them with 429.
BUSY_S = 60
MIMETYPE = "text/xml"


def _come_back(_limit: RequestLimit) -> Response:
    return Response("Too many requests: please come back later.\n", 503, {"Retry-After": str(BUSY_S)}, mimetype="text/plain")


@bp.route("/oai", methods=["GET", "POST"])
@changes_nothing
@limiter.limit(limit_of("harvest"), on_breach=_come_back)
def oai() -> Response:
    """The six verbs of OAI-PMH 2.0."""
    no_store()
    moment, place = now(), _place()
    echoed: dict[str, str] = {}
    try:
        wanted = asked([*request.args.items(multi=True), *request.form.items(multi=True)])
        echoed = {"verb": wanted.verb, **wanted.arguments}
        body = _body(wanted, place, moment)
    except Refused as refused:
        body = answers.refusal(refused)
    return Response(answers.answer(body, place=place, now=moment, arguments=echoed), mimetype=MIMETYPE)


def _body(wanted: Asked, place: Place, moment: datetime) -> Body:
    """Raises: Refused."""
    if wanted.verb == "Identify":
        return answers.identify(place, earliest=earliest() or moment)
    if wanted.verb == "ListSets":
        if wanted.arguments:
            raise Refused(Wrong.bad_token, "The list of sets is always whole: no token goes on with it")
        return answers.sets(named_sets())
    if wanted.verb == "ListMetadataFormats":
        if "identifier" in wanted.arguments:
            _record(wanted.arguments["identifier"], place)
        return answers.formats()
    _need_format(wanted.arguments.get("metadataPrefix"))
    if wanted.verb == "GetRecord":
        told = _told(_record(wanted.arguments["identifier"], place), place)
        return answers.record(told, prefix=wanted.arguments["metadataPrefix"], place=place)
    return _list(wanted, place, moment)


def _list(wanted: Asked, place: Place, moment: datetime) -> Body:
    kept = settings()
    paging = Paging(kept.harvest_page, timedelta(hours=kept.harvest_token_hours), token_key(kept.secret_key))
    page = list_page(wanted, _shelves(), paging=paging, now=moment)
    mark = Mark(page.token, page.total, page.cursor, page.expires) if page.token is not None else None
    told = [_told(record, place) for record in page.records]
    return answers.records(wanted.verb, told, prefix=page.prefix, place=place, mark=mark)


def _need_format(prefix: str | None) -> None:
    if prefix is not None and prefix not in FORMATS:
        raise Refused(Wrong.cannot_disseminate, f"Records are told in {' and '.join(FORMATS)}")


def _record(identifier: str, place: Place) -> Record:
    path = place.path(identifier)
    found = record_at(path, _shelves()) if path is not None else None
    if found is None:
        raise Refused(Wrong.unknown_identifier, "Nothing has or had this identifier here")
    return found


def _told(record: Record, place: Place) -> Told:
    return Told(place.identifier(record.path), record.datestamp, record.sets, record.item)


def _place() -> Place:
    kept = settings()
    contact = next((word for word in (kept.contact, parseaddr(kept.mail_from)[1]) if "@" in word), "")
    return Place(kept.site_name, kept.base_url.rstrip("/"), contact)


def _shelves() -> Shelves:
    shelves: Shelves = hub().shelves
    return shelves
