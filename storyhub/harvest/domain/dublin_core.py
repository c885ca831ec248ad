"""`oai_dc`: an item as unqualified Dublin Core, fifteen elements that may each come as often as needed."""

from __future__ import annotations

from storyhub.harvest.domain.item import Item, Words
from storyhub.harvest.domain.place import Place
from storyhub.harvest.domain.xml import Writer

PREFIX = "oai_dc"
NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_ROOT = {
    "xmlns:oai_dc": NAMESPACE,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}


def write(item: Item, place: Place, to: Writer) -> None:
    with to.element("oai_dc:dc", _ROOT):
        _each(to, "title", item.titles)
        # Tellers have no names here: a story has no creator to be told of.
        _each(to, "creator", [Words(place.name)] if item.kind != "story" else [])
        _each(to, "subject", item.subjects)
        _each(to, "description", item.descriptions)
        _each(to, "publisher", [Words(place.name)])
        _each(to, "date", [Words(item.day.isoformat())] if item.day else [])
        _each(to, "type", [Words("Text")])
        _each(to, "format", [Words("text/html")])
        _each(to, "identifier", [Words(place.whole(item.path))])
        _each(to, "source", [Words(source) for source in item.sources])
        _each(to, "language", [Words(lang) for lang in item.languages])
        _each(to, "relation", [Words(place.whole(tie.path)) for tie in item.ties])
        _each(to, "rights", item.rights)
        _each(to, "rights", [Words(item.licence.address)] if item.licence else [])


def _each(to: Writer, name: str, texts: tuple[Words, ...] | list[Words]) -> None:
    for words in texts:
        to.text(f"dc:{name}", words.text, {"xml:lang": words.lang} if words.lang else None)
