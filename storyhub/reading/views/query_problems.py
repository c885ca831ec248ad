"""Problems of a query in the reader's words, each with the piece of the query it points at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storyhub.kit.i18n import lazy_gettext
from storyhub.reading.domain.asked import Asked
from storyhub.search.query import Code, Problem
from storyhub.search.query.problems import (
    MAX_CHARS,
    MAX_DEPTH,
    MAX_FUZZY,
    MAX_SLOP,
    MAX_TERMS,
    MAX_WORD_CHARS,
    MIN_FUZZY_CHARS,
    MIN_PREFIX_CHARS,
)

_AROUND = 24
_SENTENCES: Mapping[Code, object] = {
    Code.TOO_LONG: lazy_gettext("The query is longer than %(chars)s characters; we searched for the first %(chars)s."),
    Code.TOO_MANY_TERMS: lazy_gettext("More than %(terms)s words: from position %(position)s on we left them out."),
    Code.WORD_TOO_LONG: lazy_gettext("The word at position %(position)s is longer than %(word)s letters; it can hardly be found."),
    Code.TOO_DEEP: lazy_gettext("Brackets deeper than %(depth)s, from position %(position)s on, were left out."),
    Code.UNCLOSED_QUOTE: lazy_gettext("A quotation mark at position %(position)s is never closed; we searched without it."),
    Code.UNCLOSED_GROUP: lazy_gettext("An opening bracket at position %(position)s is never closed; we searched without it."),
    Code.STRAY_CLOSE: lazy_gettext("A closing bracket at position %(position)s was never opened; we searched without it."),
    Code.EMPTY_GROUP: lazy_gettext("The brackets at position %(position)s are empty; we searched without them."),
    Code.EMPTY_PHRASE: lazy_gettext("The quotation marks at position %(position)s hold no word; we searched without them."),
    Code.DANGLING_OPERATOR: lazy_gettext("“%(value)s” at position %(position)s has nothing to join; we searched without it."),
    Code.STRAY_STAR: lazy_gettext("The star at position %(position)s can only stand at the end of a word; we searched without it."),
    Code.PREFIX_TOO_SHORT: lazy_gettext("“%(value)s” at position %(position)s needs at least %(prefix)s letters before the star."),
    Code.ONE_PREFIX: lazy_gettext("Only one word may end with a star; “%(value)s” at position %(position)s was searched as a word."),
    Code.STRAY_TILDE: lazy_gettext("The ~ at position %(position)s can only stand at the end of a word or phrase; we searched without it."),
    Code.FUZZY_TOO_SHORT: lazy_gettext("“%(value)s” at position %(position)s needs at least %(fuzzy)s letters before the ~."),
    Code.FUZZY_TOO_FAR: lazy_gettext("“%(value)s” at position %(position)s: no more than one letter may differ; that is how we searched."),
    Code.FEW_FUZZY: lazy_gettext("Only %(fuzzies)s words may end with ~; “%(value)s” at position %(position)s was searched as a word."),
    Code.SLOP_TOO_LARGE: lazy_gettext("“%(value)s” at position %(position)s: at most %(slop)s other words may stand between."),
    Code.MIXED_SCRIPTS: lazy_gettext("“%(value)s” mixes Latin and Russian letters that look alike; we searched for “%(read)s”."),
    Code.UNKNOWN_FIELD: lazy_gettext("There is no field “%(value)s” (position %(position)s); we searched for it as words."),
    Code.MISSING_VALUE: lazy_gettext("“%(value)s” at position %(position)s has no value after the colon; we searched without it."),
    Code.BAD_VALUE: lazy_gettext("“%(value)s” at position %(position)s is not a value of this field; we searched without it."),
    Code.NO_WORDS: lazy_gettext("There is no word in it to look for; here is everything."),
}


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A sentence, and the query around the place: what is before it, the place itself, what follows."""

    text: str
    before: str
    piece: str
    after: str


def shown_problems(asked: Asked, problems: tuple[Problem, ...]) -> tuple[ShownProblem, ...]:
    """At most eight: a query of nothing but brackets would fill the page."""
    return tuple(_shown(asked.typed, problem) for problem in problems[:8])


def _shown(typed: str, problem: Problem) -> ShownProblem:
    start, end = problem.position, problem.position + min(problem.length, MAX_WORD_CHARS)
    before, after = typed[max(0, start - _AROUND) : start], typed[end : end + _AROUND]
    return ShownProblem(
        text=_sentence(problem),
        before=("…" if start > _AROUND else "") + before,
        piece=typed[start:end],
        after=after + ("…" if end + _AROUND < len(typed) else ""),
    )


def _sentence(problem: Problem) -> str:
    given = {
        "position": problem.position + 1,
        "value": problem.value,
        "chars": MAX_CHARS,
        "terms": MAX_TERMS,
        "word": MAX_WORD_CHARS,
        "depth": MAX_DEPTH,
        "prefix": MIN_PREFIX_CHARS,
        "fuzzy": MIN_FUZZY_CHARS,
        "fuzzies": MAX_FUZZY,
        "slop": MAX_SLOP,
        "read": problem.read,
    }
    return str(_SENTENCES[problem.code]) % given
