"""Feeds for readers' programs. What is withdrawn is not in the next answer, whatever the program remembers of the last one."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, request, url_for

from storyhub.calls.queries import CallCard, calls_on, card_of
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.errors import Gone
from storyhub.kit.i18n import current_language, gettext, lazy_gettext
from storyhub.kit.web import now, settings
from storyhub.kit.web.templating import site_name
from storyhub.reading.domain.atom import Entry, Feed, atom, day_start
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.calls import existing_call
from storyhub.stories.queries import StoryCard, StoryFilters, story_list

NEWEST = 50
# What a feed without entries says of when it changed.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@bp.get("/calls/feed.atom")
def calls_feed() -> Response:
    """Every call that was not taken back, the newest first."""
    calls = calls_on(day_of(now()), lang=current_language())[:NEWEST]
    return feed_answer(
        Feed(
            address=_whole("reading.calls_feed"),
            page=_whole("reading.calls"),
            title=f"{gettext('Calls for stories')} – {site_name()}",
            author=site_name(),
            lang=current_language(),
            updated=max((call.changed_at for call in calls), default=LONG_AGO),
            entries=[_call_entry(call) for call in calls],
        )
    )


@bp.get("/calls/<slug>/feed.atom")
def call_feed(slug: str) -> Response:
    """The stories that answered one call, as everybody can read them now."""
    found = existing_call(slug)
    if found.withdrawn_at is not None:
        raise Gone(lazy_gettext("This call for stories was taken back."), log="withdrawn call")
    call = card_of(found, lang=current_language(), today=day_of(now()))
    cards, _total = story_list(StoryFilters(call_id=call.id), actor=VISITOR, page=1, size=NEWEST)
    return feed_answer(
        Feed(
            address=_whole("reading.call_feed", slug=call.slug),
            page=_whole("reading.call", slug=call.slug),
            title=f"{call.title} – {site_name()}",
            author=site_name(),
            lang=current_language(),
            updated=call.changed_at,
            entries=[_story_entry(card) for card in cards],
        )
    )


def _call_entry(call: CallCard) -> Entry:
    return Entry(_whole("reading.call", slug=call.slug), call.title, call.changed_at, current_language(), html=str(call.text))


def _story_entry(card: StoryCard) -> Entry:
    """When it was published is told to the day, as everywhere: the minute could point at a teller."""
    updated = day_start(card.published_on) if card.published_on else LONG_AGO
    return Entry(_whole("reading.story", public_id=card.public_id), card.title or card.public_id, updated, card.lang, summary=card.excerpt)


def feed_answer(feed: Feed) -> Response:
    """The feed as a file that a program asks for again only when something in it changed."""
    response = Response(atom(feed), mimetype="application/atom+xml")
    response.last_modified = max([feed.updated, *(entry.updated for entry in feed.entries)])
    # Only the ETag decides whether a program has it already: the newest date does not change when a story is withdrawn.
    request.environ.pop("HTTP_IF_MODIFIED_SINCE", None)
    return response


def _whole(endpoint: str, **values: str) -> str:
    return settings().base_url + url_for(endpoint, **values)  # type: ignore[arg-type]  # url_for takes any value
