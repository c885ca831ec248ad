"""The protocol: what is asked in the right way is answered, anything else gets the error that the specification names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask

from storyhub.harvest.domain.token import BadToken, Rest, opened, sealed, token_key
from storyhub.kit.db import transaction
from storyhub.stories.domain.public_id import public_id
from tests.harvest.asking import DC, OAI, ask, bring_in_line, error, headers, texts
from tests.stories.stories_factories import make_story


@pytest.fixture
def library(app: Flask) -> Flask:
    """Five stories, two to a page."""
    hub = app.extensions["storyhub"]
    hub.settings = replace(hub.settings, harvest_page=2)
    with app.app_context(), transaction():
        for number in range(5):
            make_story(f"The courier came late for the {number}th time. I wait.", lang="en", stage="experience")
    bring_in_line(app)
    return app


BAD_VERB = ("", "verb=", "verb=identify", "verb=Identify&verb=Identify", "verb=Identify&verb=ListSets", "metadataPrefix=oai_dc", "verb=%00")
BAD_ARGUMENT = (
    "verb=Identify&set=lang",
    "verb=Identify&x=1",
    "verb=GetRecord&metadataPrefix=oai_dc",
    "verb=GetRecord&identifier=oai:x:y",
    "verb=GetRecord&identifier=a&identifier=b&metadataPrefix=oai_dc",
    "verb=ListRecords",
    "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc",
    "verb=ListRecords&metadataPrefix=",
    "verb=ListRecords&metadataPrefix=a%20b",
    "verb=ListRecords&metadataPrefix=oai_dc&set=",
    "verb=ListRecords&metadataPrefix=oai_dc&set=lang:",
    "verb=ListRecords&metadataPrefix=oai_dc&from=yesterday",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-22T10:00:00",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-22T25:00:00Z",
    "verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01",
    "verb=ListRecords&metadataPrefix=oai_dc&from=",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-22&until=2026-11-21",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-22&until=2026-11-23T00:00:00Z",
    "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x",
    "verb=ListSets&set=lang",
)
OTHERS = {
    "verb=ListRecords&metadataPrefix=marc21": "cannotDisseminateFormat",
    "verb=GetRecord&identifier=oai:x:y&metadataPrefix=marc21": "cannotDisseminateFormat",
    "verb=GetRecord&identifier=oai:127.0.0.1:stories/S-999999&metadataPrefix=oai_dc": "idDoesNotExist",
    "verb=GetRecord&identifier=S-000001&metadataPrefix=oai_dc": "idDoesNotExist",
    "verb=GetRecord&identifier=oai:127.0.0.1:laws/99999999999999999999&metadataPrefix=oai_dc": "idDoesNotExist",
    "verb=GetRecord&identifier=oai:127.0.0.1:editions/&metadataPrefix=oai_dc": "idDoesNotExist",
    "verb=GetRecord&identifier=%00%FF%3C&metadataPrefix=oai_dc": "idDoesNotExist",
    "verb=ListMetadataFormats&identifier=oai:x:y": "idDoesNotExist",
    "verb=ListRecords&metadataPrefix=oai_dc&set=law:77": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=oai_dc&until=1990-01-01": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=oai_dc&from=9999-12-31": "noRecordsMatch",
    "verb=ListRecords&resumptionToken=": "badResumptionToken",
    "verb=ListRecords&resumptionToken=%D1%8F": "badResumptionToken",
    "verb=ListSets&resumptionToken=x": "badResumptionToken",
}


def test_what_is_not_asked_by_the_rules_gets_the_error_of_the_protocol(library: Flask) -> None:
    asked = {**dict.fromkeys(BAD_VERB, "badVerb"), **dict.fromkeys(BAD_ARGUMENT, "badArgument"), **OTHERS}
    for query, code in asked.items():
        tree = ask(library, **{}) if not query else _get(library, query)
        assert error(tree) == code, query
        echoed = tree.find(f"{OAI}request")
        assert echoed is not None
        assert bool(echoed.attrib) == (code not in ("badVerb", "badArgument")), query
        assert echoed.text == "http://127.0.0.1:8000/oai"


def _get(app: Flask, query: str) -> ElementTree.Element:
    answer = app.test_client().get(f"/oai?{query}")
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.data)


def test_the_repository_says_what_it_is(library: Flask) -> None:
    tree = ask(library, verb="Identify")
    identity = tree.find(f"{OAI}Identify")

    assert identity is not None
    told = {child.tag.removeprefix(OAI): child.text for child in identity}
    assert list(told) == [
        "repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord", "granularity",
    ]  # fmt: skip
    assert (told["protocolVersion"], told["deletedRecord"], told["granularity"]) == ("2.0", "persistent", "YYYY-MM-DDThh:mm:ssZ")
    earliest = told["earliestDatestamp"] or ""
    assert len(headers(ask(library, verb="ListIdentifiers", metadataPrefix="oai_dc", from_=earliest))) == 2


def test_formats_and_sets_are_named_and_post_asks_like_get(library: Flask) -> None:
    formats = ask(library, post=True, verb="ListMetadataFormats", identifier="oai:127.0.0.1:stories/S-000001")
    assert texts(formats, f"{OAI}metadataPrefix") == ["oai_dc", "oai_datacite"]

    sets = ask(library, verb="ListSets")
    named = dict(zip(texts(sets, f"{OAI}setSpec"), texts(sets, f"{OAI}setName"), strict=True))
    assert {"law", "edition", "lang", "stage", "sector", "lang:en", "stage:experience"} <= named.keys()
    assert named["lang:en"] == "English"


def test_a_list_comes_in_pages_and_the_last_of_several_ends_with_an_empty_token(library: Flask) -> None:
    seen, tokens, token = [], [], ""
    while True:
        over = {"resumptionToken": token} if token else {"metadataPrefix": "oai_dc", "set": "lang:en"}
        tree = ask(library, post=bool(tokens), verb="ListRecords", **over)
        seen += list(headers(tree))
        mark = next(tree.iter(f"{OAI}resumptionToken"))
        tokens.append((mark.get("cursor"), mark.get("completeListSize"), "expirationDate" in mark.attrib))
        token = mark.text or ""
        if not token:
            break

    assert seen == [f"stories/{public_id(number)}" for number in range(1, 6)]
    assert tokens == [("0", "5", True), ("2", "5", True), ("4", "5", False)]
    whole = ask(library, verb="ListRecords", metadataPrefix="oai_dc", from_="2026-01-01", until="9998-01-01")
    assert len(texts(whole, f"{DC}title")) == 2


def test_a_token_is_good_for_its_own_verb_its_own_instance_and_a_day(library: Flask) -> None:
    tree = ask(library, verb="ListRecords", metadataPrefix="oai_dc")
    token = next(tree.iter(f"{OAI}resumptionToken")).text or ""
    assert error(ask(library, verb="ListRecords", resumptionToken=token)) == ""

    altered = [token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :] for place in range(0, len(token), 3)]
    for bad in [*altered, token + "A", token + "=", token[:-1], token[:20], " " + token, "A" * 5_000]:
        assert error(ask(library, verb="ListRecords", resumptionToken=bad)) == "badResumptionToken", bad
    assert error(ask(library, verb="ListIdentifiers", resumptionToken=token)) == "badResumptionToken"

    hub = library.extensions["storyhub"]
    kept = hub.settings
    hub.settings = replace(kept, secret_key="another secret of another instance, long enough")
    assert error(ask(library, verb="ListRecords", resumptionToken=token)) == "badResumptionToken"
    hub.settings = kept


def test_a_token_ends_to_be_of_use_at_its_hour() -> None:
    key, now = token_key("x" * 40), datetime(2026, 11, 22, tzinfo=UTC)
    rest = Rest("ListRecords", "oai_dc", "", "", "", 1, 2, 3, 4, 5, 6, int((now + timedelta(hours=1)).timestamp()))
    token = sealed(rest, key=key)

    assert opened(token, key=key, now=now) == rest
    with pytest.raises(BadToken, match="expired"):
        opened(token, key=key, now=now + timedelta(hours=1))


def test_who_asks_too_often_is_told_to_come_back_in_the_way_harvesters_understand(limited: Callable[..., Flask]) -> None:
    app = limited(limit_harvest="2 per minute")
    answers = [app.test_client().get("/oai?verb=Identify") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 503]
    assert answers[2].headers["Retry-After"] == "60"
