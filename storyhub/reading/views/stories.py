"""Stories: the list, one story, and what is said in place of a story that is no longer shown."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request
from werkzeug.datastructures import MultiDict

from storyhub.citing.domain.linked_data import document, story_work
from storyhub.coding.domain.grading import Grade
from storyhub.coding.labels import polarity_label
from storyhub.coding.queries import shown_grade, stories_graded
from storyhub.coding.rules import may_code
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.text import Html, Mark, mark_up
from storyhub.kit.web import Pagination, current_actor, page, page_number, settings
from storyhub.reading.forms import read_words
from storyhub.reading.queries.story_figures import meetings, story_figures
from storyhub.reading.queries.story_page import MarkedPassage, Quote, StoryText, find_story, story_head, story_text
from storyhub.reading.views.addresses import law_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.cards import story_picture
from storyhub.reading.views.choices import GRADES, LANGUAGES, SECTORS, STAGES, Choice
from storyhub.reading.views.cited import story_box
from storyhub.reading.views.linked import pointing
from storyhub.reading.views.linked_shapes import library_here, story_here, story_signposts
from storyhub.reading.views.similar import some_similar
from storyhub.reading.views.story_ends import end_of
from storyhub.stories.models import Story
from storyhub.stories.queries import StoryFilters, story_list
from storyhub.stories.rules import may_read

PAGE_SIZE = 20
FILTERS = {"lang": frozenset(LANGUAGES), "sector": frozenset(SECTORS), "stage": frozenset(STAGES), "grade": frozenset(GRADES)}


@bp.get("/stories")
def stories() -> Response:
    asked, filters = asked_stories(request.args)
    number = page_number()
    cards, total = story_list(filters, actor=current_actor(), page=number, size=PAGE_SIZE)
    return page(
        "reading/stories.html",
        cards=cards,
        pages=Pagination(number, PAGE_SIZE, total),
        filtered=bool(asked),
        feed_address=with_query("reading.stories_feed", asked.items()),
        choices=(
            Choice("lang", gettext("Language"), LANGUAGES, asked.get("lang")),
            Choice("sector", gettext("Sector"), SECTORS, asked.get("sector")),
            Choice("stage", gettext("Stage"), STAGES, asked.get("stage")),
            Choice("grade", gettext("Grade"), GRADES, asked.get("grade")),
        ),
    )


def asked_stories(given: MultiDict[str, str]) -> tuple[Mapping[str, str], StoryFilters]:
    """What a list of stories is narrowed to: the words that mean something here, and the filter they make."""
    asked = read_words(given, FILTERS)
    graded = stories_graded(Grade(asked["grade"])) if "grade" in asked else None
    return asked, StoryFilters(lang=asked.get("lang"), sector=asked.get("sector"), stage=asked.get("stage"), ids=graded)


@bp.get("/stories/<public_id>")
def story(public_id: str) -> Response:
    found = find_story(public_id)
    if found is None:
        raise NotFound
    actor = current_actor()
    if not may_read(actor, found):
        return end_of(found, actor)
    text = story_text(found, lang=current_language())
    if text is None:
        raise NotFound(log="published without a text")
    return _story_page(found, text, actor)


def _story_page(found: Story, text: StoryText, actor: Actor) -> Response:
    head = story_head(found)
    is_public = may_read(VISITOR, found)
    answer = page(
        "reading/story.html",
        story=head,
        picture=story_picture(found) if is_public else None,
        linked=document(story_work(story_here(found, text), library_here())) if is_public else None,
        text=text,
        marked=_marked(text),
        law_address=law_address,
        address=f"{settings().base_url}{with_query('reading.story', (), public_id=head.public_id)}",
        citation=story_box(head, free=found.may_open_data),
        figures=story_figures(found),
        meetings=meetings(found),
        can_code=may_code(actor, found),
        grade=shown_grade(found.id, lang=current_language()),
        similar=some_similar(found),
    )
    return pointing(answer, story_signposts(head.public_id, free=found.may_open_data)) if is_public else answer


def _marked(text: StoryText) -> Html:
    marks = [_mark(passage) for passage in text.passages]
    if text.turning_point:
        marks.append(_turning_mark(text.turning_point))
    return mark_up(text.html, sentences=text.sentences, marks=marks)


def _turning_mark(quote: Quote) -> Mark:
    """The teller's own mark: no law, hence no colour; the sign leads to where it is named."""
    return Mark(
        start=quote.start,
        end=quote.end,
        slot=None,
        href="#turning-point",
        label=gettext("The moment that decided"),
        number_text="◆",
        polarity="turning",
    )


def _mark(passage: MarkedPassage) -> Mark:
    given = {"key": passage.law_key, "name": passage.law_name, "polarity": polarity_label(passage.polarity)}
    proposal = passage.law_key.startswith("P-")
    return Mark(
        start=passage.start,
        end=passage.end,
        slot=passage.slot,
        href=law_address(passage.law_key),
        label=gettext("Proposal %(key)s: %(name)s – %(polarity)s", **given)
        if proposal
        else gettext("Law %(key)s: %(name)s – %(polarity)s", **given),
        number_text=passage.law_key,
        polarity=passage.polarity,
        ident=f"passage-{passage.coding_id}",
    )
