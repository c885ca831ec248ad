"""A record of DataCite's metadata schema 4, as JSON, for whoever mints a DOI for an edition or a law of it elsewhere.

Relations go from this record to the other thing: an edition `IsVersionOf` the living library, `IsNewVersionOf` the edition before, and has
its laws as `HasPart`; a law of an edition `IsPartOf` that, `IsVersionOf` the law's own address, `IsNewVersionOf` itself in the edition
before. Both languages are equals in one record (a title each), so neither `IsTranslationOf` the other: that is for an edition somebody
translates elsewhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from storyhub.citing.domain.citable import Citable, Kind

SCHEMA = "http://datacite.org/schema/kernel-4"
MEDIA_TYPE = "application/vnd.datacite.datacite+json"
TYPES = {Kind.edition: ("Book", "Edition of a library of laws"), Kind.edition_law: ("BookChapter", "Law of an edition")}
RIGHTS = {
    "rights": "Creative Commons Attribution 4.0 International",
    "rightsUri": "https://creativecommons.org/licenses/by/4.0/",
    "rightsIdentifier": "cc-by-4.0",
    "rightsIdentifierScheme": "SPDX",
}


class Relation(StrEnum):
    is_version_of = "IsVersionOf"
    has_version = "HasVersion"
    is_new_version_of = "IsNewVersionOf"
    is_previous_version_of = "IsPreviousVersionOf"
    is_part_of = "IsPartOf"
    has_part = "HasPart"
    # From version 4.6 of the schema on.
    is_translation_of = "IsTranslationOf"
    has_translation = "HasTranslation"


@dataclass(frozen=True, slots=True)
class Related:
    """Another thing and how this one stands to it: by its address, or its DOI."""

    relation: Relation
    address: str = ""
    doi: str = ""


def datacite(thing: Citable, *, titles: dict[str, str], description: str = "", related: tuple[Related, ...] = ()) -> dict[str, object]:
    """`thing` is an edition or a law of one; `titles` are by language, its own first."""
    general, own = TYPES[thing.kind]
    assert thing.issued is not None
    fields: dict[str, object] = {
        "schemaVersion": SCHEMA,
        "doi": thing.doi,
        "url": thing.address,
        "types": {"resourceTypeGeneral": general, "resourceType": own},
        "creators": [{"name": thing.author, "nameType": "Organizational"}],
        "titles": [_title(lang, title, first=lang == next(iter(titles))) for lang, title in titles.items() if title],
        "publisher": {"name": thing.library},
        "publicationYear": str(thing.issued.year),
        "dates": [{"date": thing.issued.isoformat(), "dateType": "Issued"}],
        "language": thing.lang,
        "version": str(thing.edition),
        "alternateIdentifiers": [{"alternateIdentifier": thing.key, "alternateIdentifierType": "StoryHub"}],
        "rightsList": [RIGHTS] if thing.licence else None,
        "descriptions": [{"description": description, "descriptionType": "Abstract", "lang": thing.lang}] if description else None,
        "relatedIdentifiers": [_related(one) for one in related],
    }
    return {name: value for name, value in fields.items() if value}


def datacite_json(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _title(lang: str, title: str, *, first: bool) -> dict[str, str]:
    return {"title": title, "lang": lang} if first else {"title": title, "titleType": "TranslatedTitle", "lang": lang}


def _related(one: Related) -> dict[str, str]:
    kind, identifier = ("DOI", one.doi) if one.doi else ("URL", one.address)
    return {"relatedIdentifier": identifier, "relatedIdentifierType": kind, "relationType": one.relation}
