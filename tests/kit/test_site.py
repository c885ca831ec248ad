"""The edge: languages, headers, caching, health, error pages, limits."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from config import Settings, SettingsError
from storyhub.kit.web.limits import address_key
from storyhub.wiring import create_app
from tests.page_client import PageClient


@pytest.fixture
def indexed(app: Flask) -> None:
    """An index with nothing in it: search answers."""
    app.extensions["storyhub"].engine.rebuild([])


@pytest.mark.parametrize(("accepts", "lang"), [("ru,en;q=0.5", "ru"), ("de,en;q=0.9", "en"), ("fr", "en"), ("", "en")])
def test_an_address_without_language_leads_to_the_readers_one(client: PageClient, accepts: str, lang: str):
    response = client.get("/stories?page=2", follow=False, status=302, headers={"Accept-Language": accepts})

    assert response.headers["Location"] == f"/{lang}/stories?page=2"
    assert "Accept-Language" in response.headers["Vary"]


def test_an_address_that_is_no_page_in_any_language_is_not_found(client: PageClient):
    client.get("/no/such/page", status=404)
    client.get("/de/stories", status=404)


def test_an_address_with_two_slashes_leads_nowhere_else(app: Flask):
    response = app.test_client().get("/x", environ_overrides={"PATH_INFO": "//elsewhere.example/stories"})

    assert "elsewhere.example" not in response.headers.get("Location", "").split("/")[2:3]
    assert not response.headers.get("Location", "").startswith("//")


def test_the_language_switch_stays_on_the_page(indexed: None, client: PageClient):
    client.get("/ru/search?q=%D0%B1%D0%B0%D0%BD%D0%BA")

    assert client.soup.select_one('a[hreflang="en"]')["href"] == "/en/search?q=%D0%B1%D0%B0%D0%BD%D0%BA"
    languages = {link["hreflang"]: link["href"] for link in client.soup.select("link[hreflang]")}
    assert set(languages) == {"ru", "en"}


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize(
    "path", ["", "stories", "laws", "search", "search/help", "about", "privacy", "proposals", "tell", "receipt", "sign-in"]
)
def test_every_public_page_stands_on_an_empty_instance(indexed: None, client: PageClient, lang: str, path: str):
    client.get(f"/{lang}/{path}")

    assert client.soup.html["lang"] == lang


@pytest.mark.parametrize("path", ["", "stories", "laws", "search?q=x", "about"])
def test_reading_sets_no_cookie_and_can_be_kept(indexed: None, client: PageClient, path: str):
    response = client.get(f"/en/{path}")

    assert "Set-Cookie" not in response.headers
    assert response.headers["ETag"]
    client.get(f"/en/{path}", status=304, headers={"If-None-Match": response.headers["ETag"]})


@pytest.mark.parametrize("path", ["/ru/tell", "/ru/receipt", "/ru/sign-in"])
def test_pages_with_a_form_are_never_kept(client: PageClient, path: str):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_method_that_does_not_fit_gets_a_designed_page(client: PageClient):
    client.post("/en/stories", {}, status=405)

    assert client.response.headers["Allow"]


def test_a_body_that_is_too_large_is_refused_in_words(client: PageClient):
    client.post("/en/tell", {"text": "x" * 600_000}, status=413)

    assert "20,000" in client.text


def test_an_address_that_is_too_long_is_refused_in_words_before_it_is_read(client: PageClient):
    client.get(f"/en/search?q={'слово+' * 200_000}", status=414)

    assert "256 characters" in client.text
    assert "слово слово" not in client.text, "what is too long is never decoded, nor printed back"


def test_health_and_readiness(app: Flask, client: PageClient):
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz", status=503).json
    assert ready["database"] == ready["schema"] == "ok"
    assert ready["index"] != "ok", "there is no index yet"

    app.extensions["storyhub"].engine.rebuild([])

    assert client.get("/readyz").json["outbox"] == {"dead": 0, "depth": 0, "oldest_s": None}


def test_a_reader_gets_one_small_stylesheet_that_may_be_kept_for_ever(client: PageClient):
    client.get("/en/")
    address = client.soup.select_one("link[rel=stylesheet]")["href"]

    response = client.get(address)
    sheet = response.get_data(as_text=True)

    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert sheet.startswith("@layer reset, tokens, base")
    assert "/*" not in sheet
    assert ".story-card" in sheet
    assert ".decision" not in sheet


def test_the_desks_get_what_they_need_besides(client: PageClient):
    client.get("/assets/any/site.css")
    client.get("/assets/any/elsewhere.css", status=404)
    response = client.get("/assets/any/desk.css")

    assert ".decision" in response.get_data(as_text=True)
    assert "immutable" not in response.headers["Cache-Control"], "an unknown version must not be kept"


def test_an_unexpected_error_shows_a_page_with_a_number_and_no_trace(app: Flask, client: PageClient, capsys: pytest.CaptureFixture[str]):
    app.config["TESTING"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/<any(ru, en):lang>/breaks")
    def breaks() -> str:
        raise RuntimeError("the secret inside")

    response = client.get("/en/breaks", status=500)

    assert "the secret inside" not in response.get_data(as_text=True)
    reference = client.soup.select_one("code").get_text()
    logged = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert any(line.get("id") == reference for line in logged)


def test_logs_name_the_route_and_never_the_address_or_the_words(indexed: None, client: PageClient, capsys: pytest.CaptureFixture[str]):
    client.get("/en/search?q=confidential-words")
    client.get("/en/stories/S-000042", status=404)

    logged = capsys.readouterr().err
    assert '"route": "/<any(ru, en):lang>/search"' in logged
    assert "confidential-words" not in logged
    assert "S-000042" not in logged
    assert "127.0.0.1" not in logged


def test_addresses_are_pseudonyms_that_change_with_the_day(app: Flask, monkeypatch: pytest.MonkeyPatch):
    from storyhub.kit.web import limits

    with app.test_request_context(environ_base={"REMOTE_ADDR": "10.1.2.3"}):
        today = address_key()
        assert today == address_key()
        monkeypatch.setattr(limits, "_salt", (limits.date.min, b""))
        assert address_key() != today
        assert "10.1.2.3" not in today


def test_a_forwarded_address_counts_only_behind_a_configured_proxy(tmp_path):
    seen = {}
    for proxies in (0, 1):
        app = create_app(Settings.from_env({}, data_dir=tmp_path, indexer="off", trusted_proxies=proxies))
        app.add_url_rule("/who", "who", lambda: __import__("flask").request.remote_addr)
        seen[proxies] = app.test_client().get("/who", headers={"X-Forwarded-For": "9.9.9.9"}).text
    assert seen == {0: "127.0.0.1", 1: "9.9.9.9"}


def test_too_many_requests_get_429_with_a_time_to_come_back(settings: Settings):
    from dataclasses import replace

    app = create_app(replace(settings, limits=True, limit_search="2 per minute"))
    client = PageClient(app)
    client.get("/en/search?q=a", status=503)
    client.get("/en/search?q=a", status=503)

    response = client.get("/en/search?q=a", status=429)

    assert int(response.headers["Retry-After"]) > 0
    app.extensions["storyhub"].renderer.close()


class TestSettings:
    def test_the_secret_is_made_once_and_kept_from_others(self, tmp_path):
        first = Settings.from_env({}, data_dir=tmp_path).secret_key
        assert first == Settings.from_env({}, data_dir=tmp_path).secret_key
        assert len(first) >= 32
        assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize(
        ("env", "words"),
        [
            ({"STORYHUB_BASE_URL": "http://stories.example"}, "plain http"),
            ({"STORYHUB_BASE_URL": "stories.example"}, "full http"),
            ({"STORYHUB_SANITIZER": "none"}, "SANITIZER"),
            ({"STORYHUB_SECRET_KEY": "short"}, "32"),
            ({"STORYHUB_PROMISE_DAYS": "soon"}, "whole number"),
            ({"STORYHUB_DEMO": "perhaps"}, "1 or 0"),
            ({"STORYHUB_FADING_MONTHS": "0"}, "FADING_MONTHS"),
        ],
    )
    def test_a_setting_that_cannot_be_used_is_refused_by_name(self, tmp_path, env, words):
        with pytest.raises(SettingsError, match=words):
            Settings.from_env(env, data_dir=tmp_path)

    def test_cookies_are_host_bound_and_secure_behind_https(self, tmp_path):
        app = create_app(Settings.from_env({"STORYHUB_BASE_URL": "https://stories.example"}, data_dir=tmp_path, indexer="off"))
        cookie = app.test_client().get("/en/tell").headers["Set-Cookie"]
        assert cookie.startswith("__Host-storyhub=")
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


