"""Reading editions: the shelf, the book, a law as worded then, two editions side by side, what changed in the library since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update

from storyhub.editions.domain.snapshot import Both, Snapshot
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law, LawRevision
from tests.editions.kept import keep
from tests.editions.snapshots import snapshot
from tests.laws.laws_factories import make_law
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories.stories_factories import make_story


def plain(**over: object) -> Snapshot:
    """Without quotes, which need stories."""
    return snapshot(**{"quotes": (), **over})


def as_frozen(number: int) -> None:
    """The library's law says what the edition says."""
    found = next(law for law in snapshot().laws if law.number == number)
    parts = ("name", "statement", "explanation", "how_to_apply", "include", "exclude")
    make_law(number, **{f"{part}_{lang}": getattr(getattr(found, part), lang) for part in parts for lang in ("ru", "en")})


@pytest.fixture
def kept(app: Flask) -> Flask:
    """Edition 1 without laws 9 and 12 and with other words in law 6; edition 2 with everything. Laws 1 and 6 are in the library."""
    folder = app.extensions["storyhub"].settings.data_dir
    with app.app_context():
        with transaction():
            stories = [make_story(may_quote=True).id for _ in range(3)]
        quotes = tuple(replace(quote, story=f"S-{story:06}") for quote, story in zip(snapshot().quotes, stories, strict=False))
        one, two, six, *_ = snapshot().laws
        other = replace(six, statement=Both("Иначе сказано.", "Said otherwise."))
        keep(plain(number=1, laws=(one, two, other), changes=(), previous=None), folder, at=datetime(2026, 1, 1, tzinfo=UTC))
        keep(snapshot(quotes=quotes), folder, at=datetime(2026, 10, 1, tzinfo=UTC))
        as_frozen(1)
        make_law(6)
    return app


def test_without_editions_the_shelf_says_so_and_leads_on(client: PageClient) -> None:
    client.get("/en/editions")
    assert "There is no edition yet." in client.soup.main.text
    assert client.soup.select_one('main a[href="/en/laws"]')
    client.get("/en/editions/1", status=404)
    client.get("/en/laws")
    assert client.soup.select_one("[name=since]") is None


def test_the_shelf_shows_the_newest_first_with_what_changed(kept: Flask, client: PageClient) -> None:
    client.get("/en/editions")
    assert [spine.text for spine in client.soup.select(".book-spine__number")] == ["Edition 2", "Edition 1"]
    assert "1 law reworded" in client.soup.select(".book-spine__changes")[0].text


def test_a_book_has_foreword_contents_changes_files_and_a_seal(kept: Flask, client: PageClient) -> None:
    client.get("/en/editions/2")
    main = client.soup.main
    assert main.h1.text == "Laws of Loyalty"
    assert main.select_one(".prose strong").text == "proved wrong"
    assert [link["href"] for link in main.select(".book-contents__law")][:2] == ["/en/editions/2/laws/1", "/en/editions/2/laws/2"]
    assert "51% → 63%" in main.text
    assert main.select_one('a[href="/en/editions/2/edition.json"]')
    assert len(main.select_one(".book-seal code").text) == 64
    assert "There is a newer edition" not in main.text
    client.get("/ru/editions/1")
    assert client.soup.select_one('.book-note a[href="/ru/editions/2"]')


def test_a_law_is_read_as_it_was_worded_and_says_what_it_is_today(kept: Flask, client: PageClient) -> None:
    client.get("/en/editions/1/laws/6")
    main = client.soup.main
    assert "Said otherwise." in main.text
    assert "The law says it in other words today." in main.select_one(".book-law__banner").text
    assert main.select_one('.book-law__banner a[href="/en/laws/6"]')
    assert [value.text.strip() for value in main.select(".then-now dd")] == ["—", "—"]
    assert main.select_one("a[rel=prev]")["href"] == "/en/editions/1/laws/2"
    assert main.select_one("a[rel=next]") is None
    client.get("/en/editions/2/laws/1")
    assert "still says the same today" in client.soup.main.text
    assert client.soup.select(".then-now dd")[0].text.strip() == "63%"
    quotes = client.soup.select(".book-quote__text")
    assert [quote.text for quote in quotes][1] == "They promised <b>Tuesday</b> & came on Friday."
    assert "1 quote withdrawn" in client.soup.main.text.replace("\xa0", " ")
    client.get("/en/editions/2/laws/2")
    assert "no longer in force" in client.soup.select_one(".book-law__banner").text
    client.get("/en/editions/1/laws/12", status=404)
    client.get("/en/editions/99999999999/laws/1", status=404)


