"""Marking up: sentences and passages are shown without changing a character of the text."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.kit.text import Html, Mark, Span, TextProblem, highlight, mark_up, plain_of, render, sentences
from tests.kit.text.markdown_strategies import sources, spans


def mark(start: int, end: int, **more: object) -> Mark:
    values: dict[str, object] = {"slot": 1, "href": "/en/laws/1", "label": "Law 1", "number_text": "1"} | more
    return Mark(start, end, **values)  # type: ignore[arg-type]


NOTE = (
    '<sup class="passage__law" data-outside-text=""><a href="/en/laws/1" title="Law 1" aria-label="Law 1">1</a></sup>'
)


def test_a_sentence_is_cut_at_elements_and_has_one_id() -> None:
    html = mark_up(render("One *two* three. Four.").html, sentences=[Span(0, 14), Span(15, 20)])
    first = 'class="sentence" data-start="0" data-end="14"'
    assert html == (
        f'<p><span {first} id="s-1">One </span><em><span {first}>two</span></em><span {first}> three.</span> '
        '<span class="sentence" data-start="15" data-end="20" id="s-2">Four.</span></p>'
    )


def test_a_passage_is_marked_and_followed_by_its_law() -> None:
    html = mark_up(render("One two three").html, marks=[mark(4, 7, polarity="upholds", ident="c-9")])
    assert html == f'<p>One <mark class="passage passage--1 passage--upholds" id="c-9">two</mark>{NOTE} three</p>'


def test_overlapping_passages_share_a_segment() -> None:
    html = mark_up(render("abcdef").html, marks=[mark(0, 4, ident="c-1"), mark(2, 6, slot=2, ident="c-2")])
    assert html == (
        '<p><mark class="passage passage--1" id="c-1">ab</mark>'
        f'<mark class="passage passage--1 passage--2 passage--overlap" id="c-2">cd</mark>{NOTE}'
        f'<mark class="passage passage--2">ef</mark>{NOTE}</p>'
    )


def test_a_passage_without_a_slot_lies_over_another_and_overlaps_nothing() -> None:
    html = mark_up(render("abcd").html, marks=[mark(0, 4), mark(2, 4, slot=None, polarity="turning")])
    assert '<mark class="passage passage--1">ab</mark>' in html
    assert '<mark class="passage passage--1 passage--turning">cd</mark>' in html


def test_passages_that_begin_together_keep_both_ids() -> None:
    html = mark_up(render("abcd").html, marks=[mark(0, 2, ident="c-1"), mark(0, 4, ident="c-2")])
    assert 'passage--overlap" id="c-1"><span class="passage__start" id="c-2"></span>ab</mark>' in html


def test_a_note_never_stands_inside_a_link() -> None:
    html = mark_up(render("see [one two](http://a.b) now").html, marks=[mark(0, 7), mark(4, 11)])
    assert f"</a>{NOTE}{NOTE} now</p>" in html


def test_a_passage_over_two_paragraphs_has_one_note() -> None:
    html = mark_up(render("one\n\ntwo").html, marks=[mark(0, 8, ident="c-1")])
    assert html == (
        '<p><mark class="passage passage--1" id="c-1">one</mark></p>'
        f'<p><mark class="passage passage--1">two</mark>{NOTE}</p>'
    )


def test_a_passage_that_ends_between_paragraphs_has_its_note_after_the_first() -> None:
    assert mark_up(render("one\n\ntwo").html, marks=[mark(0, 4)]).count("<sup") == 1
    assert f"one</mark>{NOTE}</p>" in mark_up(render("one\n\ntwo").html, marks=[mark(0, 4)])
    assert "<mark" not in mark_up(render("one\n\ntwo").html, marks=[mark(3, 5)])


def test_values_are_escaped_and_bad_addresses_are_no_links() -> None:
    html = mark_up(
        render("one").html,
        marks=[
            mark(0, 3, label='"><script>', number_text="<1>", ident='"x', polarity='"y', href="javascript:alert(1)")
        ],
    )
    assert (
        html == '<p><mark class="passage passage--1" id="&quot;x">one</mark>'
        '<sup class="passage__law" data-outside-text="">&lt;1&gt;</sup></p>'
    )


@pytest.mark.parametrize(("slot", "shown"), [(0, "passage--0"), (7, "passage--7"), (8, "passage--0")])
def test_slots_stay_within_the_palette(slot: int, shown: str) -> None:
    assert f'class="passage {shown}"' in mark_up(render("one").html, marks=[mark(0, 3, slot=slot)])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_marking_never_changes_the_text(data: st.DataObject) -> None:
    try:
        rendered = render(data.draw(sources))
    except TextProblem:
        return
    plain = rendered.plain
    places = data.draw(st.lists(spans(len(plain)), max_size=6))
    marks = [mark(p.start, p.end, slot=number, ident=f"c-{number % 4}") for number, p in enumerate(places)]
    chosen = data.draw(st.sampled_from([sentences(plain), data.draw(st.lists(spans(len(plain)), max_size=4))]))
    html = mark_up(rendered.html, sentences=chosen, marks=marks)
    assert plain_of(html) == plain
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(str(html))
    assert not parser.errors
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not [inner for link in tree.iter("a") for inner in link.iter("a") if inner is not link]
    for place in marks:
        _check_marked(tree, plain, place, marks)


def _check_marked(tree: object, plain: str, place: Mark, marks: list[Mark]) -> None:
    """The pieces of a slot, put together, are the characters of its passages that are text rather than separators."""
    covered = {
        at for other in marks if other.slot == place.slot for at in range(other.start, min(other.end, len(plain)))
    }
    expected = "".join(plain[at] for at in sorted(covered))
    pieces = [
        "".join(element.itertext())
        for element in tree.iter("mark")  # type: ignore[attr-defined]
        if f"passage--{place.slot}" in element.get("class", "").split()
    ]
    assert "".join("".join(pieces).split()) == "".join(expected.split())


def test_hits_are_marked_in_escaped_text() -> None:
    html = highlight("a <b> c", [Span(2, 5), Span(4, 6)])
    assert isinstance(html, Html)
    assert html == 'a <mark class="hit">&lt;b&gt;</mark><mark class="hit"> </mark>c'


def test_a_snippet_shows_where_it_was_cut() -> None:
    text = "one two three"
    assert highlight(text, [Span(4, 7)], around=Span(2, 9)) == '…e <mark class="hit">two</mark> t…'
    assert highlight(text, [Span(0, 3)], around=Span(0, 99)) == '<mark class="hit">one</mark> two three'
    assert highlight(text, [Span(0, 5)], around=Span(4, 13)) == '…<mark class="hit">t</mark>wo three'


@given(st.text(max_size=80), st.lists(spans(80), max_size=5))
def test_a_highlight_keeps_the_text(plain: str, places: list[Span]) -> None:
    assert highlight(plain, places).striptags() is not None
    assert str(highlight(plain, places)).replace('<mark class="hit">', "").replace("</mark>", "") == str(
        highlight(plain, [])
    )
