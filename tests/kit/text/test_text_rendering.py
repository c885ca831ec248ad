"""Rendering: the dialect, what is kept and dropped, and that HTML and plain text always agree."""

import unicodedata
from html import unescape

import html5lib
import pytest
from hypothesis import given, settings

from storyhub.kit.text import Html, Sanitizer, TextProblem, law_html, plain_of, render, stored_html
from tests.kit.text.markdown_strategies import sources
from tests.kit.text.shared_texts import real_stories

REL = 'rel="nofollow ugc noopener noreferrer"'


@pytest.mark.parametrize(
    ("source", "html", "plain"),
    [
        (
            "# One\n\n## Two\n\n### Three\n\n###### Six",
            "<h3>One</h3><h4>Two</h4><h5>Three</h5><h6>Six</h6>",
            "One\n\nTwo\n\nThree\n\nSix",
        ),
        ("One\n===\n\nTwo\n---", "<h3>One</h3><h4>Two</h4>", "One\n\nTwo"),
        ("#hashtag is no heading", "<p>#hashtag is no heading</p>", "#hashtag is no heading"),
        ("one\ntwo   three", "<p>one<br>two three</p>", "one\ntwo three"),
        ("one  \ntwo", "<p>one<br>two</p>", "one\ntwo"),
        ("a *b* **c** `d  e`", "<p>a <em>b</em> <strong>c</strong> <code>d e</code></p>", "a b c d e"),
        ("    indented, not code", "<p>indented, not code</p>", "indented, not code"),
        ("```\na  b\n  c\n```", "<pre><code>a  b\n  c</code></pre>", "a  b\n  c"),
        ("- a\n- b\n    - c\n\nd", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>", "a\nb\nc\n\nd"),
        ("7. a\n8. b", '<ol start="7"><li>a</li><li>b</li></ol>', "a\nb"),
        ("> a\n\nb\n\n---\n\nc", "<blockquote><p>a</p></blockquote><p>b</p><hr><p>c</p>", "a\n\nb\n\nc"),
        (
            "x<y and y>z & AT&T &copy; &lt;b&gt;",
            "<p>x&lt;y and y&gt;z &amp; AT&amp;T © &lt;b&gt;</p>",
            "x<y and y>z & AT&T © <b>",
        ),
        ("<b>bold</b> <script>alert(1)</script>", None, "<b>bold</b> <script>alert(1)</script>"),
        ("![alt](x.png)", "<p>![alt](x.png)</p>", "![alt](x.png)"),
        ("[](http://a.b) x", "<p>x</p>", "x"),
    ],
)
def test_the_dialect(source: str, html: str | None, plain: str) -> None:
    rendered = render(source)
    assert rendered.plain == plain
    if html is not None:
        assert rendered.html == html
    assert rendered.pipeline


def test_a_table_keeps_its_alignment() -> None:
    rendered = render("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert '<th align="left">a</th><th align="right">b</th>' in rendered.html
    assert rendered.plain == "a\tb\n1\t2"
    assert "style" not in rendered.html


@pytest.mark.parametrize("href", ["http://a.b", "HTTPS://a.b/c?d=e&f#g", "mailto:a@b.c", "/ru/laws", "#top"])
def test_good_addresses_become_links_that_vouch_for_nothing(href: str) -> None:
    assert render(f"[a]({href})").html == f'<p><a href="{href.replace("&", "&amp;")}" {REL}>a</a></p>'


@pytest.mark.parametrize(
    "href",
    [
        "javascript:123",
        "JaVaScRiPt:alert(1)",
        "//evil.com",
        "/\\evil.com",
        "\\\\evil.com",
        "data:text/html,x",
        "vbscript:x",
        "evil.com",
        "file:///etc",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "/&#9;/evil.com",
        "http:evil",
        "https:///evil.com",
        "ftp://a",
        "&#1;javascript:1",
    ],
)
@pytest.mark.parametrize("sanitizer", Sanitizer)
def test_other_addresses_leave_their_text(href: str, sanitizer: Sanitizer) -> None:
    assert render(f"[word]({href})", sanitizer=sanitizer).html == "<p>word</p>"


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("(see http://a.b/c(d)).", "http://a.b/c(d)", "http://a.b/c(d)"),
        ("«www.a.b»", "http://www.a.b", "www.a.b"),
        ("http://a.b?c=1&amp;d=2!", "http://a.b?c=1&amp;d=2", "http://a.b?c=1&amp;d=2"),
    ],
)
def test_bare_addresses_become_links(text: str, href: str, shown: str) -> None:
    assert f'<a href="{href}" {REL}>{shown}</a>' in render(text).html


