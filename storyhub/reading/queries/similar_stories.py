"""Stories like one story: by its most telling words, and by the laws both show. Those of one event are shown once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storyhub.coding.documents import story_law_facets
from storyhub.kit.actor import VISITOR
from storyhub.search.domain.port import Engine, Request
from storyhub.search.domain.query import Term, disjunction
from storyhub.stories.models import Story
from storyhub.stories.queries import StoryCard, story_cards
from storyhub.stories.queries.episodes import episode_of

WORDS = 20
CANDIDATES = 30
# What one law in common adds, where the story most alike by its words has 1.
SHARED_LAW = 0.15
# Below this only chance brought the words together.
LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Similar:
    """`laws`: keys of the laws that both show."""

    card: StoryCard
    laws: tuple[str, ...]


def similar_stories(story: Story, *, engine: Engine, limit: int) -> tuple[Similar, ...]:
    """The most alike first; only what everybody may read. Three SQL queries at most. Raises: SearchUnavailable."""
    revision = story.published_revision
    if revision is None:
        return ()
    scores = _scores(story.id, f"{story.title or ''}\n{revision.plain}", engine)
    if not scores:
        return ()
    laws = {int(key): frozenset(facets.get("law", ())) for key, facets in story_law_facets([story.id, *scores]).items()}
    shared = {other: tuple(sorted(laws[other] & laws[story.id], key=_by_number)) for other in scores}
    ranked = sorted(scores, key=lambda other: (-scores[other] - SHARED_LAW * len(shared[other]), other))
    cards = story_cards(ranked, actor=VISITOR)
    episodes = episode_of([story.id, *ranked])
    seen, found = {episodes.get(story.id)}, []
    for other in ranked:
        if other in cards and episodes[other] not in seen:
            seen.add(episodes[other])
            found.append(Similar(cards[other], shared[other]))
    return tuple(found[:limit])


def _scores(own: int, text: str, engine: Engine) -> Mapping[int, float]:
    """Story → how alike it is, at most 1."""
    words = engine.telling_words(text, WORDS)
    request = Request(query=disjunction([Term(word) for word in words]), filters={"kind": frozenset({"story"})}, limit=CANDIDATES + 1)
    hits = [hit for hit in engine.search(request).keys if hit.key != str(own)] if words else []
    return {int(hit.key): hit.score / hits[0].score for hit in hits if hit.score >= LEAST * hits[0].score}


def _by_number(key: str) -> tuple[bool, int]:
    return key.startswith("P-"), int(key.removeprefix("P-"))
