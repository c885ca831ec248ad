"""`oai_datacite`: an item in DataCite's schema 4, in the envelope that DataCite's own harvesting uses."""

from __future__ import annotations

from datetime import date

from storyhub.harvest.domain.item import Item, Words
from storyhub.harvest.domain.place import Place
from storyhub.harvest.domain.xml import Writer

PREFIX = "oai_datacite"
NAMESPACE = "http://schema.datacite.org/oai/oai-1.1/"
SCHEMA = "http://schema.datacite.org/oai/oai-1.1/oai.xsd"
VERSION = "4.6"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_KERNEL = "http://datacite.org/schema/kernel-4"
_ENVELOPE = {"xmlns": NAMESPACE, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}"}
_RESOURCE = {"xmlns": _KERNEL, "xsi:schemaLocation": f"{_KERNEL} http://schema.datacite.org/meta/kernel-{VERSION}/metadata.xsd"}
# What DataCite calls a thing in general, and what we call it.
TYPES = {"story": ("Text", "Customer story"), "law": ("Text", "Law of loyalty"), "edition": ("Book", "Edition of the library")}
# A thing without a date, which a published one always has, is said to be of the year the collection began.
_FIRST_YEAR = 2026


def write(item: Item, place: Place, to: Writer) -> None:
    with to.element("oai_datacite", _ENVELOPE):
        to.text("schemaVersion", VERSION)
        to.text("datacentreSymbol", place.name)
        with to.element("payload"), to.element("resource", _RESOURCE):
            _resource(item, place, to)


def _resource(item: Item, place: Place, to: Writer) -> None:
    general, own = TYPES[item.kind]
    to.text("identifier", place.whole(item.path), {"identifierType": "URL"})
    with to.element("creators"), to.element("creator"):
        to.text("creatorName", item.creator or place.name, {} if item.creator else {"nameType": "Organizational"})
    _group(to, "titles", "title", item.titles, {})
    to.text("publisher", place.name)
    to.text("publicationYear", str(item.day.year if item.day else _FIRST_YEAR))
    to.text("resourceType", own, {"resourceTypeGeneral": general})
    _group(to, "subjects", "subject", item.subjects, {})
    _dates(to, item.day)
    # The schema has one language; a thing in two says so on its titles.
    if len(item.languages) == 1:
        to.text("language", item.languages[0])
    _related(item, place, to)
    if item.version:
        to.text("version", item.version)
    _rights(item, to)
    _group(to, "descriptions", "description", item.descriptions, {"descriptionType": "Abstract"})


def _group(to: Writer, name: str, one: str, texts: tuple[Words, ...], attributes: dict[str, str]) -> None:
    if not texts:
        return
    with to.element(name):
        for words in texts:
            to.text(one, words.text, {**attributes, **({"xml:lang": words.lang} if words.lang else {})})


def _dates(to: Writer, day: date | None) -> None:
    if day is not None:
        with to.element("dates"):
            to.text("date", day.isoformat(), {"dateType": "Issued"})


def _related(item: Item, place: Place, to: Writer) -> None:
    if not item.ties:
        return
    with to.element("relatedIdentifiers"):
        for tie in item.ties:
            to.text("relatedIdentifier", place.whole(tie.path), {"relatedIdentifierType": "URL", "relationType": tie.relation})


def _rights(item: Item, to: Writer) -> None:
    if not (item.rights or item.licence):
        return
    with to.element("rightsList"):
        for words in item.rights:
            to.text("rights", words.text, {"xml:lang": words.lang} if words.lang else None)
        if item.licence:
            spdx = {"rightsIdentifier": item.licence.spdx, "rightsIdentifierScheme": "SPDX", "schemeURI": "https://spdx.org/licenses/"}
            to.text("rights", item.licence.name, {"rightsURI": item.licence.address, **spdx})
