"""What a story page weighs, and that nothing on the pages people read most jumps about while they load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from storyhub.starter.content import samples

Visit = Callable[..., Any]
MOST = 60_000
# Of the window's height and width, as browsers count it (0.1 is called good). On a busy machine a page is painted before all of it has
# come, and a line of text that goes on then moves what stands right below it.
UNSEEN = 0.02
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
    .observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("sample", [1, 5, 72])
def test_a_story_page_is_light(visit: Visit, sample: int) -> None:
    """Everything the browser fetched, uncompressed, without the story's own text: at most 60 kB."""
    page, bodies = visit(lang="ru"), {}
    page.on("response", lambda answer: bodies.update({answer.url: answer}))
    page.goto(f"/ru/stories/S-{sample:06d}")
    page.wait_for_load_state("networkidle")
    text = next(story["text"] for story in samples().stories if story["ref"] == f"sample-{sample:02d}")

    sizes = {urlsplit(url).path: len(answer.body()) for url, answer in bodies.items()}
    kinds = {path.rsplit(".", 1)[-1] for path in sizes}

    assert {"css", "js"} <= kinds, sizes
    assert sum(sizes.values()) - len(text.encode()) <= MOST, sizes


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_while_a_page_loads(visit: Visit, width: int) -> None:
    page = visit(lang="ru", width=width)
    page.add_init_script(SHIFTS)

    for address in ("", "laws", "laws/3", "stories", "stories/S-000001", "search?q=деньги", "tell"):
        page.goto(f"/ru/{address}")
        page.wait_for_load_state("networkidle")

        assert page.evaluate("window.shifted") <= UNSEEN, address


def test_the_measure_of_moving_sees_something_move(visit: Visit) -> None:
    page = visit(lang="en")
    page.add_init_script(SHIFTS)
    page.goto("/en/about")
    page.evaluate(
        """() => new Promise(done => {
          const late = document.createElement("div");
          late.style.height = "300px";
          document.querySelector("main").prepend(late);
          requestAnimationFrame(() => setTimeout(done, 100));
        })"""
    )

    assert page.evaluate("window.shifted") > UNSEEN
