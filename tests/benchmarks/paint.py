"""`python3 dev.py paint`: how soon the largest thing of a page is there in Chromium, and what a page weighs.

Seeds a demo, opens each page in a new browser profile `--rounds` times (nothing cached), prints medians. Not a test: times depend on
the machine. Largest Contentful Paint as the browser reports it, in milliseconds since the navigation began.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from config import Settings
from storyhub.starter.seed import seed_demo
from storyhub.wiring import create_app
from tests.chromium import chromium
from tests.journeys.conftest import served

PAGES = {
    "home": "", "story": "stories/S-000001", "longest story": "stories/S-000022", "stories": "stories", "library": "laws",
    "law": "laws/3", "search": "search?q=деньги", "tell": "tell",
}  # fmt: skip
WIDTHS = {"desktop": 1280, "phone": 360}
WATCH = """
  window.painted = 0;
  new PerformanceObserver(list => { window.painted = list.getEntries().at(-1).startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py paint", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="storyhub-paint-") as data:
        app = create_app(Settings.from_env({}, data_dir=data, demo=True, indexer="off"))
        with app.app_context():
            seed_demo(app, say=print)
        app.extensions["storyhub"].renderer.close()
        with served(Path(data)) as address, chromium() as browser:
            print(f"{'':16}" + "".join(f"{name:>24}" for name in WIDTHS) + f"{'weight':>12}")
            for name, path in PAGES.items():
                print(row(browser, address, name, path, rounds))


def row(browser: Any, address: str, name: str, path: str, rounds: int) -> str:
    """Median, worst, and the bytes of one visit."""
    cells, weight = [], 0
    for width in WIDTHS.values():
        seen = [visit(browser, f"{address}/ru/{path}", width) for _ in range(rounds + 1)][1:]
        times = [time for time, _weight in seen]
        weight = seen[0][1]
        cells.append(f"{statistics.median(times):.0f} ms, worst {max(times):.0f}")
    return f"{name:16}" + "".join(f"{cell:>24}" for cell in cells) + f"{weight / 1000:>9.1f} kB"


def visit(browser: Any, address: str, width: int) -> tuple[float, int]:
    """The largest paint in milliseconds and everything fetched in bytes, uncompressed, with nothing cached before."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    bodies: list[Any] = []
    page.on("response", lambda answer: bodies.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    painted = float(page.evaluate("window.painted"))
    weight = sum(len(answer.body()) for answer in bodies)
    context.close()
    return painted, weight


if __name__ == "__main__":
    main()
