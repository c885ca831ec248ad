"""The pictures the site itself hands out: the card shown with a link, in both languages, and the icons in all their sizes."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask, render_template_string
from markupsafe import Markup

from config import Settings
from storyhub.kit.web.sharing import HEIGHT, PICTURES, WIDTH
from storyhub.wiring import create_app
from tests.chromium import chromium

CARD = Path(__file__).with_name("share_card.html")
# Laws whose emblems make a lively pattern side by side.
EMBLEMS = (3, 9, 24, 16, 21, 45, 11, 60, 14, 36, 99, 5, 57, 30, 2, 39)
ICON_SIZES = (16, 32, 48)
TOUCH_SIZE = 180


def make_static(folder: Path) -> None:
    """Write share.png, share-ru.png, favicon.ico and apple-touch-icon.png into `folder`."""
    with tempfile.TemporaryDirectory(prefix="storyhub-static-") as data, chromium() as browser:
        app = create_app(Settings.from_env({}, data_dir=data, indexer="off"))
        icon = (folder / "icon.svg").read_text(encoding="utf-8")
        for lang, name in PICTURES.items():
            (folder / name).write_bytes(taken(browser, card(app, lang, icon), WIDTH, HEIGHT))
        pictures = [taken(browser, drawn(icon, size), size, size) for size in ICON_SIZES]
        (folder / "favicon.ico").write_bytes(as_ico(pictures))
        # Telephones cut the corners themselves, so the ground reaches into them.
        square = icon.replace('rx="7"', 'rx="0"')
        (folder / "apple-touch-icon.png").write_bytes(taken(browser, drawn(square, TOUCH_SIZE), TOUCH_SIZE, TOUCH_SIZE))
        app.extensions["storyhub"].renderer.close()


def card(app: Flask, lang: str, icon: str) -> str:
    with app.test_request_context(f"/{lang}/"):
        return render_template_string(CARD.read_text(encoding="utf-8"), icon=Markup(icon), numbers=EMBLEMS)


def drawn(svg: str, size: int) -> str:
    return f"<style>body{{margin:0}} svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}"


def taken(browser: Any, html: str, width: int, height: int) -> bytes:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    picture: bytes = page.screenshot(omit_background=True)
    page.close()
    return picture


def as_ico(pictures: list[bytes]) -> bytes:
    """Several PNG pictures as one icon file: a directory of six-byte head and sixteen bytes each, then the pictures."""
    place = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(ICON_SIZES, pictures, strict=True):
        directory += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return directory + b"".join(pictures)
