"""What everybody may read, as JSON: the same things as on the pages, by the same rules, in a constant number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from storyhub.calls.models import Call
from storyhub.coding.domain.words import Polarity
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.service import restrict_story, withdraw_story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.api.api_factories import Program
from tests.calls.calls_factories import make_call
from tests.editions.editions_factories import curator, frozen_edition, quoted_story
from tests.page_client import PageClient
from tests.reading.reading_factories import (
    ENGLISH,
    NOW,
    RUSSIAN,
    index_everything,
    make_coder,
    make_coding,
    make_law,
    make_organisation,
    make_story,
)
from tests.sql_count import count_sql

pytestmark = pytest.mark.usefixtures("context")


def test_the_list_filters_as_the_page_does(program: Program) -> None:
    shop = make_organisation("Shop", sector="retail")
    russian = make_story(RUSSIAN, title="Вернули", may_open_data=True, organisation_id=shop, stage="feedback")
    english = make_story(ENGLISH, title="Refunded", published_on=date(2026, 11, 19))
    make_story(ENGLISH, title="For staff", audience=Audience.staff, may_open_data=True)
    make_story(ENGLISH, title="Waits", state=State.received, published_on=None)

    everything = program.get("/stories")
    assert [item["id"] for item in everything["items"]] == [public_id(russian), public_id(english)]
    assert everything["next"] is None
    first = everything["items"][0]
    assert (first["title"], first["licence"], first["organisation"], first["sector"]) == ("Вернули", "CC-BY-4.0", "Shop", "retail")
    assert first["address"].endswith(f"/ru/stories/{public_id(russian)}")
    for query, found in (("lang=en", english), ("sector=retail", russian), ("stage=feedback", russian)):
        assert [item["id"] for item in program.get(f"/stories?{query}")["items"]] == [public_id(found)], query
    assert program.get("/stories?grade=research")["items"] == []
    assert program.get("/stories?call=no-such-call")["items"] == []


def test_words_leave_only_where_their_teller_allows_it(program: Program) -> None:
    own, free = make_story(RUSSIAN, title="Mine"), make_story(RUSSIAN, title="Free", may_open_data=True)
    law, coder = make_law(12), make_coder()
    for story in (own, free):
        make_coding(story, law, "вернула мне деньги", coder_id=coder, note="her note")

    mine = program.get(f"/stories/{public_id(own)}")
    assert (mine["title"], mine["text"], mine["licence"]) == (None, None, None)
    assert "вернула мне деньги" in program.get(f"/stories/{public_id(free)}")["text"]
    codings = {coding["story"]: coding for coding in program.get("/codings")["items"]}
    assert codings[public_id(own)]["exact"] is None
    assert codings[public_id(free)]["exact"] == "вернула мне деньги"
    told = {one["story"]: one["exact"] for one in program.get("/laws/12/evidence")["upholds"]}
    assert told == {public_id(own): None, public_id(free): "вернула мне деньги"}
    paths = ("/stories", "/codings", "/laws/12/evidence", f"/stories/{public_id(own)}")
    everything = "".join(program.call("GET", path).text for path in paths)
    assert "Mine" not in everything


def test_a_story_that_is_gone_says_so_and_no_more(program: Program) -> None:
    gone, shut, hidden = make_story(may_open_data=True), make_story(), make_story(state=State.received, published_on=None)
    with transaction():
        withdraw_story(db.session.get_one(Story, gone), actor=OPERATOR, now=NOW)
        restrict_story(db.session.get_one(Story, shut), why="A court asked for it.", actor=OPERATOR, now=NOW)

    stone = program.get(f"/stories/{public_id(gone)}", status=410)
    assert (stone["on"], stone["title"]) == ("2026-11-20", "Withdrawn for ever")
    stub = program.get(f"/stories/{public_id(shut)}", status=403)
    assert stub["reason"] == "A court asked for it."
    for never in (public_id(hidden), "S-999999", "S-99999999999999999999", "x", "S-000001%00"):
        assert set(program.get(f"/stories/{never}", status=404)) == {"type", "title", "status", "instance"}
    assert program.get("/stories")["items"] == []


def test_laws_come_with_what_speaks_for_and_against_them(program: Program) -> None:
    strong, weak = make_law(1, name="Strong"), make_law(2, name="Weak")
    for number in range(3):
        story = make_story(RUSSIAN, organisation_id=make_organisation(f"Shop {number}"))
        make_coding(story, strong, "вернула мне деньги", coder_id=make_coder())
        if number == 0:
            make_coding(story, weak, None, coder_id=make_coder(), polarity=Polarity.violates)

    assert [law["number"] for law in program.get("/laws")["items"]] == [1, 2]
    assert [law["number"] for law in program.get("/laws?sort=strength&lang=ru")["items"]] == [1, 2]
    assert [law["number"] for law in program.get("/laws?stage=feedback&status=awaiting")["items"]] == []
    found = program.get("/laws/1?lang=ru")
    assert (found["name"], found["lang"], found["state"]) == ("Закон: Strong", "ru", "accepted")
    assert (found["figures"]["stories"], found["figures"]["tellers_upholding"]) == (3, 3)
    assert 0 < found["figures"]["strength"] < 1
    evidence = program.get("/laws/1/evidence?limit=2")
    assert (len(evidence["upholds"]), evidence["figures"]["stories"]) == (2, 3)
    assert len(program.get("/laws/2/evidence")["violates"]) == 1
    program.get("/laws/99", status=404)
    program.get("/laws/99999999999999999999", status=404)


def test_codings_of_an_unfinished_round_are_nowhere(program: Program) -> None:
    seen, unseen = make_story(RUSSIAN, may_open_data=True), make_story(RUSSIAN, may_open_data=True)
    law, proposal = make_law(12), make_law()
    make_coding(seen, law, "вернула мне деньги", coder_id=make_coder("Ada"), strength=3, note="plain")
    make_coding(seen, proposal, None, coder_id=make_coder(), polarity=Polarity.mixed)
    make_coding(unseen, law, "вернула мне деньги", coder_id=make_coder(), complete=False)

    items = program.get("/codings")["items"]
    assert {coding["story"] for coding in items} == {public_id(seen)}
    first = items[0]
    assert (first["law"], first["coder"], first["strength"], first["note"], first["start"]) == ("12", "Ada", 3, "plain", 7)
    assert [coding["polarity"] for coding in program.get(f"/codings?law={items[1]['law']}")["items"]] == ["mixed"]
    assert len(program.get(f"/codings?story={public_id(seen)}&polarity=upholds")["items"]) == 1
    assert program.get(f"/codings?story={public_id(unseen)}")["items"] == []
    assert program.get("/codings?law=99")["items"] == program.get("/codings?story=S-999999")["items"] == []


def test_calls_by_phase_and_one_that_was_taken_back(program: Program) -> None:
    with transaction():
        make_call(title="Open now")
        make_call(opens=2, closes=9, title="Later")
        gone = make_call(title="Taken back", withdrawn_at=NOW).slug
    found = program.get("/calls")["items"]
    assert [call["title"] for call in found] == ["Later", "Open now"]
    assert [call["title"] for call in program.get("/calls?phase=open")["items"]] == ["Open now"]
    slug = found[1]["slug"]
    story = make_story(call_id=db.session.execute(db.select(Call.id).where(Call.slug == slug)).scalar_one())
    assert program.get(f"/calls/{slug}?lang=ru")["stories"] == 1
    assert [item["id"] for item in program.get(f"/stories?call={slug}")["items"]] == [public_id(story)]
    assert program.get(f"/calls/{gone}", status=410)["on"] == "2026-11-20"
    program.get("/calls/never-was", status=404)


def test_search_finds_what_the_page_finds_in_the_same_order(app: Flask, program: Program, client: PageClient) -> None:
    law = make_law(12, name="Money back")
    for number in range(23):
        story = make_story(f"{ENGLISH} Number {number}.", title=f"Money {number}", may_open_data=number % 2 == 0)
    make_coding(story, law, "refunded my money", coder_id=make_coder())
    index_everything(app)
    for query in ("q=money", "q=money&kind=story&sort=oldest&page=2", "q=ьщтун", "q=money+-number", "kind=passage&law=12", "q=law:12"):
        page = client.get(f"/en/search?{query}")
        assert page.status_code == 200
        shown = [str(link["href"])[3:] for link in client.soup.select(".result__title a")]
        found = program.get(f"/search?{query}")
        assert shown, query
        assert [item["address"].removeprefix("http://127.0.0.1:8000")[3:] for item in found["items"]] == shown, query
    first = program.get("/search?q=money&kind=story")
    assert (first["total"], len(first["items"])) == (23, 20)
    second = program.get(first["next"].removeprefix("http://127.0.0.1:8000"))
    assert (len(second["items"]), second["next"]) == (3, None)
    assert {item["title"] is None for item in first["items"]} == {True, False}
    assert any(facet["name"] == "lang" for facet in first["facets"])


def test_a_signed_in_browser_is_a_visitor_here(app: Flask, program: Program) -> None:
    hidden = make_story(ENGLISH, audience=Audience.staff, may_open_data=True)
    browser = PageClient(app)
    sign_in(browser, make_person(Role.researcher, Role.curator, Role.admin))
    assert browser.client.get(f"/en/stories/{public_id(hidden)}").status_code == 200
    assert browser.client.get(f"/api/v1/stories/{public_id(hidden)}").status_code == 404
    assert browser.client.get("/api/v1/stories").json == program.get("/stories") == {"items": [], "next": None}
    assert browser.client.get(f"/api/v1/desk/stories/{public_id(hidden)}").status_code == 401
    assert browser.client.post("/api/v1/stories", json={}).status_code == 401


def test_an_answer_that_has_not_changed_is_not_sent_again(program: Program) -> None:
    story = make_story(may_open_data=True)
    for path in ("/stories", f"/stories/{public_id(story)}", "/laws", "/codings", "/calls", "/api/openapi.json"):
        tag = program.call("GET", path).headers["ETag"]
        again = program.call("GET", path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b""), path
        assert program.call("HEAD", path).headers["ETag"] == tag
    tag = program.call("GET", "/stories").headers["ETag"]
    make_story()
    assert program.call("GET", "/stories", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/stories", "/codings", "/laws", "/calls", "/laws/1/evidence"])
def test_a_list_asks_the_database_as_often_for_three_as_for_one(app: Flask, program: Program, path: str) -> None:
    law, coder = make_law(1), make_coder()

    def one_more() -> None:
        story = make_story(RUSSIAN, organisation_id=make_organisation(f"Shop {len(counts)}"))
        make_coding(story, law, "вернула мне деньги", coder_id=coder)
        make_law(10 + len(counts))
        with transaction():
            make_call(title=f"Call {len(counts)}")

    counts: list[int] = []
    for _number in range(3):
        one_more()
        program.get(path)
        with count_sql(app) as seen:
            program.get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2] <= 9, counts


def test_editions_come_with_their_quotes_until_a_teller_takes_one_back(program: Program) -> None:
    law = make_law(12, name="Money back")
    story = quoted_story(law)
    number = frozen_edition([law], curator())

    assert [item["number"] for item in program.get("/editions")["items"]] == [number]
    found = program.get(f"/editions/{number}?lang=ru")
    assert (found["laws"][0]["number"], found["laws"][0]["name"]) == (12, "Закон: Money back")
    assert found["laws"][0]["quotes"][0]["text"]
    assert found["address"].endswith(f"/ru/editions/{number}")
    with transaction():
        withdraw_story(db.session.get_one(Story, story), actor=OPERATOR, now=NOW)
    after = program.get(f"/editions/{number}?lang=ru")
    assert after["laws"][0]["quotes"][0]["text"] is None
    assert after["sha256"] == found["sha256"]
    program.get("/editions/99", status=404)
