"""The library and the page of a law."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.coding.domain.words import Polarity
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.words import LawState, LineageKind, RelationKind
from storyhub.laws.models import LawGroup, LawLineage, LawRelation, LawSource, Source
from storyhub.stories.domain.words import Audience
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, NOW, RUSSIAN, make_coder, make_coding, make_law, make_organisation, make_story
from tests.sql_count import count_sql

LANGS = pytest.mark.parametrize("lang", ["ru", "en"])


def make_group(slug: str) -> int:
    with transaction():
        group = LawGroup(slug=slug, name_ru=f"Группа {slug}", name_en=f"Group {slug}")
        db.session.add(group)
        db.session.flush()
        return group.id


def names(client: PageClient) -> list[str]:
    return [card.get_text(" ", strip=True) for card in client.soup.select(".law-cards > li")]


@LANGS
def test_an_empty_library_says_so(client: PageClient, lang: str):
    client.get(f"/{lang}/laws")

    assert client.soup.select_one(".empty")


@LANGS
def test_the_library_lists_laws_in_force_by_number(client: PageClient, context: Flask, lang: str):
    make_law(7, name="Seventh")
    make_law(3, name="Third")
    make_law(None, name="Proposed")
    make_law(5, name="Retired", state=LawState.retired)

    client.get(f"/{lang}/laws")

    assert len(names(client)) == 2
    assert "Third" in names(client)[0]
    assert "Seventh" in names(client)[1]


def test_the_library_is_filtered_by_group_and_stage(client: PageClient, context: Flask):
    make_law(1, name="Alpha", group_id=make_group("trust"), stages=["persuasion"])
    make_law(2, name="Beta", group_id=make_group("ease"), stages=["persuasion", "feedback"])
    make_law(3, name="Gamma", stages=["feedback"])

    client.get("/en/laws?group=trust")
    assert len(names(client)) == 1
    assert "Alpha" in names(client)[0]
    client.get("/en/laws?stage=feedback")
    assert len(names(client)) == 2
    client.get("/en/laws?group=trust&stage=feedback")
    assert client.soup.select_one(".empty")
    client.get("/en/laws?group=%00&stage=nothing&sort=x")
    assert len(names(client)) == 3


def test_the_library_can_be_sorted_by_evidence(client: PageClient, context: Flask):
    make_law(1, name="Without")
    law = make_law(2, name="With")
    make_coding(make_story(ENGLISH), law, "they called", coder_id=make_coder())

    client.get("/en/laws?sort=evidence")

    assert "With" in names(client)[0]
    assert "Without" in names(client)[1]


def test_the_library_costs_the_same_with_one_law_and_with_three(client: PageClient, app: Flask, context: Flask):
    coder = make_coder()
    make_coding(make_story(ENGLISH), make_law(1), "they called", coder_id=coder)
    client.get("/en/laws")
    with count_sql(app) as one:
        client.get("/en/laws")
    for number in (2, 3):
        make_coding(make_story(ENGLISH), make_law(number), "they called", coder_id=coder)

    with count_sql(app) as three:
        client.get("/en/laws")

    assert len(names(client)) == 3
    assert one.count == three.count > 0


def test_the_library_stands_in_groups_unless_it_is_sorted_by_evidence(client: PageClient, context: Flask):
    make_law(1, name="Alpha", group_id=make_group("trust"))
    make_law(2, name="Beta", group_id=make_group("ease"))
    make_law(3, name="Gamma")

    client.get("/en/laws")
    assert [heading.get_text() for heading in client.soup.select(".shelf__name")] == ["Group trust", "Group ease", "Other laws"]
    client.get("/en/laws?sort=evidence")
    assert not client.soup.select(".shelf__name")
    assert len(names(client)) == 3


def test_the_library_is_filtered_by_where_a_law_stands(client: PageClient, context: Flask):
    make_law(1, name="Waiting")
    told, disputed, coder = make_law(2, name="Told"), make_law(3, name="Disputed"), make_coder()
    make_coding(make_story(ENGLISH), told, "they called", coder_id=coder)
    for _ in range(5):
        make_coding(make_story(ENGLISH), disputed, "they called", coder_id=coder, polarity=Polarity.violates)

    for status, wanted in (("awaiting", ["Waiting"]), ("contested", ["Disputed"]), ("supported", ["Told", "Disputed"])):
        client.get(f"/en/laws?status={status}")
        assert [card.get_text(strip=True) for card in client.soup.select(".law-card__name")] == wanted
    client.get("/en/laws/3")
    assert client.soup.select_one(".trend--contested")


@LANGS
def test_a_law_with_a_name_of_three_hundred_characters_stands_everywhere(client: PageClient, context: Flask, lang: str):
    name = "Supercalifragilistic" * 15
    make_law(1)
    law = make_law(2, name=name, name_ru=name)
    make_coding(make_story(ENGLISH, sector="retail"), law, "they called", coder_id=make_coder())

    for path in ("laws", "laws/1", "laws/2", "laws/2/history", "stages/feedback", "sectors/retail"):
        client.get(f"/{lang}/{path}")
        assert name in client.text


def test_a_law_shows_examples_neighbours_by_name_and_a_way_to_any(client: PageClient, context: Flask):
    make_law(1, name="Before")
    quotes = {"anchor_quotes_en": ["They just gave it back."], "anchor_quotes_ru": ["Просто вернули."]}
    make_law(2, signs_en=["Nobody rang me back."], signs_ru=["Не перезвонили."], stages=["feedback", "experience"], **quotes)
    make_law(3, name="After")

    client.get("/en/laws/2")

    assert [quote.get_text() for quote in client.soup.select(".voices q")] == ["They just gave it back."]
    assert [sign.get_text() for sign in client.soup.select(".law__signs li")] == ["Nobody rang me back."]
    assert "Before" in client.soup.select_one("a[rel=prev]").get_text()
    assert "After" in client.soup.select_one("a[rel=next]").get_text()
    assert client.soup.select_one('.neighbours a[href="/en/laws/any"]')
    assert client.soup.select_one('.facts a[href="/en/stages/experience"]')


def test_forty_stories_stay_readable_and_all_can_be_reached(client: PageClient, context: Flask):
    law, coders = make_law(12), (make_coder(), make_coder())
    for _ in range(7):
        story = make_story(ENGLISH)
        for coder in coders:
            make_coding(story, law, "they called", coder_id=coder)
        make_coding(story, law, "refunded my money", coder_id=coders[0])

    client.get("/en/laws/12")

    assert len(client.soup.select(".evidence__item")) == 4
    assert client.soup.select_one(".evidence__all a")["href"] == "/en/search?kind=passage&law=12&polarity=upholds"
    assert "7 stories uphold it" in client.text
    rows = client.soup.select(".strength-facts > div")
    facts = {row.select_one("dt").get_text(): row.select_one("dd").get_text(strip=True) for row in rows}
    assert (facts["stories about it"], facts["people told them"], facts["marked passages"]) == ("7", "7", "14")
    assert facts["researchers marked them"] == "2"
    assert "and 1 more passage in it" in client.soup.select_one(".evidence__item").get_text(" ", strip=True)


@LANGS
def test_a_law_shows_what_it_says(client: PageClient, context: Flask, lang: str):
    make_law(11)
    make_law(13)
    make_law(
        12,
        name="Ask nothing",
        include_en="Money comes back.",
        include_ru="Деньги возвращают.",
        exclude_en="A voucher instead.",
        exclude_ru="Вместо денег купон.",
        explanation_html_en="<p>Because trust.</p>",
        explanation_html_ru="<p>Потому что доверие.</p>",
        how_to_apply_html_en="<p>Pay first.</p>",
        how_to_apply_html_ru="<p>Сначала заплатите.</p>",
    )

    client.get(f"/{lang}/laws/12")

    for words in {
        "en": ("Money comes back.", "A voucher instead.", "Because trust.", "Pay first.", "Statement of Ask nothing."),
        "ru": (
            "Деньги возвращают.",
            "Вместо денег купон.",
            "Потому что доверие.",
            "Сначала заплатите.",
            "Утверждение Ask nothing.",
        ),
    }[lang]:
        assert words in client.text
    assert client.soup.select_one(f'a[rel=prev][href="/{lang}/laws/11"]')
    assert client.soup.select_one(f'a[rel=next][href="/{lang}/laws/13"]')
    assert client.soup.select_one(f'a[href="/{lang}/laws/12/history"]')
    assert client.soup.select_one("main svg")


def test_a_law_from_a_source_awaits_evidence(client: PageClient, context: Flask):
    law = make_law(12)
    with transaction():
        source = Source(slug="book", title_ru="Книга", title_en="A book", author_ru="Автор", author_en="An author")
        db.session.add(source)
        db.session.flush()
        db.session.add(LawSource(law_id=law, source_id=source.id, place="p. 5"))

    client.get("/en/laws/12")

    assert "From a source, awaiting evidence" in client.text
    assert "A book" in client.text
    assert "p. 5" in client.text


def test_evidence_stands_side_by_side_and_leads_to_its_sentence(client: PageClient, context: Flask):
    law, coder = make_law(12), make_coder()
    shop = make_organisation("Corner Shop")
    make_coding(make_story(ENGLISH, title="Good", organisation_id=shop), law, "they called and apologised", coder_id=coder)
    make_coding(make_story(RUSSIAN, title="Плохо"), law, "Я не ждал такого", coder_id=coder, polarity=Polarity.violates)

    client.get("/en/laws/12")

    upholds = client.soup.select_one(".evidence__side--upholds")
    violates = client.soup.select_one(".evidence__side--violates")
    assert "they called and apologised" in upholds.get_text()
    assert "Corner Shop" in upholds.get_text()
    assert "Я не ждал такого" in violates.get_text()
    assert violates.select_one("blockquote")["lang"] == "ru"
    links = [link["href"] for link in client.soup.select(".evidence__quote a")]
    assert len(links) == 2
    for link, quote in zip(links, ("they called", "Я не ждал"), strict=True):
        client.get(link)
        target = client.soup.find(id=link.partition("#")[2])
        assert quote in target.get_text()


def test_evidence_from_research_only_stories_is_for_staff(client: PageClient, app: Flask, context: Flask):
    law = make_law(12)
    make_coding(make_story(ENGLISH, audience=Audience.staff), law, "they called and apologised", coder_id=make_coder())
    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))

    client.get("/en/laws/12")
    staff.get("/en/laws/12")

    assert "they called" not in client.text
    assert "Awaiting" in client.soup.select_one(".evidence__none").get_text()
    assert "they called" in staff.text


@LANGS
def test_a_merged_law_leads_to_the_one_it_lives_on_in(client: PageClient, context: Flask, lang: str):
    old, new = make_law(4, name="Old", state=LawState.merged), make_law(9, name="New")
    with transaction():
        db.session.add(LawLineage(old_id=old, new_id=new, kind=LineageKind.merged_into, why="The same thought.", at=NOW))

    client.get(f"/{lang}/laws/4")

    assert client.soup.select_one(f'.succession a[href="/{lang}/laws/9"]')
    assert "The same thought." in client.text


def test_relations_are_read_from_both_ends(client: PageClient, context: Flask):
    one, two = make_law(1, name="One"), make_law(2, name="Two")
    with transaction():
        db.session.add(LawRelation(law_id=one, other_id=two, kind=RelationKind.supports))

    client.get("/en/laws/1")
    assert "supports Law 2: Two" in client.text
    client.get("/en/laws/2")
    assert "supported by Law 1: One" in client.text


@pytest.mark.parametrize("number", ["99", "0", "-1", "x", "99999999999999999999999", "1.5", "P-1"])
def test_an_unknown_number_is_no_page(client: PageClient, context: Flask, number: str):
    make_law(1)
    client.get("/en/laws/1")

    client.get(f"/en/laws/{number}", status=404)


def test_only_curators_are_led_to_editing(client: PageClient, app: Flask, context: Flask):
    make_law(1)
    curator = PageClient(app)
    sign_in(curator, make_person(Role.curator))

    client.get("/en/laws/1")
    curator.get("/en/laws/1")

    assert not client.soup.select_one('a[href="/en/laws/1/edit"]')
    assert curator.soup.select_one('a[href="/en/laws/1/edit"]')


def test_a_law_costs_the_same_with_one_quote_and_with_three(client: PageClient, app: Flask, context: Flask):
    law, coder = make_law(12), make_coder()
    make_coding(make_story(ENGLISH), law, "they called", coder_id=coder)
    client.get("/en/laws/12")
    with count_sql(app) as one:
        client.get("/en/laws/12")
    for _ in range(2):
        make_coding(make_story(ENGLISH), law, "they called", coder_id=coder)

    with count_sql(app) as three:
        client.get("/en/laws/12")

    assert len(client.soup.select(".evidence__item")) == 3
    assert one.count == three.count
