"""The operator's own picture in the header, and the settings that are refused at start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from config import Settings, SettingsError
from storyhub.wiring import create_app
from tests.page_client import PageClient

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def written(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_without_a_setting_the_header_shows_our_own_sign(client: PageClient):
    client.get("/en/")

    assert client.soup.select_one(".masthead__sign")["src"] == "/static/icon.svg"
    client.get("/assets/x/mark.svg", status=404)


@pytest.mark.parametrize(("name", "content", "mimetype"), [("own.svg", SVG, "image/svg+xml"), ("OWN.PNG", PNG, "image/png")])
def test_the_operators_picture_stands_in_the_header(settings: Settings, tmp_path: Path, name: str, content: bytes, mimetype: str):
    app = create_app(replace(settings, logo=written(tmp_path, name, content)))
    client = PageClient(app)
    client.get("/en/")

    picture = client.get(client.soup.select_one(".masthead__sign")["src"])

    assert (picture.data, picture.mimetype) == (content, mimetype)
    assert "immutable" in picture.headers["Cache-Control"]
    assert client.get(f"/assets/other/mark.{mimetype[6:9]}").headers["Cache-Control"] == "no-cache"
    app.extensions["storyhub"].renderer.close()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.svg", None, "cannot be read"),
        ("page.html", b"<svg></svg>", "SVG or PNG"),
        ("fake.png", b"GIF89a", "SVG or PNG"),
        ("fake.svg", b"<html></html>", "SVG or PNG"),
    ],
)
def test_a_logo_that_is_no_picture_is_refused_at_start(tmp_path: Path, name: str, content: bytes | None, words: str):
    path = written(tmp_path, name, content) if content is not None else str(tmp_path / name)

    with pytest.raises(SettingsError, match=words):
        Settings.from_env({"STORYHUB_LOGO": path}, data_dir=tmp_path / "data")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Moscow time", "+03:00"])
def test_an_unknown_time_zone_is_refused_at_start(tmp_path: Path, zone: str):
    with pytest.raises(SettingsError, match="TIME_ZONE"):
        Settings.from_env({"STORYHUB_TIME_ZONE": zone}, data_dir=tmp_path)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Moscow", "Asia/Vladivostok"])
def test_a_time_zone_is_named_as_iana_names_it(tmp_path: Path, zone: str):
    assert Settings.from_env({"STORYHUB_TIME_ZONE": zone}, data_dir=tmp_path).time_zone == zone
