"""The rules of pages refuse what they are there to refuse: a check that lets everything through would pass for ever."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.page_client import PageClient
from tests.page_rules import Page, check_links, check_page

SPOILT = (
    ("<h1>", "<h1>Other</h1><h1>"),
    ("<h1>", "<h3>Too deep</h3><h1>"),
    ("</main>", "<h2>A</h2><h4>B</h4></main>"),
    ("</main>", '<p id="main"></p></main>'),
    ("</main>", '<input name="x"></main>'),
    ("</main>", '<p style="color: red"></p></main>'),
    ("</main>", '<script>alert("x")</script></main>'),
    ("</main>", '<p aria-describedby="nowhere"></p></main>'),
    ("</main>", "<p><div>a block in a paragraph</div></p></main>"),
    ("</main>", "<table><p>a paragraph in a table</p></table></main>"),
    ("</main>", "<em><strong>crossed</em></strong></main>"),
    ("</main>", "<p>a &nosuchthing; entity</p></main>"),
    ("</main>", '<a href="/ru/stories" href="/ru/laws">twice</a></main>'),
    ("</main>", "<b></main>"),
    ("<title>", "<title>Something else "),
    (' lang="en"', ' lang="fr"'),
)


@pytest.fixture
def body(client: PageClient) -> str:
    return client.get("/en/about").get_data(as_text=True)


def page_of(body: str, client: PageClient) -> Page:
    assert client.response is not None
    return Page(BeautifulSoup(body, "html.parser"), "/en/about", client.response)


def _refused(body: str, client: PageClient) -> bool:
    try:
        check_page(body, page_of(body, client))
    except AssertionError:
        return True
    return False


def test_each_rule_refuses_a_page_that_breaks_it(client: PageClient, body: str) -> None:
    for old, new in SPOILT:
        assert old in body, old
        spoilt = body.replace(old, new, 1)
        assert _refused(spoilt, client), f"{new} passes"


def test_white_space_in_a_table_is_no_error(client: PageClient, body: str) -> None:
    spaced = body.replace("</main>", "<table>\n <tbody>\n <tr>\n <td>words</td>\n </tr>\n </tbody>\n </table></main>")
    check_page(spaced, page_of(spaced, client))


def test_links_must_lead_somewhere(client: PageClient, body: str) -> None:
    for link in ("#nowhere", "/en/no-such-page"):
        spoilt = body.replace("</main>", f'<a href="{link}">x</a></main>')
        with pytest.raises(Exception, match=r"nothing has the id|404"):
            check_links(page_of(spoilt, client), client.app)
