"""Feeds for readers' programs. What is withdrawn is not in the next answer, whatever the program remembers of the last one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from flask import Response, url_for

from storyhub.calls.queries import CallCard, calls_on, card_of
from storyhub.kit.days import day_of, start_of
from storyhub.kit.errors import Gone
from storyhub.kit.i18n import current_language, gettext, lazy_gettext
from storyhub.kit.web import now, settings
from storyhub.kit.web.caching import say_changed
from storyhub.kit.web.templating import site_name
from storyhub.reading.domain.atom import Entry, Feed, atom
from storyhub.reading.queries.story_news import StoryNews, last_withdrawal, story_news
from storyhub.reading.views.addresses import permanent, story_permanent
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.calls import existing_call
from storyhub.stories.queries import StoryFilters

NEWEST = 50
# What a feed without entries says of when it changed.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@bp.get("/calls/feed.atom")
def calls_feed() -> Response:
    """Every call that was not taken back, the newest first."""
    calls = calls_on(day_of(now()), lang=current_language())[:NEWEST]
    return feed_answer(
        Feed(
            address=whole("reading.calls_feed"),
            page=whole("reading.calls"),
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
    return feed_answer(
        Feed(
            address=whole("reading.call_feed", slug=call.slug),
            page=whole("reading.call", slug=call.slug),
            title=f"{call.title} – {site_name()}",
            author=site_name(),
            lang=current_language(),
            updated=max(call.changed_at, moment_of(last_withdrawal())),
            entries=story_entries(story_news(StoryFilters(call_id=call.id), NEWEST)),
        )
    )


def _call_entry(call: CallCard) -> Entry:
    address, ident = whole("reading.call", slug=call.slug), permanent(f"/calls/{call.slug}")
    return Entry(address, call.title, call.changed_at, current_language(), html=str(call.text), ident=ident)


def story_entries(news: Iterable[StoryNews]) -> list[Entry]:
    return [_story_entry(one) for one in news]


def _story_entry(news: StoryNews) -> Entry:
    card = news.card
    return Entry(
        whole("reading.story", public_id=card.public_id),
        card.title or card.public_id,
        moment_of(news.changed),
        card.lang,
        summary=card.excerpt,
        ident=story_permanent(card.public_id),
        published=moment_of(card.published_on),
    )


def moment_of(day: date | None) -> datetime:
    """A day as the moment a feed wants: nothing finer than the day is told."""
    return start_of(day) if day else LONG_AGO


def feed_answer(feed: Feed) -> Response:
    """The feed as a file that a program asks for again only when something in it changed."""
    response = Response(atom(feed), mimetype="application/atom+xml")
    say_changed(feed.updated, *(entry.updated for entry in feed.entries))
    return response


def whole(endpoint: str, **values: str | int) -> str:
    return settings().base_url + url_for(endpoint, **values)  # type: ignore[arg-type]  # url_for takes any value