@pytest.mark.parametrize("text", ["`http://a.b`", "word.Next", "a@www.b.c", "shop.example", "http://", "www. a"])
def test_these_do_not_become_links(text: str) -> None:
    assert "<a " not in render(text).html


def test_characters_smuggled_in_by_entities_are_dropped() -> None:
    plain = render("a&#x202e;b&#x200b;c&#8;d&#13;e&#xd800;f e*&#x301;x*").plain
    assert not set(plain) & set("\u202e\u200b\x08\r\ud800")
    assert plain.endswith("\u00e9x")


@pytest.mark.parametrize(
    "source", ["*a**a*```\n`", "_`*a**word**`", "*,`b *,._b `__**a*a", "b **``,\\**\nword._\nb x***___*** __"]
)
def test_a_tangle_of_emphasis_and_code_loses_nothing(source: str) -> None:
    plain = render(source).plain
    assert [char for char in plain if char.isalpha()] == [char for char in source if char.isalpha()]


def test_a_tangle_leaves_nothing_behind_for_the_next_text() -> None:
    for tangle in ("*a**a*```\n`", "_`*a**word**`", "*,`b *,._b `__**a*a", "b **``,\\**\nword._\nb x***___*** __"):
        render(tangle)
        assert render("One *two* **three**").html == "<p>One <em>two</em> <strong>three</strong></p>"


def test_a_rendering_that_outgrows_its_source_is_refused() -> None:
    with pytest.raises(TextProblem) as caught:
        render("[a]: http://x/" + "y" * 10_000 + "\n\n" + "[a] " * 190)
    assert caught.value.params["limit"] == "output"


def test_law_text_is_sanitised_too() -> None:
    html = law_html("# Law\n\n[a](javascript:1) <img src=x onerror=alert(1)>")
    assert isinstance(html, Html)
    assert html == "<h3>Law</h3><p>a &lt;img src=x onerror=alert(1)&gt;</p>"


def test_stored_html_that_was_tampered_with_is_cleaned() -> None:
    html = stored_html('<p onclick="x()">a<script>evil()</script><img src=x><a href="javascript:1">b</a></p>')
    assert html == "<p>aevil()<a>b</a></p>".replace("<a>b</a>", "b")
    assert isinstance(html, Html)


@settings(max_examples=150, deadline=None)
@given(sources)
def test_html_and_plain_always_agree(source: str) -> None:
    try:
        rendered = render(source)
    except TextProblem:
        return
    assert plain_of(rendered.html) == rendered.plain
    assert unicodedata.is_normalized("NFC", rendered.plain)
    assert stored_html(rendered.html) == rendered.html
    assert render(source, sanitizer=Sanitizer.NH3) == rendered
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(str(rendered.html))
    assert not parser.errors
    # An independent parser finds the same characters; only the separators between blocks are ours.
    assert "".join("".join(tree.itertext()).split()) == "".join(rendered.plain.split())


def test_real_stories_keep_every_word() -> None:
    for text in real_stories()[::40]:
        rendered = render(text)
        assert plain_of(rendered.html) == rendered.plain
        typed = unicodedata.normalize("NFC", unescape(text))
        # Letters, not digits: the number of a list item becomes its marker.
        assert [char for char in rendered.plain if char.isalpha()] == [char for char in typed if char.isalpha()]
