"""What archives read: DataCite records hold to DataCite's own schema, CITATION.cff is YAML that says the same."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from storyhub.citing.domain.cff import Cited, cff
from storyhub.citing.domain.datacite import Related, Relation, datacite, datacite_json
from storyhub.editions.domain.cited import cited_edition, cited_law, edition_file, edition_record, law_record
from storyhub.editions.domain.snapshot import Both, Snapshot
from tests.citing.things_cited import edition
from tests.editions.snapshots import snapshot

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 12, 1)
BASE = "https://example.org"


def schema(*, since_4_6: bool = False) -> dict[str, Any]:
    """DataCite's schema 4.5 as the package `datacite` ships it; 4.6 added two relations, and nothing that we use besides."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "datacite" / "datacite-v4.5.json").read_text(encoding="utf-8"))
    if since_4_6:
        found["definitions"]["relationType"]["enum"] += ["IsTranslationOf", "HasTranslation"]
    return found


def check(record: dict[str, Any], **kwargs: bool) -> None:
    jsonschema.Draft201909Validator(schema(**kwargs)).validate(json.loads(datacite_json(record)))


def relations(record: Any) -> list[tuple[str, str, str]]:
    return [(one["relationType"], one["relatedIdentifierType"], one["relatedIdentifier"]) for one in record["relatedIdentifiers"]]


@pytest.fixture
def two() -> tuple[Snapshot, Snapshot]:
    """The second edition and the one before, which holds all its laws but one."""
    second = snapshot(2, doi="10.1234/two")
    first = replace(snapshot(1), laws=second.laws[:-1], previous=None, doi="10.1234/one")
    return second, first


@pytest.mark.parametrize("words", ["ru", "en"])
def test_the_record_of_an_edition_keeps_the_schema_and_says_how_it_stands_to_others(two: tuple[Snapshot, Snapshot], words: str):
    second, first = two
    record: Any = edition_record(second, first, words=words, today=TODAY)

    check(record)
    assert (record["doi"], record["url"], record["version"]) == ("10.1234/two", f"{BASE}/editions/2", "2")
    assert [title["lang"] for title in record["titles"]] == [words, "en" if words == "ru" else "ru"]
    assert [title.get("titleType") for title in record["titles"]] == [None, "TranslatedTitle"]
    found = relations(record)
    assert found[:2] == [("IsVersionOf", "URL", f"{BASE}/laws"), ("IsNewVersionOf", "DOI", "10.1234/one")]
    assert found[2:] == [("HasPart", "URL", f"{BASE}/editions/2/laws/{law.number}") for law in second.laws]


def test_the_first_edition_follows_none():
    record = edition_record(replace(snapshot(1), previous=None), None, words="en", today=TODAY)

    check(record)
    assert "doi" not in record
    assert "IsNewVersionOf" not in {kind for kind, *_ in relations(record)}


def test_the_record_of_a_law_names_the_edition_the_living_law_and_itself_before(two: tuple[Snapshot, Snapshot]):
    second, first = two
    kept, new = second.laws[0], second.laws[-1]
    record: Any = law_record(second, kept, first, words="en", today=TODAY)

    check(record)
    assert record["types"]["resourceTypeGeneral"] == "BookChapter"
    assert "doi" not in record, "the DOI is the whole edition's"
    assert relations(record) == [
        ("IsPartOf", "DOI", "10.1234/two"),
        ("IsVersionOf", "URL", f"{BASE}/laws/{kept.number}"),
        ("IsNewVersionOf", "URL", f"{BASE}/editions/1/laws/{kept.number}"),
    ]
    assert len(relations(law_record(second, new, first, words="en", today=TODAY))) == 2


def test_translations_are_related_in_the_words_of_4_6():
    related = (Related(Relation.is_translation_of, doi="10.1234/original"),)
    record = datacite(edition(), titles={"en": "Laws"}, related=related)

    check(record, since_4_6=True)
    with pytest.raises(jsonschema.ValidationError):
        check(record)


def test_a_title_in_one_language_is_said_to_be_in_that_one():
    russian = replace(snapshot(2), title=Both(ru="Законы"))

    thing = cited_edition(russian, words="en", today=TODAY)
    assert (thing.title, thing.lang, thing.words) == ("Законы", "ru", "en")
    law = cited_law(russian, russian.laws[0], words="en", today=TODAY)
    assert (law.container, law.lang, law.version) == ("Законы", "en", 1)


def test_citation_cff_of_an_edition_is_yaml_that_says_the_same():
    awkward = replace(snapshot(2), title=Both(en='Laws: "of" {Loyalty} # 1\n- x', ru="Законы"), doi="10.1234/two")

    read = yaml.safe_load(cff(edition_file(awkward, words="en")))

    assert read == {
        "cff-version": "1.2.0", "message": "If you use this, please cite it as below.", "type": "dataset",
        "title": 'Laws: "of" {Loyalty} # 1 - x', "version": "2", "date-released": "2026-11-22", "license": "CC-BY-4.0",
        "doi": "10.1234/two", "url": f"{BASE}/editions/2", "authors": [{"name": "StoryHub"}],
    }  # fmt: skip


def test_the_repository_says_how_it_is_cited():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = Cited(
        title="StoryHub",
        abstract=project["description"],
        authors=("The StoryHub contributors",),
        version=project["version"],
        released=None,
        licence=project["license"],
        kind="software",
        keywords=("customer loyalty", "qualitative research", "citizen science"),
    )

    assert (ROOT / "CITATION.cff").read_text(encoding="utf-8") == cff(stated)
