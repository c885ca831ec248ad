"""Pictures shown with a link to a law or story. Drawn when asked for and kept in memory alone: nothing to withhold, nothing to erase."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from flask import Response, make_response, redirect, request
from werkzeug.datastructures import ETags

from storyhub.kit.drawing import Card, Figure, draw, fingerprint
from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.web import limiter, settings
from storyhub.kit.web.caching import say_changed
from storyhub.kit.web.limits import limit_of
from storyhub.kit.web.linking import url_for
from storyhub.kit.web.sharing import SharePicture
from storyhub.kit.web.templating import site_name
from storyhub.laws.domain.emblem import emblem
from storyhub.laws.domain.emblem_outline import polygons
from storyhub.laws.queries import LawPage
from storyhub.reading.views.law_addressed import law_numbered
from storyhub.reading.views.linked import linked_bp, readable_story
from storyhub.stories.domain.excerpt import shown_title
from storyhub.stories.domain.public_id import public_id as public_id_of
from storyhub.stories.models import Story

# About 20 kB each.
KEPT = 64
# One drawing takes some 50 ms of a core; whoever asks for many waits, the site does not.
_one_at_a_time = threading.Lock()


@linked_bp.get("/cards/<any(ru, en):lang>/laws/<int:number>-<version>.png")
@limiter.limit(limit_of("cards"))
def law_card(number: int, version: str) -> Response:
    found = law_numbered(number)
    say_changed(found.accepted_at, found.revised_at)
    return answer_with(card_of_law(found), version, "linked.law_card", number=number)


@linked_bp.get("/cards/<any(ru, en):lang>/stories/<public_id>-<version>.png")
@limiter.limit(limit_of("cards"))
def story_card(public_id: str, version: str) -> Response:
    """Gone at once with its story: the story is read anew for every request."""
    found = readable_story(public_id)
    return answer_with(card_of_story(found), version, "linked.story_card", public_id=public_id_of(found.id))


def law_picture(law: LawPage) -> SharePicture:
    card = card_of_law(law)
    return picture_of(card, "linked.law_card", number=law.number)


def story_picture(story: Story) -> SharePicture:
    card = card_of_story(story)
    return picture_of(card, "linked.story_card", public_id=public_id_of(story.id))


def card_of_law(law: LawPage) -> Card:
    return Card(gettext("Law %(key)s", key=law.number), law.name, law.statement, foot(), figures_of([law.number]))


def card_of_story(story: Story) -> Card:
    """Its title or first words, as lists show them; never more of its text."""
    revision = story.published_revision
    assert revision is not None
    title = shown_title(story.title, revision.plain)
    return Card(gettext("Story %(id)s", id=public_id_of(story.id)), title, "", foot())


def figures_of(numbers: Iterable[int]) -> tuple[Figure, ...]:
    return tuple(_figure(number) for number in numbers)


@lru_cache(maxsize=512)
def _figure(number: int) -> Figure:
    return polygons(emblem(number))


def foot() -> str:
    return f"{site_name()} · {urlsplit(settings().base_url).netloc}"


def picture_of(card: Card, endpoint: str, **values: str | int) -> SharePicture:
    address = url_for(endpoint, lang=current_language(), version=fingerprint(card), **values)
    return SharePicture(settings().base_url + address, alt=f"{card.label}: {card.title}")


def answer_with(card: Card, version: str, endpoint: str, **values: str | int) -> Response:
    """The picture; under the address of an older one the way to it. Who has it already costs no drawing."""
    current = fingerprint(card)
    if version != current:
        return make_response(redirect(url_for(endpoint, lang=current_language(), version=current, **values)))
    known: ETags = request.if_none_match
    response = Response(b"" if known.contains_weak(current) else _drawn(card), mimetype="image/png")
    response.set_etag(current)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _drawn(card: Card) -> bytes:
    with _one_at_a_time:
        return _kept(card)


@lru_cache(maxsize=KEPT)
def _kept(card: Card) -> bytes:
    return draw(card)
