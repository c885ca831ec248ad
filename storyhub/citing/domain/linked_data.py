"""Laws, the library, stories, editions and data sets as linked data (JSON-LD 1.1 in the words of schema.org).

Every thing goes by its permanent address. A text in several languages is a list of tagged values; one in a single language is itself.
Knows neither rows nor pages; whoever calls has decided what may be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Node = dict[str, Any]
# A text, or its wordings by language.
Text = str | Mapping[str, str]
SCHEMA = "https://schema.org"
# Schema.org has no word for a term that lives on in another one.
CONTEXT = (SCHEMA, {"dct": "http://purl.org/dc/terms/"})
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Library:
    """The set that laws belong to. `address`: of the instance, without a slash at its end."""

    address: str
    name: Text
    publisher: Text

    @property
    def laws(self) -> str:
        return f"{self.address}/laws"


@dataclass(frozen=True, slots=True)
class LinkedLaw:
    """`replaced_by`: the numbers of the laws it lives on in."""

    number: int
    name: Text
    statement: Text
    since: date
    changed: date
    aliases: Mapping[str, Sequence[str]] | Sequence[str] = ()
    revision: int = 1
    replaced_by: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class LinkedStory:
    """What may be told of a public story; of its teller nothing. `free`: released under CC BY. `laws`: numbers of those marked in it."""

    public_id: str
    title: str
    lang: str
    published: date
    changed: date
    keywords: Sequence[str] = ()
    laws: Sequence[int] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class LinkedEdition:
    """`laws`: number and name of each in the order of the book; `files`: media type and whole address of each."""

    number: int
    name: Text
    published: date
    laws: Sequence[tuple[int, Text]]
    licence: str = CC_BY
    doi: str = ""
    previous: int | None = None
    files: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class LinkedDataset:
    """`path` of its page below the instance; `version` as its releases are numbered or dated."""

    path: str
    name: Text
    description: Text
    changed: date
    version: str
    files: Sequence[tuple[str, str]] = ()
    licence: str = CC_BY


def document(node: Node) -> Node:
    """A thing as a document of its own."""
    return {"@context": list(CONTEXT), **node}


def term(law: LinkedLaw, library: Library) -> Node:
    """A law with the set it is in."""
    return {**_term(law, library), "inDefinedTermSet": {**_set(library), "name": _text(library.name)}}


def term_set(library: Library, laws: Sequence[LinkedLaw] = ()) -> Node:
    """The library; with its terms when they are given."""
    node = {
        **_set(library),
        "name": _text(library.name),
        "url": library.laws,
        "license": CC_BY,
        "publisher": _publisher(library),
    }
    if laws:
        node["dateModified"] = max(law.changed for law in laws).isoformat()
        node["hasDefinedTerm"] = [_term(law, library) for law in laws]
    return node


def story_work(story: LinkedStory, library: Library) -> Node:
    """A story without its text, which is read where it can be withdrawn."""
    address = f"{library.address}/stories/{story.public_id}"
    node: Node = {
        "@id": address,
        "@type": "CreativeWork",
        "identifier": story.public_id,
        "url": address,
        "name": story.title,
        "inLanguage": story.lang,
        "datePublished": story.published.isoformat(),
        "dateModified": story.changed.isoformat(),
        "isPartOf": {"@id": f"{library.address}/stories", "@type": "Collection"},
        "publisher": _publisher(library),
    }
    optional: Node = {
        "keywords": list(story.keywords),
        "about": [{"@id": f"{library.laws}/{number}"} for number in story.laws],
        "license": CC_BY if story.free else "",
    }
    return {**node, **_given(optional)}


def edition_book(edition: LinkedEdition, library: Library) -> Node:
    address = f"{library.address}/editions/{edition.number}"
    node: Node = {
        "@id": address,
        "@type": ["Book", "DefinedTermSet"],
        "url": address,
        "name": _text(edition.name),
        "bookEdition": str(edition.number),
        "version": str(edition.number),
        "datePublished": edition.published.isoformat(),
        "inLanguage": ["ru", "en"],
        "license": edition.licence,
        "publisher": _publisher(library),
        "hasDefinedTerm": [_frozen(number, name, address) for number, name in edition.laws],
    }
    optional: Node = {
        "sameAs": f"https://doi.org/{edition.doi}" if edition.doi else "",
        "dct:replaces": {"@id": f"{library.address}/editions/{edition.previous}"} if edition.previous else {},
        "encoding": [{"@type": "MediaObject", "encodingFormat": kind, "contentUrl": where} for kind, where in edition.files],
    }
    return {**node, **_given(optional)}


def dataset(found: LinkedDataset, library: Library) -> Node:
    address = f"{library.address}{found.path}"
    files = [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": where} for kind, where in found.files]
    return {
        "@id": address,
        "@type": "Dataset",
        "url": address,
        "name": _text(found.name),
        "description": _text(found.description),
        "dateModified": found.changed.isoformat(),
        "version": found.version,
        "license": found.licence,
        "isAccessibleForFree": True,
        "creator": _publisher(library),
        **_given({"distribution": files}),
    }


def _term(law: LinkedLaw, library: Library) -> Node:
    address = f"{library.laws}/{law.number}"
    node: Node = {
        "@id": address,
        "@type": "DefinedTerm",
        "termCode": str(law.number),
        "url": address,
        "name": _text(law.name),
        "description": _text(law.statement),
        "dct:issued": law.since.isoformat(),
        "dct:modified": law.changed.isoformat(),
        "inDefinedTermSet": {"@id": library.laws},
    }
    replaced = [{"@id": f"{library.laws}/{number}"} for number in law.replaced_by]
    return {**node, **_given({"alternateName": _each(law.aliases), "dct:isReplacedBy": replaced})}


def _frozen(number: int, name: Text, edition: str) -> Node:
    address = f"{edition}/laws/{number}"
    return {"@id": address, "@type": "DefinedTerm", "termCode": str(number), "name": _text(name), "url": address}


def _set(library: Library) -> Node:
    return {"@id": library.laws, "@type": "DefinedTermSet"}


def _publisher(library: Library) -> Node:
    return {"@type": "Organization", "name": _text(library.publisher), "url": library.address}


def _text(text: Text) -> Any:
    """
    >>> _text("one"), _text({"en": "one", "ru": ""})
    ('one', [{'@language': 'en', '@value': 'one'}])
    """
    if isinstance(text, str):
        return text
    return [{"@language": lang, "@value": value} for lang, value in text.items() if value]


def _each(texts: Mapping[str, Sequence[str]] | Sequence[str]) -> list[Any]:
    if not isinstance(texts, Mapping):
        return list(texts)
    return [{"@language": lang, "@value": value} for lang, values in texts.items() for value in values]


def _given(node: Node) -> Node:
    """What is empty is left out: nothing is said of it."""
    return {name: value for name, value in node.items() if value}
