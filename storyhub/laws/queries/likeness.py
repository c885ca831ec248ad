"""The wording of the laws made ready for comparing: read in one query, taken apart once for as long as no law changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, cast, select

from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LANGS
from storyhub.laws.domain.kindred import families
from storyhub.laws.domain.likeness import Part, Saying, Sayings, Scores
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision
from storyhub.search.analysis import is_stopword, lemmas, tokenise

# Read for comparing, each by itself.
WORDED = ("name", "statement", "include", "explanation", "aliases", "signs", "anchor_quotes")
# Sentences that can be shown as a reason, and whose words a text may be expected to share.
SAID = ("aliases", "signs", "anchor_quotes", "name", "statement")
LETTERED = ("name", "statement", "include", "aliases", "signs", "anchor_quotes")
GRAM = 4
_LISTS = frozenset({"aliases", "signs", "anchor_quotes"})
_COLUMNS = tuple((part, lang) for part in WORDED for lang in LANGS)
# (law id, ((part, language, texts), …)) of every law: what is compared, and the key it is kept under.
Parts = tuple[tuple[str, str, tuple[str, ...]], ...]
Texts = tuple[tuple[int, Parts], ...]


class Likeness:
    """The laws to compare a text with: their ids by place, their parts, their sentences."""

    def __init__(self, texts: Texts) -> None:
        self.ids = tuple(law_id for law_id, _parts in texts)
        self.places = {law_id: place for place, law_id in enumerate(self.ids)}
        self._parts = {name: Part([_counted(parts, (name,), _terms) for _law_id, parts in texts]) for name in WORDED}
        self._letters = Part([_counted(parts, LETTERED, _grams) for _law_id, parts in texts])
        self.sayings = Sayings(
            Saying(law_id, name, text, lang, _terms(text))
            for law_id, parts in texts
            for name, lang, items in sorted(parts, key=lambda part: SAID.index(part[0]) if part[0] in SAID else 0)
            if name in SAID
            for text in items
        )

    def scores(self, text: str) -> Mapping[str, Scores]:
        """By part, and for `letters`: how like the words are in their letters («жалоба», «жаловаться»)."""
        said = Counter(terms_of(text))
        found = {name: part.scores(said) for name, part in self._parts.items()}
        return {**found, "letters": self._letters.scores(Counter(grams(text)))}


def law_likeness(*, in_force: bool = False) -> Likeness:
    """Laws in force and open proposals, or only the former. One SQL query."""
    states = (LawState.accepted,) if in_force else (LawState.accepted, LawState.proposed)
    columns = [cast(getattr(LawRevision, f"{part}_{lang}"), Text) for part, lang in _COLUMNS]
    rows = db.session.execute(
        select(Law.id, *columns).join(LawRevision, LawRevision.id == Law.current_id).where(Law.state.in_(states)).order_by(Law.id)
    )
    return _compared(tuple(map(tuple, rows)))


def terms_of(text: str) -> tuple[str, ...]:
    """The words that carry weight, each with all its dictionary forms, and the families they belong to."""
    found = [term for token in tokenise(text) if not is_stopword(token.word) for term in lemmas(token.word)]
    return (*found, *dict.fromkeys(family for term in found for family in _families().get(term, ())))


def grams(text: str) -> list[str]:
    """Runs of four letters of the dictionary forms, beginnings and ends of words included."""
    plain = f" {' '.join(lemmas(token.word)[0] for token in tokenise(text) if not is_stopword(token.word))} "
    return [plain[at : at + GRAM] for at in range(len(plain) + 1 - GRAM)]


# For sentences of laws, which are needed twice and again when another law has changed; what is asked or told is not kept.
_terms, _grams = lru_cache(maxsize=4_096)(terms_of), lru_cache(maxsize=4_096)(grams)


@lru_cache(maxsize=1)
def _families() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for family, words in families():
        for term in dict.fromkeys(term for word in words for term in lemmas(word)):
            found[term] = (*found.get(term, ()), family)
    return found


@lru_cache(maxsize=4)
def _compared(rows: tuple[tuple[Any, ...], ...]) -> Likeness:
    """Lists are still as they are stored: taking them apart costs more than seeing that nothing has changed."""
    return Likeness(tuple((law_id, tuple(_texts(columns))) for law_id, *columns in rows))


def _texts(columns: Iterable[str]) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    for (part, lang), value in zip(_COLUMNS, columns, strict=True):
        items = json.loads(value) if part in _LISTS else (value,)
        yield part, lang, tuple(item for item in items if item)


def _counted(parts: Parts, wanted: Iterable[str], taken: Callable[[str], Iterable[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, _lang, items in parts:
        if name in wanted:
            for text in items:
                found.update(taken(text))
    return found
