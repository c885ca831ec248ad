"""A newcomer's way through the training, and what it is compared with. Nothing of it counts anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from storyhub.coding.domain.training import NEWCOMER, REFERENCE, Read, Said, differences, figures, stretches
from storyhub.coding.domain.training_due import Due, Terms
from storyhub.coding.models import Coding, CodingPass, TrainingCoding, TrainingRun
from storyhub.coding.queries import law_evidence_counts
from storyhub.coding.queries.training import latest_run, way
from storyhub.coding.queries.training_due import trained, training_due
from storyhub.coding.queries.training_result import training_result
from storyhub.coding.queries.training_set import candidates, training_set
from storyhub.coding.service.training import begin_training
from storyhub.coding.service.training_due import check_may_begin
from storyhub.coding.service.training_personal import erase_training, export_training
from storyhub.coding.service.training_set import move_training_story, remove_training_story
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.laws.models import Law
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import actor_for, make_person
from tests.coding import training_factories as training
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, publish_text
from tests.sql_count import count_sql

SPANS = [(0, 5), (6, 11), (12, 17)]
TERMS = Terms(required=True, days=365, grace_days=30)


def said(id_: int, who: int, law: int, start: int | None, end: int | None, polarity: str = "upholds") -> Said:
    return Said(id_, start, end, law, who, polarity)


def test_agreement_is_counted_by_sentences_and_undefined_is_nothing():
    story = Read(SPANS, (said(1, REFERENCE, 7, 1, 8), said(2, NEWCOMER, 7, 6, 11), said(3, NEWCOMER, 9, None, None)))
    everything, nine, seven = sorted(figures([story]), key=lambda row: -(row.law_id or 99))
    assert (seven.n, seven.both, seven.reference_only, seven.newcomer_only) == (4, 1, 1, 0)
    assert seven.percent == 0.75
    assert seven.kappa == pytest.approx(0.5)
    assert (nine.both, nine.newcomer_only, nine.kappa) == (0, 1, 0.0)
    assert everything.n == 8
    same = figures([Read([], (said(1, REFERENCE, 7, None, None), said(2, NEWCOMER, 7, None, None)))])
    assert [(row.percent, row.kappa, row.alpha) for row in same] == [(1.0, None, None)] * 2
    (none,) = figures([])
    assert (none.n, none.percent, none.kappa, none.alpha) == (0, None, None, None)


def test_a_reference_within_a_sentence_is_met_by_the_sentence():
    half = Read(SPANS, (said(1, REFERENCE, 7, 7, 9), said(2, NEWCOMER, 7, 6, 11)))
    assert [set(unit.kinds) for unit in differences(half)] == [set()]
    other = Read(SPANS, (said(1, REFERENCE, 7, 7, 9, "violates"), said(2, NEWCOMER, 7, 6, 17), said(3, NEWCOMER, 8, 0, 5)))
    assert [set(unit.kinds) for unit in differences(other)] == [{"only"}, {"polarity", "bounds"}]
    assert stretches([3, 1, 2, 9]) == [(1, 3), (9, 9)]


def test_a_newcomer_codes_the_set_and_sees_where_she_differs(context: Flask):
    law, other = make_law(), make_law()
    training.make_item(law)
    training.make_item(law, exact=None)
    who = training.make_newcomer()
    training.begin(who)
    training.mark(who, 1, law, 1)
    training.mark(who, 1, other, 2, 4)
    assert training.go_on(who, 1) == 2
    with pytest.raises(Conflict):
        training.end(who)
    training.mark(who, 2, other)
    assert training.go_on(who, 2) is None
    result = training_result(db.session.get_one(TrainingRun, training.end(who)), lang="en")

    assert (result.agreed, result.places) == (1, 4)
    first, second = result.stories
    assert (first.agreed, [difference.kinds for difference in first.differences]) == (1, [{"only"}, {"only"}])
    assert [difference.words for difference in first.differences] == ["I had the door open.", "🎁 Nobody asked him to."]
    (whole,) = second.differences
    assert (whole.words, whole.kinds) == ("", {"law"})
    assert [one.law.id for one in (*whole.reference, *whole.own)] == [law, other]
    figure = {row.figure.law_id: row.figure for row in result.figures}
    assert (figure[law].both, figure[law].reference_only, figure[law].newcomer_only) == (1, 1, 0)
    with pytest.raises(Conflict):
        training.mark(who, 1, law, 2)


def test_she_codes_stories_in_her_language_where_there_are_any(context: Flask):
    training.make_item(lang="ru")
    training.make_item(lang="en")
    for lang, stories in (("ru", ["ru"]), ("", ["ru", "en"]), ("de", ["ru", "en"])):
        who = training.make_newcomer()
        with transaction():
            run = begin_training(actor=who, now=NOW, lang=lang)
        assert [leg.lang for leg in way(run).legs] == stories


def test_practice_counts_nowhere(context: Flask):
    law = make_law()
    item = training.make_item(law)
    counts = law_evidence_counts([law])
    before = (db.session.query(Coding).count(), db.session.query(CodingPass).count())
    who = training.make_newcomer()
    training.begin(who)
    training.mark(who, 1, law, 2)
    training.go_on(who, 1)
    training.end(who)
    assert db.session.query(TrainingCoding).count() == 1
    assert (db.session.query(Coding).count(), db.session.query(CodingPass).count()) == before
    assert law_evidence_counts([law]) == counts
    assert item.story_id


def test_marking_twice_is_marking_once_and_the_second_word_stands(context: Flask):
    law = make_law()
    training.make_item(law)
    who = training.make_newcomer()
    assert training.begin(who) == training.begin(who)
    training.mark(who, 1, law, 1, 2)
    training.mark(who, 1, law, 2, 1, polarity="violates")
    (row,) = db.session.execute(db.select(TrainingCoding)).scalars()
    assert row.polarity == "violates"


@pytest.mark.parametrize("sentences", [(0,), (99,), (1, -1)])
def test_sentences_that_are_not_there_are_refused(context: Flask, sentences: tuple[int, ...]):
    law = make_law()
    training.make_item(law)
    who = training.make_newcomer()
    training.begin(who)
    with pytest.raises(Invalid):
        training.mark(who, 1, law, *sentences)
    with pytest.raises(Invalid):
        training.mark(who, 1, 9_999, 1)
    with pytest.raises(Invalid):
        training.mark(who, 1, law, 1, polarity="perhaps")
    assert db.session.query(TrainingCoding).count() == 0


def test_who_neither_asked_nor_is_a_researcher_is_refused_and_nobody_reaches_anothers_run(context: Flask):
    law = make_law()
    training.make_item(law)
    with pytest.raises(Forbidden):
        training.begin(make_coder(Role.member))
    training.begin(training.make_newcomer())
    with pytest.raises(NotFound):
        training.mark(make_coder(), 1, law, 1)
    assert training.begin(make_coder())


@pytest.mark.parametrize("change", ["text", "withdrawn", "law", "staff only"])
def test_a_story_that_changed_is_neither_shown_nor_asked_for(context: Flask, change: str):
    law, kept = make_law(), make_law()
    item = training.make_item(law)
    training.make_item(kept)
    who = training.make_newcomer()
    run = training.begin(who)
    training.mark(who, 1, law, 1)
    training.go_on(who, 1)
    training.go_on(who, 2)
    with transaction():
        if change == "law":
            db.session.get_one(Law, law).state = "retired"
        elif change == "withdrawn":
            db.session.get_one(Story, item.story_id).state = "withdrawn"
        elif change == "staff only":
            db.session.get_one(Story, item.story_id).audience = "staff"
    if change == "text":
        publish_text(item.story_id, "Another text stands here now. It says nothing of couriers.")
    assert [leg.is_there for leg in way(db.session.get_one(TrainingRun, run)).legs] == [False, True]
    with pytest.raises(NotFound):
        training.mark(who, 1, kept, 1)
    result = training_result(db.session.get_one(TrainingRun, training.end(who)), lang="en")
    assert [story.number for story in result.stories] == ([1, 2] if change == "law" else [2])
    assert result.left_out == (0 if change == "law" else 1)


def test_a_run_of_which_nothing_is_left_gives_way_to_a_new_one(context: Flask):
    item = training.make_item()
    who = training.make_newcomer()
    first = training.begin(who)
    with transaction():
        remove_training_story(item, actor=make_coder(Role.curator), now=NOW)
    with pytest.raises(Conflict):
        training.begin(who)
    training.make_item()
    assert training.begin(who) != first


def test_the_curator_orders_the_set_and_only_complete_stories_can_teach(context: Flask):
    curator = make_coder(Role.curator)
    one, two = training.make_item(), training.make_item()
    with transaction():
        move_training_story(two, earlier=True, actor=curator)
        move_training_story(two, earlier=True, actor=curator)
    assert (two.position, one.position) == (1, 2)
    with pytest.raises(Forbidden), transaction():
        move_training_story(two, earlier=False, actor=make_coder())
    with pytest.raises(Forbidden):
        training.make_item(curator=make_coder())
    half = make_story()
    make_coding(half, make_law(), make_coder(), training.WORDS)
    with pytest.raises(Conflict), transaction():
        training.add_training_story(db.session.get_one(Story, half), None, actor=curator, now=NOW)
    empty, coder = make_story(), make_coder()
    finish(empty, coder)
    with pytest.raises(Invalid), transaction():
        training.add_training_story(db.session.get_one(Story, empty), coder.person_id, actor=curator, now=NOW)


def test_the_settled_marks_are_what_coders_agreed_on(context: Flask):
    law, lonely, story = make_law(), make_law(), make_story()
    first, second = make_coder(), make_coder()
    for coder in (first, second):
        make_coding(story, law, coder, training.WORDS, coders_needed=2)
    make_coding(story, lonely, second, "I had the door open.", coders_needed=2)
    finish(story, first, coders_needed=2)
    finish(story, second, coders_needed=2)
    with transaction():
        training.add_training_story(db.session.get_one(Story, story), None, actor=make_coder(Role.curator), now=NOW)
    who = training.make_newcomer()
    training.begin(who)
    training.go_on(who, 1)
    result = training_result(db.session.get_one(TrainingRun, training.end(who)), lang="en")
    assert [row.figure.law_id for row in result.figures] == [None, law]


def test_a_year_later_it_is_to_be_repeated_and_after_the_grace_nothing_new_is_begun(context: Flask):
    item, new = training.make_item(), make_story()
    person = make_person(Role.researcher, password=None, created_at=NOW - timedelta(days=900))
    coder = actor_for(person)
    begun = make_story()
    make_coding(begun, make_law(), coder, training.WORDS)

    def state(days: int, terms: Terms = TERMS) -> Due:
        return training_due(coder, terms, now=NOW + timedelta(days=days))

    assert [state(days) for days in (365, 366, 396)] == [Due.no, Due.due, Due.late]
    assert state(396, Terms(False, 365, 30)) is state(396, Terms(True, 0, 30)) is Due.no
    late = NOW + timedelta(days=396)
    with pytest.raises(Conflict):
        check_may_begin(db.session.get_one(Story, new), TERMS, coder=coder, now=late)
    check_may_begin(db.session.get_one(Story, begun), TERMS, coder=coder, now=late)
    training.begin(coder, days=396)
    training.go_on(coder, 1)
    training.end(coder, days=396)
    check_may_begin(db.session.get_one(Story, new), TERMS, coder=coder, now=late)
    with transaction():
        remove_training_story(item, actor=make_coder(Role.curator), now=NOW)
    assert state(2_000) is Due.no


def test_the_copy_of_ones_data_holds_the_runs_and_erasing_takes_them(context: Flask):
    law = make_law(31)
    training.make_item(law)
    who, other = training.make_newcomer(), training.make_newcomer()
    for actor in (who, other):
        training.begin(actor)
        training.mark(actor, 1, law, 1)
    assert None not in (who.person_id, other.person_id)
    (found,) = export_training(who.person_id)
    assert (found["finished_at"], [mark["law"] for mark in found["marks"]]) == (None, [31])
    with transaction():
        erase_training(who.person_id, "x", True, datetime.now(UTC))
    assert export_training(who.person_id) == []
    assert latest_run(other.person_id) is not None
    assert db.session.query(TrainingCoding).count() == 1


def test_results_lists_and_states_take_as_many_queries_for_three_as_for_one(context: Flask):
    law = make_law()

    def walk() -> list[int]:
        who = training.make_newcomer()
        run = training.begin(who)
        number: int | None = 1
        while number:
            training.mark(who, number, law, 1)
            number = training.go_on(who, number)
        training.end(who)
        handles.append(who.label)
        counts = []
        for read in (
            lambda: training_result(db.session.get_one(TrainingRun, run), lang="en"),
            lambda: way(db.session.get_one(TrainingRun, run)),
            lambda: trained(handles, TERMS),
            training_set,
            lambda: candidates("en"),
        ):
            db.session.expire_all()
            with count_sql(context) as done:
                assert read()
            counts.append(done.count)
        return counts

    handles: list[str] = []
    candidate()
    training.make_item(law)
    one = walk()
    for _more in range(2):
        candidate()
        training.make_item(law)
    assert walk() == one


def candidate() -> None:
    """A complete story that is not in the set."""
    story, coder = make_story(), make_coder()
    make_coding(story, make_law(), coder, training.WORDS)
    finish(story, coder)
