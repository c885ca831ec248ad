"""What is new, for readers' programs: the newest stories, laws that came or were worded anew, the law of each of the last days."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, request

from storyhub.kit.days import day_of, start_of
from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.web import now
from storyhub.kit.web.templating import site_name
from storyhub.laws.domain.law_of_the_day import Reading
from storyhub.laws.queries import LawNews, law_news, laws_read, readings_between
from storyhub.reading.domain.atom import Entry, Feed
from storyhub.reading.queries.story_news import last_withdrawal, story_news
from storyhub.reading.views.addresses import law_address, law_permanent, permanent, tag, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.feeds import LONG_AGO, NEWEST, feed_answer, moment_of, story_entries, whole
from storyhub.reading.views.stories import asked_stories

DAYS = 30


@bp.get("/stories/feed.atom")
def stories_feed() -> Response:
    """The newest stories, narrowed as their page is: `?lang=ru` is the feed of stories told in Russian."""
    asked, filters = asked_stories(request.args)
    languages = {"ru": gettext("Stories told in Russian"), "en": gettext("Stories told in English")}
    return feed_answer(
        Feed(
            address=permanent(with_query("reading.stories_feed", asked.items())),
            page=permanent(with_query("reading.stories", asked.items())),
            title=f"{languages.get(asked.get('lang', ''), gettext('New stories'))} – {site_name()}",
            author=site_name(),
            lang=current_language(),
            updated=moment_of(last_withdrawal()),
            entries=story_entries(story_news(filters, NEWEST)),
        )
    )


@bp.get("/laws/feed.atom")
def laws_feed() -> Response:
    """Laws in force; one that was worded anew comes to the front again."""
    return feed_answer(
        Feed(
            address=whole("reading.laws_feed"),
            page=whole("reading.laws"),
            title=f"{gettext('Laws: new and reworded')} – {site_name()}",
            author=site_name(),
            lang=current_language(),
            updated=LONG_AGO,
            entries=[_law_entry(news) for news in law_news(current_language(), NEWEST)],
        )
    )


@bp.get("/law-of-the-day/feed.atom")
def law_of_the_day_feed() -> Response:
    """An entry a day, under a name of its own: the same law comes again in the next cycle, and is news then."""
    moment, lang = now(), current_language()
    today = day_of(moment)
    readings = readings_between(today - timedelta(days=DAYS - 1), today)
    laws = laws_read((reading.number for reading in readings), lang)
    return feed_answer(
        Feed(
            address=whole("reading.law_of_the_day_feed"),
            page=whole("reading.home"),
            title=f"{gettext('Law of the day')} – {site_name()}",
            author=site_name(),
            lang=lang,
            updated=LONG_AGO,
            entries=[_day_entry(reading, laws[reading.number]) for reading in readings if reading.number in laws],
        )
    )


def _law_entry(news: LawNews) -> Entry:
    card = news.card
    return Entry(
        permanent(law_address(card.key)),
        gettext("Law %(key)s: %(name)s", key=card.key, name=card.name),
        news.changed,
        card.lang,
        summary=card.statement,
        ident=law_permanent(card.key),
        published=news.since,
    )


def _day_entry(reading: Reading, news: LawNews) -> Entry:
    """The entry changes when its day begins, and when the law is worded anew after that."""
    card, begins = news.card, start_of(reading.day)
    return Entry(
        permanent(law_address(card.key)),
        gettext("Law %(key)s: %(name)s", key=card.key, name=card.name),
        max(begins, news.changed),
        card.lang,
        summary=card.statement,
        ident=tag(reading.day.isoformat(), "law-of-the-day"),
        published=begins,
    )
