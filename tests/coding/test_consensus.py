"""iNaturalist's community rule over groups and laws, by its published vectors; quality questions and grades."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.coding.domain.consensus import THRESHOLD, Vote, consensus, line
from storyhub.coding.domain.grading import Grade, Question, grade, passes

TREE = {"Root": None, "G": "Root", "H": "Root", "L12": "G", "L13": "G", "L40": "H"}


def votes(words: str) -> list[Vote]:
    """`3xL12,G!L12/L13`: three votes on L12 and one on G that disagrees with L12 and L13."""
    found = []
    for word in words.split(","):
        times, _, rest = word.rpartition("x")
        on, _, against = rest.partition("!")
        found += [Vote(on, tuple(filter(None, against.split("/"))))] * int(times or 1)
    return found


@pytest.mark.parametrize(
    ("words", "agreed"),
    [
        ("L12", None),
        ("L12,L12", "L12"),
        ("L12,L12,L13", "G"),
        ("3xL12,L13", "L12"),
        ("4xL12,2xL13", "G"),
        ("5xL12,2xL13", "L12"),
        ("L12,L13", "G"),
        ("L12,L40", "Root"),
        ("L12,L12,G", "L12"),
        ("L12,L12,G!L12", "G"),
        ("3xL12,G!L12", "L12"),
        # Nobody votes for L12 any more: the disagreement lapses, and a coarse vote costs nothing.
        ("L13,L13,G!L12", "L13"),
        ("L13,L13,Root!L12", "L13"),
        # It contains G, too, while somebody holds on to L12; among three votes two are not enough.
        ("L12,L13,L13,Root!L12", "G"),
        ("L12,L12,Root!L12", "Root"),
        # None of the laws of the group: one vote that counts against each of them.
        ("3xL12,L13,G!L12/L13", "G"),
        ("4xL12,L13,G!L12/L13", "G"),
        ("5xL12,L13,G!L12/L13", "L12"),
        # Withdrawn laws do not count.
        ("L12,L99", None),
        ("L12,L12,2xL99", "L12"),
    ],
)
def test_the_published_votes(words: str, agreed: str | None) -> None:
    assert consensus(TREE, votes(words)).node == agreed


def test_the_score_is_told() -> None:
    found = consensus(TREE, votes("5xL12,2xL13"))
    assert (found.votes, found.cumulative, found.score) == (7, 5, Fraction(5, 7))


def test_two_roots_without_anything_in_common_have_no_consensus() -> None:
    assert consensus({"G": None, "H": None, "L12": "G", "L40": "H"}, votes("L12,L40")).node is None
    assert consensus({}, votes("L12,L12")).node is None


@settings(max_examples=80, deadline=None)
@given(
    cast=st.lists(st.builds(Vote, st.sampled_from(list(TREE)), st.sampled_from([(), ("L12",), ("L40", "L13"), ("G",)])), max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_the_rule_by_its_definition_whatever_the_order(cast: list[Vote], order: object) -> None:
    found = consensus(TREE, cast)
    shuffled = consensus(TREE, order.sample(cast, len(cast)))  # type: ignore[attr-defined]
    assert shuffled == found
    if found.node is None:
        return
    below = sum(found.node in line(TREE, vote.on) for vote in cast)
    beside = sum(found.node not in line(TREE, vote.on) and vote.on not in line(TREE, found.node) for vote in cast)
    assert found.cumulative == below >= 2
    assert found.score is not None
    assert THRESHOLD < found.score <= Fraction(below, below + beside)


@pytest.mark.parametrize(
    ("answers", "passed"),
    [([], True), ([None, None], True), ([True], True), ([False], False), ([True, False], True), ([True, False, False, None], False)],
)
def test_a_question_passes_without_votes_or_with_half_of_them(answers: list[bool | None], passed: bool) -> None:
    assert passes(answers) is passed


def test_grades() -> None:
    fine = {question: [True] for question in Question}
    assert grade(fine, coders=2, is_law=True) is Grade.research
    assert grade({}, coders=2, is_law=True) is Grade.research
    assert grade(fine, coders=1, is_law=True) is Grade.needs_coding
    assert grade(fine, coders=3, is_law=False) is Grade.needs_coding
    for question in Question:
        assert grade({**fine, question: [False]}, coders=2, is_law=True) is Grade.casual
