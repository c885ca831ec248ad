"""What a password must be: long, longer for staff. No rules of composition; only what a guesser tries first is refused."""

from __future__ import annotations

import secrets
import unicodedata
from enum import StrEnum

from storyhub.accounts.domain.common_passwords import MOST_ADDED, is_common

SHORTEST = 15
# For members, who decide over nobody: what they lose is their own.
SHORTEST_OF_MEMBERS = 10
LONGEST = 1_000
FEWEST_DIFFERENT = 5


class PasswordProblem(StrEnum):
    too_short = "too_short"
    too_long = "too_long"
    too_simple = "too_simple"


def normal(password: str) -> str:
    """One spelling for one password, whichever keyboard composed its letters."""
    return unicodedata.normalize("NFC", password)


def problem_of(password: str, *, known: tuple[str, ...] = (), shortest: int = SHORTEST) -> PasswordProblem | None:
    """What is wrong with it; `known` are words that anybody knows of the person (handle, e-mail).

    >>> problem_of("correct horse battery"), str(problem_of("short"))
    (None, 'too_short')
    >>> str(problem_of("aaaaaaaaaaaaaaaaaaaa")), str(problem_of("anna@example.org", known=("Anna@example.org",)))
    ('too_simple', 'too_simple')
    """
    password = normal(password)
    if len(password) < shortest:
        return PasswordProblem.too_short
    if len(password) > LONGEST:
        return PasswordProblem.too_long
    folded = password.casefold()
    if len(set(folded)) < FEWEST_DIFFERENT or _is_known(folded, known) or is_common(folded):
        return PasswordProblem.too_simple
    return None


def _is_known(folded: str, known: tuple[str, ...]) -> bool:
    """One of the words with little else around it."""
    words = {part for word in known for part in (word.casefold(), word.casefold().partition("@")[0]) if len(part) > 2}
    return any(word in folded and len(folded) - len(word) <= MOST_ADDED for word in {*words, "storyhub"})


def new_password() -> str:
    """A password nobody can guess, for the operator to hand over."""
    return secrets.token_urlsafe(18)
