"""What people do on the site, a function a step. Pages are read by addresses, names of fields and structure, never by
words, so that every step works in every language and survives a better wording.
"""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import expect

expect.set_options(timeout=20_000)

# How long the indexer may take to catch up on a busy machine.
PATIENCE_S = 40.0

# Where a mouse has to go to select these words of the story: into the middle of the first and the last letter's line.
_ENDS = """words => {
  const story = document.querySelector('[data-part="story"]');
  const walker = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.length; at += 1) places.push([walker.currentNode, at]);
    text += walker.currentNode.data;
  }
  const start = text.indexOf(words);
  const range = document.createRange();
  range.setStart(...places[start]);
  const [node, at] = places[start + words.length - 1];
  range.setEnd(node, at + 1);
  range.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 1);
  const [first, last] = [rects[0], rects.at(-1)];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""


def sign_in(page: Any, lang: str, handle: str) -> None:
    """One click in the demo."""
    page.goto(f"/{lang}/sign-in")
    page.locator(f"button[name=handle][value={handle}]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def tell(page: Any, lang: str, text: str, *, research: bool = True) -> str:
    """Tells a story; leaves the page at the receipt and returns its code."""
    write(page, lang, text)
    if research:
        page.locator("input[name=research]").check()
    page.locator("form[action$='/tell/send'] button:not([name])").click()
    return code_of(page)


def write(page: Any, lang: str, text: str) -> None:
    """From an empty form to the check page."""
    page.goto(f"/{lang}/tell")
    page.locator("textarea[name=text]").fill(text)
    page.locator("input[name=publish]").check()
    page.locator("form.tell .button--large").click()
    expect(page.locator("form[action$='/tell/send']")).to_be_visible()


def code_of(page: Any) -> str:
    """The code on the receipt in front of us."""
    shown = page.locator("[data-code]")
    expect(shown).to_have_count(1)
    return str(shown.inner_text()).strip()


def open_status(page: Any, lang: str, code: str) -> None:
    """With the code to the state of the story."""
    page.goto(f"/{lang}/receipt")
    page.locator("input[name=code]").fill(code)
    page.locator("form[action$='/receipt'] button").click()
    expect(page.locator(".receipt-status")).to_be_visible()


def withdraw(page: Any, lang: str, code: str) -> None:
    """With the code, asked once more, for ever."""
    open_status(page, lang, code)
    page.locator("form[action$='/receipt/withdraw'] button").click()
    page.locator("form:has(input[name=confirm][value=yes]) button").click()
    expect(page.locator(".receipt-status--withdrawn")).to_be_visible()


def find_task(page: Any, lang: str, words: str) -> str:
    """The story with these words in the moderator's queue: its number."""
    page.goto(f"/{lang}/desk/moderation")
    link = page.locator(".queue__task").filter(has_text=words).locator("h2 a")
    expect(link).to_have_count(1)
    return number_in(str(link.get_attribute("href")))


def publish(page: Any, lang: str, story: str) -> None:
    page.goto(f"/{lang}/desk/moderation/{story}")
    page.locator(".decision--publish button").click()
    page.wait_for_url(re.compile(rf"/{lang}/desk/moderation(\?|$)"))


def open_desk(page: Any, lang: str, story: str) -> None:
    """By the queue to the coding desk with this story."""
    page.goto(f"/{lang}/desk/coding")
    page.locator(f"main a[href*='/desk/coding/{story}']").first.click()
    expect(page.locator("form.coding-form")).to_have_count(1)


def law_value(page: Any, key: str) -> str:
    """What the desk's form sends for the law with this key (`12`, `P-7`)."""
    option = page.locator("form.coding-form select[name=law] option").filter(has_text=re.compile(rf"^\s*{key}\. "))
    return str(option.get_attribute("value"))


def ready_desk(page: Any) -> None:
    """The desk's script is there: before, keys and the mouse do nothing."""
    expect(page.locator("[data-part=keys]")).to_be_visible()


def mark_by_mouse(page: Any, words: str, law: str, polarity: str) -> None:
    """Drags over the words, looks that just these were taken, clicks how and then the law."""
    ready_desk(page)
    value = law_value(page, law)
    from_x, from_y, to_x, to_y = page.evaluate(_ENDS, words)
    page.mouse.move(from_x, from_y)
    page.mouse.down()
    page.mouse.move((from_x + to_x) / 2, (from_y + to_y) / 2)
    page.mouse.move(to_x, to_y)
    page.mouse.up()
    expect(page.locator("[data-part=quote]")).to_have_text(words)
    page.locator(f"label[for={page.locator(f'input[name=polarity][value={polarity}]').get_attribute('id')}]").click()
    page.locator(f"[data-part=list] [data-value='{value}']").click()
    expect(my_marks(page, words)).to_have_count(1)


def mark_by_keys(page: Any, steps: int, words: str, law: str) -> None:
    """So many sentences on, Enter, a few words of the law, Enter."""
    ready_desk(page)
    for _step in range(steps):
        page.keyboard.press("j")
    expect(page.locator(".sentence--current").first).to_contain_text(words[:10])
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=quote]")).to_have_text(words)
    page.keyboard.press("/")
    expect(page.locator("[data-part=filter]")).to_be_focused()
    page.keyboard.type(f"{law}.")
    chosen = page.locator("[data-part=list] [aria-selected=true]")
    while not re.match(rf"(\d )?{law}\. ", str(chosen.inner_text())):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(my_marks(page, words)).to_have_count(1)


def mark_by_lists(page: Any, sentence: int, words: str, law: str, polarity: str = "upholds") -> None:
    """The plain form: a sentence, a law, how, and the button. Needs no script."""
    form = page.locator("form.coding-form")
    form.locator("[name=from_sentence]").select_option(str(sentence))
    form.locator("[name=law]").select_option(law_value(page, law))
    form.locator(f"[name=polarity][value={polarity}]").check()
    form.locator("button.button:not([type=button])").click()
    expect(my_marks(page, words)).to_have_count(1)


def my_marks(page: Any, words: str) -> Any:
    return page.locator("#codings .coding").filter(has_text=words)


def finish(page: Any) -> None:
    page.locator("form[action*='/finish'] button").click()
    expect(page.locator("#finished [role=status]")).to_be_visible()


def evidence(page: Any, lang: str, law: str, story: str, *, side: str = "upholds") -> Any:
    """Opens the law's page; the quotes of this story on that side of its evidence."""
    page.goto(f"/{lang}/laws/{law}")
    expect(page.locator("#evidence")).to_be_visible()
    return page.locator(f".evidence__side--{side} a[href*='/stories/{story}']")


def hits(page: Any, lang: str, words: str, story: str) -> Any:
    """Searches; the results that lead to this story."""
    page.goto(f"/{lang}/search")
    page.locator("main input[name=q]").fill(words)
    page.locator("main form[role=search] button").click()
    expect(page.locator("#results")).to_be_visible()
    return page.locator(f".results .result__title a[href*='/stories/{story}']")


def until_found(page: Any, lang: str, words: str, story: str, *, count: int = 1) -> None:
    """Searches again and again until the indexer has caught up; fails at the deadline."""
    deadline = time.monotonic() + PATIENCE_S
    while hits(page, lang, words, story).count() < count:
        assert time.monotonic() < deadline, f"{words} does not find {story} ({count} results)"


def number_in(address: str) -> str:
    """The story's number in an address."""
    found = re.search(r"S-\d{6,}", address)
    assert found, address
    return found[0]
