"""Documents for machines at permanent addresses without a language: linked data and sets of links. They say what everybody may know."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Blueprint, Response

from storyhub.citing.domain.linked_data import Node, document, story_work, term, term_set
from storyhub.citing.domain.linked_signposts import LINKSET, Link, Signposts, header_of, linkset_of, written
from storyhub.kit.actor import VISITOR
from storyhub.kit.errors import Gone, NotFound
from storyhub.kit.i18n import LANGUAGES
from storyhub.kit.web.caching import say_changed
from storyhub.laws.queries import law_news, law_numbers, law_page
from storyhub.laws.queries.law_page import LawPage
from storyhub.reading.queries.story_page import find_story, story_text
from storyhub.reading.views.addresses import permanent
from storyhub.reading.views.law_addressed import MAX_NUMBER
from storyhub.reading.views.linked_shapes import (
    JSON_LD,
    landing,
    law_in_all,
    law_signposts,
    laws_in_all,
    library_in_all,
    library_signposts,
    story_here,
    story_signposts,
)
from storyhub.stories.domain.public_id import public_id as public_id_of
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.rules import may_read

linked_bp = Blueprint("linked", __name__)


@linked_bp.get("/laws.jsonld")
def library_data() -> Response:
    news = {lang: law_news(lang) for lang in LANGUAGES}
    say_changed(*(one.changed for found in news.values() for one in found))
    return data_answer(term_set(library_in_all(), laws_in_all(news)), permanent("/laws"))


@linked_bp.get("/laws.linkset.json")
def library_links() -> Response:
    return linkset_answer(library_signposts(list(law_numbers())), "reading.laws")


@linked_bp.get("/laws/<int:number>.jsonld")
def law_data(number: int) -> Response:
    pages = _law(number)
    found = law_in_all(pages)
    page = next(iter(pages.values()))
    say_changed(page.accepted_at, page.revised_at, *(kin.at for kin in page.lineage))
    return data_answer(term(found, library_in_all()), permanent(f"/laws/{number}"))


@linked_bp.get("/laws/<int:number>.linkset.json")
def law_links(number: int) -> Response:
    _law(number)
    return linkset_answer(law_signposts(number, *LANGUAGES), "reading.law", number=number)


@linked_bp.get("/stories/<public_id>.jsonld")
def story_data(public_id: str) -> Response:
    found = readable_story(public_id)
    text = story_text(found, lang="en")
    if text is None:
        raise NotFound(log="published without a text")
    return data_answer(story_work(story_here(found, text), library_in_all()), permanent(f"/stories/{public_id}"))


@linked_bp.get("/stories/<public_id>.linkset.json")
def story_links(public_id: str) -> Response:
    found = readable_story(public_id)
    return linkset_answer(story_signposts(public_id_of(found.id), free=found.may_open_data), "reading.story", public_id=public_id)


def readable_story(public_id: str) -> Story:
    """The story, if everybody may read it, whoever asks. Raises: Gone of one that was withdrawn, NotFound of any other."""
    found = find_story(public_id)
    if found is not None and may_read(VISITOR, found):
        return found
    was_public = found is not None and found.published_on is not None and found.audience == Audience.public
    if found is not None and was_public and found.state == State.withdrawn:
        raise Gone(log="withdrawn story")
    raise NotFound(log="not readable")


def pointing(response: Response, signposts: Signposts) -> Response:
    """A landing page with its signposts in the head of the answer."""
    response.headers["Link"] = header_of(signposts)
    return response


def _law(number: int) -> Mapping[str, LawPage]:
    """The page of the law in each language. Raises: NotFound."""
    pages = {lang: law_page(number, lang) for lang in LANGUAGES} if 0 < number <= MAX_NUMBER else {}
    found = {lang: page for lang, page in pages.items() if page is not None}
    if not found:
        raise NotFound(log="no such law")
    return found


def data_answer(node: Node, described: str) -> Response:
    response = _json(document(node), JSON_LD)
    response.headers["Link"] = written(Link("describes", described))
    return response


def linkset_answer(signposts: Signposts, endpoint: str, **values: str | int) -> Response:
    return _json(linkset_of(signposts, [landing(endpoint, lang, **values) for lang in LANGUAGES]), LINKSET)


def _json(content: Node, kind: str) -> Response:
    response = Response(json.dumps(content, ensure_ascii=False, indent=1), content_type=kind)
    # Found through the page that it describes.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
