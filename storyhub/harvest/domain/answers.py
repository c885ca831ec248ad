"""The envelope of an answer and the six bodies it may hold, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storyhub.harvest.domain import datacite, dublin_core
from storyhub.harvest.domain.asking import Refused
from storyhub.harvest.domain.dates import written
from storyhub.harvest.domain.item import Item
from storyhub.harvest.domain.place import Place
from storyhub.harvest.domain.xml import Writer

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ROOT = {"xmlns": NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{NAMESPACE} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"}
_SCHEME = "http://www.openarchives.org/OAI/2.0/oai-identifier"
_SCHEME_ROOT = {"xmlns": _SCHEME, "xsi:schemaLocation": f"{_SCHEME} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"}

Body = Callable[[Writer], None]
WriteItem = Callable[[Item, Place, Writer], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A metadata format: its schema, its namespace, and how an item is written in it."""

    schema: str
    namespace: str
    write: WriteItem


FORMATS: Mapping[str, Format] = {
    dublin_core.PREFIX: Format(dublin_core.SCHEMA, dublin_core.NAMESPACE, dublin_core.write),
    datacite.PREFIX: Format(datacite.SCHEMA, datacite.NAMESPACE, datacite.write),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A record as it is told: its header, and what is public of it (None: deleted)."""

    identifier: str
    datestamp: datetime
    sets: tuple[str, ...]
    item: Item | None


@dataclass(frozen=True, slots=True)
class Mark:
    """The resumption token of a page; `token` empty: this was the last one of several."""

    token: str
    total: int
    cursor: int
    expires: datetime | None = None


def answer(body: Body, *, place: Place, now: datetime, arguments: Mapping[str, str]) -> bytes:
    """The whole document. `arguments` are echoed; none where they were not understood."""
    to = Writer()
    with to.element("OAI-PMH", _ROOT):
        to.text("responseDate", written(now))
        to.text("request", place.endpoint, arguments)
        body(to)
    return to.document()


def refusal(refused: Refused) -> Body:
    return lambda to: to.text("error", refused.why, {"code": refused.code})


def identify(place: Place, *, earliest: datetime) -> Body:
    def body(to: Writer) -> None:
        with to.element("Identify"):
            to.text("repositoryName", place.name)
            to.text("baseURL", place.endpoint)
            to.text("protocolVersion", "2.0")
            to.text("adminEmail", place.admin)
            to.text("earliestDatestamp", written(earliest))
            to.text("deletedRecord", "persistent")
            to.text("granularity", "YYYY-MM-DDThh:mm:ssZ")
            if place.has_domain:
                _identifiers(place, to)

    return body


def _identifiers(place: Place, to: Writer) -> None:
    with to.element("description"), to.element("oai-identifier", _SCHEME_ROOT):
        to.text("scheme", "oai")
        to.text("repositoryIdentifier", place.host)
        to.text("delimiter", ":")
        to.text("sampleIdentifier", place.identifier("laws/1"))


def formats() -> Body:
    def body(to: Writer) -> None:
        with to.element("ListMetadataFormats"):
            for prefix, form in FORMATS.items():
                with to.element("metadataFormat"):
                    to.text("metadataPrefix", prefix)
                    to.text("schema", form.schema)
                    to.text("metadataNamespace", form.namespace)

    return body


def sets(named: Sequence[tuple[str, str]]) -> Body:
    def body(to: Writer) -> None:
        with to.element("ListSets"):
            for spec, name in named:
                with to.element("set"):
                    to.text("setSpec", spec)
                    to.text("setName", name)

    return body


def record(told: Told, *, prefix: str, place: Place) -> Body:
    def body(to: Writer) -> None:
        with to.element("GetRecord"):
            _record(told, prefix, place, to)

    return body


def records(verb: str, page: Sequence[Told], *, prefix: str, place: Place, mark: Mark | None) -> Body:
    """A page of `ListRecords` or `ListIdentifiers`."""

    def body(to: Writer) -> None:
        with to.element(verb):
            for told in page:
                if verb == "ListIdentifiers":
                    _header(told, to)
                else:
                    _record(told, prefix, place, to)
            if mark is not None:
                _mark(mark, to)

    return body


def _record(told: Told, prefix: str, place: Place, to: Writer) -> None:
    with to.element("record"):
        _header(told, to)
        if told.item is not None:
            with to.element("metadata"):
                FORMATS[prefix].write(told.item, place, to)


def _header(told: Told, to: Writer) -> None:
    with to.element("header", {"status": "deleted"} if told.item is None else None):
        to.text("identifier", told.identifier)
        to.text("datestamp", written(told.datestamp))
        for spec in told.sets:
            to.text("setSpec", spec)


def _mark(mark: Mark, to: Writer) -> None:
    attributes = {"completeListSize": str(mark.total), "cursor": str(mark.cursor)}
    if mark.expires is not None:
        attributes = {"expirationDate": written(mark.expires), **attributes}
    to.text("resumptionToken", mark.token, attributes)
