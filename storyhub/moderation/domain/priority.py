"""Why a task is where it is in the queue, as signs that pages put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Beginnings of words with which people threaten; a hint for the order of the queue, never a verdict.
THREATS = (
    "убью", "убьём", "убьем", "взорву", "зарежу", "застрелю", "прикончу", "сожгу вас", "повешусь", "покончу с собой",
    "kill you", "kill him", "kill her", "kill them", "kill myself", "shoot you", "bomb", "burn you", "burn down", "stab you",
)  # fmt: skip


class Sign(StrEnum):
    """One reason."""

    threat = "threat"
    reported = "reported"
    second_person = "second_person"
    personal_data = "personal_data"
    spam = "spam"
    told_before = "told_before"
    first_look = "first_look"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign, how often it is there, and the story it points to."""

    sign: Sign
    number: int = 1
    other: str = ""


def forms_of(words: str) -> tuple[str, ...]:
    """How the words may begin in a text: a database folds no Cyrillic case.

    >>> forms_of("убью")
    ('убью', 'Убью', 'УБЬЮ')
    """
    return words, words[:1].upper() + words[1:], words.upper()


def mentions_threat(text: str) -> bool:
    """Whether one of the words is in the text.

    >>> mentions_threat("Я вас ВЗОРВУ"), mentions_threat("Kind people everywhere.")
    (True, False)
    """
    return any(form in text for words in THREATS for form in forms_of(words))
