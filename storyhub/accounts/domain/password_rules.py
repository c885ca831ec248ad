"""What a password must be: long. No rules of composition; only what a guesser tries first is refused."""

from __future__ import annotations

import secrets
import unicodedata
from enum import StrEnum

SHORTEST = 15
LONGEST = 1_000
FEWEST_DIFFERENT = 5


class PasswordProblem(StrEnum):
    too_short = "too_short"
    too_long = "too_long"
    too_simple = "too_simple"


def normal(password: str) -> str:
    """One spelling for one password, whichever keyboard composed its letters."""
    return unicodedata.normalize("NFC", password)


def problem_of(password: str, *, known: tuple[str, ...] = ()) -> PasswordProblem | None:
    """What is wrong with it; `known` are words that anybody knows of the person (handle, e-mail).

    >>> problem_of("correct horse battery"), str(problem_of("short"))
    (None, 'too_short')
    >>> str(problem_of("aaaaaaaaaaaaaaaaaaaa")), str(problem_of("anna@example.org", known=("Anna@example.org",)))
    ('too_simple', 'too_simple')
    """
    password = normal(password)
    if len(password) < SHORTEST:
        return PasswordProblem.too_short
    if len(password) > LONGEST:
        return PasswordProblem.too_long
    folded = password.casefold()
    if len(set(folded)) < FEWEST_DIFFERENT or folded in {word.casefold() for word in known}:
        return PasswordProblem.too_simple
    return None


def new_password() -> str:
    """A password nobody can guess, for the operator to hand over."""
    return secrets.token_urlsafe(18)
