"""From an empty page to the code: what a teller sees, and that no word is ever lost."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from storyhub.kit.db import db
from storyhub.kit.text.renderer import RendererUnavailable
from storyhub.stories.domain.receipt import read_code, receipt_hash, receipt_key
from storyhub.stories.models import Consent, Revision, Story
from storyhub.wiring import create_app
from tests.page_client import PageClient
from tests.stories.pages import check, code_on, send
from tests.stories.stories_factories import TEXT

RUSSIAN = "Курьер опоздал на час. Он извинился и донёс коробку до квартиры. С тех пор заказываю только там."


def stories(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Story)).scalar_one()


def test_the_first_page_shows_one_text_and_one_consent_only(client: PageClient):
    client.get("/ru/tell")

    fields = client.soup.select("main form textarea, main form :not([aria-hidden=true]) > input:not([type=hidden])")

    assert [field["name"] for field in fields] == ["text", "publish"]


@pytest.mark.parametrize(("lang", "text"), [("en", TEXT), ("ru", RUSSIAN)])
def test_a_story_is_told_in_two_steps(client: PageClient, app: Flask, lang: str, text: str):
    check(client, text, lang=lang)
    shown = client.soup.select_one(".story-text")
    assert shown is not None
    assert shown["lang"] == lang
    assert [box.get("checked") for box in client.soup.select("main input[type=checkbox]")] == [None, None, None]
    assert stories(app) == 0

    response = client.submit()

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert read_code(code_on(client))
    with app.app_context():
        story = db.session.execute(select(Story)).scalar_one()
        assert (story.state, story.lang, story.may_research, story.source) == ("received", lang, False, "site")


def test_from_the_first_page_to_the_code_it_takes_four_taps(client: PageClient):
    client.get("/en/")
    assert client.soup.select_one('a[href="/en/tell"]')  # 1: the link
    client.get("/en/tell")
    client.submit({"text": TEXT, "publish": "y"})  # 2 and 3: the box, the button
    client.submit()  # 4: Send

    assert code_on(client)


def test_the_database_keeps_only_hashes_of_the_code(client: PageClient, app: Flask, settings: Settings):
    code = send(client)
    read = read_code(code)
    assert read

    raw = b"".join(path.read_bytes() for path in settings.data_dir.glob("storyhub.db*"))

    assert receipt_hash(receipt_key(settings.secret_key), read).encode() in raw
    assert code.encode() not in raw
    assert read.encode() not in raw


def test_the_three_other_consents_are_kept_apart(client: PageClient, app: Flask):
    send(client, consents={"quote": "y"})

    with app.app_context():
        kept = {row.kind: row.granted for row in db.session.execute(select(Consent)).scalars()}
    assert kept == {"publish": True, "research": False, "quote": True, "open_data": False}


def test_going_back_keeps_the_text_and_the_choices(client: PageClient):
    text = "\n\nFirst line of **mine**, which is long enough.\n\nSecond & <third> line."
    check(client, text)

    client.submit({"research": "y"}, button="Change the text")

    area = client.soup.select_one("textarea")
    assert area is not None
    assert area.get_text().replace("\r\n", "\n").strip("\n") == text.strip("\n")
    assert client.soup.select_one("input[name=publish][checked]")
    client.submit()
    assert client.soup.select_one("input[name=research][checked]")


def test_markup_is_shown_as_it_will_be_public(client: PageClient):
    check(client, "# Big\n\nI was **very** happy with it all. <script>alert(1)</script>")

    assert client.soup.select_one(".story-text strong")
    assert not client.soup.select(".story-text script")
    assert "<script>alert(1)</script>" in client.text


BAD = {
    "empty": ("", "Please write your story"),
    "blank": (" \n\t \n", "Please write your story"),
    "29 characters": ("a" * 29, "at least 30 characters"),
    "20,001 characters": ("word " * 4000 + "x", "20001 characters"),
    "NUL": (TEXT + "\0", "cannot be shown"),
    "10,000 line breaks": ("a\n" * 10_000, "too many lines"),
    "only line breaks": ("\n" * 10_000, "Please write your story"),
    "brackets": (TEXT + "[" * 300, "formatting signs"),
    "setext": (TEXT + "\nx\n===" * 500, "formatting signs"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD.keys())
def test_a_text_that_cannot_be_taken_comes_back_with_the_reason(client: PageClient, app: Flask, text: str, message: str):
    check(client, text, status=422)

    assert message in client.text
    area = client.soup.select_one("textarea#text")
    assert area is not None
    words = area.get_text().replace("\r\n", "\n").removeprefix("\n")
    assert words == text.replace("\0", "\ufffd") or not text.strip()
    assert client.soup.select_one('.error-summary a[href="#text"]')
    assert client.soup.title is not None
    assert client.soup.title.get_text().startswith("Error:")
    assert stories(app) == 0


def test_text_of_exactly_the_limits_is_taken(client: PageClient):
    check(client, "a" * 30)
    check(client, ("word " * 4000)[:19_999] + "x")


def test_direction_overrides_are_dropped(client: PageClient, app: Flask):
    send(client, "The price was \u202e001\u202c roubles, they said, and smiled.")

    with app.app_context():
        plain = db.session.execute(select(Revision.plain)).scalar_one()
    assert plain == "The price was 001 roubles, they said, and smiled."


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"\xed\xa0\x80", b"%FF%FE", b"%ED%A0%80"])
def test_bytes_that_are_no_text_come_back_with_the_rest(client: PageClient, raw: bytes):
    client.get("/en/tell")
    token = client.soup.select_one("input[name=csrf_token]")
    assert token is not None
    body = f"csrf_token={token['value']}&publish=y&text=".encode() + TEXT.replace(" ", "+").encode() + raw

    # Raw bytes, which no browser sends, hide the token as well.
    status = 422 if raw.startswith(b"%") else 400
    client.post("/en/tell", body, status=status, content_type="application/x-www-form-urlencoded")

    assert "could not be read" in client.text
    assert TEXT in client.text


def test_without_the_consent_the_text_comes_back(client: PageClient):
    client.get("/en/tell")
    client.submit({"text": TEXT}, status=422)

    assert client.soup.select_one('.error-summary a[href="#publish"]')
    assert TEXT in client.text


@pytest.mark.parametrize("address", ["/en/tell", "/en/tell/send"])
@pytest.mark.parametrize("token", [None, "garbled"])
def test_a_form_that_cannot_be_trusted_comes_back_with_the_text(client: PageClient, app: Flask, address: str, token: str | None):
    client.get("/en/tell")
    fields = {"text": TEXT, "publish": "y", **({"csrf_token": token} if token else {})}

    client.post(address, fields, status=400)

    assert "open too long" in client.text
    assert TEXT in client.text
    client.submit()
    client.submit()
    assert stories(app) == 1


@pytest.mark.parametrize("nonce", ["", "garbled", "A" * 40, "é" * 40, "\0" * 40, "A" * 5000])
def test_a_token_that_is_not_ours_is_replaced_and_the_text_kept(client: PageClient, app: Flask, nonce: str):
    check(client)
    client.submit({"nonce": nonce}, status=422)

    assert "not sent yet" in client.text
    assert stories(app) == 0
    client.submit()
    assert stories(app) == 1


def test_sending_twice_gives_the_same_code_and_one_story(client: PageClient, app: Flask):
    check(client)
    fields = {element["name"]: element.get("value", "") for element in client.soup.select("main form input[type=hidden]")}
    client.post("/en/tell/send", {**fields, "text": TEXT})
    first = code_on(client)

    client.post("/en/tell/send", {**fields, "text": TEXT + " And one more sentence."})

    assert code_on(client) == first
    assert stories(app) == 1


def test_sending_twice_at_the_same_moment_gives_one_story(client: PageClient, app: Flask):
    check(client)
    fields = {element["name"]: element.get("value", "") for element in client.soup.select("main form input[type=hidden]")}
    cookie = client.client.get_cookie("storyhub")
    assert cookie is not None
    start, pages = threading.Barrier(2), []

    def press() -> None:
        browser = PageClient(app)
        browser.client.set_cookie("storyhub", cookie.value)
        start.wait()
        browser.post("/en/tell/send", {**fields, "text": TEXT})
        pages.append(code_on(browser))

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(pages) == 2
    assert len(set(pages)) == 1
    assert stories(app) == 1


def test_a_renderer_that_does_not_start_loses_nothing(client: PageClient, app: Flask, monkeypatch: pytest.MonkeyPatch):
    def broken(_source: str) -> None:
        raise RendererUnavailable("no worker")

    monkeypatch.setattr(app.extensions["storyhub"].renderer, "render", broken)

    check(client, status=503)

    assert "nothing is lost" in client.text
    assert TEXT in client.text


def test_reloading_or_changing_the_language_after_a_post_leads_to_a_page(client: PageClient):
    client.get("/en/tell/send")
    assert client.address.endswith("/en/tell")
    client.get("/ru/receipt/prompt")
    assert client.address.endswith("/ru/receipt")


@pytest.fixture
def limited(tmp_path: Path, settings: Settings):
    app = create_app(dataclasses.replace(settings, limits=True, limit_submit="2 per hour", limit_receipt="3 per 5 minutes"))
    yield PageClient(app)
    app.extensions["storyhub"].renderer.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_too_many_stories_are_refused_with_the_text_given_back(limited: PageClient):
    send(limited)
    send(limited)
    check(limited, "A third story, told within the same hour.")

    response = limited.submit(status=429)

    assert "Retry-After" in response.headers
    assert "A third story, told within the same hour." in limited.text
    assert "nonce" not in limited.text


def test_guessing_codes_is_slowed_down_and_right_codes_are_not(limited: PageClient):
    code = send(limited)
    for _ in range(5):
        limited.get("/en/receipt")
        limited.submit({"code": code})
    for _ in range(3):
        limited.get("/en/receipt")
        limited.submit({"code": "wrong"}, status=422)

    limited.get("/en/receipt")
    limited.submit({"code": "wrong"}, status=429)
