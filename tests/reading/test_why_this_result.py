"""Why this result: words, forms and places in plain words, only for what the reader may see."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.reading.queries.why import Counted, counted
from storyhub.search.domain.port import Reason
from storyhub.stories.domain.words import Audience
from tests.page_client import PageClient
from tests.reading.reading_factories import index_everything, make_law, make_story


@pytest.fixture
def story(app: Flask, context: Flask) -> int:
    made = make_story("Возврат занял день. О возврате не спросили, а о возвратах пишут редко.", title="Возврат")
    make_law(3, name="Return the money first")
    index_everything(app)
    return made


def test_a_result_says_which_words_counted(client: PageClient, story: int):
    client.get("/en/search?q=возвратом редкий")
    link = client.soup.select_one(".why-this a")

    client.get(link["href"])

    lines = [" ".join(line.get_text().split()) for line in client.soup.select(".why__line")]
    assert any("“возвратом” 4 times in the text, counted as возврат" in line for line in lines), lines
    assert any("“возвратом” 1 time in the title or name" in line for line in lines), lines
    assert client.soup.select_one("h3 a")["href"].startswith("/en/stories/")


def test_forms_of_a_word_are_one_line_and_shares_add_up():
    reasons = (Reason("стали", "стать", "text", 2, 3.0), Reason("стали", "сталь", "text", 2, 1.0), Reason("дом", "дом", "title", 1, 4.0))

    assert counted(reasons) == (Counted("стали", ("стать", "сталь"), "text", 2, 50), Counted("дом", ("дом",), "title", 1, 50))


@pytest.mark.parametrize("hit", ["", "story", "story:", "story:999", "story:x", "person:1", "law:1:2", "story:" + "9" * 40])
def test_what_is_no_result_has_no_reasons(client: PageClient, story: int, hit: str):
    client.get(f"/en/search/why?q=возврат&hit={hit}", status=404)


def test_what_is_for_staff_only_is_not_explained(client: PageClient, app: Flask, story: int):
    secret = make_story("Возврат верблюда.", audience=Audience.staff)
    index_everything(app)

    client.get(f"/en/search/why?q=верблюд&hit=story:{secret}", status=404)
    client.get(f"/en/search/why?q=возврат&hit=story:{story}")


def test_a_thing_that_does_not_answer_says_so(client: PageClient, story: int):
    client.get(f"/en/search/why?q=верблюд&hit=story:{story}")

    assert not client.soup.select(".why__line")
