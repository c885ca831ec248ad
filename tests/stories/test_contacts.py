"""Letters to tellers: never without consent, never with a code or a word of the story, over at once when it is taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.mail import Letter
from storyhub.stories.domain.contact_token import contact_token
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import CONTACT_WORDING, ConsentKind, DeclineReason, State
from storyhub.stories.models import Consent, Contact, Notice, Story
from storyhub.stories.service import (
    NOTICE,
    LetterHead,
    correct_story,
    decline_story,
    forget_what_is_due,
    granted_consents,
    mail_notice,
    publish_story,
    request_changes,
    set_consents,
    set_contact,
    stop_by_token,
    stop_contact,
    tell_coded,
    withdraw_story,
)
from tests.stories.stories_factories import ALL, KEY, NOW, TEXT, make_story, rendered, tell

HEAD = LetterHead(base_url="https://stories.example", site_names={"ru": "Законы", "en": "Laws"}, key=KEY, contact_days=30)
ADDRESS = "anna@example.com"


def told(*, contact: str | None = ADDRESS, text: str = TEXT, state: State = State.received) -> tuple[Story, str]:
    """A story and its code; its teller wants letters unless `contact` is None."""
    with transaction():
        story, code = tell(text)
        if contact:
            set_contact(story, contact, head=HEAD, lang="en", now=NOW)
    return story, code


def work() -> None:
    """What the worker does with the news that waits."""
    for claim in outbox.claim(NOTICE, limit=50, now=NOW + timedelta(days=9)):
        with transaction():
            mail_notice(int(claim.key), head=HEAD, now=NOW)
        outbox.forget([claim])


def letters() -> list[Letter]:
    return list(db.session.execute(select(Letter).order_by(Letter.id)).scalars())


def kinds() -> list[str]:
    return [letter.kind.removeprefix("story.") for letter in letters()]


def ledger(story: Story) -> list[tuple[bool, str]]:
    rows = db.session.execute(select(Consent).where(Consent.story_id == story.id, Consent.kind == ConsentKind.contact).order_by(Consent.id))
    return [(row.granted, row.wording) for row in rows.scalars()]


def test_an_address_is_a_consent_with_its_wording_and_a_first_letter(context: Flask):
    story, _code = told(contact=" Anna@EXAMPLE.com ")

    contact = db.session.execute(select(Contact)).scalar_one()
    assert (contact.address, contact.lang, contact.delete_on) == ("Anna@example.com", "en", date(2026, 12, 20))
    assert ledger(story) == [(True, CONTACT_WORDING)]
    assert ConsentKind.contact in granted_consents(story.id)
    assert kinds() == ["received"]
    assert letters()[0].to_address == "Anna@example.com"


@pytest.mark.parametrize("address", ["anna", "anna@example.com\r\nBcc: eve@example.com", "a@b.com, c@d.com", ""])
def test_what_is_no_address_is_not_kept(context: Flask, address: str):
    with pytest.raises(Invalid):
        told(contact=address or " ")

    assert db.session.execute(select(func.count(Contact.id))).scalar_one() == 0


def news(story: Story) -> None:
    """Everything a teller may hear, in turn."""
    with transaction():
        request_changes(story, message="Please leave out the name of the courier.", actor=OPERATOR, now=NOW)
    with transaction():
        publish_story(story, actor=OPERATOR, now=NOW)
    with transaction():
        newer = TEXT + " He even smiled."
        correct_story(story, source=newer, rendered=rendered(newer), actor=OPERATOR, now=NOW)
        publish_story(story, actor=OPERATOR, now=NOW)
    with transaction():
        tell_coded(story.id, now=NOW)
    with transaction():
        tell_coded(story.id, now=NOW)
    work()


def test_without_the_consent_nothing_is_ever_written(context: Flask):
    story, _code = told(contact=None)

    news(story)
    with transaction():
        withdraw_story(story, actor=OPERATOR, now=NOW)
    work()

    assert letters() == []
    assert db.session.execute(select(func.count(Notice.id))).scalar_one() == 3, "the news was there"


def test_every_news_is_one_letter(context: Flask):
    story, _code = told()

    news(story)

    assert kinds() == ["received", "changes_requested", "published", "republished", "coded"]
    assert {letter.to_address for letter in letters()} == {ADDRESS}


def test_a_refusal_says_why_in_the_words_of_the_list(context: Flask):
    story, _code = told()

    with transaction():
        decline_story(story, reason=DeclineReason.advertising, message="You name the shop eleven times.", actor=OPERATOR, now=NOW)
    work()

    letter = letters()[-1]
    assert letter.kind == "story.declined"
    assert "It is advertising" in letter.body
    assert "eleven" not in letter.body


def test_a_letter_holds_no_code_no_story_and_no_words_of_a_moderator(context: Flask):
    story, code = told()

    news(story)
    with transaction():
        withdraw_story(story, actor=OPERATOR, now=NOW)

    assert letters()
    for letter in letters():
        whole = letter.subject + letter.body + letter.unsubscribe
        assert code not in whole
        assert code.replace("-", "") not in whole
        assert not any(sentence in whole for sentence in ("courier", "apologised", "upstairs", "smiled"))
        assert public_id(story.id) in letter.subject


def test_every_letter_leads_to_the_page_of_codes_and_out(context: Flask):
    told()

    (letter,) = letters()
    assert "https://stories.example/en/receipt\n" in letter.body
    assert letter.unsubscribe.startswith("https://stories.example/en/mail/stop/")
    assert letter.unsubscribe in letter.body


def test_a_letter_speaks_the_language_of_the_story(context: Flask):
    told(text="Курьер опоздал на час, извинился и сам поднял коробку на пятый этаж. С тех пор заказываю только там.")

    (letter,) = letters()
    assert letter.lang == "ru"
    assert "https://stories.example/ru/receipt" in letter.body
    assert "Законы" in letter.body


def test_the_same_news_handled_twice_is_one_letter(context: Flask):
    story, _code = told()
    with transaction():
        publish_story(story, actor=OPERATOR, now=NOW)
    notice = db.session.execute(select(Notice.id)).scalar_one()

    for _ in range(2):
        with transaction():
            mail_notice(notice, head=HEAD, now=NOW)

    assert kinds() == ["received", "published"]


def test_consent_taken_back_before_the_worker_comes_stops_the_letter(context: Flask):
    story, _code = told()
    with transaction():
        publish_story(story, actor=OPERATOR, now=NOW)
    with transaction():
        stop_contact(story.id, lang="en", now=NOW)
    work()

    assert letters() == [], "the first letter, still waiting, is taken back too"
    assert ledger(story) == [(True, CONTACT_WORDING), (False, CONTACT_WORDING)]
    assert db.session.execute(select(func.count(Contact.id))).scalar_one() == 0


def test_the_link_of_a_letter_ends_letters_once(context: Flask):
    story, _code = told()
    link = letters()[0].unsubscribe.rpartition("/")[2]

    with transaction():
        stop_by_token(link, lang="en", now=NOW)

    assert granted_consents(story.id) == ALL - {ConsentKind.contact}
    with pytest.raises(NotFound), transaction():
        stop_by_token(link, lang="en", now=NOW)


def test_the_database_does_not_hold_the_link(context: Flask):
    story, _code = told()
    contact = db.session.execute(select(Contact)).scalar_one()
    token = contact_token(KEY, story.id, contact.created_at)

    assert token not in contact.token_hash
    assert token != contact_token(b"another key", story.id, contact.created_at)
    with pytest.raises(NotFound), transaction():
        stop_by_token(contact.token_hash, lang="en", now=NOW)


def test_another_address_replaces_the_first_one_and_its_letters(context: Flask):
    story, _code = told()
    old = letters()[0].unsubscribe

    with transaction():
        set_contact(story, "eve@example.com", head=HEAD, lang="en", now=NOW + timedelta(hours=1))

    assert [letter.to_address for letter in letters()] == ["eve@example.com"]
    with pytest.raises(NotFound), transaction():
        stop_by_token(old.rpartition("/")[2], lang="en", now=NOW)


def test_the_same_address_again_writes_nothing(context: Flask):
    story, _code = told()

    with transaction():
        set_contact(story, ADDRESS, head=HEAD, lang="en", now=NOW + timedelta(days=3))

    assert kinds() == ["received"]
    assert len(ledger(story)) == 1
    assert db.session.execute(select(Contact.delete_on)).scalar_one() == date(2026, 12, 23)


def test_a_withdrawal_is_confirmed_once_and_the_address_is_gone(context: Flask):
    story, _code = told()

    with transaction():
        withdraw_story(story, actor=OPERATOR, now=NOW)
    work()

    (letter,) = letters()
    assert (letter.kind, letter.to_address, letter.unsubscribe) == ("story.withdrawn", ADDRESS, "")
    assert db.session.execute(select(func.count(Contact.id))).scalar_one() == 0
    assert ledger(story)[-1][0] is False
    with pytest.raises(Conflict), transaction():
        set_contact(story, ADDRESS, head=HEAD, lang="en", now=NOW)


def test_taking_back_the_publishing_erases_the_address_too(context: Flask):
    story, _code = told()

    with transaction():
        set_consents(story, frozenset(), lang="en", now=NOW)

    assert db.session.execute(select(func.count(Contact.id))).scalar_one() == 0


def test_other_choices_leave_the_letters_alone(context: Flask):
    story, _code = told()

    with transaction():
        set_consents(story, frozenset({ConsentKind.publish}), lang="en", now=NOW)

    assert granted_consents(story.id) == {ConsentKind.publish, ConsentKind.contact}


def test_an_address_is_erased_on_its_day_and_not_before(context: Flask):
    story, _code = told()
    told(contact="later@example.com")
    with transaction():
        db.session.execute(select(Contact).where(Contact.story_id == story.id)).scalar_one().delete_on = date(2026, 11, 25)

    for day, left in ((24, 2), (25, 1), (26, 1)):
        with transaction():
            forget_what_is_due(now=NOW.replace(day=day))
        assert db.session.execute(select(func.count(Contact.id))).scalar_one() == left

    assert [letter.to_address for letter in letters()] == ["later@example.com"]
    assert ConsentKind.contact not in granted_consents(story.id)


def test_news_puts_the_day_off(context: Flask):
    story, _code = told()
    with transaction():
        publish_story(story, actor=OPERATOR, now=NOW)
    notice = db.session.execute(select(Notice.id)).scalar_one()
    with transaction():
        mail_notice(notice, head=HEAD, now=NOW + timedelta(days=20))

    assert db.session.execute(select(Contact.delete_on)).scalar_one() == date(2027, 1, 9)


def test_a_letter_no_server_took_for_a_month_is_emptied(context: Flask):
    told()

    with transaction():
        forgotten = forget_what_is_due(now=NOW + timedelta(days=29))
    assert (forgotten.contacts, forgotten.letters) == (0, 0)
    with transaction():
        db.session.execute(select(Contact)).scalar_one().delete_on = date(2030, 1, 1)
        forgotten = forget_what_is_due(now=NOW + timedelta(days=31))

    assert (forgotten.contacts, forgotten.letters) == (0, 1)
    (letter,) = letters()
    assert (letter.to_address, letter.body, letter.topic) == ("", "", "")


def test_the_log_of_decisions_knows_no_address(context: Flask):
    story, _code = told()
    with transaction():
        stop_contact(story.id, lang="en", now=NOW)

    rows = db.session.execute(select(AuditRow).where(AuditRow.action == "story.consents")).scalars().all()
    assert [row.why for row in rows] == ["+contact", "-contact"]
    assert not any("anna" in row.why + row.key for row in rows)


def test_a_story_told_on_pages_that_ask_for_nothing_writes_nothing_about_letters(context: Flask):
    with transaction():
        story = make_story(consents=frozenset({ConsentKind.publish, ConsentKind.contact}))

    assert ledger(story) == []
