"""The search page: what is found, what never is, and what happens to whatever people type."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from flask import Flask

from config import Settings
from storyhub.coding.domain.words import Polarity
from storyhub.kit.actor import Role
from storyhub.search.query import parse
from storyhub.search.query.problems import MAX_CHARS
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.wiring import create_app
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import (
    ENGLISH,
    RUSSIAN,
    change_story,
    index_everything,
    make_coder,
    make_coding,
    make_law,
    make_organisation,
    make_story,
)
from tests.search.test_parser import HOSTILE
from tests.sql_count import count_sql

LANGS = pytest.mark.parametrize("lang", ["ru", "en"])


def titles(client: PageClient) -> list[str]:
    return [title.get_text(" ", strip=True) for title in client.soup.select(".result__title")]


def counts(client: PageClient) -> dict[str, str]:
    """Label → number of every facet value on the page."""
    found = client.soup.select(".facets__value")
    return {one.select_one(".facets__label").get_text(strip=True): one.select_one(".facets__count").get_text(strip=True) for one in found}


@pytest.fixture
def library(app: Flask, context: Flask) -> dict[str, int]:
    """Two stories, a law, a marked passage, all indexed."""
    shop = make_organisation("Corner Shop", sector="retail")
    russian = make_story(RUSSIAN, title="Возврат без вопросов", sector="retail", organisation_id=shop, stage="feedback")
    english = make_story(ENGLISH, title="The refund", sector="travel")
    law = make_law(12, name="Refund at once")
    coding = make_coding(russian, law, "вернула мне деньги", coder_id=make_coder())
    index_everything(app)
    return {"russian": russian, "english": english, "law": law, "coding": coding}


@LANGS
def test_an_empty_query_shows_the_box_and_everything_there_is(client: PageClient, library: dict[str, int], lang: str):
    client.get(f"/{lang}/search")

    assert client.soup.select_one("form[role=search] input[name=q]")
    assert client.soup.select_one(".search__browse .facets")
    assert not client.soup.select(".result")


def test_the_strongest_evidence_comes_first_on_the_page_and_in_its_files(client: PageClient, app: Flask, library: dict[str, int]):
    twice = make_story(RUSSIAN, title="Marked twice")
    for law in (library["law"], make_law(13)):
        make_coding(twice, law, "вернула мне деньги", coder_id=make_coder())
    index_everything(app)
    client.get("/en/search?q=деньги+refund&kind=story")

    client.get(client.soup.find("a", string="Strongest evidence first")["href"])

    assert titles(client) == ["Marked twice", "Возврат без вопросов", "The refund"], "what nobody marked comes last"
    assert client.soup.select_one('.sorts__value[aria-current="true"]').get_text(strip=True) == "Strongest evidence first"
    files = [link["href"] for link in client.soup.select(".search__take a[type]")]
    assert all("sort=strongest" in address for address in files)
    found = client.get(next(address for address in files if ".json" in address)).json
    assert [row["id"] for row in found["results"]] == [public_id(story) for story in (twice, library["russian"], library["english"])]


@LANGS
def test_the_title_begins_with_the_query(client: PageClient, library: dict[str, int], lang: str):
    client.get(f"/{lang}/search?q=деньги")

    assert client.h1.endswith("деньги")
    assert client.soup.select_one("input[name=q]")["value"] == "деньги"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("вернуть", "Возврат без вопросов"),
        ("деньгами", "Возврат без вопросов"),
        ("кассиром", "Возврат без вопросов"),
        ("refunds", "The refund"),
        ("apologising", "The refund"),
        ("questions", "The refund"),
    ],
)
def test_a_word_is_found_by_its_other_forms(client: PageClient, library: dict[str, int], query: str, found: str):
    client.get(f"/ru/search?kind=story&alone=1&q={query}")

    assert titles(client) == [found]


def test_a_hit_is_marked_and_leads_to_its_sentence(client: PageClient, library: dict[str, int]):
    client.get("/ru/search?kind=story&q=извинение извинились")

    link = client.soup.select_one(".result__snippet a")
    assert "извинились" in [mark.get_text() for mark in link.select("mark.hit")]
    assert link["href"] == f"/ru/stories/{public_id(library['russian'])}#s-3"
    client.get(link["href"])
    assert "извинились" in client.soup.find(id="s-3").get_text()


def test_laws_and_passages_are_found_beside_stories(client: PageClient, library: dict[str, int]):
    client.get("/en/search?q=refund деньги")

    kinds = {kind for hit in client.soup.select(".result") for kind in hit["class"] if kind.startswith("result--")}
    assert kinds == {"result--story", "result--law", "result--passage"}
    passage = client.soup.select_one(".result--passage")
    assert passage.select_one("h3 a")["href"] == f"/en/stories/{public_id(library['russian'])}#s-1"
    assert passage.select_one('a[href="/en/laws/12"]')


def test_a_phrase_stands_together(client: PageClient, library: dict[str, int]):
    client.get('/ru/search?kind=story&q="мне деньги"')
    assert titles(client) == ["Возврат без вопросов"]

    client.get('/ru/search?kind=story&q="деньги мне"')
    assert titles(client) == []


def test_an_excluded_word_excludes(client: PageClient, library: dict[str, int]):
    client.get("/ru/search?kind=story&alone=1&q=магазин")
    assert titles(client) == ["Возврат без вопросов"]

    client.get("/ru/search?kind=story&alone=1&q=магазин -кассир")
    assert titles(client) == []


def test_facets_count_and_narrow(client: PageClient, library: dict[str, int]):
    client.get("/en/search?kind=story&q=деньги refunded")
    assert len(titles(client)) == 2
    shops = next(one for one in client.soup.select(".facets__value") if "sector=retail" in one["href"])

    client.get(shops["href"])

    assert titles(client) == ["Возврат без вопросов"]
    assert client.soup.select_one('.facets__value[aria-current="true"]')
    chips = client.soup.select("a.chip")
    assert len(chips) == 1
    assert client.soup.select_one(".narrow__chosen").get_text() == "1 filter chosen"
    client.get(chips[0]["href"])
    assert len(titles(client)) == 2


def test_a_tab_for_each_kind_counts_and_narrows(client: PageClient, library: dict[str, int]):
    client.get("/en/search?q=refund деньги&sector=retail")
    tabs = {tab.get_text(" ", strip=True): tab for tab in client.soup.select(".kinds__tab")}
    assert list(tabs) == ["All 2", "Stories 1", "Marked passages 1"]
    assert tabs["All 2"]["aria-current"]

    client.get(tabs["Stories 1"]["href"])

    assert titles(client) == ["Возврат без вопросов"]
    assert [tab.get_text(" ", strip=True) for tab in client.soup.select(".kinds__tab[aria-current]")] == ["Stories 1"]
    client.get(client.soup.select_one(".kinds__tab:not([aria-current])")["href"])
    assert len(titles(client)) == 2


def test_clearing_filters_keeps_words_and_kind(client: PageClient, library: dict[str, int]):
    client.get("/en/search?q=деньги&kind=story&sector=retail&stage=feedback")

    client.get(client.soup.select_one(".chips__clear")["href"])

    assert client.address == "/en/search?q=%D0%B4%D0%B5%D0%BD%D1%8C%D0%B3%D0%B8&kind=story"
    assert not client.soup.select(".chip, .narrow__chosen")


def test_many_values_wait_behind_more_and_years_come_newest_first(client: PageClient, app: Flask, context: Flask):
    for year in range(2010, 2020):
        make_story("Обычная история про деньги и магазин.", title=f"Of {year}", published_on=date(year, 1, 9))
    index_everything(app)

    client.get("/en/search?q=деньги")

    years = client.soup.find("summary", string="Year").parent
    assert [label.get_text() for label in years.select(".facets__label")] == [str(year) for year in range(2019, 2009, -1)]
    assert years.select_one(".facets__rest > summary").get_text() == "show 2 more"


def test_several_values_of_one_facet_widen(client: PageClient, library: dict[str, int]):
    client.get("/en/search?kind=story&sector=retail")
    assert len(titles(client)) == 1
    travel = next(one for one in client.soup.select(".facets__value") if "sector=travel" in one["href"])
    assert travel.select_one(".facets__count").get_text() == "1"

    client.get(travel["href"])

    assert "sector=retail&sector=travel" in client.address
    assert len(titles(client)) == 2


def test_laws_and_companies_are_called_by_their_names_in_facets(client: PageClient, library: dict[str, int]):
    client.get("/en/search")

    assert counts(client)["Corner Shop"]
    assert "12. Refund at once" in counts(client)


def test_the_newest_come_first_when_asked(client: PageClient, app: Flask, context: Flask):
    for day in (3, 9, 5):
        make_story("Обычная история про деньги и магазин, ничего особенного.", title=f"Day {day}", published_on=date(2026, 1, day))
    index_everything(app)

    client.get("/en/search?q=деньги&sort=newest")

    assert titles(client) == ["Day 9", "Day 5", "Day 3"]
    client.get(client.soup.find("a", string="Oldest first")["href"])
    assert titles(client) == ["Day 3", "Day 5", "Day 9"]


def test_results_are_paged_and_keep_the_question(client: PageClient, app: Flask, context: Flask):
    for number in range(21):
        make_story("Обычная история про деньги и магазин, ничего особенного.", title=f"Number {number}", sector="retail")
    index_everything(app)

    client.get("/en/search?q=деньги&sector=retail&lang=ru")
    assert "21 results" in client.text
    first = titles(client)
    client.get(client.soup.select_one("a[rel=next]")["href"])

    assert len(first) == 20
    assert len(titles(client)) == 1
    assert client.soup.select_one("input[type=hidden][name=sector]")["value"] == "retail"
    client.get("/en/search?q=деньги&page=400")


@pytest.mark.parametrize("state", [State.withdrawn, State.restricted])
def test_a_story_that_goes_is_gone_from_search_while_the_index_still_holds_it(
    client: PageClient, app: Flask, library: dict[str, int], state: State
):
    client.get("/ru/search?q=кассир")
    assert "Кассир" in client.text
    before = app.extensions["storyhub"].engine.document_count()
    change_story(library["russian"], state=state)

    client.get("/ru/search?q=кассир деньги")

    assert app.extensions["storyhub"].engine.document_count() == before
    assert "Кассир" not in client.text
    assert "Возврат" not in client.text
    assert not client.soup.select(".result--passage")


def test_research_only_stories_are_found_and_counted_for_staff_only(client: PageClient, app: Flask, library: dict[str, int]):
    secret = make_story(
        "Тайная история про верблюда и деньги в банке.",
        title="Верблюд",
        audience=Audience.staff,
        sector="insurance",
        organisation_id=make_organisation("Secret Shop"),
    )
    make_coding(secret, make_law(77, name="Only for research"), "верблюда", coder_id=make_coder(), polarity=Polarity.violates)
    index_everything(app)
    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))

    for address in ("/en/search?q=верблюд", "/en/search?sector=insurance", "/en/search?law=77&kind=passage"):
        client.get(address)
        staff.get(address)
        assert not client.soup.select(".result"), address
        assert staff.soup.select(".result"), address
    client.get("/en/search")
    staff.get("/en/search")
    assert "Secret Shop" not in client.text
    assert "Insurance" not in counts(client)
    assert "Secret Shop" in staff.text
    assert "Insurance" in counts(staff)


def test_staff_only_kept_back_by_the_database_even_if_the_index_says_public(client: PageClient, app: Flask, library: dict[str, int]):
    change_story(library["russian"], audience=Audience.staff)

    client.get("/ru/search?q=кассир деньги")

    assert "Кассир" not in client.text
    assert not client.soup.select(".result--passage")


BROKEN = [
    "((",
    "))",
    '"',
    "!",
    "*",
    "*a*",
    "-",
    "AND AND",
    "OR",
    "NOT NOT NOT",
    "law:",
    "law:x",
    "foo:bar",
    "year:9999..1",
    "деньги AND (refund",
    '"деньги',
    "a" * 5000,
    "деньги " * 90,
    "(" * 400 + "деньги",
    "\x00деньги\x00",
    "\u202eдень\u200bги",
    "\ufdd0\uffff",
    "%",
    "%s %(position)s {0}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "😀",
]


@LANGS
@pytest.mark.parametrize("query", BROKEN, ids=lambda query: repr(query[:16]))
def test_whatever_is_typed_the_page_comes(client: PageClient, library: dict[str, int], lang: str, query: str):
    client.get(f"/{lang}/search?q={quote(query)}")


# The server reads no longer request lines; what is longer is refused before the site sees it.
MAX_ADDRESS = 4_000


def test_a_hostile_query_is_answered_and_what_was_left_out_is_said(client: PageClient, library: dict[str, int]):
    for name in ("deep", "infix", "fuzzy", "huge slop", "mixed scripts", "zero width", "emoji"):
        text = HOSTILE[name][:MAX_ADDRESS]
        client.get("/en/search", query_string={"q": text})
        shown = client.soup.select(".query-problems li")
        assert bool(shown) == bool(parse(client.soup.select_one("input[name=q]")["value"]).problems or len(text) > MAX_CHARS), name


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE", "%C0%80", "%", "%u0441", "a%0Db%0A"])
def test_bytes_that_are_no_text_do_no_harm(client: PageClient, library: dict[str, int], raw: str):
    for name in ("q", "law", "sector", "org", "sort", "page", "kind"):
        client.get(f"/en/search?{name}={raw}")


def test_a_problem_points_at_its_character_and_results_come_all_the_same(client: PageClient, library: dict[str, int]):
    client.get("/en/search?kind=story&alone=1&q=(деньги")

    assert "An opening bracket at position 1 is never closed; we searched without it." in client.text
    assert client.soup.select_one(".query-problems mark").get_text() == "("
    assert titles(client) == ["Возврат без вопросов"]


def test_a_query_that_is_too_long_is_cut_and_said_so(client: PageClient, library: dict[str, int]):
    client.get("/en/search?q=" + quote("деньги " * 100))

    assert "longer than 256 characters" in client.text
    assert len(client.soup.select_one("input[name=q]")["value"]) == 256
    assert client.soup.select(".result")


def test_nothing_found_offers_ways_on(client: PageClient, library: dict[str, int]):
    client.get('/en/search?sector=travel&q="деньги мне"')

    assert client.soup.select_one('.empty a[href^="/en/tell?about="]')
    assert "деньги" in client.soup.select_one(".empty").get_text()
    ways = [way["href"] for way in client.soup.select(".empty__ways a[rel=nofollow]")]
    assert ways
    client.get(ways[0])
    assert client.soup.select(".result")


def test_a_typed_number_leads_straight_to_the_story(client: PageClient, app: Flask, library: dict[str, int]):
    number = public_id(library["russian"])

    client.get(f"/en/search?q={number.lower()}")
    assert client.soup.select_one(f'.search__direct a[href="/en/stories/{number}"]')
    change_story(library["russian"], state=State.withdrawn)
    client.get(f"/en/search?q={number}")
    assert not client.soup.select_one(".search__direct")


@LANGS
def test_a_broken_index_keeps_the_query_and_says_what_happens(client: PageClient, context: Flask, lang: str):
    make_story()

    response = client.get(f"/{lang}/search?q=деньги", status=503)

    assert client.soup.select_one("input[name=q]")["value"] == "деньги"
    assert response.headers["Retry-After"]
    client.get(f"/{lang}/search", status=503)
    client.get(f"/{lang}/")
    client.get(f"/{lang}/stories")


def test_every_example_of_the_help_can_be_searched(client: PageClient, library: dict[str, int]):
    for lang in ("ru", "en"):
        client.get(f"/{lang}/search/help")
        examples = [link["href"] for link in client.soup.select("table a")]
        assert len(examples) > 15
        for example in examples:
            client.get(example)
            assert not client.soup.select(".query-problems"), example


def test_results_cost_the_same_with_one_hit_and_with_three(client: PageClient, app: Flask, context: Flask):
    law, coder = make_law(1, name="Silver"), make_coder()
    make_coding(make_story(RUSSIAN), law, "вернула мне деньги", coder_id=coder)
    index_everything(app)
    client.get("/ru/search?q=деньги")
    with count_sql(app) as one:
        client.get("/ru/search?q=деньги")
    first = len(client.soup.select(".result"))
    for _ in range(2):
        make_coding(make_story(RUSSIAN), law, "вернула мне деньги", coder_id=coder)
    index_everything(app)

    with count_sql(app) as three:
        client.get("/ru/search?q=деньги")

    assert (first, len(client.soup.select(".result"))) == (2, 6)
    assert one.count == three.count > 0


def test_questions_are_limited_but_looking_at_the_box_is_not(settings: Settings):
    app = create_app(replace(settings, limits=True, limit_search="2 per minute"))
    app.extensions["storyhub"].engine.rebuild([])
    client = PageClient(app)

    for _ in range(4):
        client.get("/en/search")
    client.get("/en/search?q=one")
    client.get("/en/search?sector=travel")
    client.get("/en/search?q=three", status=429)
    client.get("/en/search")
    app.extensions["storyhub"].renderer.close()


@pytest.mark.parametrize("typed", ["12", "law 12", "Закон 12", "№12", "  ask   NOTHING! ", "«Закон: Ask nothing»"])
def test_a_law_that_is_named_outright_can_be_gone_to(client: PageClient, app: Flask, context: Flask, typed: str):
    make_law(12, name="Ask nothing")
    make_law(120, name="Ask nothing twice")
    index_everything(app)

    client.get("/en/search", query_string={"q": typed})

    assert client.soup.select_one(".search__direct a")["href"] == "/en/laws/12"


@pytest.mark.parametrize("typed", ["ask", "99", "nothing", "«»", "12 13"])
def test_part_of_a_name_leads_nowhere_outright(client: PageClient, app: Flask, context: Flask, typed: str):
    make_law(12, name="Ask nothing")
    index_everything(app)

    client.get("/en/search", query_string={"q": typed})

    assert not client.soup.select(".search__direct")


def test_a_page_beyond_the_results_leads_back_to_the_first(client: PageClient, app: Flask, context: Flask):
    make_law(12, name="Ask nothing")
    index_everything(app)

    client.get("/en/search?q=nothing&page=9")

    assert client.soup.select_one('.empty__text a[href="/en/search?q=nothing"]')
    assert not client.soup.select(".pagination")


def test_nothing_found_and_nothing_working_both_offer_ways_on(client: PageClient, app: Flask, context: Flask):
    index_everything(app)
    client.get("/en/search?q=abracadabra")
    for path in ("sectors", "stages", "laws", "tell?about=abracadabra"):
        assert client.soup.select_one(f'.empty a[href="/en/{path}"]')

    shutil.rmtree(app.extensions["storyhub"].settings.index_dir)
    client.get("/en/search?q=abracadabra", status=503)

    assert client.soup.select_one('.empty a.button[href="/en/search?q=abracadabra"]')
