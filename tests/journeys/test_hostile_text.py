"""Every collected attack string, rendered and loaded in a real browser without any policy: nothing may run.

Scripts are on and no Content-Security-Policy is sent, so that the rendering alone is tried. Control pages with the
same strings unrendered have to run something, or the watch is blind.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from storyhub.kit.text import Mark, Renderer, Sanitizer, TextProblem, mark_up
from tests.kit.text.shared_texts import hostile_strings

pytestmark = pytest.mark.journey

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


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


def tried(page: Any, fragments: list[str]) -> dict[str, object]:
    """Load the fragments as one page and return what ran, which addresses are wrong, what may not be there."""
    body = "".join(f"<div>{fragment}</div>" for fragment in fragments)
    document = f"<!doctype html><meta charset=utf-8><title>t</title><body>{body}"

    def answer(route: Any) -> None:
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
def test_no_attack_of_a_sample_runs(page: Any, sanitizer: Sanitizer) -> None:
    """Every seventh string, in every run of the tests."""
    assert_nothing_runs(page, fragments_of(hostile_strings()[::7], sanitizer), least=1_000)


@pytest.mark.long
@pytest.mark.parametrize("sanitizer", Sanitizer)
def test_no_attack_runs(page: Any, sanitizer: Sanitizer) -> None:
    assert_nothing_runs(page, fragments_of(hostile_strings(), sanitizer), least=10_000)


def fragments_of(texts: list[str], sanitizer: Sanitizer) -> list[str]:
    """Each text as a story, as an address and within other marks, rendered; the same rendering once."""
    fragments: dict[str, None] = {}
    with Renderer(sanitizer=sanitizer) as renderer:
        for text in texts:
            for source in (text, f"[word]({text})", f"[{text}](<{text}>)\n\n# {text}\n\n- `{text}`\n"):
                try:
                    fragments[str(renderer.render(source).html)] = None
                except TextProblem:
                    continue
    return list(fragments)


def assert_nothing_runs(page: Any, fragments: list[str], *, least: int) -> None:
    assert len(fragments) > least
    nodes = 0
    for start in range(0, len(fragments), BATCH):
        found = tried(page, fragments[start : start + BATCH])
        where = fragments[start : start + 3]
        assert (found["ran"], found["bad"], found["requests"], found["named"]) == ([], [], [], 0), where
        nodes += int(str(found["nodes"]))
    assert nodes > len(fragments) * 2


def test_no_attack_runs_from_a_mark(page: Any) -> None:
    with Renderer() as renderer:
        html = renderer.render("One *two* three").html
    texts = hostile_strings()[::3]
    fragments = [str(mark_up(html, marks=[Mark(0, 7, 1, text, text, text, text, f"c-{text}")])) for text in texts]
    for start in range(0, len(fragments), BATCH):
        found = tried(page, fragments[start : start + BATCH])
        assert (found["ran"], found["bad"], found["requests"]) == ([], [], [])


def test_the_watch_sees_attacks_that_are_not_rendered(page: Any) -> None:
    seen = 0
    for text in hostile_strings()[::40]:
        found = tried(page, [text])
        seen += bool(found["ran"]) or bool(found["requests"])
        if seen == 10:
            return
    raise AssertionError(f"only {seen} ran")
