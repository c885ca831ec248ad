"""Links in the head of an answer: whole, short, and of nothing but ASCII, whatever they point at."""

from __future__ import annotations

import pytest

from storyhub.citing.domain.linked_signposts import LINKSET, MAX_HEADER, Link, Signposts, header_of, linkset_of, safe

LAW = Signposts(
    cite_as="https://x.example/laws/12",
    types=("DefinedTerm",),
    licence="https://creativecommons.org/licenses/by/4.0/",
    described_by=[("application/ld+json", "https://x.example/laws/12.jsonld")],
    items=[("text/csv", "https://x.example/en/laws/12/evidence.csv")],
    collection="https://x.example/laws",
    linkset="https://x.example/laws/12.linkset.json",
)


def test_a_header_says_what_it_is_how_to_cite_it_and_where_the_rest_is():
    assert header_of(LAW).split(", ") == [
        '<https://x.example/laws/12>; rel="cite-as"',
        '<https://schema.org/AboutPage>; rel="type"',
        '<https://schema.org/DefinedTerm>; rel="type"',
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
        '<https://x.example/laws/12.jsonld>; rel="describedby"; type="application/ld+json"',
        '<https://x.example/en/laws/12/evidence.csv>; rel="item"; type="text/csv"',
        '<https://x.example/laws>; rel="collection"',
        '<https://x.example/laws/12.linkset.json>; rel="linkset"; type="application/linkset+json"',
    ]


def test_what_would_grow_too_long_is_in_the_set_alone():
    many = Signposts(
        cite_as=LAW.cite_as, types=LAW.types, linkset=LAW.linkset, items=[("text/html", f"https://x.example/laws/{n}") for n in range(90)]
    )
    header = header_of(many)

    assert len(header) < MAX_HEADER
    assert 'rel="item"' not in header
    assert header.count('rel="type"') == 2
    assert f'<{LAW.linkset}>; rel="linkset"; type="{LINKSET}"' in header
    [around, *back] = linkset_of(many, ["https://x.example/en/laws"])["linkset"]
    assert len(around["item"]) == len(back) == 90


@pytest.mark.parametrize("address", [f"http://x/{end}" for end in ("\r\nSet-Cookie: a=1", "<a>", "ё€👍", '"; rel="author', "\x00 ")])
def test_no_address_breaks_out_of_its_link(address: str):
    header = header_of(Signposts(cite_as=address, types=(), linkset="http://x/s"))

    assert header.isascii()
    assert header.isprintable()
    assert header.count("<") == header.count(">") == 3
    assert header.startswith(f'<{safe(address)}>; rel="cite-as", <')
    assert " " not in safe(address)


def test_a_media_type_is_one():
    with pytest.raises(ValueError, match="media type"):
        Link("item", "http://x", 'text/csv"; rel="author')


def test_the_set_points_there_and_back_in_every_language():
    pages = ["https://x.example/ru/laws/12", "https://x.example/en/laws/12"]
    found = linkset_of(LAW, pages)["linkset"]

    assert [one["anchor"] for one in found[:2]] == pages
    assert found[0]["cite-as"] == [{"href": "https://x.example/laws/12"}]
    assert len(found[0]["type"]) == 2
    here = [{"href": page, "type": "text/html"} for page in pages]
    assert {one["anchor"]: (one.get("describes"), one.get("collection")) for one in found[2:]} == {
        "https://x.example/laws/12.jsonld": (here, None),
        "https://x.example/en/laws/12/evidence.csv": (None, here),
    }
