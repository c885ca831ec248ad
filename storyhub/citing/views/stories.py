"""Stories, and single sentences of them, cited in every format: a page of its own, for the story's page stays light."""

from __future__ import annotations

from flask import Response

from storyhub.citing.domain.box import cite_box
from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.things import story_citable
from storyhub.citing.queries import CitedStory, Fate, cited_story, fate_of
from storyhub.citing.views.blueprint import bp
from storyhub.citing.views.box import citation_file, library
from storyhub.kit.errors import Gone, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import current_actor, page
from storyhub.kit.web.linking import url_for
from storyhub.stories.domain.public_id import story_id

MAX_ID = 2**31 - 1


@bp.get("/cite/story/<public_id>")
def story(public_id: str) -> Response:
    found = _readable(public_id)
    box = cite_box(_cited(found), lambda suffix: url_for("citing.story_file", public_id=public_id, suffix=suffix))
    return page("citing/story.html", story=found, box=box, sentence=None, words="")


@bp.get("/cite/story/<public_id>.<any(bib, ris, json, txt):suffix>")
def story_file(public_id: str, suffix: str) -> Response:
    return citation_file(_cited(_readable(public_id)), suffix)


@bp.get("/cite/story/<public_id>/<int:sentence>")
def passage(public_id: str, sentence: int) -> Response:
    found, words = _sentence(public_id, sentence)
    thing = _cited(found, sentence)
    box = cite_box(thing, lambda suffix: url_for("citing.passage_file", public_id=public_id, sentence=sentence, suffix=suffix))
    return page("citing/story.html", story=found, box=box, sentence=sentence, words=words)


@bp.get("/cite/story/<public_id>/<int:sentence>.<any(bib, ris, json, txt):suffix>")
def passage_file(public_id: str, sentence: int, suffix: str) -> Response:
    found, _words = _sentence(public_id, sentence)
    return citation_file(_cited(found, sentence), suffix)


def _readable(public_id: str) -> CitedStory:
    """Raises: NotFound, Gone."""
    number = story_id(public_id) or 0
    found = cited_story(number, actor=current_actor()) if number <= MAX_ID else None
    if found is not None:
        return found
    if 0 < number <= MAX_ID and fate_of(number) == Fate.withdrawn:
        raise Gone(lazy_gettext("This story was withdrawn. Its number stays, and what was its address says so."), log="withdrawn story")
    raise NotFound(log="no story to cite")


def _sentence(public_id: str, sentence: int) -> tuple[CitedStory, str]:
    """Raises: NotFound, Gone."""
    found = _readable(public_id)
    if not 0 < sentence <= len(found.sentences):
        raise NotFound(log="no such sentence")
    return found, found.sentences[sentence - 1]


def _cited(story: CitedStory, sentence: int | None = None) -> Citable:
    return story_citable(
        library(),
        public_id=story.public_id,
        title=story.title,
        lang=story.lang,
        published=story.published_on,
        free=story.free,
        sentence=sentence,
    )
