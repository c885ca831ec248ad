"""A problem typed into the box: the laws that fit stand over the results and say why; a name or a stray question shows none."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.reading.queries.fitting_laws import fitting_laws, is_problem
from tests.page_client import PageClient
from tests.reading.reading_factories import index_everything, make_law
from tests.sql_count import count_sql

PROBLEM = "customers go quiet after the first order"


@pytest.fixture
def laws(app: Flask, context: Flask) -> None:
    make_law(39, name="It is the second purchase", signs_en=["Customers go quiet after their first order."],
             signs_ru=["Клиенты пропадают после первого заказа."])  # fmt: skip
    make_law(26, name="A quick word", signs_en=["I wrote to support and heard nothing for a week."], signs_ru=["Неделю молчат."])
    index_everything(app)


def block(client: PageClient) -> list[str]:
    return [law.get_text(" ", strip=True) for law in client.soup.select(".fitting__law")]


def test_the_law_that_fits_stands_over_the_results_and_says_why(client: PageClient, laws: None) -> None:
    client.get(f"/en/search?q={PROBLEM}")
    assert client.soup.select_one(".fitting__title").get_text() == "Laws that fit"
    assert len(block(client)) == 1
    assert block(client)[0].startswith("39. It is the second purchase")
    assert "because: Customers go quiet after their first order." in block(client)[0]
    assert client.soup.select_one(".fitting__name a")["href"] == "/en/laws/39"
    text = client.soup.get_text()
    assert text.index("because:") < text.index("result")


def test_a_problem_in_the_other_language_of_the_page_finds_it_too(client: PageClient, laws: None) -> None:
    client.get("/en/search?q=клиенты пропали после первого заказа")
    said = client.soup.select_one(".fitting__because q")
    assert (said["lang"], said.get_text()) == ("ru", "Клиенты пропадают после первого заказа.")


@pytest.mark.parametrize(
    "query",
    [
        "It is the second purchase", "how to train a puppy not to bite", "рецепт борща со сметаной и чесноком", "zzz qqq xxx vvv",
        f'"{PROBLEM}"', f"law:39 {PROBLEM}", "customers -order quiet first", "first order", "",
    ],
)  # fmt: skip
def test_nothing_is_shown_for_what_is_no_problem_or_fits_no_law(client: PageClient, laws: None, query: str) -> None:
    client.get("/en/search", query_string={"q": query})
    if query == "It is the second purchase":
        assert client.soup.select_one(".search__direct"), "a law's name leads straight to it"
    else:
        assert block(client) == []


def test_who_narrows_or_turns_the_page_looks_for_something_else(client: PageClient, laws: None) -> None:
    for rest in ("&kind=law", "&page=2"):
        client.get(f"/en/search?q={PROBLEM}{rest}")
        assert block(client) == []


def test_the_number_of_queries_does_not_grow_with_the_laws(app: Flask, context: Flask) -> None:
    def asked() -> int:
        with count_sql(app) as run:
            assert fitting_laws(PROBLEM, lang="en")
        return run.count

    for number in range(10, 22):
        make_law(number, signs_en=[f"Something else, number {number}."])
    make_law(1, signs_en=["Customers go quiet after their first order."])
    one = asked()
    for number in (2, 3):
        make_law(number, signs_en=["Customers go quiet after their first order, always."])
    assert len(fitting_laws(PROBLEM, lang="en")) == 3
    assert asked() == one == 2


def test_a_problem_has_several_words_and_no_operators() -> None:
    assert is_problem("Гости уходят и не возвращаются")
    assert not any(map(is_problem, ("доставка", "Приречный банк", "late OR slow answers", "a" * 300, "и не но а", "deliver* late goods")))