def test_two_editions_are_compared_word_by_word_whichever_comes_first(kept: Flask, client: PageClient) -> None:
    client.get("/en/editions/2/compare", query_string={"with": "1"})
    assert client.address.endswith("/en/editions/1/compare/2")
    main = client.soup.main
    assert [link["href"] for link in main.select("[aria-labelledby=new] a")] == ["/en/editions/2/laws/9", "/en/editions/2/laws/12"]
    assert "Said otherwise." in " ".join(word.text for word in main.select(".changes__text del"))
    assert main.select(".changes__text ins")
    client.get("/en/editions/2/compare/2")
    assert client.address.endswith("/en/editions/2")
    for wrong in ("/en/editions/1/compare/9", "/en/editions/1/compare", "/en/editions/1/compare?with=x", "/en/editions/9/compare/1"):
        client.get(wrong, status=404)


def test_the_library_marks_what_changed_since_and_can_be_narrowed_to_it(kept: Flask, client: PageClient) -> None:
    with kept.app_context():
        newer, older = make_law(40), make_law(41)
        with transaction():
            db.session.execute(update(Law).where(Law.id == newer.id).values(decided_at=datetime(2026, 11, 1, tzinfo=UTC)))
            db.session.execute(update(Law).where(Law.id == older.id).values(decided_at=datetime(2026, 2, 1, tzinfo=UTC)))
    client.get("/en/laws")
    badges = {card.h2.a["href"]: badge.text for card in client.soup.select(".law-card") if (badge := card.select_one(".badge--since"))}
    # Law 1 says what it said; law 41 was there and was left out.
    assert badges == {"/en/laws/6": "reworded since edition 2", "/en/laws/40": "new since edition 2"}
    for asked, numbers in (("changed", ["6", "40"]), ("new", ["40"]), ("reworded", ["6"]), ("nonsense", ["1", "6", "40", "41"])):
        client.get("/en/laws", query_string={"since": asked})
        assert [link["href"].rsplit("/", 1)[1] for link in client.soup.select(".law-card__name a")] == numbers
    for number, said in ((1, "in these words"), (6, "Reworded since edition 2"), (40, "New since edition 2")):
        client.get(f"/en/laws/{number}")
        assert said in client.soup.select_one(".law__since").text
    client.get("/en/laws/41")
    assert client.soup.select_one(".law__since") is None
    client.get("/en/laws/6")
    assert client.soup.select_one('.law__since a[href="/en/editions/2/laws/6"]')


def test_the_first_page_names_the_newest_edition(kept: Flask, client: PageClient) -> None:
    client.get("/en/")
    assert client.soup.select_one('.newest-edition a[href="/en/editions/2"]')


def test_pages_cost_the_same_number_of_queries_whatever_is_in_them(app: Flask, client: PageClient) -> None:
    folder = app.extensions["storyhub"].settings.data_dir
    addresses = ("/en/editions", "/en/editions/1", "/en/editions/1/laws/1", "/en/laws")

    def costs() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with count_sql(app) as run:
                client.get(address)
            found.append(run.count)
        return found

    with app.app_context():
        make_law(1)
        keep(plain(number=1, laws=snapshot().laws[:1]), folder)
    few = costs()
    with app.app_context():
        for number in (2, 6, 9):
            make_law(number)
        with transaction():
            db.session.execute(update(LawRevision).values(include_en="other words"))
        keep(plain(number=2), folder)
        keep(plain(number=3), folder)
    assert costs() == few
