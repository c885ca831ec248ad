"""`python3 dev.py pictures [FOLDER]`: the README's pictures, taken in Chromium from a freshly seeded demo.

`python3 dev.py pictures --static` makes those the site itself hands out instead: the pictures shown with links, and the icons.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config import Settings
from storyhub.starter.seed import publish_demo
from storyhub.wiring import create_app
from tests.chromium import chromium
from tests.journeys.conftest import served
from tests.journeys.static_pictures import make_static

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--static", action="store_true", help="make the site's own pictures in static/ instead")
    asked = parser.parse_args()
    if asked.static:
        make_static(ROOT / "static")
        return
    folder = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="storyhub-pictures-") as data:
        app = create_app(Settings.from_env({}, data_dir=data, demo=True, indexer="off"))
        with app.app_context():
            publish_demo(app, say=print)
        app.extensions["storyhub"].renderer.close()
        with served(Path(data)) as address, chromium() as browser:
            for name, take in PICTURES.items():
                take(Camera(browser, address, folder / f"{name}.png"))
                print(f"{name}.png")


class Camera:
    """One person's browser and the file her picture goes to."""

    def __init__(self, browser: Any, address: str, target: Path) -> None:
        self.browser, self.address, self.target = browser, address, target

    def page(self, *, lang: str, width: int, height: int, dark: bool = False) -> Any:
        """A page of this size."""
        return self.browser.new_context(
            base_url=self.address,
            locale={"ru": "ru-RU", "en": "en-GB"}[lang],
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        ).new_page()

    def take(self, page: Any) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=self.target)
        page.context.close()


def home(camera: Camera) -> None:
    page = camera.page(lang="en", width=1280, height=900)
    page.goto("/en/")
    camera.take(page)


def tell_on_a_phone(camera: Camera) -> None:
    page = camera.page(lang="ru", width=390, height=780)
    page.goto("/ru/tell")
    page.fill("textarea", "Колесо прокололи в пятницу вечером, и я уже смирился с такси на все выходные…")
    camera.take(page)


def story(camera: Camera) -> None:
    page = camera.page(lang="ru", width=1280, height=900)
    page.goto("/ru/stories/S-000001")
    camera.take(page)


def law_in_the_dark(camera: Camera) -> None:
    page = camera.page(lang="en", width=1280, height=900, dark=True)
    page.goto("/en/laws/3")
    camera.take(page)


def search(camera: Camera) -> None:
    page = camera.page(lang="ru", width=1280, height=900)
    page.goto("/ru/search?q=деньгами")
    camera.take(page)


def coding_desk(camera: Camera) -> None:
    page = camera.page(lang="en", width=1280, height=900)
    page.goto("/en/sign-in?next=/en/desk/coding")
    page.get_by_role("button", name="Hannah Willoughby").click()
    page.locator("main a[href*='/desk/coding/S-']").first.click()
    page.wait_for_load_state("networkidle")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    camera.take(page)


PICTURES: dict[str, Callable[[Camera], None]] = {
    "home": home,
    "tell-phone": tell_on_a_phone,
    "story": story,
    "law-dark": law_in_the_dark,
    "search": search,
    "coding-desk": coding_desk,
}

if __name__ == "__main__":
    main()
