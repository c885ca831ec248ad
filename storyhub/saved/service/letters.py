"""Letters about a saved search: whether they are wanted, and what is new. Titles and addresses only; never the text of a story."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from storyhub.accounts.models import Person
from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.kit.i18n import force_locale, gettext, ngettext
from storyhub.kit.mail import write_letter
from storyhub.laws.domain.law_key import law_number, proposal_number
from storyhub.reading.queries.hits import AnyHit, LawHit, StoryHit
from storyhub.saved.domain.letter_token import letter_token
from storyhub.saved.models import SavedSearch
from storyhub.saved.queries import News, due_searches
from storyhub.stories.service import LetterHead

# The outbox kind; the key is the search's id.
DIGEST = "saved.digest"
LISTED = 20


def topic_of(search_id: int) -> str:
    """By which letters about a search that wait are found again."""
    return f"search:{search_id}"


def ask_digests(*, now: datetime) -> None:
    """Once a day: every search whose letter is due is looked at, each on its own, so that one failure holds up no other."""
    outbox.record_many(DIGEST, [str(search_id) for search_id in due_searches(now=now)])


def tell_news(news: News, *, head: LetterHead, now: datetime) -> bool:
    """Writes the letter and remembers what it tells, both or neither. False if there is nothing to tell, or somebody else did."""
    row = db.session.get(SavedSearch, news.search_id)
    if row is None or row.looked_at != news.looked_at:
        return False
    row.looked_at, row.seen = now, news.seen
    if news.hits:
        _write_news(row, news, head=head, now=now)
    return bool(news.hits)


def write_question(row: SavedSearch, *, head: LetterHead, now: datetime) -> None:
    """To a visitor's address: nothing comes until the link in it is used."""
    with force_locale(row.lang):
        paragraphs = (
            gettext("Hello!"),
            gettext("Somebody, hopefully you, asked for letters to this address about news in the search “%(name)s”.", name=row.name),
            gettext("If you want them, open this page and say so:") + f"\n{_page(row, head)}/confirm",
            gettext("If not, do nothing: nothing else will come, and the address is erased in a few days."),
            head.site_names[row.lang],
        )
        subject = gettext("Do you want letters about “%(name)s”?", name=row.name)
    _send(row, row.address or "", "question", subject=subject, paragraphs=paragraphs, head=head, now=now)


def _write_news(row: SavedSearch, news: News, *, head: LetterHead, now: datetime) -> None:
    person = db.session.get(Person, row.person_id) if row.person_id else None
    to = person.email if person else row.address
    if not to:
        return
    count = len(news.hits)
    with force_locale(row.lang):
        more = ngettext("and %(number)s more", "and %(number)s more", count - LISTED, number=count - LISTED)
        paragraphs = (
            gettext("Hello!"),
            gettext("This is new in your search “%(name)s”:", name=row.name),
            *(_line(hit, f"{head.base_url}/{row.lang}") for hit in news.hits[:LISTED]),
            *([more] if count > LISTED else []),
            gettext("The whole search, the newest first:") + f"\n{_search(row, news, head)}",
            head.site_names[row.lang],
            gettext("No more letters, with one click:") + f"\n{_page(row, head)}",
        )
        subject = ngettext("%(number)s new result: %(name)s", "%(number)s new results: %(name)s", count, number=count, name=row.name)
    _send(row, to, "news", subject=subject, paragraphs=paragraphs, head=head, now=now)


def _line(hit: AnyHit, site: str) -> str:
    if isinstance(hit, StoryHit):
        return f"{gettext('Story %(id)s', id=hit.card.public_id)}: {hit.card.title}\n{site}/stories/{hit.card.public_id}"
    if isinstance(hit, LawHit):
        number = law_number(hit.card.key)
        place = f"laws/{number}" if number else f"proposals/P-{proposal_number(hit.card.key)}"
        return f"{hit.card.key}. {hit.card.name}\n{site}/{place}"
    about = gettext("Marked passage") + f", {hit.card.law_key}. {hit.card.law_name}"
    return f"{about}\n{site}/stories/{hit.card.story_public_id}#s-{hit.card.sentence_number}"


def _page(row: SavedSearch, head: LetterHead) -> str:
    return f"{head.base_url}/{row.lang}/search/letters/{letter_token(head.key, row.id, row.created_at)}"


def _search(row: SavedSearch, news: News, head: LetterHead) -> str:
    return f"{head.base_url}/{row.lang}/search?{urlencode(news.asked.sorted_by('newest').pairs())}"


def _send(row: SavedSearch, to: str, kind: str, *, subject: str, paragraphs: tuple[str, ...], head: LetterHead, now: datetime) -> None:
    body, stop = "\n\n".join(paragraphs) + "\n", _page(row, head)
    write_letter(kind=f"saved.{kind}", to=to, lang=row.lang, subject=subject, body=body, now=now, topic=topic_of(row.id), unsubscribe=stop)
