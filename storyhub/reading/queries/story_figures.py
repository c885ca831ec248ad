"""What a teller gave in figures: ratings, before and after, peak and end, touchpoints. Nothing that was not given."""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class Meeting:
    """A touchpoint: where the teller met the company, what was expected and what was received, 1–5."""

    name: str
    expected: int
    received: int

    @property
    def gap(self) -> int:
        return self.received - self.expected


@dataclass(frozen=True, slots=True)
class StoryFigures:
    """`comparisons` are price, time and service against expectation; `scores` are 1–5; recommending 0–10; feelings −5…+5."""

    tenure: str | None
    outcome: str | None
    comparisons: tuple[tuple[str, str], ...]
    scores: tuple[tuple[str, int], ...]
    before: int | None
    after: int | None
    peak: int | None
    end: int | None

    @property
    def given(self) -> bool:
        words = (self.tenure, self.outcome, *self.comparisons, *self.scores)
        return any(words) or any(number is not None for number in (self.before, self.after, self.peak, self.end))


def story_figures(story: Story) -> StoryFigures:
    return StoryFigures(
        tenure=story.tenure,
        outcome=story.outcome,
        comparisons=tuple((name, word) for name in ("price", "time", "service") if (word := getattr(story, name))),
        scores=tuple(
            (name, score) for name in ("convenience", "speed", "empathy", "rating") if (score := getattr(story, name)) is not None
        ),
        before=story.recommend_before,
        after=story.recommend_after,
        peak=story.emotional_peak,
        end=story.emotional_end,
    )


def meetings(story: Story) -> tuple[Meeting, ...]:
    """The touchpoints in the teller's order. One SQL query."""
    return tuple(Meeting(one.name, one.expected, one.received) for one in story.touchpoints)
