"""Thanks: three stories a day, the same for everybody; a note by hand that its teller finds with the code."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storyhub.accounts.models import Person
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, TELLER, Actor, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.mail import Letter
from storyhub.moderation.domain.offering import OFFERED, Thankable, offered_on
from storyhub.moderation.models import ThanksNote
from storyhub.moderation.queries.thanks import notes_for, thanks_desk
from storyhub.moderation.service import THANKS, mail_thanks, thank_teller
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Notice, Story
from storyhub.stories.service import LetterHead, publish_story, set_contact, withdraw_story
from tests.accounts.accounts_factories import actor_for, make_person
from tests.moderation.moderation_factories import moderator_at
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories.pages import open_status, send
from tests.stories.stories_factories import NOW, make_story

DAY = date(2026, 11, 22)
WORDS = "Your story made me ring a customer myself today."
HEAD = LetterHead(base_url="https://stories.example", site_names={"ru": "Законы", "en": "Laws"}, key=b"k" * 32, contact_days=365)


def story(number: int, **over: object) -> Thankable:
    values = {"published_on": date(2026, 11, 1), "is_sample": False, "thanked_on": None} | over
    return Thankable(story_id=number, **values)  # type: ignore[arg-type]


def test_three_stories_are_offered_whatever_order_they_come_in():
    stories = [story(number) for number in range(1, 40)]

    chosen = offered_on(DAY, stories)

    assert len(set(chosen)) == OFFERED == 3
    assert offered_on(DAY, reversed(stories)) == chosen


def test_every_story_has_its_day():
    stories = [story(number) for number in range(1, 13)]

    seen = {found for days in range(60) for found in offered_on(DAY + timedelta(days=days), stories)}

    assert seen == set(range(1, 13))


def test_who_was_never_thanked_comes_first():
    thanked = [story(number, thanked_on=date(2026, 11, 21)) for number in range(1, 30)]

    assert set(offered_on(DAY, [*thanked, story(30), story(31)])) >= {30, 31}


def test_people_come_before_samples():
    samples = [story(number, is_sample=True) for number in range(1, 30)]

    assert offered_on(DAY, [*samples, story(30, thanked_on=date(2026, 11, 1))])[0] == 30


def test_what_happens_on_the_day_moves_nothing():
    stories = [story(number) for number in range(1, 10)]
    morning = offered_on(DAY, stories)

    noon = [story(one.story_id, thanked_on=DAY) if one.story_id in morning else one for one in stories]

    assert offered_on(DAY, [*noon, *(story(number, published_on=DAY) for number in range(10, 60))]) == morning
    assert set(offered_on(DAY + timedelta(days=1), noon)).isdisjoint(morning)


def researcher() -> Actor:
    return actor_for(make_person(Role.researcher))


def thank(found: int, actor: Actor, words: str = WORDS) -> None:
    with transaction():
        thank_teller(db.session.get_one(Story, found), words, actor=actor, now=NOW)


def published(**over: object) -> int:
    with transaction():
        return make_story(**over).id  # type: ignore[arg-type]


def test_a_note_is_kept_for_its_teller_and_signed(context: Flask):
    found, actor = published(), actor_for(make_person(Role.curator, name="Vera Orlova"))

    thank(found, actor)

    (note,) = notes_for(found)
    assert (note.name, note.body) == ("Vera Orlova", WORDS)
    row = db.session.execute(select(AuditRow).where(AuditRow.action == "story.thanked")).scalar_one()
    assert (row.kind, row.key, row.why) == ("story", str(found), "")
    assert db.session.execute(select(func.count(Letter.id))).scalar_one() == 0
    assert outbox.claim(THANKS, limit=9, now=datetime.now(UTC)) == []


@pytest.mark.parametrize("actor", [Actor(), TELLER, OPERATOR])
def test_nobody_without_a_name_thanks(context: Flask, actor: Actor):
    found = published()

    with pytest.raises(Forbidden):
        thank(found, actor)


@pytest.mark.parametrize("role", [Role.member, Role.admin])
def test_other_roles_do_not_thank(context: Flask, role: Role):
    found, actor = published(), actor_for(make_person(role))

    with pytest.raises(Forbidden):
        thank(found, actor)


@pytest.mark.parametrize("words", ["", "Thanks!", "   Thanks!      ", "x" * 1001])
def test_a_note_is_a_sentence_or_more(context: Flask, words: str):
    found, actor = published(), researcher()

    with pytest.raises(Invalid):
        thank(found, actor, words)

    assert notes_for(found) == ()


def test_one_person_thanks_once_for_a_story(context: Flask):
    found, first, second = published(), researcher(), researcher()
    thank(found, first)

    with pytest.raises(Conflict):
        thank(found, first)
    thank(found, second)

    assert len(notes_for(found)) == 2


@pytest.mark.parametrize(
    "over",
    [
        {"state": State.received},
        {"state": State.withdrawn},
        {"state": State.restricted},
        {"audience": Audience.staff},
        {"receipt_hash": None},
    ],
)
def test_without_a_teller_who_could_read_it_there_is_no_note(context: Flask, over: dict[str, object]):
    found, actor = published(**over), researcher()

    assert thanks_desk(actor=actor, today=DAY).offers == ()
    with pytest.raises(Conflict):
        thank(found, actor)


def test_a_withdrawal_takes_the_words_away(context: Flask):
    found, actor = published(), researcher()
    thank(found, actor)

    with transaction():
        withdraw_story(db.session.get_one(Story, found), actor=OPERATOR, now=NOW)

    assert notes_for(found) == ()
    assert WORDS not in str(db.session.execute(select(Notice.body)).scalars().all())
    assert db.session.execute(select(func.count(ThanksNote.id))).scalar_one() == 1


def test_a_teller_who_wants_letters_gets_the_note_once(context: Flask):
    found, actor = published(), actor_for(make_person(Role.curator, name="Vera Orlova"))
    with transaction():
        set_contact(db.session.get_one(Story, found), "anna@example.com", head=HEAD, lang="en", now=NOW)
    thank(found, actor)

    (claim,) = outbox.claim(THANKS, limit=9, now=datetime.now(UTC))
    for _ in range(2):
        with transaction():
            mail_thanks(int(claim.key), head=HEAD, now=NOW)

    (letter,) = db.session.execute(select(Letter)).scalars()
    assert WORDS in letter.body
    assert "— Vera Orlova" in letter.body
    assert letter.unsubscribe in letter.body


def test_the_desk_counts_notes_not_people(context: Flask):
    found, actor, other = published(), researcher(), researcher()
    thank(found, actor)
    thank(found, other, WORDS + " Really.")

    desk = thanks_desk(actor=actor, today=DAY)

    assert desk.written == 2
    (offer,) = desk.offers
    assert (offer.mine, offer.others) == (WORDS, 1)


def test_the_desk_asks_as_often_for_three_stories_as_for_one(context: Flask):
    actor, runs = researcher(), []
    for _ in range(2):
        thank(published(), actor)
        db.session.rollback()
        with count_sql(context) as run:
            desk = thanks_desk(actor=actor, today=DAY)
        runs.append((len(desk.offers), len(run)))
        thank(published(), actor)

    assert [offers for offers, _queries in runs] == [1, 3]
    assert len({queries for _offers, queries in runs}) == 1


# Pages


def published_by_a_teller(client: PageClient, app: Flask, lang: str = "en") -> str:
    code = send(client, lang=lang)
    with app.app_context(), transaction():
        publish_story(db.session.execute(select(Story)).scalar_one(), actor=OPERATOR, now=NOW)
    return code


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_note_goes_from_the_desk_to_the_teller(client: PageClient, app: Flask, lang: str):
    code = published_by_a_teller(client, app, lang)
    desk, person = moderator_at(app, Role.researcher, name="Vera Orlova")
    desk.get(f"/{lang}/desk/thanks")
    desk.submit({"S-000001-note": f"{WORDS}\r\n<b>Thank you!</b>"}, form=".thanks__form")
    assert WORDS in desk.text
    assert not desk.soup.select(".thanks__form"), "one note a person"

    open_status(client, code, lang=lang)

    note = client.soup.select_one(".thanks-notes__note")
    assert note is not None
    assert f"{WORDS}\n<b>Thank you!</b>" in note.get_text()
    assert "Vera Orlova" in note.get_text()
    assert not client.soup.select(".receipt-message"), "shown once, not among the moderators' messages too"
    assert person.name == "Vera Orlova"


def test_a_note_that_is_too_short_comes_back(client: PageClient, app: Flask):
    published_by_a_teller(client, app)
    desk, _person = moderator_at(app, Role.curator)
    desk.get("/en/desk/thanks")

    desk.submit({"S-000001-note": "Thanks!"}, form=".thanks__form", status=422)

    field = desk.soup.select_one("textarea")
    assert field is not None
    assert field.get_text().strip() == "Thanks!"
    assert field["aria-invalid"] == "true"


def test_a_note_whose_story_is_no_longer_offered_is_not_lost(client: PageClient, app: Flask):
    published_by_a_teller(client, app)
    desk, _person = moderator_at(app, Role.curator)
    desk.get("/en/desk/thanks")
    with app.app_context(), transaction():
        withdraw_story(db.session.execute(select(Story)).scalar_one(), actor=OPERATOR, now=NOW)

    desk.submit({"S-000001-note": "Thanks!"}, form=".thanks__form", status=422)

    assert "Thanks!" in str(desk.soup.select_one("textarea[readonly]"))


@pytest.mark.parametrize("roles", [(Role.member,), (Role.admin,)])
def test_the_desk_is_for_those_who_thank(app: Flask, roles: tuple[Role, ...]):
    client, _person = moderator_at(app, *roles)

    client.get("/en/desk/thanks", status=403)


def test_visitors_are_led_to_the_sign_in(app: Flask, client: PageClient):
    answer = client.get("/en/desk/thanks", status=303, follow=False)

    assert "/sign-in" in answer.headers["Location"]
    with app.app_context():
        assert db.session.execute(select(func.count(Person.id))).scalar_one() == 0
