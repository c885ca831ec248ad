"""Everything a person can read on the site, as bytes: every page and file by GET, with the headers that would give a change away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import product
from urllib.parse import urlencode
from zipfile import ZipFile

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from storyhub.stories.domain.public_id import public_id
from tests.page_client import PageClient

# What differs between two readings of the same page by the same person: tokens, the nonce of the form that tells a story,
# the number of a request on a page that says something went wrong, and what the clock says.
_ONCE = rb"csrf_token|nonce|opened"
_TOKENS = re.compile(
    rb'(name="(?:' + _ONCE + rb')"[^>]*value=")[^"]*|(value=")[^"]*("[^>]*name="(?:' + _ONCE + rb')")|(<code>)[0-9a-f]{8}(</code>)'
    rb'|("(?:exported|last_seen)_at":\s?")[^"]*|("oldest_s":\s?)[^,}]*|(urn:storyhub:request:)[0-9a-f]{8}|(last seen )[^<]*'
    rb"|(<responseDate>)[^<]*"
)
TELLING = ("ETag", "Last-Modified", "Content-Length", "Location", "Link", "Cache-Control", "Content-Type", "Expires", "Vary")
# Files that are the same for everybody, one-time pages, and the demo's own mailbox.
APART = ("/static/", "/assets/", "/dev/mail", "/sign-in", "/sign-out", "/password", "/patterns", "/me/security/app")
SEARCHES = ("{words}", "law:{law}", "kind:passage {words}", "polarity:upholds", "{law}")
Page = tuple[int, Mapping[str, str], bytes]


def addresses(app: Flask, *, stories: tuple[int, ...], laws: tuple[int, ...], proposal: int, words: str) -> list[str]:
    """Every address of every page that can be read with GET, with each of these things in it, and searches for them."""
    found = [address for rule in app.url_map.iter_rules() for address in _filled(app, rule, stories, laws, proposal)]
    for pattern in SEARCHES:
        query = pattern.format(words=words, law=laws[0])
        found += [f"/en/search?{urlencode({'q': query})}", f"/en/search?{urlencode({'q': query, 'kind': 'passage'})}"]
    by_law = urlencode({"q": words, "law": laws[0]})
    found += [f"/en/search?{by_law}", f"/ru/search?{by_law}", f"/en/stories?law={laws[0]}", "/en/laws?sort=evidence", "/ru/laws"]
    found += ["/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListSets"]
    found += [f"/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=law:{laws[0]}"]
    return sorted(set(found))


def _filled(app: Flask, rule: Rule, stories: tuple[int, ...], laws: tuple[int, ...], proposal: int) -> Iterator[str]:
    if "GET" not in (rule.methods or ()) or any(part in rule.rule for part in APART):
        return
    values = {
        "slug": ("shop",), "sector": ("delivery", "retail"), "stage": ("experience",), "token": ("x",), "handle": ("somebody",),
        "complaint_id": (1,), "filename": ("x",), "public_id": tuple(public_id(story) for story in stories),
        "other": (public_id(stories[-1]),), "number": (proposal,) if "proposals" in rule.rule else laws,
        "key": laws, "first": (1,), "second": (2,), "remark_id": (1,), "succession_id": (1,), "version": ("0",),
        "block": (1,), "suffix": ("bib",), "sentence": (1,), "edition_id": (1,), "name": ("README.md",),
    }  # fmt: skip
    names = sorted(name for name in rule.arguments if name != "lang")
    if missing := set(names) - values.keys():
        raise AssertionError(f"{rule.rule}: say in `values` what stands for {missing}")
    adapter = app.url_map.bind("localhost")
    lang = {"lang": "en"} if "lang" in rule.arguments else {}
    for given in product(*(values[name] for name in names)):
        yield adapter.build(rule.endpoint, {**lang, **dict(zip(names, given, strict=True))}, method="GET")


def read(client: PageClient, where: list[str]) -> dict[str, Page]:
    """Each of the pages as this browser gets it."""
    return {address: page(client, address) for address in where}


def page(client: PageClient, address: str, method: str = "GET", data: Mapping[str, str] | None = None) -> Page:
    response = client.client.open(address, method=method, data=data)
    headers = {name: response.headers[name] for name in TELLING if name in response.headers}
    body, masked = _TOKENS.subn(rb"\1\2\3\4\5\6\7\8\9\g<10>", _unpacked(response))
    response.close()
    if masked:  # Then these two speak of what was masked.
        headers.pop("ETag", None)
        headers.pop("Content-Length", None)
    return response.status_code, headers, body


def _unpacked(response: Response) -> bytes:
    """What a file of files holds, one after the other: packed, the same words look different beside another date."""
    body: bytes = response.get_data()
    if response.mimetype != "application/zip":
        return body
    with ZipFile(BytesIO(body)) as packed:
        return b"".join(name.encode() + b"\n" + packed.read(name) for name in packed.namelist())


def differences(before: Mapping[str, Page], after: Mapping[str, Page]) -> dict[str, str]:
    """The addresses whose answers differ, with the first differing place."""
    return {address: _first(before[address], after[address]) for address in before if before[address] != after[address]}


def _first(before: Page, after: Page) -> str:
    if before[:2] != after[:2]:
        return f"{before[:2]} became {after[:2]}"
    place = next((n for n, (old, new) in enumerate(zip(before[2], after[2], strict=False)) if old != new), -1)
    start = max(0, place - 60)
    return f"{before[2][start : start + 120]!r} became {after[2][start : start + 120]!r}"
