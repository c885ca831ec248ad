"""Every collected attack string, rendered and parsed again: only what is allowed is left, under every setting."""

import html5lib
import pytest

from storyhub.kit.text import Html, Mark, Sanitizer, Span, TextProblem, mark_up, plain_of, render
from storyhub.kit.text.allowed import ATTRIBUTES, LINK_REL, TAGS, safe_href
from tests.kit.text.shared_texts import hostile_strings


def found_in(html: str) -> list[str]:
    """Return what `html` holds that no story may hold."""
    wrong: list[str] = []
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        if element.tag not in TAGS:
            wrong.append(f"element {element.tag}")
            continue
        for name, value in element.attrib.items():
            if name == "rel" and element.tag == "a" and value == LINK_REL:
                continue
            if name not in ATTRIBUTES.get(element.tag, ()):
                wrong.append(f"attribute {element.tag} {name}")
            if name == "href" and not safe_href(value):
                wrong.append(f"address {value}")
    return wrong


def variants(text: str) -> list[str]:
    """The string as it is, as a link's address, its text, a reference and inside other markup."""
    return [
        text,
        f"[a]({text})",
        f"[a](<{text}>)",
        f"[{text}](http://a.b)",
        f"<{text}>",
        f"[a][1]\n\n[1]: {text}",
        f"| {text} | b |\n|---|---|\n| c | `{text}` |",
        f"- **{text}**\n\n> {text}\n\n```\n{text}\n```",
    ]


def renderings(source: str) -> set[str]:
    """Return what the settings make of it: usually one and the same."""
    made: set[str] = set()
    for sanitizer in Sanitizer:
        try:
            rendered = render(source, sanitizer=sanitizer)
        except TextProblem:
            continue
        assert plain_of(rendered.html) == rendered.plain
        made.add(str(rendered.html))
    return made


def test_nothing_forbidden_is_left_of_a_sample_of_attacks() -> None:
    """Every sixth string, in every run of the tests."""
    assert_nothing_forbidden_is_left(hostile_strings()[::6])


@pytest.mark.long
@pytest.mark.parametrize("part", range(2))
def test_nothing_forbidden_is_left_of_any_attack(part: int) -> None:
    strings = hostile_strings()
    assert len(strings) > 6_000
    assert_nothing_forbidden_is_left(strings[part::2])


def assert_nothing_forbidden_is_left(strings: list[str]) -> None:
    wrong: list[tuple[str, list[str]]] = []
    shown = 0
    for number, text in enumerate(strings):
        # Every string as it is; of the ways to embed it one for every third string, so that the run stays short.
        sources = [text] if number % 3 else [text, variants(text)[1 + number // 3 % 7]]
        for html in {html for source in sources for html in renderings(source)}:
            shown += 1
            wrong += [(text, found) for found in [found_in(html)] if found]
    assert wrong == []
    assert shown > len(strings)


def test_attack_strings_in_marks_stay_text() -> None:
    html = render("One two three").html
    for text in hostile_strings()[::15]:
        marked = mark_up(html, marks=[Mark(0, 7, 1, text, text, text, text, text)], sentences=[Span(0, 13)])
        assert plain_of(marked) == "One two three"
        tree = html5lib.parseFragment(str(marked), treebuilder="etree", namespaceHTMLElements=False)
        assert {element.tag for element in tree.iter()} <= {"DOCUMENT_FRAGMENT", "p", "span", "mark", "sup", "a"}
        names = {name for element in tree.iter() for name in element.attrib}
        assert names <= {"class", "id", "href", "title", "aria-label", "data-start", "data-end", "data-outside-text"}
        assert all(safe_href(link.get("href", "")) for link in tree.iter("a"))


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<script>x</script>", ["element script"]),
        ('<p onclick="x">a</p>', ["attribute p onclick"]),
        ('<a href="javascript:123">a</a>', ["address javascript:123"]),
    ],
)
def test_the_check_itself_can_fail(html: str, wrong: list[str]) -> None:
    assert found_in(Html(html)) == wrong
