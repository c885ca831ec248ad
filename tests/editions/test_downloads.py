"""Files of an edition as they are served: whole, typed, checked, and not at all while they hold a word that was taken back."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask

from storyhub.editions.queries.served import path_of
from tests.editions.kept import keep, withhold
from tests.editions.snapshots import snapshot
from tests.page_client import PageClient

NAMES = ("edition.json", "book-en.html", "book-en.epub", "laws.csv")


@pytest.fixture
def edition(app: Flask) -> int:
    with app.app_context():
        return keep(snapshot(number=1, quotes=()), app.extensions["storyhub"].settings.data_dir, names=NAMES)


def test_a_file_comes_with_its_type_name_and_checksum(app: Flask, edition: int) -> None:
    visitor = app.test_client()
    for name, media_type in (("edition.json", "application/json"), ("book-en.epub", "application/epub+zip"), ("laws.csv", "text/csv")):
        answer = visitor.get(f"/en/editions/1/{name}")
        assert answer.status_code == 200
        assert answer.mimetype == media_type
        assert answer.headers["Content-Disposition"] == f'attachment; filename="storyhub-edition-1-{name}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.get_etag()[0] == hashlib.sha256(answer.data).hexdigest()
        assert "Set-Cookie" not in answer.headers
        again = visitor.get(f"/en/editions/1/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_a_page_of_the_book_is_never_shown_on_our_own_address(app: Flask, edition: int) -> None:
    assert app.test_client().get("/en/editions/1/book-en.html").headers["Content-Disposition"].startswith("attachment")


def test_a_withheld_file_says_when_to_come_back_even_to_who_knows_its_tag(app: Flask, client: PageClient, edition: int) -> None:
    tag = app.test_client().get("/en/editions/1/edition.json").headers["ETag"]
    with app.app_context():
        withhold(edition, "edition.json")
    answer = client.get("/en/editions/1/edition.json", status=503, headers={"If-None-Match": tag})
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "made anew without the quote" in client.soup.main.text
    client.get("/en/editions/1")
    assert client.soup.select_one('a[href$="edition.json"]') is None
    assert "is being made" in client.soup.select_one(".book-files").text


def test_a_file_that_is_not_on_the_disk_is_on_its_way(app: Flask, client: PageClient, edition: int) -> None:
    path_of(app.extensions["storyhub"].settings.data_dir, 1, "laws.csv").unlink()
    assert client.get("/en/editions/1/laws.csv", status=503).headers["Retry-After"] == "60"


@pytest.mark.parametrize("name", ["quotes.csv", ".edition.json.part", "..%2f..%2fstoryhub.db", "storyhub.db", "%00"])
def test_nothing_else_is_a_file_of_an_edition(client: PageClient, edition: int, name: str) -> None:
    client.get(f"/en/editions/1/{name}", status=404)
    client.get(f"/en/editions/2/{name}", status=404)
