"""Every collected attack string, rendered and loaded in a real browser without any policy: nothing may run.

Scripts are on and no Content-Security-Policy is sent, so that the rendering alone is tried. Control pages with the
same strings unrendered have to run something, or the watch is blind.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storyhub.kit.text import Mark, Renderer, Sanitizer, TextProblem, mark_up
from tests.kit.text.shared_texts import hostile_strings

pytestmark = pytest.mark.journey
sync_api = pytest.importorskip("playwright.sync_api")

CHROMIUM = Path("/usr/bin/chromium")
BATCH = 150
# Anything an attack calls or fetches is counted; handlers of pointer and focus are tried on every element.
WATCH = """
window.ran = [];
for (const name of ["alert", "prompt", "confirm", "print", "open", "fetch"]) {
  window[name] = (...given) => { window.ran.push(name + ":" + String(given[0]).slice(0, 60)); };
}
"""
TRY_ALL = """() => {
  for (const element of document.body.querySelectorAll("*")) {
    for (const kind of ["mouseover", "mouseenter", "focus", "error", "load", "toggle", "animationend", "pointerover"]) {
      element.dispatchEvent(new Event(kind, {bubbles: true}));
    }
  }
  const links = [...document.body.querySelectorAll("a[href]")];
  const bad = links.map(link => link.protocol).filter(name => !["http:", "https:", "mailto:"].includes(name));
  for (const link of links) {
    if (link.protocol === "javascript:") link.click();
  }
  const forbidden = "[id], [name], [class], [style], script, iframe, img, svg, form, input, object, embed";
  const named = document.body.querySelectorAll(forbidden);
  return {ran: window.ran, bad, named: named.length, nodes: document.body.querySelectorAll("*").length};
}"""


@pytest.fixture(scope="module")
def page() -> Iterator["sync_api.Page"]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.add_init_script(WATCH)
        yield page
        browser.close()


def tried(page: "sync_api.Page", fragments: list[str]) -> dict[str, object]:
    """Load the fragments as one page and return what ran, which addresses are wrong, what may not be there."""
    body = "".join(f"<div>{fragment}</div>" for fragment in fragments)
    document = f"<!doctype html><meta charset=utf-8><title>t</title><body>{body}"

    def answer(route: "sync_api.Route") -> None:
        if route.request.url == "http://story.test/":
            route.fulfill(body=document.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")
        else:
            requests.append(route.request.url)
            route.abort()

    requests: list[str] = []
    page.unroute_all()
    page.route("**/*", answer)
    page.goto("http://story.test/", wait_until="load")
    found: dict[str, object] = page.evaluate(TRY_ALL)
    return found | {"ran": page.evaluate("() => window.ran"), "requests": requests}


@pytest.mark.parametrize("sanitizer", Sanitizer)
def test_no_attack_runs(page: "sync_api.Page", sanitizer: Sanitizer) -> None:
    fragments: list[str] = []
    with Renderer(sanitizer=sanitizer) as renderer:
        for text in hostile_strings():
            for source in (text, f"[word]({text})", f"[{text}](<{text}>)\n\n# {text}\n\n- `{text}`\n"):
                try:
                    fragments.append(str(renderer.render(source).html))
                except TextProblem:
                    continue
    assert len(fragments) > 15_000
    nodes = 0
    for start in range(0, len(fragments), BATCH):
        found = tried(page, fragments[start : start + BATCH])
        where = fragments[start : start + 3]
        assert (found["ran"], found["bad"], found["requests"], found["named"]) == ([], [], [], 0), where
        nodes += int(str(found["nodes"]))
    assert nodes > len(fragments) * 2


def test_no_attack_runs_from_a_mark(page: "sync_api.Page") -> None:
    with Renderer() as renderer:
        html = renderer.render("One *two* three").html
    texts = hostile_strings()
    fragments = [str(mark_up(html, marks=[Mark(0, 7, 1, text, text, text, text, f"c-{text}")])) for text in texts]
    for start in range(0, len(fragments), BATCH):
        found = tried(page, fragments[start : start + BATCH])
        assert (found["ran"], found["bad"], found["requests"]) == ([], [], [])


def test_the_watch_sees_attacks_that_are_not_rendered(page: "sync_api.Page") -> None:
    seen = 0
    for text in hostile_strings()[::40]:
        found = tried(page, [text])
        seen += bool(found["ran"]) or bool(found["requests"])
    assert seen >= 10
